/** The store that forgets: it keeps everything as long as the process lives. */
import { slotOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import { Conflict } from '../errors.ts';
import type { Answer, Change, Errand, Store, Stored } from '../ports.ts';

/** Keeps everything until the process ends. */
export class MemoryStore implements Store {
  readonly #machines = new Map<string, { snapshot: Snapshot; revision: number }>();
  readonly #rows = new Map<string, Row>();
  readonly #notes = new Map<string, unknown>();
  readonly #outbox = new Map<string, Errand>();
  readonly #answers = new Map<string, Answer>();

  /** All of it, as `Store` says. */
  load(): Stored {
    return {
      machines: [...this.#machines.values()],
      rows: [...this.#rows].map(([sid, row]) => ({ sid, row })),
      notes: [...this.#notes].map(([key, value]) => ({ key, value })),
      outbox: [...this.#outbox.values()],
      answers: [...this.#answers.values()],
    };
  }

  /** Keeps a change, as `Store` says. */
  commit({ machines, rows, notes, outbox, done, answers, forgotten }: Change) {
    for (const { snapshot, read } of machines) {
      const revision = this.#machines.get(slotOf(snapshot))?.revision ?? 0;
      if (revision !== read) throw new Conflict(snapshot.machine, snapshot.sid);
    }
    // Nothing below can fail, so all of it happens.
    for (const { snapshot, read, revision = read + 1 } of machines) {
      this.#machines.set(slotOf(snapshot), { snapshot, revision });
    }
    for (const { sid, row } of rows) this.#rows.set(sid, row);
    for (const { key, value } of notes) {
      if (value === undefined) this.#notes.delete(key);
      else this.#notes.set(key, value);
    }
    for (const errand of outbox) this.#outbox.set(errand.key, errand);
    for (const key of done) this.#outbox.delete(key);
    for (const answer of answers) this.#answers.set(answer.id, answer);
    for (const id of forgotten) this.#answers.delete(id);
  }

  /** Does nothing: what is kept stays as long as the store is held. */
  close() {}
}
