/**
 * The figures of docs/proof.md. Each part of the page is made of what was measured and kept, so the
 * page says nothing that nobody has measured, and leaves out what nobody has yet.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoomScore } from '../mutation/score.ts';
import { seededFaults } from '../second-opinion/controls/faults.ts';
import { lookNames, looks } from '../second-opinion/looks.ts';
import { pinnedFinds, pinnedOpinions, type SystemSize } from '../second-opinion/pinned.ts';

/** A table that a command has measured: `test/trust/NAME.json`. */
export interface FigureTable {
  /** The heading of its part of the page. */
  readonly title: string;
  /** What was measured, how and with which command: a paragraph of Markdown. */
  readonly says: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Every part, by the name that stands in its marks on the page. */
const parts: Readonly<Record<string, () => string>> = {
  'second opinion': secondOpinion,
  'negative controls': negativeControls,
  'mutation score': () => [keptTable('mutation'), sourceMutants()].filter(Boolean).join('\n\n'),
  'rates of the search': () => keptTable('search'),
};

const markedPart = /^(<!-- figures: ([^\n]+) -->\n).*?^(<!-- end of figures -->)$/gmsu;

/** The page with all its parts anew. @throws Error if it marks one that nobody makes, or lacks one */
export function withFigures(page: string): string {
  const marked = new Set<string>();
  const next = page.replace(markedPart, (_, begin: string, name: string, end: string) => {
    const part = parts[name];
    if (!part) throw new Error(`nobody makes the figures "${name}"`);
    marked.add(name);
    const text = part();
    return `${begin}${text === '' ? '' : `\n${text}\n\n`}${end}`;
  });
  const lost = Object.keys(parts).filter((name) => !marked.has(name));
  if (lost.length > 0) throw new Error(`the page has no marks for ${lost.join(', ')}`);
  return next;
}

const count = (figure: number) => figure.toLocaleString('en');
const sizeOf = (size: SystemSize | undefined) =>
  size ? [count(size.states), count(size.edges)] : ['', ''];
const cell = (text: string | number) =>
  String(text)
    .replaceAll('|', '\\|')
    .replaceAll(/<(\w+)>/gu, '`<$1>`');
const line = (cells: readonly (string | number)[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (columns: readonly string[], aligned: string, rows: FigureTable['rows']) =>
  [line(columns), aligned, ...rows.map(line)].join('\n');

function secondOpinion(): string {
  const all = Object.entries(pinnedOpinions);
  const sums = lookNames.map((look) => {
    const sizes = all.flatMap(([, of]) => of[look] ?? []);
    const edges = sizes.reduce((sum, size) => sum + size.edges, 0);
    const states = sizes.reduce((sum, size) => sum + size.states, 0);
    return `- \`${look}\`: ${looks[look]}. ${sizes.length} systems, ${count(states)} states, ${count(edges)} edges.`;
  });
  const rows = all.map(([name, of]) => [name, ...lookNames.flatMap((look) => sizeOf(of[look]))]);
  const columns = ['system', ...lookNames.flatMap((look) => [look, 'edges'])];
  const said =
    'Of `states` and `claims` our search and SPIN count the same, to the last state and the last edge, ' +
    `in all ${all.length} systems.`;
  return [
    ...sums,
    '',
    said,
    '',
    table(columns, `| --- |${' --: |'.repeat(columns.length - 1)}`, rows),
  ].join('\n');
}

function negativeControls(): string {
  const rows = seededFaults.map(({ says, system }) => {
    const { ours = '', spin = '' } = pinnedFinds[says] ?? {};
    return [says, system.name, ours, spin];
  });
  return table(
    ['fault', 'system', 'our search finds', 'SPIN finds'],
    '| --- | --- | --- | --- |',
    rows,
  );
}

/** What came of the faults that were planted in sources, room by room. */
function sourceMutants(): string {
  const file = join(import.meta.dirname, '../mutation/score.json');
  const scores: Readonly<Record<string, RoomScore>> = JSON.parse(readFileSync(file, 'utf8'));
  const rows = Object.entries(scores).map(([room, of]) => {
    const { mutants, every, seed, tried, notCompiled, killed, timedOut } = of;
    const figures = [tried, notCompiled, killed, timedOut, of.argued, of.survived].map(count);
    return [room, count(mutants), every === 1 ? 'all' : `1 in ${every}`, seed, ...figures];
  });
  const judged = ['not compiled', 'killed', 'timed out', 'argued', 'survived'];
  const columns = ['room', 'mutants', 'sampled', 'seed', 'tried', ...judged];
  const says =
    'What the code around the machines does `npm run mutate:source` spoils, one place of a source at a ' +
    'time: a comparison turned, a statement removed, a literal changed, a default dropped. A mutant is ' +
    'killed when a test of its room fails, timed out when one goes on for ever, and *argued* when a ' +
    'sentence says why nobody has to notice (`test/mutation/argued.ts`). Where one in so many was tried, ' +
    'from the one on that the seed says, this is a sample: of those that it has not met some may survive.';
  const aligned = `| --- |${' --: |'.repeat(columns.length - 1)}`;
  return `### Mutants of sources\n\n${says}\n\n${table(columns, aligned, rows)}`;
}

/** A table that was measured elsewhere; nothing while there is none. */
function keptTable(name: string): string {
  const file = join(import.meta.dirname, `${name}.json`);
  if (!existsSync(file)) return '';
  const { title, says, columns, rows } = JSON.parse(readFileSync(file, 'utf8')) as FigureTable;
  const aligned = `| --- |${' --: |'.repeat(columns.length - 1)}`;
  return `### ${title}\n\n${says}\n\n${table(columns, aligned, rows)}`;
}
