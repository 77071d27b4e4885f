/** All ways of one group: what hidden moves have made of those that were added. */
import { type Signal, slotOf } from '../../../machines/index.ts';
import type { Letter, Table } from './believed.ts';
import type { Ground, GroundShape, Outcome, Sent } from './ground.ts';
import { noneYet, type Way, type Ways } from './groups.ts';
import { eachChance } from './hidden.ts';
import type { Manner } from './manner.ts';
import { coversAll, hullOf, latestOf, TimedWay, type WayShape } from './shapes/shape.ts';
import type { Span } from './shapes/spans.ts';
import { withEntry } from './taken.ts';

type KnownWay = TimedWay<GroundShape>;
/** A message that a group below has for the one above, and the ways in which it has sent it. */
export interface Head {
  readonly signal: Signal;
  readonly at: Span;
  readonly rest: Ways;
}

/** What a group needs of all others: how they are watched, and what can be below it. */
export interface Horizon {
  readonly until: number;
  readonly manner: Manner;
  readonly closed: (ways: Ways, group: string) => Closure;
  readonly seedsOf: (ways: Iterable<Way>, group: string) => Ways;
  readonly isOver: (one: Ways, other: Ways, group: string) => boolean;
  readonly united: (one: Ways, other: Ways, group: string) => Ways;
  readonly sent: (ways: Ways, group: string, from: string, letter: Letter) => Ways;
  /** Both cut off whatever is looked at. */
  readonly look: (ground: Ground) => void;
  readonly strange: (from: string, stranger: string) => never;
}

/** The ways of one group, with all that come of them. */
export class Closure {
  readonly ground: Ground;
  readonly all = new Map<WayShape, KnownWay>();
  /** Those that were added and did not come of those before them. */
  readonly seeds: KnownWay[] = [];
  readonly #outlook: Horizon;
  #heads: readonly Head[] | undefined;
  #alive: { readonly at: number; readonly ways: readonly KnownWay[] } | undefined;

  constructor(outlook: Horizon, ground: Ground) {
    this.#outlook = outlook;
    this.ground = ground;
  }

  copied(): Closure {
    const copy = new Closure(this.#outlook, this.ground);
    for (const [shape, way] of this.all) copy.all.set(shape, way);
    copy.seeds.push(...this.seeds);
    return copy;
  }

  add(way: Way): boolean {
    const timed = this.ground.timed(way);
    if (!this.#note(timed)) return false;
    this.seeds.push(timed);
    this.#spread([timed.shape]);
    return true;
  }
  /** Adds all of them, whatever comes of whatever. */
  addAll(ways: Ways) {
    const all = ways.map((way) => this.ground.timed(way));
    for (const way of all) this.#note(way);
    this.seeds.push(...all);
    this.#spread(all.map(({ shape }) => shape));
  }

  /** Whether all of these are among its ways. */
  isOver(ways: Ways): boolean {
    return ways.every((one) => {
      const way = this.ground.timed(one);
      const known = this.all.get(way.shape);
      return known !== undefined && this.#covers(known, way);
    });
  }
  #covers(one: KnownWay, other: KnownWay): boolean {
    if (!coversAll(one.times, other.times)) return false;
    if (one.below === other.below) return true;
    return namesIn(one, other).every((name) => {
      const [mine = noneYet, theirs = noneYet] = [one.below[name], other.below[name]];
      return mine === theirs || this.#outlook.isOver(mine, theirs, name);
    });
  }

  /** Those that can be so at a time, and have not gone on before it. */
  alive(at: number): readonly Way[] {
    if (this.#alive?.at === at) return this.#alive.ways;
    const { skewMs, lagMs } = this.#outlook.manner;
    const ways = [...this.all.values()].filter(
      ({ shape, times, below }) =>
        latestOf(shape, times, skewMs, lagMs) >= at &&
        Object.entries(below).every(
          ([name, under]) => this.#outlook.closed(under, name).alive(at).length > 0,
        ),
    );
    this.#alive = { at, ways };
    return ways;
  }

  /** The messages for the group above, and what is left where they are taken. */
  heads(): readonly Head[] {
    this.#heads ??= this.#headsIn();
    return this.#heads;
  }
  #headsIn(): Head[] {
    const found = new Map<string, { signal: Signal; from: number; to: number; ways: KnownWay[] }>();
    for (const { shape, times, below } of this.all.values()) {
      for (const { key, signal, at, turn } of shape.leaving) {
        const [from, to] = [times[at] as number, times[at + 1] as number];
        const known = found.get(key) ?? { signal, from, to, ways: [] };
        known.ways.push(new TimedWay(turn.after, turn.timesAfter(times, from, to), below));
        known.from = Math.min(known.from, from);
        known.to = Math.max(known.to, to);
        found.set(key, known);
      }
    }
    return [...found.values()].map(({ signal, from, to, ways }) => ({
      signal,
      at: [from, to],
      rest: this.#outlook.seedsOf(ways, this.ground.group),
    }));
  }

  #note(way: KnownWay): boolean {
    const known = this.all.get(way.shape);
    if (known && this.#covers(known, way)) return false;
    this.all.set(way.shape, known ? this.#both(known, way) : way);
    return true;
  }
  /** Given what the group is, what is below it is believed apart: each may be as in either way. */
  #both(one: KnownWay, other: KnownWay): KnownWay {
    const below = Object.fromEntries(
      namesIn(one, other).map((name) => {
        const [mine = noneYet, theirs = noneYet] = [one.below[name], other.below[name]];
        return [name, this.#outlook.united(mine, theirs, name)];
      }),
    );
    return new TimedWay(one.shape, hullOf(one.times, other.times), below);
  }

  #spread(from: readonly GroundShape[]) {
    const waiting = new Set(from);
    const { until, manner } = this.#outlook;
    for (const shape of waiting) {
      this.#outlook.look(this.ground);
      waiting.delete(shape);
      const way = this.all.get(shape) as KnownWay;
      const goOn = ({ turn, sent }: Outcome, at: Span, below: Table<Ways>) => {
        const times = turn.timesAfter(way.times, at[0], at[1]);
        const next = new TimedWay(turn.after, times, this.#sent(below, sent, at));
        if (this.#note(next)) waiting.add(next.shape);
      };
      eachChance(shape, shape.chances, way.times, until, manner, (chance, from, to) => {
        const at = [from, to] as const;
        goOn(shape.outcomeOf(chance, at), at, way.below);
      });
      for (const name in way.below) {
        const heads = this.#outlook.closed(way.below[name] as Ways, name).heads();
        for (const { signal, at, rest } of heads) {
          const since = shape.parts.get(slotOf(signal.to))?.since ?? -1;
          if (since >= 0 && (way.times[since] as number) > at[1] + manner.lagMs) continue;
          goOn(shape.outcomeOfHead(name, signal, at), at, { ...way.below, [name]: rest });
        }
      }
    }
  }
  /** What is below, with messages that set out for it. */
  #sent(below: Table<Ways>, sent: readonly Sent[], at: Span): Table<Ways> {
    let next = below;
    for (const { place, from, signal } of sent) {
      if (place === undefined) this.#outlook.strange(from, slotOf(signal.to));
      const ways = this.#outlook.sent(next[place] ?? noneYet, place, from, { signal, at });
      next = withEntry(next, place, ways);
    }
    return next;
  }
}
function namesIn(one: Way, other: Way): string[] {
  const names = Object.keys(one.below);
  for (const name in other.below) if (!(name in one.below)) names.push(name);
  return names;
}
