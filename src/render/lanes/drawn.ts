/** Lanes as SVG: states as bars on an axis of time, and below it what came in and what went out. */
import { xml } from '../formats/text.ts';
import { styleSheet, tones } from '../formats/tones.ts';
import { letters, linked, rounded, words } from '../formats/written.ts';
import { type Axis, axisOf, lengthSaid } from './axis.ts';
import { barsOf, type LinkOf, lane, type Numbered } from './bars.ts';
import type { Lane, Lanes, Mark } from './lanes.ts';
import { legendHeight, legendOf } from './legend.ts';

const page = { width: 880, edge: 14, right: 34, top: 48 };
/** The names of lives stand in a gutter, which is narrower where the picture is. */
const gutterOf = (width: number) => (width < 600 ? 124 : 170);
/** How far the names keep from the first bar. */
const gap = 20;

/** How lanes are drawn. */
export interface LanesDrawing {
  /** How wide the picture is in pixels, before it is zoomed; 880 when left out. */
  readonly width?: number;
  /** How many times as long the axis is as would fit; 1 when left out. */
  readonly zoom?: number;
  /** Where a life, or one of its marks, leads to; nowhere when left out. */
  readonly linkOf?: (of: Lane, mark?: Mark) => string | undefined;
}

/**
 * The picture of lives over time, as an SVG file. Stretches in which nothing happens are cut short,
 * where the axis says so. What is in groups of the class `stays` does not belong to the axis: whoever
 * scrolls along it can leave that where it is.
 * @example
 * ```ts
 * import { Switchboard } from 'texml-recordings';
 * import { lanesOf, lanesSvg } from 'texml-recordings/render';
 *
 * const board = new Switchboard();
 * const call = { machine: 'call', sid: 'call-1' } as const;
 * const { steps } = board.deliver(call, { type: 'call.dialOut', at: 0 });
 * const { steps: then } = board.deliver(call, { type: 'call.rang', at: 2_000 });
 * console.log(lanesSvg(lanesOf([...steps, ...then]), 'A call').startsWith('<svg')); // true
 * ```
 */
export function lanesSvg(
  of: Lanes,
  title: string,
  { width = page.width, zoom = 1, linkOf }: LanesDrawing = {},
): string {
  const marks = numberedMarks(of);
  const moments = [
    ...of.lanes.flatMap(({ stretches }) => stretches.map(({ from }) => from)),
    ...marks.map(({ at }) => at),
  ];
  const gutter = gutterOf(width);
  const room = (width - gutter - page.right) * zoom;
  const axis = axisOf([of.from, ...moments, of.to], room);
  const x = (at: number) => gutter + axis.place(at);
  const bottom = page.top + of.lanes.length * lane.height;
  const size = {
    width: Math.round(gutter + room + page.right),
    height: bottom + 22 + legendHeight(marks.length, width),
  };
  const leads: LinkOf = linkOf ?? (() => undefined);
  const yOf = (i: number) => page.top + i * lane.height;
  return [
    ...headOf(of, title, size, linkOf !== undefined),
    ...axisDrawn(axis, x, bottom),
    ...of.lanes.map((one, i) => {
      const own = marks.filter((mark) => mark.of === one);
      const sides = { left: gutter - gap + 2, right: size.width - 2 };
      return barsOf(one, own, { y: yOf(i), x, from: of.from, room: sides }, leads);
    }),
    ...(of.isOver ? [] : [nowLine(x(of.to), bottom)]),
    '<g class="stays">',
    words(title, { x: page.edge, y: 16, tone: 'ink', isBold: true }),
    `<rect y="${page.top - 4}" width="${gutter - gap}" height="${bottom - page.top + 4}"` +
      ` fill="${tones.paper}"/>`,
    ...of.lanes.map((one, i) => nameOf(one, yOf(i), gutter, leads(one))),
    ...(of.lanes.length > 0 ? [] : [nothing]),
    ...legendOf(marks, { top: bottom + 34, width, from: of.from }, leads),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** What came in and went out, by time; of one moment, as it stands. */
function numberedMarks({ lanes }: Lanes): Numbered[] {
  const all = lanes.flatMap((of) => of.marks.map((mark) => ({ ...mark, of })));
  return all
    .toSorted((one, other) => one.at - other.at)
    .map((mark, i) => ({ ...mark, number: i + 1 }));
}

interface Size {
  readonly width: number;
  readonly height: number;
}
/** What leads somewhere is more than one image. */
function headOf(of: Lanes, title: string, { width, height }: Size, isLinked: boolean): string[] {
  const says = `${of.lanes.length} lives, ${lengthSaid(of.to - of.from)}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="texml-chart" role="${isLinked ? 'group' : 'img'}"` +
      ` aria-labelledby="lanes-title lanes-desc" width="${width}" height="${height}"` +
      ` viewBox="0 0 ${width} ${height}" font-size="${letters}"` +
      ` font-family="Helvetica,Arial,Liberation Sans,sans-serif" fill="none"` +
      ` style="max-width:100%;height:auto">`,
    `<title id="lanes-title">${xml(title)}</title>`,
    `<desc id="lanes-desc">${xml(says)}</desc>`,
    `<style>\n${styleSheet}\n</style>`,
    `<defs><pattern id="paused" width="6" height="6" patternUnits="userSpaceOnUse"` +
      ` patternTransform="rotate(45)"><rect width="6" height="6" fill="${tones.box}"/>` +
      `<path d="M0 0V6" stroke="${tones.faint}" stroke-width="2"/></pattern></defs>`,
    `<rect width="${width}" height="${height}" fill="${tones.paper}"/>`,
  ];
}

/** Its ticks, and where it is cut short. */
function axisDrawn(axis: Axis, x: (at: number) => number, bottom: number): string[] {
  const ticks = axis.ticks.map(
    ({ at, says }) =>
      `<path d="M${rounded(x(at))} ${page.top - 8}V${bottom}" stroke="${tones.ended}"/>` +
      words(says, { x: x(at), y: page.top - 14, tone: 'soft', anchor: 'middle' }),
  );
  const breaks = axis.breaks.map(({ from, to, says }) => {
    const at = (x(from) + x(to)) / 2;
    const sign = `M${rounded(at - 4)} ${bottom + 4}l4 -8M${rounded(at)} ${bottom + 4}l4 -8`;
    return (
      `<path d="${sign}" stroke="${tones.faint}"/>` +
      words(says, { x: at, y: bottom + 15, tone: 'soft', anchor: 'middle' })
    );
  });
  return [...ticks, ...breaks];
}

function nameOf({ title, depth }: Lane, y: number, gutter: number, to: string | undefined): string {
  const left = page.edge + depth * lane.indent;
  const room = gutter - left - gap;
  const name = words(title, { x: left, y: y + lane.bar - 5, tone: 'ink', room });
  return linked(to, 'class="name"', { x: left, y, width: room, height: lane.bar }, name);
}

const nothing = words('Nothing that happened to it is kept.', {
  x: page.edge,
  y: 44,
  tone: 'soft',
});
const nowLine = (at: number, bottom: number) =>
  `<path d="M${rounded(at)} ${page.top - 8}V${bottom}" stroke="${tones.signal}"/>` +
  words('now', { x: at, y: page.top - 24, tone: 'signal', anchor: 'end' });
