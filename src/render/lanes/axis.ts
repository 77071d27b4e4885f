/** An axis of time on which long silences are cut short. */

/** A silence that is drawn shorter than it was. */
export interface Break {
  readonly from: number;
  readonly to: number;
  readonly says: string;
}
/** Where moments stand. */
export interface Axis {
  /** How many pixels behind the beginning a moment stands. */
  readonly place: (at: number) => number;
  readonly ticks: readonly { readonly at: number; readonly says: string }[];
  readonly breaks: readonly Break[];
}

/** No silence takes more than this part of the axis: what is longer is cut down to it. */
const longest = 0.15;
/** However short everything is. */
const longestMs = 2_000;
/** How far ticks stand apart. */
const apartPx = 60;

/** The axis of these moments, in any order, within so many pixels. */
export function axisOf(moments: readonly number[], pixels: number): Axis {
  const sorted = [...new Set(moments)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, i) => ({ from: sorted[i] ?? at, to: at }));
  const limit = limitOf(gaps.map(({ from, to }) => to - from));
  const scale = pixels / (gaps.reduce((sum, { from, to }) => sum + cut(to - from, limit), 0) || 1);
  const places = new Map<number, number>();
  let at = 0;
  for (const [i, moment] of sorted.entries()) {
    if (i > 0) at += cut(moment - (sorted[i - 1] ?? moment), limit) * scale;
    places.set(moment, at);
  }
  const ticks: { at: number; says: string }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [moment, place] of places) {
    if (place - last < apartPx) continue;
    last = place;
    ticks.push({ at: moment, says: lengthSaid(moment - (sorted[0] ?? 0)) });
  }
  return {
    place: (moment) => places.get(moment) ?? 0,
    ticks,
    breaks: gaps
      .filter(({ from, to }) => to - from > limit)
      .map((gap) => ({ ...gap, says: lengthSaid(gap.to - gap.from) })),
  };
}

const cut = (ms: number, limit: number) => Math.min(ms, limit);

/** The longest silence that is drawn whole. */
function limitOf(lengths: readonly number[]): number {
  let limit = Math.max(longestMs, ...lengths);
  for (;;) {
    const all = lengths.reduce((sum, length) => sum + cut(length, limit), 0);
    const next = Math.max(longestMs, Math.ceil(all * longest));
    if (next >= limit) return limit;
    limit = next;
  }
}

/** A length of time, as people read it: `0:03.2`, `12:00`, `1:02:03`. */
export function lengthSaid(ms: number): string {
  const tenths = Math.round(ms / 100);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const seconds = (tenths % 600) / 10;
  const padded = `${seconds < 10 ? '0' : ''}${seconds}`;
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${padded}`
    : `${minutes}:${padded}`;
}
