/** What pieces of a file are held in memory: what is live, with its rows, and the notes used last. */
import { type Address, type MachineName, machineNames, slotOf } from '../../../machines/index.ts';
import type { Row } from '../../wire/index.ts';
import { isAtRest } from '../delivery.ts';
import type { Change, StoredMachine } from '../ports.ts';

/** So many notes are held at least, and so many for each machine that is live. */
const leastNotes = 500;
const notesOfEach = 8;

/** Whoever looks up the same gets the same, as long as it is so. */
export class Held {
  readonly #live = new Map<string, StoredMachine>();
  /** Of what is live; null: there is none. */
  readonly #rows = new Map<string, Row | null>();
  /** Least lately used first; undefined: there is none. */
  readonly #notes = new Map<string, unknown>();
  /** How many machines of a name are kept, as far as anybody has counted. */
  readonly #counts = new Map<MachineName, number>();
  /** Whether all that is live has been read. */
  hasAllLive = false;
  /** When the oldest answer was given that is kept; undefined: nobody knows, or there is none. */
  oldestAnswer: number | undefined;

  machine(to: Address): StoredMachine | undefined {
    return this.#live.get(slotOf(to));
  }
  live(): Iterable<StoredMachine> {
    return this.#live.values();
  }
  /** It was read, or is kept now: it is held as long as it is live. */
  take(one: StoredMachine): StoredMachine {
    const slot = slotOf(one.snapshot);
    if (isAtRest(one.snapshot)) this.#live.delete(slot);
    else this.#live.set(slot, one);
    return one;
  }

  row(sid: string): Row | null | undefined {
    return this.#rows.get(sid);
  }
  takeRow(sid: string, row: Row | undefined) {
    if (this.#isLive(sid)) this.#rows.set(sid, row ?? null);
  }

  hasNote(key: string): boolean {
    return this.#notes.has(key);
  }
  note(key: string): unknown {
    return this.takeNote(key, this.#notes.get(key));
  }
  takeNote(key: string, value: unknown): unknown {
    this.#notes.delete(key);
    this.#notes.set(key, value);
    if (this.#notes.size > Math.max(leastNotes, notesOfEach * this.#live.size)) {
      const [oldest] = this.#notes.keys();
      this.#notes.delete(oldest as string);
    }
    return value;
  }

  count(machine: MachineName): number | undefined {
    return this.#counts.get(machine);
  }
  takeCount(machine: MachineName, count: number): number {
    this.#counts.set(machine, count);
    return count;
  }

  /** A change is kept: what is held is as it is now. */
  kept({ machines, rows, notes, forgotten, gone = [] }: Change) {
    if (forgotten.length > 0) this.oldestAnswer = undefined;
    for (const { snapshot, read, revision = read + 1 } of machines) {
      this.take({ snapshot, revision });
      const count = read === 0 ? this.#counts.get(snapshot.machine) : undefined;
      if (count !== undefined) this.#counts.set(snapshot.machine, count + 1);
    }
    for (const { sid, row } of rows) this.takeRow(sid, row);
    for (const { key, value } of notes) this.takeNote(key, value);
    for (const to of gone) {
      this.#live.delete(slotOf(to));
      this.#rows.delete(to.sid);
    }
    for (const { snapshot } of machines) {
      if (!this.#isLive(snapshot.sid)) this.#rows.delete(snapshot.sid);
    }
    if (gone.length > 0) {
      this.#notes.clear();
      this.#counts.clear();
    }
  }

  #isLive(sid: string): boolean {
    return machineNames.some((machine) => this.#live.has(slotOf({ machine, sid })));
  }
}
