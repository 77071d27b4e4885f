/** The room's door: what is wrong in documents, and how it is shown. */
import { lintGithub } from './formats/github.ts';
import { lintJson } from './formats/json.ts';
import { lintSarif } from './formats/sarif.ts';
import type { LintFormat } from './formats/shown.ts';
import { lintText } from './formats/text.ts';

export { printable } from '../wire/said/plain.ts';
export type { FormatOptions, LintFormat } from './formats/shown.ts';
export * from './lint.ts';
export { rulesText } from './rules.ts';

export const lintFormats = {
  text: lintText,
  json: lintJson,
  sarif: lintSarif,
  github: lintGithub,
} as const satisfies Readonly<Record<string, LintFormat>>;
export type LintFormatName = keyof typeof lintFormats;
