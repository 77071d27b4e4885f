/** Everything that could be so: what hidden moves can have made of what is believed, group by group. */
import { slotOf } from '../../../machines/index.ts';
import type { Letter } from './believed.ts';
import { Closure, type Horizon } from './closure.ts';
import { type Ground, groundOf } from './ground.ts';
import { type Groups, noneYet, rootOf, type Way, type Ways } from './groups.ts';
import type { Manner } from './manner.ts';
import { numberOf } from './once.ts';
import { TimedWay } from './shapes/shape.ts';
import { intoOwn, type Post, withEntry } from './taken.ts';

/** How many ways are looked at of one observation, where the manner does not say. */
const usuallyMost = 8_000;

/** Why it is of no use to look on: somebody speaks to a stranger, or there are too many ways. */
export class CutOff extends Error {
  readonly because:
    | { readonly from: string; readonly stranger: string }
    | { readonly tooMany: string };

  constructor(because: CutOff['because']) {
    super(JSON.stringify(because));
    this.because = because;
  }
}

/** What was found out on one ground; of what was cut off there is nothing here. */
class Found {
  readonly closed = new WeakMap<Ways, Closure>();
  readonly sent = new WeakMap<Ways, Map<string, Ways>>();
  readonly over = new WeakMap<Ways, WeakMap<Ways, boolean>>();
  readonly united = new WeakMap<Ways, WeakMap<Ways, Ways>>();
}

/** What can be by one time, of all groups. Whatever of it is asked for may be cut off. */
export class Outlook implements Horizon {
  readonly until: number;
  readonly manner: Manner;
  #groups: Groups;
  #left: number;
  /** How many ways of a group were looked at. */
  readonly #looked = new Map<string, number>();
  #grounds = new Map<string, Ground>();
  readonly #found = new WeakMap<Ground, Found>();

  constructor(until: number, manner: Manner, groups: Groups) {
    this.until = until;
    this.manner = manner;
    this.#groups = groups;
    this.#left = this.#most;
  }
  get #most() {
    return this.manner.mostWays ?? usuallyMost;
  }

  get groups(): Groups {
    return this.#groups;
  }
  /** Others are believed together from now on; what was found out stays right where nothing else is. */
  regroup(groups: Groups) {
    this.#groups = groups;
    this.#grounds = new Map();
  }
  /** As many ways as ever may be looked at: what had too many is given up. */
  beginAgain() {
    this.#left = this.#most;
    this.#looked.clear();
  }

  /** Where the ways of a group are. */
  ground(group: string): Ground {
    const known = this.#grounds.get(group) ?? groundOf(group, this.#groups, this.manner);
    this.#grounds.set(group, known);
    return known;
  }
  #foundOn(ground: Ground): Found {
    const known = this.#found.get(ground) ?? new Found();
    this.#found.set(ground, known);
    return known;
  }

  /** All that ways of a group can become; they are looked through once. */
  closed(ways: Ways, group: string): Closure {
    const known = this.#foundOn(this.ground(group)).closed.get(ways);
    if (known) return known;
    const closed = new Closure(this, this.ground(group));
    closed.addAll(ways);
    this.#remember(ways, closed);
    return closed;
  }
  #remember(ways: Ways, closed: Closure) {
    this.#foundOn(closed.ground).closed.set(ways, closed);
  }

  /** Those of them from which all others come. */
  seedsOf(ways: Iterable<Way>, group: string): Ways {
    const closed = new Closure(this, this.ground(group));
    for (const way of ways) closed.add(way);
    this.#remember(closed.seeds, closed);
    return closed.seeds;
  }

  /** Whether all of the others are among what these can become. */
  isOver(one: Ways, other: Ways, group: string): boolean {
    const { over } = this.#foundOn(this.ground(group));
    const byOther = over.get(one) ?? new WeakMap<Ways, boolean>();
    over.set(one, byOther);
    const known = byOther.get(other) ?? this.closed(one, group).isOver(other);
    byOther.set(other, known);
    return known;
  }

  /** Both in one. */
  united(one: Ways, other: Ways, group: string): Ways {
    if (one === other) return one;
    const { united } = this.#foundOn(this.ground(group));
    const byOther = united.get(one) ?? new WeakMap<Ways, Ways>();
    united.set(one, byOther);
    const known = byOther.get(other) ?? this.#both(one, other, group);
    byOther.set(other, known);
    return known;
  }
  #both(one: Ways, other: Ways, group: string): Ways {
    if (this.isOver(one, other, group)) return one;
    if (this.isOver(other, one, group)) return other;
    const both = this.closed(one, group).copied();
    for (const way of other) both.add(way);
    this.#remember(both.seeds, both);
    return both.seeds;
  }

  /** The ways of a group below, to which a message is sent. */
  sent(ways: Ways, group: string, from: string, { signal, at }: Letter): Ways {
    const ground = this.ground(group);
    const all = this.#foundOn(ground).sent;
    const known = all.get(ways) ?? new Map<string, Ways>();
    all.set(ways, known);
    const key = `${from} ${numberOf(signal)} ${at}`;
    const before = known.get(key);
    if (before) return before;
    const sent = ways.map((way) => {
      const { shape, times, below } = ground.timed(way);
      const turn = shape.withLetter(from, signal, at);
      return new TimedWay(turn.after, turn.timesAfter(times, at[0], at[1]), below);
    });
    known.set(key, sent);
    return sent;
  }

  /** Keeps what a group sends: in it, or with the group below that it is for. */
  postOf(group: string): Post {
    return (way, from, letter) => {
      const slot = slotOf(letter.signal.to);
      const place = this.ground(group).placeOf(slot);
      if (place === group) return intoOwn(way, from, letter);
      if (place === undefined) return this.strange(from, slot);
      const ways = this.sent(way.below[place] ?? noneYet, place, from, letter);
      return { own: way.own, below: withEntry(way.below, place, ways) };
    };
  }

  postFrom = (slot: string): Post => this.postOf(this.groups.of[slot] as string);

  /** One more way is looked at. It counts for each machine on it: so much more can happen then. */
  look({ group, size }: Ground) {
    this.#left -= size;
    this.#looked.set(group, (this.#looked.get(group) ?? 0) + size);
    if (this.#left < 0) throw new CutOff({ tooMany: this.#busiest() });
  }
  /** The uppermost group of those of which most ways were looked at; each is named after a machine of it. */
  #busiest(): string {
    const looked: Record<string, number> = {};
    for (const [name, ways] of this.#looked) {
      const top = rootOf(this.#groups, this.#groups.of[name] as string);
      looked[top] = (looked[top] ?? 0) + ways;
    }
    const [[most] = ['']] = Object.entries(looked).sort(([, a], [, b]) => b - a);
    return most;
  }
  /** Somebody is spoken to who is not known to whoever speaks. */
  strange(from: string, stranger: string): never {
    throw new CutOff({ from, stranger });
  }
}
