/** Keys of worlds: every part that differs gets a number, once, so that a key is short and exact. */
import type { World } from '../generators/world.ts';
import type { Memories } from './watch.ts';

/** Fields that no guard and no deed reads, and that would make equal futures look different. */
const idle = new Set(['createdAt', 'updatedAt']);
const plain = (key: string, value: unknown) => (idle.has(key) ? undefined : value);

/** Numbers parts by what they say. Parts never change, so each object is read once. */
export class Numbering {
  readonly #known = new WeakMap<object, number>();
  readonly #bySaying = new Map<string, number>();

  numberOf(part: object): number {
    const known = this.#known.get(part);
    if (known !== undefined) return known;
    const saying = JSON.stringify(part, plain);
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
    const parts = [String(world.now)];
    const add = (table: Readonly<Record<string, object>>) => {
      for (const slot of Object.keys(table).sort()) {
        parts.push(slot, String(this.numberOf(table[slot] as object)));
      }
      parts.push('|');
    };
    add(world.machines);
    add(world.mail);
    add(world.captures);
    parts.push(String(this.numberOf(world.lines)), String(this.numberOf(world.spent)));
    parts.push(String(this.numberOf(memories)));
    return parts.join(' ');
  }
}
