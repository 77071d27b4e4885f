/** Keys of worlds: every part that differs gets a number, once, so that a key is short and exact. */
import type { Snapshot } from '../../src/engine/index.ts';
import type { World } from '../generators/world.ts';
import type { Memories } from './watch.ts';

/** A snapshot without the fields that no guard and no deed reads: they tell no futures apart. */
const sayingOf = ({ state, context }: Snapshot) =>
  state + JSON.stringify({ ...context, createdAt: 0, updatedAt: 0 });

/** Numbers parts by what they say. Parts never change, so each object is read once. */
export class Numbering {
  readonly #known = new WeakMap<object, number>();
  readonly #bySaying = new Map<string, number>();

  numberOf(part: object): number {
    const known = this.#known.get(part);
    if (known !== undefined) return known;
    const saying = 'context' in part ? sayingOf(part as Snapshot) : JSON.stringify(part);
    let number = this.#bySaying.get(saying);
    if (number === undefined) {
      number = this.#bySaying.size;
      this.#bySaying.set(saying, number);
    }
    this.#known.set(part, number);
    return number;
  }

  /** The key of a world together with what claims remember of how it came about. */
  keyOf(world: World, memories: Memories): string {
    const { lines, spent, captures, again = '' } = world;
    return [
      this.futureOf(world, memories),
      this.#tableOf(captures),
      this.numberOf(lines),
      this.numberOf(spent),
      again,
    ].join(' ');
  }

  /** The key of what happens when nobody but the clock does anything more. */
  futureOf({ now, machines, mail }: World, memories: Memories): string {
    return [now, this.#tableOf(machines), this.#tableOf(mail), this.numberOf(memories)].join(' ');
  }

  #tableOf(table: Readonly<Record<string, object>>): string {
    const slots = Object.keys(table).sort();
    return slots.map((slot) => `${slot} ${this.numberOf(table[slot] as object)}`).join(' ');
  }
}
