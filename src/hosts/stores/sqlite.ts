/** The store in a file: SQLite, as it comes with Node. */
import { type Stats, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type Address, machineNames } from '../../../machines/index.ts';
import { BadFile, Conflict } from '../errors.ts';
import type { Change, Note, Store, Stored, StoreShelf } from '../ports.ts';
import { explained, type FileOptions, openDatabase } from './sqlite-file.ts';
import { readAll } from './sqlite-rows.ts';
import { type CardChange, SqliteShelf } from './sqlite-shelf.ts';
import { Statements } from './statements.ts';

/** How a file is kept. */
export type SqliteOptions = FileOptions;

/** Keeps everything in a file of SQLite, which one process opens at a time. */
export class SqliteStore implements Store {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #write: Writes;
  readonly #shelf: SqliteShelf;
  readonly #opened: Identity | undefined;

  /**
   * Opens a file, or makes it. Nobody else can use it until the store is closed.
   * @throws BadFile for a file that is in use, is of a newer version or another account, or is
   * something else.
   */
  constructor(file: string, options: SqliteOptions = {}) {
    this.#file = file;
    this.#database = openDatabase(file, options);
    const statements = new Statements(this.#database);
    this.#write = writes(statements);
    this.#shelf = new SqliteShelf(file, statements);
    this.#opened = identityOf(file);
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
    return readAll(this.#file, this.#database);
  }

  /**
   * Keeps a change, as `Store` says.
   * @throws Conflict; or BadFile if the disk does not take it, or if the file is not there any more:
   * who has removed it would not find what is written into it.
   */
  commit(change: Change) {
    this.#checkThere();
    const { begin, commit, rollback } = this.#write;
    try {
      begin.run();
      this.#keep(change, this.#shelf.cards(change));
      commit.run();
    } catch (error) {
      if (this.#database.isTransaction) rollback.run();
      throw explained(this.#file, error);
    }
    this.#shelf.kept(change);
  }

  /** Closes the file; another may open it then. */
  close() {
    this.#database.close();
  }

  #checkThere() {
    if (!this.#opened) return;
    const now = identityOf(this.#file);
    if (now?.ino === this.#opened.ino && now.dev === this.#opened.dev) return;
    throw new BadFile(this.#file, 'It was removed or replaced while it was in use.');
  }

  #keep(change: Change, cards: readonly CardChange[]) {
    const { machines, rows, notes, outbox, done, answers, forgotten, gone = [] } = change;
    const write = this.#write;
    for (const { snapshot, read, revision = read + 1 } of machines) {
      const { machine, sid } = snapshot;
      const text = JSON.stringify(snapshot);
      const { changes } =
        read === 0
          ? write.machine.run(machine, sid, revision, text)
          : write.machineAgain.run(revision, text, machine, sid, read);
      if (changes !== 1) throw new Conflict(machine, sid);
    }
    this.#shelf.write(cards);
    for (const { sid, row } of rows) write.row.run(sid, JSON.stringify(row));
    for (const note of notes) this.#keepNote(note);
    for (const { key, effect, snapshot } of outbox) {
      write.errand.run(key, JSON.stringify(effect), snapshot ? JSON.stringify(snapshot) : null);
    }
    for (const key of done) write.done.run(key);
    for (const { id, at, verdict } of answers) write.answer.run(id, at, JSON.stringify(verdict));
    for (const id of forgotten) write.forget.run(id);
    for (const to of gone) this.#forget(to);
  }

  /** A row goes with its machine, unless another has the same sid. */
  #forget({ machine, sid }: Address) {
    this.#write.machineGone.run(machine, sid);
    this.#write.rowGone.run(sid, sid);
  }

  #keepNote({ key, value }: Note) {
    if (value === undefined) this.#write.noteGone.run(key);
    else this.#write.note.run(key, JSON.stringify(value));
  }
}

/** Which file a path leads to; undefined if to none, as that of a database in memory does. */
type Identity = Pick<Stats, 'ino' | 'dev'>;
const identityOf = (file: string): Identity | undefined =>
  statSync(file, { throwIfNoEntry: false });

const names = machineNames.map((name) => `'${name}'`).join(', ');

type Writes = ReturnType<typeof writes>;
function writes(statements: Statements) {
  const sql = (text: string) => statements.of(text);
  return {
    begin: sql('BEGIN IMMEDIATE'),
    commit: sql('COMMIT'),
    rollback: sql('ROLLBACK'),
    machine: sql(
      'INSERT INTO machines (machine, sid, revision, snapshot) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    machineAgain: sql(
      `UPDATE machines SET revision = ?, snapshot = ?
      WHERE machine = ? AND sid = ? AND revision = ?`,
    ),
    row: sql(
      'INSERT INTO resources (sid, row) VALUES (?, ?) ON CONFLICT DO UPDATE SET row = excluded.row',
    ),
    note: sql(
      'INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    ),
    noteGone: sql('DELETE FROM notes WHERE key = ?'),
    errand: sql(
      'INSERT INTO outbox (key, effect, snapshot) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    done: sql('DELETE FROM outbox WHERE key = ?'),
    machineGone: sql('DELETE FROM machines WHERE machine = ? AND sid = ?'),
    rowGone: sql(
      `DELETE FROM resources WHERE sid = ? AND NOT EXISTS (
        SELECT 1 FROM machines WHERE machine IN (${names}) AND sid = ?)`,
    ),
    answer: sql('INSERT INTO answers (id, at, verdict) VALUES (?, ?, ?)'),
    forget: sql('DELETE FROM answers WHERE id = ?'),
  };
}
