/** The files of accounts: a system has so many handles, so of thousands only some are open at a time. */
import { type Stats, statSync } from 'node:fs';
import { BadFile, type Change, Closed, type SqliteStore, type Store } from '../../hosts/index.ts';

/** Opens the file of an account, which it makes if it is not there. */
type Opening = (file: string, owner: string) => SqliteStore;

/** Stores of which some have their file open: those that were used last, and while one opens, one more. */
export class OpenFiles {
  readonly #most: number;
  readonly #opening: Opening;
  /** The one that was used last is the last. */
  readonly #awake = new Set<RestingStore>();

  /** @param most - How many are open at a time. */
  constructor(most: number, opening: Opening) {
    this.#most = most;
    this.#opening = opening;
  }

  /**
   * The store of an account. Its file is open now, and again whenever something is asked of it.
   * @throws BadFile as `SqliteStore`, or later, if the file is not the same any more.
   */
  store(file: string, owner: string): Store {
    const store: RestingStore = new RestingStore(file, {
      open: () => this.#opening(file, owner),
      used: () => this.#used(store),
      closed: () => this.#awake.delete(store),
    });
    store.wake();
    return store;
  }

  /** The one that nobody has used for longest rests, so that this one has room. */
  #used(store: RestingStore) {
    this.#awake.delete(store);
    const [oldest] = this.#awake;
    if (oldest && this.#awake.size >= this.#most) {
      this.#awake.delete(oldest);
      oldest.rest();
    }
    this.#awake.add(store);
  }
}

interface Surroundings {
  readonly open: () => SqliteStore;
  /** It is open, and about to be used. */
  readonly used: () => void;
  readonly closed: () => void;
}

/** A store whose file is closed when nobody uses it. All that it does, it does at once. */
class RestingStore implements Store {
  readonly #file: string;
  readonly #around: Surroundings;
  #opened: SqliteStore | undefined;
  /** Which file it was; undefined before it was open first. */
  #was: Stats | undefined;
  #isClosed = false;

  constructor(file: string, around: Surroundings) {
    this.#file = file;
    this.#around = around;
  }

  load() {
    return this.wake().load();
  }
  commit(change: Change) {
    this.wake().commit(change);
  }
  close() {
    this.#isClosed = true;
    this.#around.closed();
    this.rest();
  }

  /** Opens the file, if it is closed. */
  wake(): SqliteStore {
    if (this.#isClosed) throw new Closed(this.#file);
    this.#opened ??= this.#open();
    this.#around.used();
    return this.#opened;
  }
  #open(): SqliteStore {
    const now = statSync(this.#file, { throwIfNoEntry: false });
    if (this.#was && (now?.ino !== this.#was.ino || now.dev !== this.#was.dev)) {
      throw new BadFile(this.#file, 'It was removed or replaced while it was in use.');
    }
    const opened = this.#around.open();
    this.#was ??= statSync(this.#file);
    return opened;
  }
  /** Closes the file until something is asked again. */
  rest() {
    this.#opened?.close();
    this.#opened = undefined;
  }
}
