/** What the numbers in a picture of lives over time stand for: a line each, in columns. */

import { widthOf } from '../formats/text.ts';
import { letters, linked, words } from '../formats/written.ts';
import { lengthSaid } from './axis.ts';
import { type LinkOf, type Numbered, saidOf, toneOf } from './bars.ts';

const line = { height: 17 };
/** How wide a column is at least, where its parts stand in it, and how far apart. */
const column = { least: 430, number: 26, time: 38, mostName: 118, gap: 14 };

/** How many columns there are in so many pixels, and how many lines each has. */
function columnsOf(many: number, width: number) {
  const columns = Math.max(1, Math.floor(width / column.least));
  return { lines: Math.ceil(many / columns), wide: width / columns };
}

/** How high it is. */
export const legendHeight = (many: number, width: number) =>
  columnsOf(many, width).lines * line.height;

/** Its lines, from `top` on, with times since `from`. */
export function legendOf(
  marks: readonly Numbered[],
  { top, width, from }: { readonly top: number; readonly width: number; readonly from: number },
  linkOf: LinkOf,
): string[] {
  const { lines, wide } = columnsOf(marks.length, width);
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => widthOf(text, 'Oblique', letters)));
  const times = widest(marks.map(({ at }) => lengthSaid(at - from)));
  const names = Math.min(column.mostName, widest(marks.map(({ of }) => of.title)));
  const whose = column.time + times + column.gap;
  const says = whose + names + column.gap;
  return marks.map((mark, i) => {
    const left = Math.floor(i / lines) * wide;
    const y = top + (i % lines) * line.height;
    const parts = [
      words(String(mark.number), { x: left + column.number, y, tone: toneOf(mark), anchor: 'end' }),
      words(lengthSaid(mark.at - from), { x: left + column.time, y, tone: 'soft' }),
      words(mark.of.title, {
        ...{ x: left + whose, y, tone: 'soft' },
        room: names,
      }),
      words(saidOf(mark), {
        ...{ x: left + says, y, tone: toneOf(mark) },
        room: wide - says - column.gap,
      }),
    ];
    const box = { x: left, y: y - 12, width: wide - column.gap, height: line.height };
    return linked(linkOf(mark.of, mark), 'class="line"', box, parts.join(''));
  });
}
