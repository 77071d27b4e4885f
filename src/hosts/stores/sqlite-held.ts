/** What pieces of a file are held in memory: what is live, with its rows, and what was used last. */
import { type Address, type MachineName, machineNames, slotOf } from '../../../machines/index.ts';
import type { Row } from '../../wire/index.ts';
import { isAtRest } from '../delivery.ts';
import type { Change, StoredMachine } from '../ports.ts';

/** So many notes are held at least, and so many for each machine that is live. */
const leastNotes = 500;
const notesOfEach = 8;
/** The same of places where nothing lives: what is over, or that there is nothing, is asked again soon. */
const leastPlaces = 32;
const placesOfEach = 2;

/** Whoever looks up the same gets the same, as long as it is so. */
export class HeldPieces {
  readonly #live = new Map<string, StoredMachine>();
  /** Of what is live; null: there is none. */
  readonly #rows = new Map<string, Row | null>();
  /** By slot, what does not live, least lately used first; undefined: there is none. */
  readonly #places = new Map<string, StoredMachine | undefined>();
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
  /** Whether it is known what is there, though nothing lives there. */
  knows(to: Address): boolean {
    return this.#places.has(slotOf(to));
  }
  /** What is there, where nothing lives. */
  atRest(to: Address): StoredMachine | undefined {
    const slot = slotOf(to);
    return this.takePlace(slot, this.#places.get(slot));
  }
  takePlace(slot: string, found: StoredMachine | undefined): StoredMachine | undefined {
    return this.#used(this.#places, slot, found, leastPlaces, placesOfEach);
  }
  live(): Iterable<StoredMachine> {
    return this.#live.values();
  }
  /** It was read, or is kept now: it is held as long as it is live. */
  take(one: StoredMachine): StoredMachine {
    const slot = slotOf(one.snapshot);
    if (isAtRest(one.snapshot)) {
      this.#live.delete(slot);
      this.takePlace(slot, one);
    } else {
      this.#live.set(slot, one);
      this.#places.delete(slot);
    }
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
    return this.#used(this.#notes, key, value, leastNotes, notesOfEach);
  }
  /** The one that was used last is the last; of those that were used first some go. */
  #used<T>(held: Map<string, T>, key: string, value: T, least: number, ofEach: number): T {
    held.delete(key);
    held.set(key, value);
    if (held.size > Math.max(least, ofEach * this.#live.size)) {
      const [oldest] = held.keys();
      held.delete(oldest as string);
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
      this.#places.clear();
      this.#counts.clear();
    }
  }

  #isLive(sid: string): boolean {
    return machineNames.some((machine) => this.#live.has(slotOf({ machine, sid })));
  }
}
