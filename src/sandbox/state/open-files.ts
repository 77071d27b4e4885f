/** The files of accounts: a system has so many handles, so of thousands only some are open at a time. */
import type { SqliteOptions, SqliteStore, Store } from '../../hosts/index.ts';

/** Opens the file of an account, which it makes if it is not there. */
type Opening = (file: string, options: SqliteOptions) => SqliteStore;

/** Stores of which some have their file open: those that were used last, and while one opens, one more. */
export class OpenFiles {
  readonly #most: number;
  readonly #opening: Opening;
  /** The one that was used last is the last. */
  readonly #awake = new Set<SqliteStore>();

  /** @param most - How many are open at a time. */
  constructor(most: number, opening: Opening) {
    this.#most = most;
    this.#opening = opening;
  }

  /**
   * The store of an account. All that is in its file is looked at now, and the file is open again
   * whenever something is asked of it.
   * @throws BadFile as `SqliteStore`, for what in it is not what it should be, or later, if the file is
   * not the same any more.
   */
  store(file: string, owner: string): Store {
    const store: SqliteStore = this.#opening(file, { owner, used: () => this.#used(store) });
    const close = () => {
      this.#awake.delete(store);
      store.close();
    };
    try {
      store.check();
    } catch (error) {
      close();
      throw error;
    }
    return {
      shelf: store.shelf,
      load: () => store.load(),
      commit: (change) => store.commit(change),
      close,
    };
  }

  /** The one that nobody has used for longest rests, so that this one has room. */
  #used(store: SqliteStore) {
    this.#awake.delete(store);
    const [oldest] = this.#awake;
    if (oldest && this.#awake.size >= this.#most) {
      this.#awake.delete(oldest);
      oldest.rest();
    }
    this.#awake.add(store);
  }
}
