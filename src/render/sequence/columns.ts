/** Where the columns of a sequence diagram stand, so that what is said between them has room. */
import { widthOf } from '../formats/text.ts';
import { letters } from '../formats/written.ts';
import type { Lifeline, Spoken } from './spoken.ts';

/** How wide words are at most, in pixels; what is longer ends in an ellipsis. */
export const mostWords = 230;
const head = { least: 76, most: 160, apart: 18, pad: 16 };

/** The columns of a diagram. */
export interface SequenceColumns {
  /** Where the middle of a column is. */
  readonly centre: (id: string) => number;
  /** How wide its head is. */
  readonly widths: (id: string) => number;
  /** How wide all of it is. */
  readonly width: number;
}

export const headLines = ({ says }: Lifeline): readonly string[] => says.split('\n');
const plain = (text: string) => widthOf(text, 'Oblique', letters);

export function sequenceColumns(
  lifelines: readonly Lifeline[],
  lines: readonly Spoken[],
  edge: number,
): SequenceColumns {
  const place = new Map(lifelines.map(({ id }, i) => [id, i]));
  const widths = lifelines.map((of) => {
    const widest = Math.max(...headLines(of).map((text) => widthOf(text, 'Bold', letters)));
    return Math.min(head.most, Math.max(head.least, widest + head.pad));
  });
  const gaps = widths.slice(1).map((width, i) => (width + (widths[i] ?? 0)) / 2 + head.apart);
  for (const [from, to, wanted] of spansOf(lines, place)) widen(gaps, from, to, wanted);
  const times = lines.map(({ when }) => (when === undefined ? 0 : plain(when)));
  const left = edge + Math.max(0, ...times) + (times.some((one) => one > 0) ? head.apart : 0);
  const middles = [0];
  for (const gap of gaps) middles.push((middles.at(-1) ?? 0) + gap);
  const columns = {
    centre: (id: string) => middles[place.get(id) ?? 0] ?? 0,
    widths: (id: string) => widths[place.get(id) ?? 0] ?? 0,
  };
  const parts = [
    ...lifelines.map(({ id }) => extentOf([id], columns)),
    ...lines.flatMap((one) => partOf(one, columns)),
  ];
  const start = left - Math.min(0, ...parts.map((part) => part.left));
  return {
    centre: (id) => start + columns.centre(id),
    widths: columns.widths,
    width: Math.ceil(start + Math.max(0, ...parts.map((part) => part.right)) + edge),
  };
}

interface Extent {
  readonly left: number;
  readonly right: number;
}
/** From the left side of the first head of these to the right side of the last. */
export function extentOf(
  over: readonly string[],
  { centre, widths }: Pick<SequenceColumns, 'centre' | 'widths'>,
): Extent {
  const [first = '', last = first] = [over[0], over.at(-1)];
  return { left: centre(first) - widths(first) / 2, right: centre(last) + widths(last) / 2 };
}

/** What may be wider than its columns: a note, and what one tells itself. */
function partOf(one: Spoken, columns: Pick<SequenceColumns, 'centre' | 'widths'>): Extent[] {
  const width = Math.min(plain(one.says), mostWords);
  if ('over' in one) {
    const { left, right } = extentOf(one.over, columns);
    const [middle, half] = [(left + right) / 2, width / 2 + 8];
    return [{ left: middle - half, right: middle + half }];
  }
  const at = columns.centre(one.to);
  return one.from === one.to ? [{ left: at, right: at + 30 + width }] : [];
}

/** From which column to which something is said, and how far apart they have to be for it. */
function spansOf(
  lines: readonly Spoken[],
  place: ReadonlyMap<string, number>,
): (readonly [number, number, number])[] {
  const spans = lines.flatMap((one) => {
    if ('over' in one) return [];
    const ends = [place.get(one.from) ?? 0, place.get(one.to) ?? 0].toSorted((a, b) => a - b);
    const [from = 0, to = 0] = ends;
    return from === to ? [] : [[from, to, Math.min(plain(one.says), mostWords) + 24] as const];
  });
  // What is next to each other first: those that go farther find room there.
  return spans.toSorted(([a, b], [c, d]) => b - a - (d - c));
}

/** What is lacking between two columns is given to all gaps between them alike. */
function widen(gaps: number[], from: number, to: number, wanted: number) {
  const lacks = wanted - gaps.slice(from, to).reduce((sum, gap) => sum + gap, 0);
  if (lacks <= 0) return;
  for (let i = from; i < to; i += 1) gaps[i] = (gaps[i] ?? 0) + lacks / (to - from);
}
