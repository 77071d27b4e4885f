/** What the store holds, in memory: it changes only after the store has kept the change. */
import { type Address, machineNames, slotOf } from '../../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import type { ReadMachine } from '../delivery.ts';
import type { Answer, Change, Store, Stored } from '../ports.ts';

/** A change without what the ledger itself knows: what is done, and what is forgotten. */
export type Writing = Omit<Change, 'done' | 'forgotten'>;

export const nothing: Writing = { machines: [], rows: [], notes: [], outbox: [], answers: [] };

const nobody: ReadMachine = { revision: 0 };

export class Ledger {
  readonly board: Switchboard;
  readonly rows: Map<string, Row>;
  readonly notes: Map<string, unknown>;
  readonly #store: Store;
  readonly #revisions: Map<string, number>;
  /** Oldest first. */
  readonly #answers: Map<string, Answer>;
  /** Errands that are done, while the store does not know. */
  #done: string[] = [];

  constructor(store: Store, stored: Stored) {
    const { machines, rows, notes, answers } = stored;
    this.#store = store;
    this.board = new Switchboard(machines.map(({ snapshot }) => snapshot));
    this.rows = new Map(rows.map(({ sid, row }) => [sid, row]));
    this.notes = new Map(notes.map(({ key, value }) => [key, value]));
    this.#revisions = new Map(
      machines.map(({ snapshot, revision }) => [slotOf(snapshot), revision]),
    );
    this.#answers = new Map(answers.map((answer) => [answer.id, answer]));
  }

  /** What the message of this id was answered, if it came before. */
  answerTo(id: string): Answer | undefined {
    return this.#answers.get(id);
  }

  /** A machine with its revision: it holds all there are. */
  read(to: Address): ReadMachine {
    const snapshot = this.board.find(to.machine, to.sid);
    return snapshot ? { snapshot, revision: this.#revisions.get(slotOf(to)) ?? 0 } : nobody;
  }

  /** Every machine, as it is kept. */
  *all(): IterableIterator<Snapshot> {
    for (const machine of machineNames) yield* this.board.all(machine);
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
   * Keeps a change, and forgets answers that are further from now than `knownMs`. If the store
   * fails, nothing changes.
   */
  async commit(writing: Writing, now: number, knownMs: number) {
    const done = this.#done;
    this.#done = [];
    const change: Change = { ...writing, done, forgotten: this.#farFrom(now, knownMs) };
    try {
      await this.#store.commit(change);
    } catch (error) {
      this.#done = [...done, ...this.#done];
      throw error;
    }
    for (const { snapshot, read, revision = read + 1 } of change.machines) {
      this.board.keep([snapshot]);
      this.#revisions.set(slotOf(snapshot), revision);
    }
    for (const { sid, row } of change.rows) this.rows.set(sid, row);
    for (const { key, value } of change.notes) {
      if (value === undefined) this.notes.delete(key);
      else this.notes.set(key, value);
    }
    for (const answer of change.answers) this.#answers.set(answer.id, answer);
    for (const id of change.forgotten) this.#answers.delete(id);
  }

  async close() {
    await this.#store.close();
  }

  /** The oldest, as far as they are too old, or of a clock that was far ahead. */
  #farFrom(now: number, knownMs: number): string[] {
    const ids: string[] = [];
    for (const { id, at } of this.#answers.values()) {
      if (Math.abs(now - at) <= knownMs) break;
      ids.push(id);
    }
    return ids;
  }
}
