/** What all formats have in common: which findings are shown, and how text stays on its line. */

import { relative, sep } from 'node:path';
import type { styleText } from 'node:util';
import {
  type DocumentSourcePage,
  documentSources,
  type Noticed,
  type SourceKey,
  sourceKeysIn,
} from '../../wire/index.ts';
import { countsOf, type LintCounts, type LintedDocument, type Linting } from '../lint.ts';

/** How findings are to be shown. */
export interface FormatOptions {
  readonly paint: (format: Parameters<typeof styleText>[0], text: string) => string;
  /** The folder of the repository, which paths for services are relative to. */
  readonly root: string;
  /** Of this package. */
  readonly version: string;
  /** Errors alone. */
  readonly quiet?: boolean | undefined;
  /** More than this fail. */
  readonly maxWarnings?: number | undefined;
}
/** Findings as one text. */
export type LintFormat = (linting: Linting, options: FormatOptions) => string;

export interface ShownFinding extends Noticed {
  readonly document: LintedDocument;
}
export const findingsIn = (
  { documents }: Linting,
  { quiet }: FormatOptions,
): readonly ShownFinding[] =>
  documents.flatMap((document) =>
    document.noticed
      .filter(({ kind }) => !quiet || kind === 'error')
      .map((one) => ({ ...one, document })),
  );

/** The sources that findings name, in the order of their table. */
export function sourcesOf(findings: readonly Noticed[]): [SourceKey, DocumentSourcePage][] {
  const named = new Set(findings.flatMap(({ source }) => sourceKeysIn(source)));
  return (Object.keys(documentSources) as SourceKey[])
    .filter((key) => named.has(key))
    .map((key) => [key, documentSources[key]]);
}

/** The path of a document in the repository, with slashes; undefined if it is none of its files. */
export function pathIn(root: string, { place }: LintedDocument): string | undefined {
  if (place.from === 'url' || place.path === undefined) return undefined;
  const way = relative(root, place.path);
  const isOutside = way === '' || way.split(sep)[0] === '..' || way === place.path;
  return isOutside ? undefined : way.split(sep).join('/');
}

/** What came of all, in a sentence. */
export function lintSummary(linting: Linting, { quiet, maxWarnings }: FormatOptions): string {
  const { documents, unread } = linting;
  const counts = countsOf(linting);
  const { warnings } = counts;
  const rest = [
    ...(quiet && warnings > 0 ? ['warnings are not shown'] : []),
    ...(maxWarnings !== undefined && warnings > maxWarnings
      ? [`${some(maxWarnings, 'warning')} at most`]
      : []),
    ...(unread.length > 0 ? [`${unread.length} could not be read`] : []),
  ].map((one) => `; ${one}`);
  return `${some(documents.length, 'document')}: ${found(counts)}${rest.join('')}.`;
}
const some = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
const found = ({ errors, warnings }: LintCounts) =>
  errors + warnings === 0
    ? 'nothing to tell of'
    : `${some(errors, 'error')}, ${some(warnings, 'warning')}`;
