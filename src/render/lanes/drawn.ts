/** Lanes as SVG: states as bars on an axis of time, and below it what came in and what went out. */
import { widthOf, xml } from '../formats/text.ts';
import { styleSheet, type Tone, tones } from '../formats/tones.ts';
import { axisOf, lengthSaid } from './axis.ts';
import type { Lane, Lanes, Mark, Stretch, StretchLook } from './lanes.ts';

const page = { width: 880, gutter: 170, edge: 14, right: 34, top: 48 };
const lane = { height: 46, bar: 20, indent: 12 };
const line = { height: 17, size: 11 };
const fills: Readonly<Record<StretchLook, string>> = {
  live: tones.box,
  capturing: tones.capturing,
  paused: 'url(#paused)',
  ended: tones.ended,
};

interface Numbered extends Mark {
  readonly number: number;
  readonly of: Lane;
}

/**
 * The picture of lives over time, as an SVG file. Stretches in which nothing happens are cut short,
 * where the axis says so.
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
export function lanesSvg(of: Lanes, title: string): string {
  const numbered = numberedMarks(of);
  const moments = [
    ...of.lanes.flatMap(({ stretches }) => stretches.map(({ from }) => from)),
    ...numbered.map(({ at }) => at),
  ];
  const room = page.width - page.gutter - page.right;
  const axis = axisOf([of.from, ...moments, of.to], room);
  const x = (at: number) => page.gutter + axis.place(at);
  const bottom = page.top + of.lanes.length * lane.height;
  const height = bottom + 22 + numbered.length * line.height;
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
  const says = `${of.lanes.length} lives, ${lengthSaid(of.to - of.from)}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="texml-chart" role="img"` +
      ` aria-labelledby="lanes-title lanes-desc" width="${page.width}" height="${height}"` +
      ` viewBox="0 0 ${page.width} ${height}" font-size="${line.size}"` +
      ` font-family="Helvetica,Arial,Liberation Sans,sans-serif" fill="none"` +
      ` style="max-width:100%;height:auto">`,
    `<title id="lanes-title">${xml(title)}</title>`,
    `<desc id="lanes-desc">${xml(says)}</desc>`,
    `<style>\n${styleSheet}\n</style>`,
    `<defs><pattern id="paused" width="6" height="6" patternUnits="userSpaceOnUse"` +
      ` patternTransform="rotate(45)"><rect width="6" height="6" fill="${tones.box}"/>` +
      `<path d="M0 0V6" stroke="${tones.faint}" stroke-width="2"/></pattern></defs>`,
    `<rect width="${page.width}" height="${height}" fill="${tones.paper}"/>`,
    words(title, { x: page.edge, y: 16, tone: 'ink', isBold: true }),
    ...ticks,
    ...of.lanes.map((one, i) => {
      const own = numbered.filter((mark) => mark.of === one);
      return laneDrawn(one, { y: page.top + i * lane.height, x, marks: own });
    }),
    ...breaks,
    ...(of.isOver ? [] : [nowLine(x(of.to), bottom)]),
    ...numbered.map((mark, i) => lineOf(mark, bottom + 34 + i * line.height, of.from)),
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

interface Place {
  readonly y: number;
  readonly x: (at: number) => number;
  readonly marks: readonly Numbered[];
}

function laneDrawn(of: Lane, { y, x, marks }: Place): string {
  const left = page.edge + of.depth * lane.indent;
  const title = words(of.title, {
    x: left,
    y: y + lane.bar - 5,
    tone: 'ink',
    room: page.gutter - left - 6,
  });
  const bars = of.stretches.map((stretch) => barOf(stretch, { y, x }));
  return `<g>${title}${bars.join('')}${signs(marks, { y: y + lane.bar, x })}</g>`;
}

/** A state, with its name where there is room for it; the last has no end but that of the picture. */
function barOf({ from, to, state, look }: Stretch, { y, x }: Omit<Place, 'marks'>): string {
  const [left, right] = [x(from), x(to)];
  const width = Math.max(right - left, 2);
  const name = state.slice(state.lastIndexOf('.') + 1);
  return (
    `<g><title>${xml(`${state}, ${lengthSaid(to - from)}`)}</title>` +
    `<rect x="${rounded(left)}" y="${y}" width="${rounded(width)}" height="${lane.bar}"` +
    ` fill="${fills[look]}" stroke="${look === 'ended' ? tones.faint : tones.ink}"/>` +
    (widthOf(name, 'Bold', line.size) + 8 > width
      ? ''
      : words(name, {
          x: left + 4,
          y: y + lane.bar - 6,
          tone: look === 'ended' ? 'soft' : 'ink',
        })) +
    '</g>'
  );
}

/** Triangles below a bar: down into it and out of it; those of one place share their numbers. */
function signs(marks: readonly Numbered[], { y, x }: Omit<Place, 'marks'>): string {
  const places: Numbered[][] = [];
  for (const mark of marks) {
    const last = places.at(-1);
    if (last?.[0] && x(mark.at) - x(last[0].at) < 16) last.push(mark);
    else places.push([mark]);
  }
  return places
    .map((all) => {
      const [first, last] = [all[0], all.at(-1)];
      if (!first || !last) return '';
      const at = x(first.at);
      const numbers = first === last ? `${first.number}` : numbersOf(all);
      const tone = toneOf(all.length === 1 ? first : undefined);
      return (
        `<path d="M${rounded(at)} ${y + 2}l4 7h-8z" fill="${tones[tone]}"/>` +
        words(numbers, { x: at, y: y + 20, tone, anchor: 'middle' })
      );
    })
    .join('');
}

/** `3–5` where none is left out, `3, 5` where one is. */
function numbersOf(all: readonly Numbered[]): string {
  const numbers = all.map(({ number }) => number);
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  return last - first === numbers.length - 1 ? `${first}–${last}` : numbers.join(', ');
}

const toneOf = (mark: Mark | undefined): Tone => {
  if (mark === undefined) return 'ink';
  return mark.way === 'out' ? 'effect' : 'command';
};

/** What a number stands for. */
function lineOf(mark: Numbered, y: number, from: number): string {
  const arrow = mark.way === 'in' ? '→' : '←';
  const refused = mark.refused === undefined ? '' : ` refused: ${mark.refused}`;
  const at = (x: number, says: string, tone: Tone) => words(says, { x, y, tone });
  return [
    words(String(mark.number), { x: 36, y, tone: toneOf(mark), anchor: 'end' }),
    at(50, lengthSaid(mark.at - from), 'soft'),
    words(mark.of.title, { x: 110, y, tone: 'soft', room: page.gutter - 116 + 90 }),
    at(page.gutter + 90, `${arrow} ${mark.says}${refused}`, toneOf(mark)),
  ].join('');
}

const nowLine = (at: number, bottom: number) =>
  `<path d="M${rounded(at)} ${page.top - 8}V${bottom}" stroke="${tones.signal}"/>` +
  words('now', { x: at, y: page.top - 24, tone: 'signal', anchor: 'end' });

interface Written {
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
  readonly anchor?: 'middle' | 'end';
  readonly isBold?: boolean;
  /** What does not fit into so many pixels ends in an ellipsis. */
  readonly room?: number;
}
function words(text: string, { x, y, tone, anchor, isBold, room }: Written): string {
  const shown = room === undefined ? text : fitting(text, room);
  const whole = shown === text ? '' : `<title>${xml(text)}</title>`;
  return (
    `<text x="${rounded(x)}" y="${y}" fill="${tones[tone]}"` +
    (anchor ? ` text-anchor="${anchor}"` : '') +
    `${isBold ? ' font-weight="bold"' : ''}>${xml(shown)}${whole}</text>`
  );
}
function fitting(text: string, room: number): string {
  let shown = text;
  while (shown.length > 1 && widthOf(shown, 'Bold', line.size) > room)
    shown = `${shown.slice(0, -2)}…`;
  return shown;
}
const rounded = (pixels: number) => Number(pixels.toFixed(1));
