/** One entry of the package as a page to read: each name with its docstring and its shape. */
import {
  type ApiClass,
  type ApiDeclaredItem,
  type ApiInterface,
  type ApiItem,
  ApiItemKind,
} from '@microsoft/api-extractor-model';
import type { Entry } from './extract.ts';
import { proseOf } from './prose.ts';

/** What is listed under which heading, in this order. */
const headings = {
  Functions: [ApiItemKind.Function],
  Classes: [ApiItemKind.Class],
  Values: [ApiItemKind.Variable],
  Types: [ApiItemKind.Interface, ApiItemKind.TypeAlias],
} as const;

/** A shape is shown up to here; the whole stands in the report. */
const longestShape = 40;

/** The page of an entry, in Markdown. */
export function pageOf({ imported, name, exported }: Entry): string {
  const lines = [
    `# \`${imported}\``,
    '',
    `Made from the docstrings by \`npm run api\`. Every type in full: [${name}.api.md](reports/${name}.api.md).`,
  ];
  for (const [heading, kinds] of Object.entries(headings)) {
    const items = exported.members.filter(({ kind }) => kinds.some((one) => one === kind));
    if (items.length === 0) continue;
    lines.push('', `## ${heading}`);
    const byName = Map.groupBy(items as ApiDeclaredItem[], ({ displayName }) => displayName);
    for (const [named, overloads] of byName) lines.push('', ...sectionOf(named, overloads));
  }
  return `${lines.join('\n')}\n`;
}

function sectionOf(named: string, overloads: readonly ApiDeclaredItem[]): string[] {
  const prose = overloads
    .map(({ tsdocComment }) => proseOf(tsdocComment))
    .join('\n\n')
    .trim();
  const said = prose === '' ? [] : [prose, ''];
  return [`### ${named}`, '', ...said, '```ts', ...cut(overloads.flatMap(shapeOf)), '```'];
}

function shapeOf(item: ApiDeclaredItem): string[] {
  const text = item.excerpt.text.trim().replace(/^(?=[A-Za-z]+: )/, 'const ');
  if (!isBlock(item)) return text.replace(/^export declare /, '').split('\n');
  const members = item.members.flatMap((member) => memberOf(member as ApiDeclaredItem));
  return [
    `${text.replace(/^export (declare )?/, '')} {`,
    ...members.map((line) => `  ${line}`),
    '}',
  ];
}
const isBlock = (item: ApiItem): item is ApiClass | ApiInterface =>
  item.kind === ApiItemKind.Class || item.kind === ApiItemKind.Interface;

function memberOf({ tsdocComment, excerpt }: ApiDeclaredItem): string[] {
  const prose = proseOf(tsdocComment).replaceAll(/\s+/g, ' ');
  const lines = excerpt.text.trim().split('\n');
  return prose === '' ? lines : [`/** ${prose} */`, ...lines];
}

function cut(lines: string[]): string[] {
  if (lines.length <= longestShape) return lines;
  return [...lines.slice(0, longestShape), `// … and ${lines.length - longestShape} lines more.`];
}

/** The page that leads to the others. */
export const indexOf = (entries: readonly Entry[]): string =>
  [
    '# What the package promises',
    '',
    'A page for each entry. What stands here is public; whatever else the files hold may change.',
    '',
    ...entries.map(({ imported, name, exported }) => {
      return `- [\`${imported}\`](${name}.md): ${exported.members.length} names`;
    }),
    '',
  ].join('\n');
