/** Documents that say something of an attribute table, and what they come to. */
import { readTexml, type TexmlOptions } from '../../../src/wire/index.ts';
import { translated } from './adapter.ts';
import type { AttributeTable } from './attributes.ts';
import type { Holding } from './holding.ts';
import type { Line } from './rows.ts';

export type Said = Readonly<Record<string, string>>;

const escaped = (text: string) => text.replace(/[&<"\n]/g, (one) => `&#${one.charCodeAt(0)};`);
export function read({ document }: AttributeTable, said: Said, options?: TexmlOptions) {
  const attributes = Object.entries(said).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return readTexml(
    `<Response>${document.replace('%', () => attributes.join(''))}</Response>`,
    options,
  );
}
/** What an element comes to, with rows by their sids: a command, or what the host is told. */
export function outcomeOf(table: AttributeTable, said: Said): object {
  const [instruction] = read(table, said).instructions;
  if (!instruction) return {};
  const result = translated(instruction);
  if ('host' in result) return result;
  const { rows, ...rest } = result;
  return { ...rest, rows: Object.fromEntries(rows.map(({ sid, row }) => [sid, row])) };
}

/** Something that may be said of each, and that has an effect. */
export const said = ({ holding: { taken }, name }: Line) =>
  taken[['record', 'validDigits'].includes(name) ? 1 : 0]?.said ?? '';
export const besides = ({ lines }: AttributeTable, line: Line): Said =>
  Object.fromEntries(
    lines.filter(({ name }) => line.beside.includes(name)).map((one) => [one.name, said(one)]),
  );

export const isUrl = ({ kind }: Holding) => kind === 'url';
/** Attributes hold text; URLs may be relative to the document. */
export const takenIn = (holding: Holding) => [
  ...holding.taken,
  ...(isUrl(holding) ? ['/next?a=b', 'next', '//example.com/a'] : []).map((one) => ({
    said: one,
    means: one,
  })),
];
