/** All ways of one group: what hidden moves have made of those that were added. */
import { type Signal, slotOf } from '../../../machines/index.ts';
import { includes, joined, type Letter, latest, wayKey } from './believed.ts';
import { type Groups, noneYet, type Way, type Ways } from './groups.ts';
import { type Hidden, hiddenMoves } from './hidden.ts';
import type { Manner } from './manner.ts';
import { numberOf } from './once.ts';
import { hull, type Span, sinceOf } from './spans.ts';
import { afterMove, type Post, shifted } from './taken.ts';

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
  readonly groups: Groups;
  readonly closed: (ways: Ways, group: string) => Closure;
  readonly seedsOf: (ways: Iterable<Way>, group: string) => Ways;
  readonly united: (one: Ways, other: Ways, group: string) => Ways;
  readonly postOf: (group: string) => Post;
  readonly looks: (group: string) => boolean;
}

/** The ways of one group, with all that come of them. */
export class Closure {
  readonly group: string;
  readonly all = new Map<string, Way>();
  /** Those that were added and did not come of those before them. */
  readonly seeds: Way[] = [];
  readonly #outlook: Horizon;
  #heads: readonly Head[] | undefined;
  #alive: { readonly at: number; readonly ways: readonly Way[] } | undefined;

  constructor(outlook: Horizon, group: string) {
    this.#outlook = outlook;
    this.group = group;
  }

  copied(): Closure {
    const copy = new Closure(this.#outlook, this.group);
    for (const [key, way] of this.all) copy.all.set(key, way);
    copy.seeds.push(...this.seeds);
    return copy;
  }

  add(way: Way): boolean {
    const key = wayKey(way.own);
    if (!this.#note(way, key)) return false;
    this.seeds.push(way);
    this.#spread([key]);
    return true;
  }
  /** Adds all of them, whatever comes of whatever. */
  addAll(ways: Ways) {
    const keys = ways.map((way) => {
      const key = wayKey(way.own);
      this.#note(way, key);
      return key;
    });
    this.seeds.push(...ways);
    this.#spread(keys);
  }

  /** Whether all of these are among its ways. */
  isOver(ways: Ways): boolean {
    return ways.every((way) => {
      const known = this.all.get(wayKey(way.own));
      return known !== undefined && this.#covers(known, way);
    });
  }
  #covers(one: Way, other: Way): boolean {
    if (!includes(one.own, other.own)) return false;
    return namesIn(one, other).every((name) => {
      const [mine = noneYet, theirs = noneYet] = [one.below[name], other.below[name]];
      return mine === theirs || this.#outlook.closed(mine, name).isOver(theirs);
    });
  }

  /** Those that can be so at a time, and have not gone on before it. */
  alive(at: number): readonly Way[] {
    if (this.#alive?.at === at) return this.#alive.ways;
    const { skewMs, lagMs } = this.#outlook.manner;
    const ways = [...this.all.values()].filter(
      ({ own, below }) =>
        latest(own, skewMs, lagMs) >= at &&
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
    const found = new Map<string, { signal: Signal; at: Span; ways: Way[] }>();
    for (const way of this.all.values()) {
      for (const channel in way.own.mail) {
        const [{ signal, at }] = way.own.mail[channel] as readonly [Letter];
        if (this.#outlook.groups.of[slotOf(signal.to)] === this.group) continue;
        const key = `${channel} ${numberOf(signal)}`;
        const known = found.get(key);
        const left = { ...way, own: { ...way.own, mail: shifted(way.own.mail, channel) } };
        found.set(key, {
          signal,
          at: known ? hull(known.at, at) : at,
          ways: [...(known?.ways ?? []), left],
        });
      }
    }
    return [...found.values()].map(({ ways, ...head }) => ({
      ...head,
      rest: this.#outlook.seedsOf(ways, this.group),
    }));
  }

  #note(way: Way, key: string): boolean {
    const known = this.all.get(key);
    if (known && this.#covers(known, way)) return false;
    this.all.set(key, known ? this.#both(known, way) : way);
    return true;
  }
  /** Given what the group is, what is below it is believed apart: each may be as in either way. */
  #both(one: Way, other: Way): Way {
    const below = Object.fromEntries(
      namesIn(one, other).map((name) => {
        const [mine = noneYet, theirs = noneYet] = [one.below[name], other.below[name]];
        return [name, this.#outlook.united(mine, theirs, name)];
      }),
    );
    return { own: joined(one.own, other.own), below };
  }

  #spread(from: readonly string[]) {
    const waiting = new Set(from);
    const post = this.#outlook.postOf(this.group);
    for (const key of waiting) {
      if (!this.#outlook.looks(this.group)) return;
      waiting.delete(key);
      const way = this.all.get(key) as Way;
      for (const move of this.#moves(way)) {
        const next = afterMove(way, move, this.#outlook.manner, post);
        const nextKey = wayKey(next.own);
        if (this.#note(next, nextKey)) waiting.add(nextKey);
      }
    }
  }

  *#moves(way: Way): Generator<Hidden> {
    const { until, manner, groups } = this.#outlook;
    yield* hiddenMoves(way.own, until, manner, (slot) => groups.of[slot] === this.group);
    for (const name in way.below) {
      for (const { signal, at, rest } of this.#outlook
        .closed(way.below[name] as Ways, name)
        .heads()) {
        const part = way.own.parts[slotOf(signal.to)];
        if (part && sinceOf(part) > at[1] + manner.lagMs) continue;
        yield { ...signal, at, takes: { below: name, rest } };
      }
    }
  }
}
const namesIn = (one: Way, other: Way) => [
  ...new Set([...Object.keys(one.below), ...Object.keys(other.below)]),
];
