/** Findings as SARIF 2.1.0, for code scanning and editors. Source: OASIS, SARIF 2.1.0. */
import { pathToFileURL } from 'node:url';
import {
  type DocumentRule,
  documentRules,
  documentSources,
  sourceKeysIn,
} from '../../wire/index.ts';
import type { LintedDocument, Linting } from '../lint.ts';
import { ruleWords } from '../rules.ts';
import {
  type FormatOptions,
  findingsIn,
  type LintFormat,
  pathIn,
  type ShownFinding,
} from './shown.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';
/** The name that stands for the folder of the repository. Source: 3.14.14. */
const root = '%SRCROOT%';
const rules = Object.keys(documentRules) as DocumentRule[];

export const lintSarif: LintFormat = (linting, options) =>
  `${JSON.stringify(sarifOf(linting, options), null, 2)}\n`;

/** The log as an object; a test holds it against the types of SARIF. */
export function sarifOf(linting: Linting, options: FormatOptions) {
  const run = {
    tool: {
      driver: { name: 'texml-recordings', version: options.version, rules: rules.map(described) },
    },
    columnKind: 'utf16CodeUnits' as const,
    originalUriBaseIds: { [root]: { description: text('The folder of the repository.') } },
    invocations: [
      {
        executionSuccessful: linting.unread.length === 0,
        toolExecutionNotifications: linting.unread.map(({ name, says }) => ({
          level: 'error' as const,
          message: text(`${name} ${says}.`),
        })),
      },
    ],
    results: findingsIn(linting, options).map((one) => result(one, options.root)),
  };
  return { $schema: schema, version: '2.1.0' as const, runs: [run] };
}

function described(id: DocumentRule) {
  const rule: { readonly source: string; readonly refuses?: string } = documentRules[id];
  const [helpUri] = pagesOf(rule.source);
  return {
    id,
    shortDescription: text(ruleWords[id]),
    fullDescription: text(ruleWords[id]),
    help: text(`${ruleWords[id]} See ${helpUri}`),
    helpUri,
    defaultConfiguration: { level: levelOf(rule) },
  };
}

const levelOf = ({ refuses }: { readonly refuses?: string }) =>
  refuses === 'always' ? ('error' as const) : ('warning' as const);

function result({ document, ...one }: ShownFinding, folder: string) {
  return {
    ruleId: one.rule,
    ruleIndex: rules.indexOf(one.rule),
    level: one.kind,
    message: text(`${one.message} (${one.source})`),
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(folder, document),
          region: { startLine: one.line, startColumn: one.column },
        },
      },
    ],
    properties: { source: one.source, pages: pagesOf(one.source) },
  };
}

const pagesOf = (source: string) => sourceKeysIn(source).map((key) => documentSources[key].url);

/** Relative where it is a file of the repository, and absolute everywhere else. */
function artifact(folder: string, document: LintedDocument) {
  const path = pathIn(folder, document);
  if (path !== undefined) return { uri: path.split('/').map(encoded).join('/'), uriBaseId: root };
  const { place } = document;
  if (place.from === 'url') return { uri: place.name };
  // Nobody knows where standard input came from.
  return { uri: place.path === undefined ? 'stdin' : pathToFileURL(place.path).href };
}
/** A colon in the first segment would be taken for a scheme; all else that is special is encoded. */
const encoded = (segment: string) => encodeURIComponent(segment);

/** A message: braces are doubled, as one alone is a placeholder. Source: 3.11.5. */
const text = (words: string) => ({ text: words.replace(/[{}]/g, '$&$&') });
