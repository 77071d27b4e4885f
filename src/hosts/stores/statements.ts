/** The statements of a file, each prepared once as long as the file is open. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export class Statements {
  readonly #database: () => DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  /** @param database - Gives the file, which it opens if it rests. */
  constructor(database: () => DatabaseSync) {
    this.#database = database;
  }

  of(sql: string): StatementSync {
    const database = this.#database();
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** The file is closed: what was prepared for it is of no use any more. */
  forget() {
    this.#prepared.clear();
  }
}
