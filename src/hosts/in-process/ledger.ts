/** What the store holds, as a host reads and changes it: it is so once the store has kept it. */
import type { Address } from '../../../machines/index.ts';
import type { ReadMachine } from '../delivery.ts';
import type { Answer, Change, Store, StoreShelf } from '../ports.ts';
import { MapShelf } from '../shelves/map-shelf.ts';
import { MachinesAtHand, NotesAtHand, RowsAtHand } from './at-hand.ts';

/** A change without what the ledger itself knows: what is done, and what is forgotten. */
export type Writing = Omit<Change, 'done' | 'forgotten'>;

export const nothing: Writing = { machines: [], rows: [], notes: [], outbox: [], answers: [] };

const nobody: ReadMachine = { revision: 0 };

export class Ledger {
  readonly machines: MachinesAtHand;
  readonly rows: RowsAtHand;
  readonly notes: NotesAtHand;
  readonly shelf: StoreShelf;
  readonly #store: Store;
  /** What a store that gives no pieces has loaded. */
  readonly #loaded: MapShelf | undefined;
  /** Errands that are done, while the store does not know. */
  #done: string[] = [];

  /** Opens a store: reads nothing of one that gives pieces. */
  static async open(store: Store): Promise<Ledger> {
    return new Ledger(store, store.shelf ?? new MapShelf(await store.load()));
  }

  private constructor(store: Store, shelf: StoreShelf) {
    this.#store = store;
    this.shelf = shelf;
    this.#loaded = shelf === store.shelf ? undefined : (shelf as MapShelf);
    this.machines = new MachinesAtHand(shelf);
    this.rows = new RowsAtHand(shelf);
    this.notes = new NotesAtHand(shelf);
  }

  /** What the message of this id was answered, if it came before and not too long ago. */
  answerTo(id: string): Answer | undefined {
    return this.shelf.answer(id);
  }

  /** A machine with its revision: it finds all there are. */
  read(to: Address): ReadMachine {
    return this.shelf.machine(to) ?? nobody;
  }

  /** The next change says so too. */
  noteDone(key: string) {
    this.#done.push(key);
  }
  /** Whether something is done of which the store does not know. */
  get owes(): boolean {
    return this.#done.length > 0;
  }

  /**
   * Keeps a change, and forgets the oldest answers, as far as they are further from now than
   * `knownMs`: too old, or of a clock that was far ahead. If the store fails, nothing changes.
   */
  async commit(writing: Writing, now: number, knownMs: number) {
    const done = this.#done;
    this.#done = [];
    try {
      const forgotten = this.shelf.answersOutside(now - knownMs, now + knownMs);
      const change: Change = { ...writing, done, forgotten };
      await this.#store.commit(change);
      this.#loaded?.keep(change);
    } catch (error) {
      this.#done = [...done, ...this.#done];
      throw error;
    }
  }

  async close() {
    await this.#store.close();
  }
}
