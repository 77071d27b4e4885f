/** Everything that could be so: what hidden moves can have made of what is believed, group by group. */
import { slotOf } from '../../../machines/index.ts';
import type { Letter } from './believed.ts';
import { Closure, type Horizon } from './closure.ts';
import { type Ground, groundOf } from './ground.ts';
import { type Groups, noneYet, placeOf, type Way, type Ways } from './groups.ts';
import type { Manner } from './manner.ts';
import { numberOf } from './once.ts';
import { TimedWay } from './shapes/shape.ts';
import { intoOwn, type Post, withEntry } from './taken.ts';

/** How many ways are looked at of one observation, where the manner does not say. */
const usuallyMost = 8_000;

/** What can be by one time, of all groups. */
export class Outlook implements Horizon {
  readonly until: number;
  readonly manner: Manner;
  readonly groups: Groups;
  /** Who has spoken to whom without being known to: nothing is right before they are bonded. */
  readonly strangers: [from: string, to: string][] = [];
  /** The group that has more ways than are looked at. */
  tooMany: string | undefined;
  #left: number;
  readonly #grounds = new Map<string, Ground>();
  readonly #closed = new Map<string, WeakMap<Ways, Closure>>();
  readonly #sent = new WeakMap<Ways, Map<string, Ways>>();
  readonly #over = new WeakMap<Ways, WeakMap<Ways, boolean>>();
  readonly #united = new WeakMap<Ways, WeakMap<Ways, Ways>>();

  constructor(until: number, manner: Manner, groups: Groups) {
    this.until = until;
    this.manner = manner;
    this.groups = groups;
    this.#left = manner.mostWays ?? usuallyMost;
  }

  /** Whether not all of it was looked at: then nothing that was found is of use. */
  get isCutOff(): boolean {
    return this.strangers.length > 0 || this.tooMany !== undefined;
  }

  /** Where the ways of a group are. */
  ground(group: string): Ground {
    const known = this.#grounds.get(group) ?? groundOf(group, this.groups, this.manner);
    this.#grounds.set(group, known);
    return known;
  }

  /** All that ways of a group can become; they are looked through once. */
  closed(ways: Ways, group: string): Closure {
    const known = this.#closed.get(group)?.get(ways);
    if (known) return known;
    const closed = new Closure(this, this.ground(group));
    closed.addAll(ways);
    this.#remember(ways, closed);
    return closed;
  }
  #remember(ways: Ways, closed: Closure) {
    const { group } = closed.ground;
    const byWays = this.#closed.get(group) ?? new WeakMap<Ways, Closure>();
    this.#closed.set(group, byWays);
    byWays.set(ways, closed);
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
    const byOther = this.#over.get(one) ?? new WeakMap<Ways, boolean>();
    this.#over.set(one, byOther);
    const known = byOther.get(other) ?? this.closed(one, group).isOver(other);
    byOther.set(other, known);
    return known;
  }

  /** Both in one. */
  united(one: Ways, other: Ways, group: string): Ways {
    if (one === other) return one;
    const byOther = this.#united.get(one) ?? new WeakMap<Ways, Ways>();
    this.#united.set(one, byOther);
    const known = byOther.get(other);
    if (known) return known;
    const a = this.closed(one, group);
    const united = this.#both(a, one, other, group);
    byOther.set(other, united);
    return united;
  }
  #both(a: Closure, one: Ways, other: Ways, group: string): Ways {
    if (this.isOver(one, other, group)) return one;
    if (this.isOver(other, one, group)) return other;
    const both = a.copied();
    for (const way of other) both.add(way);
    this.#remember(both.seeds, both);
    return both.seeds;
  }

  /** The ways of a group below, to which a message is sent. */
  sent(ways: Ways, group: string, from: string, { signal, at }: Letter): Ways {
    const known = this.#sent.get(ways) ?? new Map<string, Ways>();
    this.#sent.set(ways, known);
    const key = `${from} ${numberOf(signal)} ${at}`;
    const before = known.get(key);
    if (before) return before;
    const ground = this.ground(group);
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
      const place = placeOf(this.groups, group, slot);
      if (place === group) return intoOwn(way, from, letter);
      if (place === undefined) {
        this.strangers.push([from, slot]);
        return way;
      }
      const ways = this.sent(way.below[place] ?? noneYet, place, from, letter);
      return { own: way.own, below: withEntry(way.below, place, ways) };
    };
  }

  postFrom = (slot: string): Post => this.postOf(this.groups.of[slot] as string);

  /** Whether one more way may be looked at; strangers are bonded before anything else. */
  looks(group: string): boolean {
    if (this.isCutOff) return false;
    this.#left -= 1;
    if (this.#left >= 0) return true;
    this.tooMany = group;
    return false;
  }
}
