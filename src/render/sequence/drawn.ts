/** Sequence diagrams as SVG: a column for whoever takes part, and a row for whatever is said. */
import { widthOf, wrapped, xml } from '../formats/text.ts';
import { styleSheet, type Tone, tones } from '../formats/tones.ts';
import { letters, rounded, words } from '../formats/written.ts';
import {
  extentOf,
  headLines,
  mostWords,
  type SequenceColumns,
  sequenceColumns,
} from './columns.ts';
import type { Lifeline, Spoken } from './spoken.ts';

const page = { edge: 14, top: 30 };
const line = { height: 14, message: 30, loop: 40, gap: 8 };
/** A picture that is higher says at its foot once more who is who. */
const highPx = 700;

/**
 * The picture of a sequence diagram, as an SVG file; whoever takes part stands from left to right as
 * given. What is too long for its place ends in an ellipsis, and is told whole where one points at it.
 * @example
 * ```ts
 * import { sequenceSvg } from 'texml-recordings/render';
 *
 * const lifelines = [{ id: 'app', says: 'application' }, { id: 'call', says: 'call-1' }];
 * const asks = { from: 'app', to: 'call', says: 'POST Calls', isNews: false };
 * console.log(sequenceSvg(lifelines, [asks], 'A call').startsWith('<svg')); // true
 * ```
 */
export function sequenceSvg(
  lifelines: readonly Lifeline[],
  lines: readonly Spoken[],
  title: string,
): string {
  const columns = sequenceColumns(lifelines, lines, page.edge);
  const headHeight = Math.max(0, ...lifelines.map((of) => headLines(of).length)) * line.height + 10;
  const rows = rowsOf(lines, columns, page.top + headHeight + 12);
  const bottom = rows.reduce((y, row) => Math.max(y, row.bottom), page.top + headHeight + 12);
  const isHigh = bottom > highPx;
  const height = bottom + 10 + (isHigh ? headHeight + page.edge : 0);
  const heads = (top: number) => lifelines.map((of) => headOf(of, columns, top, headHeight));
  const width = Math.max(columns.width, page.edge * 2 + widthOf(title, 'Bold', letters));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="texml-chart" role="img"` +
      ` aria-labelledby="sequence-title sequence-desc" width="${width}" height="${height}"` +
      ` viewBox="0 0 ${width} ${height}" font-size="${letters}"` +
      ` font-family="Helvetica,Arial,Liberation Sans,sans-serif" fill="none"` +
      ` style="max-width:100%;height:auto">`,
    `<title id="sequence-title">${xml(title)}</title>`,
    `<desc id="sequence-desc">${lifelines.length} take part, ${lines.length} lines.</desc>`,
    `<style>\n${styleSheet}\n</style>`,
    `<rect width="${width}" height="${height}" fill="${tones.paper}"/>`,
    words(title, { x: page.edge, y: 16, tone: 'ink', isBold: true }),
    ...lifelines.map(({ id }) => {
      const x = rounded(columns.centre(id));
      const down = `M${x} ${page.top + headHeight}V${bottom + 10}`;
      return `<path d="${down}" stroke="${tones.faint}" stroke-dasharray="2 3"/>`;
    }),
    ...heads(page.top),
    ...rows.map(({ drawn }) => drawn),
    ...(isHigh ? heads(bottom + 10) : []),
    '</svg>',
    '',
  ].join('\n');
}

function headOf(
  of: Lifeline,
  { centre, widths }: SequenceColumns,
  top: number,
  height: number,
): string {
  const [x, width, said] = [centre(of.id), widths(of.id), headLines(of)];
  const from = top + (height - said.length * line.height) / 2;
  return (
    `<g><title>${xml(of.says)}</title>` +
    `<rect x="${rounded(x - width / 2)}" y="${top}" width="${width}" height="${height}"` +
    ` rx="${of.isPerson ? height / 2 : 4}" fill="${tones.box}" stroke="${tones.ink}"/>` +
    said
      .map((text, i) =>
        words(text, {
          ...{ x, y: from + i * line.height + 11, anchor: 'middle', room: width - 12 },
          ...(i === 0 ? { tone: 'ink', isBold: true } : { tone: 'soft' }),
        }),
      )
      .join('') +
    '</g>'
  );
}

interface Row {
  readonly bottom: number;
  /** Where its time stands. */
  readonly timeAt: number;
  readonly drawn: string;
}
/** A row below the other; a time is said once. */
function rowsOf(lines: readonly Spoken[], columns: SequenceColumns, top: number): readonly Row[] {
  const rows: Row[] = [];
  for (const [i, one] of lines.entries()) {
    const y = rows.at(-1)?.bottom ?? top;
    const row = 'over' in one ? noteOf(one, columns, y) : messageOf(one, columns, y);
    const isSaid = one.when === undefined || one.when === lines[i - 1]?.when;
    const when = isSaid ? '' : words(one.when, { x: page.edge, y: row.timeAt, tone: 'soft' });
    rows.push({ ...row, drawn: when + row.drawn });
  }
  return rows;
}

type Note = Extract<Spoken, { readonly over: readonly string[] }>;
function noteOf({ over, says }: Note, columns: SequenceColumns, y: number): Row {
  const { left, right } = extentOf(over, columns);
  const least = over.length > 1 ? right - left : 0;
  const room = Math.max(mostWords, least - 16);
  const said = wrapped(says, Math.floor(room / (letters * 0.56)));
  const widest = Math.max(...said.map((text) => widthOf(text, 'Oblique', letters)));
  const width = Math.max(least, Math.min(widest, room) + 16);
  const height = said.length * line.height + 6;
  const [x, from] = [(left + right) / 2, y + 2];
  return {
    bottom: from + height + line.gap,
    timeAt: from + height / 2 + 4,
    drawn:
      `<rect x="${rounded(x - width / 2)}" y="${from}" width="${rounded(width)}" height="${height}"` +
      ` rx="3" fill="${tones.frame}" stroke="${tones.faint}"/>` +
      said
        .map((text, i) =>
          words(text, {
            ...{ x, y: from + (i + 1) * line.height, anchor: 'middle', tone: 'ink' },
            room: width - 12,
          }),
        )
        .join(''),
  };
}

type Message = Exclude<Spoken, Note>;
/** Its words stand above its arrow, on paper, so that no other line goes through them. */
function messageOf({ from, to, says, isNews }: Message, columns: SequenceColumns, y: number): Row {
  const [start, end] = [columns.centre(from), columns.centre(to)];
  const tone: Tone = isNews ? 'effect' : 'command';
  if (start === end) return loopOf(says, tone, end, y);
  const room = Math.abs(end - start) - 12;
  const [at, x] = [y + line.message - line.gap, (start + end) / 2];
  const width = Math.min(widthOf(says, 'Oblique', letters), room);
  return {
    bottom: y + line.message,
    timeAt: at + 3,
    drawn:
      `<rect x="${rounded(x - width / 2 - 2)}" y="${at - 15}" width="${width + 4}" height="12"` +
      ` fill="${tones.paper}"/>` +
      words(says, { x, y: at - 5, tone, anchor: 'middle', room }) +
      arrowOf(`M${rounded(start)} ${at}H${rounded(end)}`, tone, isNews) +
      headTo(end, at, end > start ? -1 : 1, tone),
  };
}

/** What one says to itself. */
function loopOf(says: string, tone: Tone, x: number, y: number): Row {
  const at = y + line.loop - line.gap;
  return {
    bottom: y + line.loop,
    timeAt: at + 3,
    drawn:
      arrowOf(`M${rounded(x)} ${at - 12}h24v12h-24`, tone, false) +
      headTo(x, at, 1, tone) +
      words(says, { x: x + 30, y: at - 3, tone, room: mostWords }),
  };
}

const arrowOf = (path: string, tone: Tone, isDashed: boolean) =>
  `<path d="${path}" stroke="${tones[tone]}"${isDashed ? ' stroke-dasharray="5 3"' : ''}/>`;
/** It points to where `x` is, from the side that `back` leads to. */
const headTo = (x: number, y: number, back: 1 | -1, tone: Tone) =>
  `<path d="M${rounded(x)} ${y}l${8 * back} -4v8z" fill="${tones[tone]}"/>`;
