/** The store that forgets: it keeps everything as long as the process lives. */
import { Conflict } from '../errors.ts';
import type { Change, Store, Stored, StoreShelf } from '../ports.ts';
import { MapShelf } from '../shelves/map-shelf.ts';

/** Keeps everything until the process ends. */
export class MemoryStore implements Store {
  readonly #held = new MapShelf();

  /** Pieces of it, as `Store` says. */
  get shelf(): StoreShelf {
    return this.#held;
  }

  /** All of it, as `Store` says. */
  load(): Stored {
    return this.#held.stored;
  }

  /** Keeps a change, as `Store` says. */
  commit(change: Change) {
    for (const { snapshot, read } of change.machines) {
      const { machine, sid } = snapshot;
      const revision = this.#held.machine({ machine, sid })?.revision ?? 0;
      if (revision !== read) throw new Conflict(machine, sid);
    }
    this.#held.keep(change);
  }

  /** Does nothing: what is kept stays as long as the store is held. */
  close() {}
}
