/** What the numbers in a picture of lives over time stand for: a line each, in columns. */

import { lengthSaid } from './axis.ts';
import { type LinkOf, type Numbered, saidOf, toneOf } from './bars.ts';
import { linked, words } from './written.ts';

const line = { height: 17 };
/** How wide a column is at least, and where its parts stand in it. */
const column = { least: 430, number: 26, time: 38, whose: 88, says: 216, gap: 10 };

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
  return marks.map((mark, i) => {
    const left = Math.floor(i / lines) * wide;
    const y = top + (i % lines) * line.height;
    const parts = [
      words(String(mark.number), { x: left + column.number, y, tone: toneOf(mark), anchor: 'end' }),
      words(lengthSaid(mark.at - from), { x: left + column.time, y, tone: 'soft' }),
      words(mark.of.title, {
        ...{ x: left + column.whose, y, tone: 'soft' },
        room: column.says - column.whose - column.gap,
      }),
      words(saidOf(mark), {
        ...{ x: left + column.says, y, tone: toneOf(mark) },
        room: wide - column.says - column.gap,
      }),
    ];
    const box = { x: left, y: y - 12, width: wide - column.gap, height: line.height };
    return linked(linkOf(mark.of, mark), 'class="line"', box, parts.join(''));
  });
}
