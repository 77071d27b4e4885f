/** A life as it is drawn: its states as bars, and below them what came in and what went out. */
import { widthOf, xml } from '../formats/text.ts';
import { type Tone, tones } from '../formats/tones.ts';
import { letters, linked, rounded, words } from '../formats/written.ts';
import { lengthSaid } from './axis.ts';
import type { Lane, Mark, Stretch, StretchLook } from './lanes.ts';

/** How high a lane is, and the bars in it. */
export const lane = { height: 46, bar: 20, indent: 12 };
const fills: Readonly<Record<StretchLook, string>> = {
  live: tones.box,
  capturing: tones.capturing,
  paused: 'url(#paused)',
  ended: tones.ended,
};
/** Signs that are nearer to each other share one, however short their numbers are. */
const apartPx = 16;

/** A mark with its running number in the picture. */
export interface Numbered extends Mark {
  readonly number: number;
  readonly of: Lane;
}
/** Where a life, or one of its marks, leads to. */
export type LinkOf = (of: Lane, mark?: Mark) => string | undefined;

export interface LanePlace {
  readonly y: number;
  /** Where a moment stands. */
  readonly x: (at: number) => number;
  /** When the picture begins. */
  readonly from: number;
  /** Between what its numbers stand: those of its first and last marks are no less in sight. */
  readonly room: { readonly left: number; readonly right: number };
}

/** The bars of a life, and the signs of its marks below them. */
export function barsOf(
  of: Lane,
  marks: readonly Numbered[],
  place: LanePlace,
  linkOf: LinkOf,
): string {
  const bars = of.stretches.map((stretch) => barOf(stretch, place));
  const signs = placesOf(marks, place).map((all) => signOf(all, place, linkOf));
  return `<g class="lane">${bars.join('')}${signs.join('')}</g>`;
}

/** A state, with its name where there is room for it; the last has no end but that of the picture. */
function barOf({ from, to, state, look }: Stretch, { y, x, from: first }: LanePlace): string {
  const [left, right] = [x(from), x(to)];
  const width = Math.max(right - left, 2);
  const name = state.slice(state.lastIndexOf('.') + 1);
  const says = [
    state,
    `${lengthSaid(from - first)} – ${lengthSaid(to - first)}`,
    lengthSaid(to - from),
  ];
  return (
    `<g class="stretch" data-at="${from}"><title>${xml(says.join(' · '))}</title>` +
    `<rect x="${rounded(left)}" y="${y}" width="${rounded(width)}" height="${lane.bar}"` +
    ` fill="${fills[look]}" stroke="${look === 'ended' ? tones.faint : tones.ink}"/>` +
    (widthOf(name, 'Bold', letters) + 8 > width
      ? ''
      : words(name, {
          x: left + 4,
          y: y + lane.bar - 6,
          tone: look === 'ended' ? 'soft' : 'ink',
        })) +
    '</g>'
  );
}

type Together = readonly [Numbered, ...Numbered[]];
/** Where the numbers of marks stand: the middle of them, and how far they reach from there. */
function numbersAt(all: Together, { x, room: { left, right } }: LanePlace) {
  const half = widthOf(numbersOf(all), 'Oblique', letters) / 2;
  return { middle: Math.max(left + half, Math.min(x(all[0].at), right - half)), half };
}

/** Marks that stand so near to each other that they, or their numbers, share a place. */
function placesOf(marks: readonly Numbered[], place: LanePlace): readonly Together[] {
  const { x } = place;
  const isNear = (one: Together, next: Together) => {
    const [own, other] = [numbersAt(one, place), numbersAt(next, place)];
    const isBeside = other.middle - own.middle < own.half + other.half + 4;
    return isBeside || x(next[0].at) - x(one[0].at) < apartPx;
  };
  const places: Together[] = [];
  for (const mark of marks) {
    let together: Together = [mark];
    for (let last = places.at(-1); last && isNear(last, together); last = places.at(-1)) {
      places.pop();
      together = [...last, ...together];
    }
    places.push(together);
  }
  return places;
}

/** A triangle with the numbers of its marks; it leads where the first of them does. */
function signOf(all: Together, place: LanePlace, linkOf: LinkOf) {
  const [first] = all;
  const { y, x, from } = place;
  const at = x(first.at);
  const tone = toneOf(all.length === 1 ? first : undefined);
  const says = all.map((one) => `${one.number} · ${lengthSaid(one.at - from)} · ${saidOf(one)}`);
  return linked(
    linkOf(first.of, first),
    `class="mark" data-at="${first.at}"`,
    { x: at - 8, y: y + lane.bar + 1, width: 16, height: 21 },
    `<title>${xml(says.join('\n'))}</title>` +
      `<path d="M${rounded(at)} ${y + lane.bar + 2}l4 7h-8z" fill="${tones[tone]}"/>` +
      words(numbersOf(all), {
        ...{ x: numbersAt(all, place).middle, y: y + lane.bar + 20 },
        ...{ tone, anchor: 'middle' },
      }),
  );
}

/** `3–5` where none is left out, `3, 5` where one is. */
function numbersOf(all: readonly Numbered[]): string {
  const runs: [number, number][] = [];
  for (const { number } of all) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** What a mark tells: the way it went, its word, and behind a cross why it was refused. */
export function saidOf({ way, says, refused }: Mark): string {
  const arrow = way === 'in' ? '→' : '←';
  return `${arrow} ${says}${refused === undefined ? '' : ` ✕ ${refused}`}`;
}

export const toneOf = (mark: Mark | undefined): Tone => {
  if (mark === undefined) return 'ink';
  return mark.way === 'out' ? 'effect' : 'command';
};
