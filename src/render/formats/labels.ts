/** The HTML labels of Graphviz: what stands in a box and beside an arrow, each kind in its tone. */

import { type Box, kindsOf, type ReactionLine, type View } from '../graph/view.ts';
import type { Open } from './marks.ts';
import { widthOf, wrapped, xml } from './text.ts';
import { type Tone, tones } from './tones.ts';

interface Style {
  readonly tone: Tone;
  readonly face?: 'Bold' | 'Oblique';
  readonly isTitle?: boolean;
}
/** Commands ask, so they stand out; facts report; signals pass between machines. */
const eventStyle = {
  command: { tone: 'command', face: 'Bold' },
  fact: { tone: 'ink' },
  signal: { tone: 'signal', face: 'Oblique' },
} as const satisfies Record<string, Style>;
const soft = { tone: 'soft' } as const satisfies Style;
const effect = { tone: 'effect' } as const satisfies Style;
/** How many characters fit. */
const chars = { beside: 31, box: 32, frame: 70 } as const;

/** A run of words in one style, broken into lines; the rows of a label. */
type Row = string;

/** A font of its own face: between <B> or <I> and plain rows Graphviz would leave uneven space. */
const cell = (lines: readonly string[], style: Style, align: 'LEFT' | 'CENTER') => {
  const { tone, face, isTitle } = style;
  const size = isTitle ? 14 : 12;
  const end = align === 'LEFT' ? '<BR ALIGN="LEFT"/>' : '<BR/>';
  const text = lines.map(xml).join(end) + (align === 'LEFT' ? end : '');
  const name = face ? `Helvetica-${face}` : 'Helvetica';
  const font = `<FONT FACE="${name}" COLOR="${tones[tone]}" POINT-SIZE="${size}">${text}</FONT>`;
  const width = face ? Math.max(...lines.map((line) => widthOf(line, face, size))) : 0;
  const room = face ? ` WIDTH="${width}"` : '';
  return `<TD ALIGN="${align}" BALIGN="${align}"${room}>${isTitle ? `<B>${font}</B>` : font}</TD>`;
};
const row = (text: string, width: number, style: Style, align: 'LEFT' | 'CENTER' = 'LEFT'): Row =>
  cell(wrapped(text, width), style, align);
const space = (height: number): Row => `<TD HEIGHT="${height}"></TD>`;
const table = (rows: readonly Row[]) =>
  `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">${rows
    .map((one) => `<TR>${one}</TR>`)
    .join('')}</TABLE>`;

const effects = (doings: readonly string[], width: number): readonly Row[] =>
  doings.map((says) => row(`→ ${says}`, width, effect));

/** Lines that do the same stand together, before what they do. */
function paragraphs(
  lines: readonly ReactionLine[],
  open: Open,
  width: number,
): readonly (readonly Row[])[] {
  return [...Map.groupBy(lines, ({ doings }) => doings.join('\n')).values()].map((alike) => [
    ...alike.flatMap(({ events, condition, only }) => [
      ...events.map(({ event, eventKind }) =>
        row(open?.has(event) ? `▶ ${event}` : event, width, eventStyle[eventKind]),
      ),
      ...(only.length > 0 ? [row(`in ${only.join(', ')}`, width, soft)] : []),
      ...(condition === '' ? [] : [row(condition, width, soft)]),
    ]),
    ...effects(alike[0]?.doings ?? [], width),
  ]);
}
const spaced = (of: readonly (readonly Row[])[]) =>
  of.flatMap((rows, i) => (i === 0 ? rows : [space(6), ...rows]));

export const arrowLabel = (lines: readonly ReactionLine[], open: Open): string =>
  lines.length === 0 ? '' : table(spaced(paragraphs(lines, open, chars.beside)));

export function boxLabel(box: Box, open: Open): string {
  const { kind, entry, inside, names, says, tags } = box;
  const width = kind === 'frame' ? chars.frame : chars.box;
  const isBusy = entry.length > 0 || inside.length > 0;
  const align = isBusy || kind === 'frame' ? 'LEFT' : 'CENTER';
  const title = { tone: box.isElsewhere ? 'soft' : 'ink', isTitle: true } as const;
  const mark = tags.includes('capturing') && kind !== 'frame' ? '● ' : '';
  const head = [
    ...(box.title === '' ? [] : [row(`${mark}${box.title}`, width, title, align)]),
    ...(names.length > 0 ? [row(names.join(', '), width, { tone: 'ink' }, align)] : []),
    ...(says === '' ? [] : [row(says, width, soft, align)]),
    ...effects(entry, width),
  ];
  return table(spaced([head, ...paragraphs(inside, open, width)]));
}

/** What the tones, lines and signs of a picture mean, as far as they are in it. */
export function legend({ boxes, arrows }: View): string {
  const lines = [...arrows.flatMap((arrow) => arrow.lines), ...boxes.flatMap((box) => box.inside)];
  const kinds = new Set(kindsOf(lines));
  const near = boxes.filter(({ isElsewhere }) => !isElsewhere);
  const hasTag = (tag: string) => near.some(({ tags }) => tags.includes(tag));
  const does = lines.some(({ doings }) => doings.length > 0) || near.some((box) => box.entry[0]);
  const words: readonly (readonly [boolean, string, Style])[] = [
    [kinds.has('command'), 'bold: a command asks for it', eventStyle.command],
    [kinds.has('fact'), 'plain: a fact is reported', eventStyle.fact],
    [kinds.has('signal'), 'italic, dashed: a machine signals', eventStyle.signal],
    [does, '→ what it does', effect],
    [hasTag('capturing'), '● audio is being captured', { tone: 'ink' }],
    [hasTag('ended'), 'double border: it has ended', { tone: 'ink' }],
    [near.length < boxes.length, 'dashed border: see elsewhere', soft],
  ];
  const cells = words
    .filter(([isThere]) => isThere)
    .map(([, text, style]) => cell([text], style, 'LEFT'));
  const half = Math.ceil(cells.length / 2);
  const gap = '<TD WIDTH="16"></TD>';
  return cells.length < 2
    ? ''
    : table([
        space(14),
        ...cells.slice(0, half).map((one, i) => `${one}${gap}${cells[half + i] ?? ''}`),
      ]);
}
