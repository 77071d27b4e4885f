/**
 * What an event does to the times of a machine. Most of them stay, or are as much later than the event
 * as the machine says, whatever they were: this is tried out once. Lengths of recordings are not so,
 * and are worked out each time.
 */
import type { Address, AnyEvent } from '../../../../machines/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import {
  isLength,
  type KnownPart,
  type PartStep,
  type Span,
  type Spans,
  workedOut,
} from './spans.ts';

/** Which span it was before; or how much either end comes after that of the event; or nothing yet. */
export type TimesPace = string | readonly [from: number, to: number] | 0;
/** By the spans of the machine after the event, but for `since`. */
export type Paces = Readonly<Record<string, TimesPace>>;

/** Times to try with: before and after the event, a second and a day away, none like another. */
const trials: readonly (readonly [at: Span, from: number, step: number])[] = [
  [[50_000_017, 50_700_001], 1_013, 1_501],
  [[50_000_017, 50_700_001], 90_000_049, 7_300_027],
  [[3_000_000_019, 3_000_070_003], 2_900_000_029, 13_700_029],
  [[3_000_000_019, 3_000_070_003], 104_729, 350_377_007],
];

/** So many results are remembered of an event and a machine. */
const mostRemembered = 200;
/** What an event does to the times of a machine that is as a snapshot says. */
export class Pacing {
  /** How its spans follow; undefined: not by themselves. */
  readonly paces: Paces | undefined;
  /** How the machine answered when it was asked first: it says the same whatever its times are. */
  readonly step: PartStep;
  /** By how much later than it happened the event may come. */
  readonly lateMs: number;
  readonly #to: Address;
  readonly #event: AnyEvent;
  readonly #worked = new Map<string, Spans>();

  constructor(
    to: Address,
    before: KnownPart | undefined,
    event: AnyEvent,
    at: Span,
    lateMs: number,
  ) {
    this.step = workedOut(to, before, event, at, lateMs);
    this.lateMs = lateMs;
    this.#to = to;
    this.#event = event;
    this.paces = triedOut(to, before, event, lateMs);
  }

  /** Its spans, worked out: the same is asked again and again. */
  spansAfter(before: KnownPart, at: Span): Spans {
    let key = `${at[0]} ${at[1]}`;
    for (const name in before.spans) {
      const [from, to] = before.spans[name] as Span;
      key += ` ${from} ${to}`;
    }
    const known = this.#worked.get(key);
    if (known) return known;
    const { spans } = workedOut(this.#to, before, this.#event, at, this.lateMs).part as KnownPart;
    if (this.#worked.size >= mostRemembered) this.#worked.clear();
    this.#worked.set(key, spans);
    return spans;
  }
}

const known = new WeakMap<Snapshot, WeakMap<AnyEvent, Pacing>>();
/** What an event that happens within a span does to a machine, whenever it happens. */
export function pacingOf(
  to: Address,
  before: KnownPart | undefined,
  event: AnyEvent,
  at: Span,
  lateMs: number,
): Pacing {
  if (!before) return new Pacing(to, before, event, at, lateMs);
  const byEvent = known.get(before.snapshot) ?? new WeakMap<AnyEvent, Pacing>();
  known.set(before.snapshot, byEvent);
  const remembered = byEvent.get(event);
  if (remembered?.lateMs === lateMs) return remembered;
  const pacing = new Pacing(to, before, event, at, lateMs);
  byEvent.set(event, pacing);
  return pacing;
}

function triedOut(
  to: Address,
  before: KnownPart | undefined,
  event: AnyEvent,
  lateMs: number,
): Paces | undefined {
  const found = trials.map(([at, from, step]) => {
    const tried = before && { ...before, spans: spreadOut(before.spans, from, step) };
    return readOff(
      workedOut(to, tried, event, at, lateMs).part?.spans ?? {},
      tried?.spans ?? {},
      at,
    );
  });
  const [first] = found;
  return new Set(found.map((one) => JSON.stringify(one))).size === 1 ? first : undefined;
}

/** Lengths are next to nothing in a trial before the event, so that no limit on them is past. */
function spreadOut(spans: Spans, from: number, step: number): Spans {
  const keys = Object.keys(spans).sort();
  return Object.fromEntries(
    keys.map((key, i) => {
      if (isLength(key) && step < 2_000) return [key, [0, i + 1]];
      return [key, [from + i * step, from + i * step + 137 + 2 * i]];
    }),
  );
}

function readOff(after: Spans, before: Spans, at: Span): Paces | undefined {
  const paces: Record<string, TimesPace> = {};
  for (const key of Object.keys(after).sort()) {
    if (key === 'since') continue;
    const [from, to] = after[key] as Span;
    const was = Object.keys(before).find(
      (it) => before[it]?.[0] === from && before[it]?.[1] === to,
    );
    if (was !== undefined) paces[key] = was;
    else if (isLength(key) && (from !== 0 || to !== 0)) return undefined;
    else paces[key] = isLength(key) ? 0 : [from - at[0], to - at[1]];
  }
  return paces;
}
