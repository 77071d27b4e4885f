/**
 * Keys of worlds: every part that differs gets a number, once, so that a key is short and exact. A
 * world is numbered from the one that it came from: only what has changed is looked at.
 */

import type { Memories } from '../../../properties/check/watch.ts';
import type { ModelWorld } from '../../../properties/generators/world.ts';
import type { Snapshot } from '../../../src/engine/index.ts';

type Table<T = unknown> = Readonly<Record<string, T>>;
/** A table and the number of what it says. */
interface Numbered<T = unknown> {
  readonly table: Table<T>;
  readonly number: number;
}

/** A world and what claims remember of how it came about, with what they are known by. */
export interface KnownWorld {
  readonly world: ModelWorld;
  readonly memories: Memories;
  readonly parts: {
    readonly machines: Numbered & { readonly numbers: Table<number> };
    readonly mail: Numbered;
    readonly captures: Numbered;
    readonly lines: Numbered;
    readonly spent: Numbered;
    readonly memories: Numbered;
  };
  /** The key of what happens when nobody but the clock does anything more. */
  readonly future: string;
  readonly key: string;
}

/** Times that no deed reads, and of the guards only those that know a request again: `createdAt`. */
const idle: ReadonlySet<string> = new Set(['createdAt', 'updatedAt']);
// A context is an interface, which has no index; it is read as the table of its fields all the same.
const fieldsOf = (context: Snapshot['context']) => context as unknown as Table;
const fieldText = (context: Table, field: string) =>
  idle.has(field) ? '' : JSON.stringify(context[field]);
const entryText = (table: Table, name: string) => JSON.stringify(table[name]);
const numberText = (table: Table, name: string) => String(table[name]);
/** An entry of a table: sids are in names, so a name says where it ends. */
const entryOf = (table: Table, name: string, textOf: typeof entryText) =>
  `${name.length} ${name} ${textOf(table, name)}`;

/** What an outage comes to depends on who was there then: on times that nobody else reads. */
function presenceText({ presence, machines }: ModelWorld): string {
  if (!presence) return '';
  const { over } = presence.aftermath;
  const were = Object.keys(machines).filter(
    (slot) => (machines[slot] as Snapshot).context.createdAt <= over,
  );
  return JSON.stringify([presence, were.sort()]);
}

/** So many changes are remembered: what is forgotten is worked out anew. */
const mostChanges = 1_000_000;

export class Numbering {
  readonly #bySaying = new Map<string, number>();
  readonly #byChange = new Map<string, number>();
  readonly #byMemories = new WeakMap<Memories, Numbered>();

  /** What a world is known by; `before`: the world that it came from. */
  know(world: ModelWorld, memories: Memories, before?: KnownWorld): KnownWorld {
    const was = before?.parts;
    const parts = {
      machines: this.#machines(world.machines, was?.machines),
      mail: this.#numbered(world.mail, was?.mail),
      captures: this.#numbered(world.captures, was?.captures),
      lines: this.#numbered(world.lines, was?.lines),
      spent: this.#numbered(world.spent, was?.spent),
      memories: this.#remembered(memories, was?.memories),
    };
    const { machines, mail, captures, lines, spent } = parts;
    const future = `${world.now} ${machines.number} ${mail.number} ${parts.memories.number}`;
    const rest = `${captures.number} ${lines.number} ${spent.number} ${world.again ?? ''}${presenceText(world)}`;
    return { world, memories, parts, future, key: `${future} ${rest}` };
  }

  #machines(table: Table<Snapshot>, was?: KnownWorld['parts']['machines']) {
    if (was && table === was.table) return was;
    const numbers: Record<string, number> = {};
    for (const slot in table) {
      const snapshot = table[slot] as Snapshot;
      const before = was?.table[slot] as Snapshot | undefined;
      const number = was?.numbers[slot];
      numbers[slot] =
        snapshot === before && number !== undefined
          ? number
          : this.#snapshot(snapshot, before, number);
    }
    const { number } = this.#numbered(
      numbers,
      was && { table: was.numbers, number: was.number },
      numberText,
    );
    return { table, number, numbers };
  }

  #snapshot({ state, context }: Snapshot, before?: Snapshot, number?: number): number {
    const table = fieldsOf(context);
    if (!before || number === undefined) return this.#said(table, fieldText, state);
    const was = { table: fieldsOf(before.context), number };
    return this.#changed(table, was, fieldText, state);
  }

  #numbered(table: Table, was?: Numbered, textOf = entryText): Numbered {
    if (!was) return { table, number: this.#said(table, textOf) };
    if (table === was.table) return was;
    return { table, number: this.#changed(table, was, textOf) };
  }

  /** Memories are the same objects wherever the same steps were taken. */
  #remembered(table: Memories, was?: Numbered): Numbered {
    const known = this.#byMemories.get(table) ?? this.#numbered(table, was);
    if (known !== was) this.#byMemories.set(table, known);
    return known;
  }

  /** The number of a table, by how it differs from what it was. */
  #changed(table: Table, was: Numbered, textOf: typeof entryText, state = ''): number {
    const change = changeOf(table, was, textOf, state);
    const known = this.#byChange.get(change);
    if (known !== undefined) return known;
    const number = this.#said(table, textOf, state);
    if (this.#byChange.size >= mostChanges) this.#byChange.clear();
    this.#byChange.set(change, number);
    return number;
  }

  /** The number of a table, by all that it says. */
  #said(table: Table, textOf: typeof entryText, state = ''): number {
    const names = Object.keys(table).sort();
    const saying = `${state} ${names.map((name) => entryOf(table, name, textOf)).join(' ')}`;
    const known = this.#bySaying.get(saying);
    if (known !== undefined) return known;
    const number = this.#bySaying.size;
    this.#bySaying.set(saying, number);
    return number;
  }
}

function changeOf(table: Table, was: Numbered, textOf: typeof entryText, state: string): string {
  let change = `${was.number} ${state}`;
  for (const name in table) {
    if (table[name] !== was.table[name]) change += ` ${entryOf(table, name, textOf)}`;
  }
  for (const name in was.table) {
    if (table[name] === undefined) change += ` -${name.length} ${name}`;
  }
  return change;
}
