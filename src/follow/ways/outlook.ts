/** Everything that could be so: what hidden moves can have made of what is believed, group by group. */
import { type Signal, slotOf } from '../../../machines/index.ts';
import { includes, joined, type Letter, latest, wayKey } from './believed.ts';
import { type Groups, nothing, placeOf, type Way, type Ways } from './groups.ts';
import { type Hidden, hiddenMoves } from './hidden.ts';
import type { Manner } from './manner.ts';
import { numberOf } from './once.ts';
import { hull, type Span, sinceOf } from './spans.ts';
import { afterMove, intoOwn, type Post, shifted, withEntry, withLetter } from './taken.ts';

/** How many ways are looked at of one observation, where the manner does not say. */
const usuallyMost = 20_000;

/** A message that a group below has for the one above, and the ways in which it has sent it. */
interface Head {
  readonly signal: Signal;
  readonly at: Span;
  readonly rest: Ways;
}

/** What can be by one time, of all groups. */
export class Outlook {
  readonly until: number;
  readonly manner: Manner;
  readonly groups: Groups;
  /** Who has spoken to whom without being known to: nothing is right before they are bonded. */
  readonly strangers: [from: string, to: string][] = [];
  /** The group that has more ways than are looked at. */
  tooMany: string | undefined;
  #left: number;
  readonly #closed = new Map<string, WeakMap<Ways, Closed>>();
  readonly #sent = new WeakMap<Ways, Map<string, Ways>>();
  readonly #united = new WeakMap<Ways, WeakMap<Ways, Ways>>();

  constructor(until: number, manner: Manner, groups: Groups) {
    this.until = until;
    this.manner = manner;
    this.groups = groups;
    this.#left = manner.mostWays ?? usuallyMost;
  }

  /** All that ways of a group can become; they are looked through once. */
  closed(ways: Ways, group: string): Closed {
    const known = this.#closed.get(group)?.get(ways);
    if (known) return known;
    const closed = new Closed(this, group);
    closed.addAll(ways);
    this.#remember(ways, closed);
    return closed;
  }
  #remember(ways: Ways, closed: Closed) {
    const byWays = this.#closed.get(closed.group) ?? new WeakMap<Ways, Closed>();
    this.#closed.set(closed.group, byWays);
    byWays.set(ways, closed);
  }

  /** Those of them from which all others come. */
  seedsOf(ways: Iterable<Way>, group: string): Ways {
    const closed = new Closed(this, group);
    for (const way of ways) closed.add(way);
    this.#remember(closed.seeds, closed);
    return closed.seeds;
  }

  /** Both in one. */
  united(one: Ways, other: Ways, group: string): Ways {
    if (one === other) return one;
    const byOther = this.#united.get(one) ?? new WeakMap<Ways, Ways>();
    this.#united.set(one, byOther);
    const known = byOther.get(other);
    if (known) return known;
    const [a, b] = [this.closed(one, group), this.closed(other, group)];
    const united = this.#both(a, b, one, other);
    byOther.set(other, united);
    return united;
  }
  #both(a: Closed, b: Closed, one: Ways, other: Ways): Ways {
    if (a.isOver(other)) return one;
    if (b.isOver(one)) return other;
    const both = a.copied();
    for (const way of other) both.add(way);
    this.#remember(both.seeds, both);
    return both.seeds;
  }

  /** The ways of a group below, to which a message is sent. */
  sent(ways: Ways, from: string, letter: Letter): Ways {
    const known = this.#sent.get(ways) ?? new Map<string, Ways>();
    this.#sent.set(ways, known);
    const key = `${from} ${numberOf(letter.signal)} ${letter.at}`;
    const sent =
      known.get(key) ?? ways.map((way) => ({ ...way, own: withLetter(way.own, from, letter) }));
    known.set(key, sent);
    return sent;
  }

  /** Keeps what a group sends: in it, or with the group below that it is for. */
  postOf(group: string): Post {
    return (way, from, letter) => {
      const slot = slotOf(letter.signal.to);
      const place = placeOf(this.groups, group, slot);
      if (place === group) return intoOwn(way, from, letter);
      if (place === undefined) {
        this.strangers.push([from, slot]);
        return way;
      }
      const ways = this.sent(way.below[place] ?? nothing, from, letter);
      return { ...way, below: withEntry(way.below, place, ways) };
    };
  }

  /** Whether one more way may be looked at; strangers are bonded before anything else. */
  looks(group: string): boolean {
    if (this.strangers.length > 0) return false;
    this.#left -= 1;
    if (this.#left >= 0) return true;
    this.tooMany ??= group;
    return false;
  }
}

/** The ways of one group, with all that come of them. */
export class Closed {
  readonly group: string;
  readonly all = new Map<string, Way>();
  /** Those that were added and did not come of those before them. */
  readonly seeds: Way[] = [];
  readonly #outlook: Outlook;
  #heads: readonly Head[] | undefined;
  #alive: { readonly at: number; readonly ways: readonly Way[] } | undefined;

  constructor(outlook: Outlook, group: string) {
    this.#outlook = outlook;
    this.group = group;
  }

  copied(): Closed {
    const copy = new Closed(this.#outlook, this.group);
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
      const [mine = nothing, theirs = nothing] = [one.below[name], other.below[name]];
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
        const [mine = nothing, theirs = nothing] = [one.below[name], other.below[name]];
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
