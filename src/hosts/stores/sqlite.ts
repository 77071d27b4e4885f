/** The store in a file: SQLite, as it comes with Node. */
import { type Stats, statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Address, machineNames } from '../../../machines/index.ts';
import { BadFile, Closed } from '../errors.ts';
import type { Change, Note, Store, Stored, StoreShelf } from '../ports.ts';
import type { CardChange } from './sqlite-cards.ts';
import { explained, type FileOptions, openDatabase } from './sqlite-file.ts';
import { checkAll, readAll } from './sqlite-rows.ts';
import { SqliteShelf } from './sqlite-shelf.ts';
import { Statements } from './statements.ts';

/** How a file is kept. */
export type SqliteOptions = FileOptions;

/** Keeps everything in a file of SQLite, which one process opens at a time. */
export class SqliteStore implements Store {
  readonly #file: string;
  readonly #options: SqliteOptions;
  readonly #sql = new Statements(() => this.#awake());
  readonly #shelf: SqliteShelf;
  readonly #was: Identity | undefined;
  /** Undefined while it rests, and once it is closed. */
  #database: DatabaseSync | undefined;
  #isClosed = false;

  /**
   * Opens a file, or makes it. Nobody else can use it until the store is closed.
   * @throws BadFile for a file that is in use, is of a newer version or another account, or is
   * something else.
   */
  constructor(file: string, options: SqliteOptions = {}) {
    this.#file = file;
    this.#options = options;
    this.#database = openDatabase(file, options);
    this.#shelf = new SqliteShelf(file, this.#sql);
    this.#was = identityOf(file);
  }

  /** Pieces of it, as `Store` says. */
  get shelf(): StoreShelf {
    return this.#shelf;
  }

  /**
   * All of it, as `Store` says.
   * @throws BadFile for a row that is not what it should be, naming what it is about and the field.
   */
  load(): Stored {
    return readAll(this.#file, this.#awake());
  }

  /**
   * Reads everything, and holds nothing of it.
   * @throws BadFile as `load`.
   */
  check() {
    try {
      checkAll(this.#file, this.#awake());
    } catch (error) {
      throw explained(this.#file, error);
    }
  }

  /**
   * Keeps a change, as `Store` says.
   * @throws Conflict; or BadFile if the disk does not take it, or if the file is not there any more:
   * who has removed it would not find what is written into it.
   */
  commit(change: Change) {
    this.#checkThere();
    const database = this.#awake();
    try {
      this.#write('begin');
      this.#keep(change, this.#shelf.cards(change));
      this.#write('commit');
    } catch (error) {
      if (database.isTransaction) this.#write('rollback');
      throw explained(this.#file, error);
    }
    this.#shelf.kept(change);
  }

  /**
   * Closes the file until something is asked of it that is not held. Meanwhile another could open it:
   * whoever has many files sees to that. One that is in memory stays as it is.
   */
  rest() {
    if (this.#was) this.#letGo();
  }

  /** Closes the file; another may open it then. */
  close() {
    this.#isClosed = true;
    this.#letGo();
  }

  #letGo() {
    this.#sql.forget();
    this.#database?.close();
    this.#database = undefined;
  }
  #awake(): DatabaseSync {
    if (this.#isClosed) throw new Closed(this.#file);
    if (!this.#database) {
      this.#checkThere();
      this.#database = openDatabase(this.#file, this.#options);
    }
    this.#options.used?.();
    return this.#database;
  }

  #checkThere() {
    if (!this.#was) return;
    const now = identityOf(this.#file);
    if (now?.ino === this.#was.ino && now.dev === this.#was.dev) return;
    throw new BadFile(this.#file, 'It was removed or replaced while it was in use.');
  }

  #write(what: keyof typeof writes, ...values: readonly SQLInputValue[]) {
    return this.#sql.of(writes[what]).run(...values);
  }

  #keep(change: Change, cards: ReadonlyMap<string, CardChange>) {
    const { machines, rows, notes, outbox, done, answers, forgotten, gone = [] } = change;
    this.#shelf.write(machines, cards);
    for (const { sid, row } of rows) this.#write('row', sid, JSON.stringify(row));
    for (const note of notes) this.#keepNote(note);
    for (const { key, effect, snapshot } of outbox) {
      this.#write(
        'errand',
        key,
        JSON.stringify(effect),
        snapshot ? JSON.stringify(snapshot) : null,
      );
    }
    for (const key of done) this.#write('done', key);
    for (const { id, at, verdict } of answers)
      this.#write('answer', id, at, JSON.stringify(verdict));
    for (const id of forgotten) this.#write('forget', id);
    for (const to of gone) this.#forget(to);
  }

  /** A row goes with its machine, unless another has the same sid. */
  #forget({ machine, sid }: Address) {
    this.#write('machineGone', machine, sid);
    this.#write('rowGone', sid, sid);
  }

  #keepNote({ key, value }: Note) {
    if (value === undefined) this.#write('noteGone', key);
    else this.#write('note', key, JSON.stringify(value));
  }
}

/** Which file a path leads to; undefined if to none, as that of a database in memory does. */
type Identity = Pick<Stats, 'ino' | 'dev'>;
const identityOf = (file: string): Identity | undefined =>
  statSync(file, { throwIfNoEntry: false });

const names = machineNames.map((name) => `'${name}'`).join(', ');

const writes = {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  row: 'INSERT INTO resources (sid, row) VALUES (?, ?) ON CONFLICT DO UPDATE SET row = excluded.row',
  note: 'INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  noteGone: 'DELETE FROM notes WHERE key = ?',
  errand: 'INSERT INTO outbox (key, effect, snapshot) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  done: 'DELETE FROM outbox WHERE key = ?',
  machineGone: 'DELETE FROM machines WHERE machine = ? AND sid = ?',
  rowGone: `DELETE FROM resources WHERE sid = ? AND NOT EXISTS (
        SELECT 1 FROM machines WHERE machine IN (${names}) AND sid = ?)`,
  answer: 'INSERT INTO answers (id, at, verdict) VALUES (?, ?, ?)',
  forget: 'DELETE FROM answers WHERE id = ?',
} as const;
