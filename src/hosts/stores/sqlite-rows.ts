/** What the tables hold, taken back only if it is what it should be. */
import type { DatabaseSync } from 'node:sqlite';
import type { Effect, MachineName, Verdict } from '../../../machines/index.ts';
import type { Flaw } from '../../../machines/words/shape.ts';
import { InvalidInput, restore, type Snapshot } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import { BadFile } from '../errors.ts';
import type { Stored } from '../ports.ts';
import { flawInEffect, flawInRow, flawInVerdict } from './kept.ts';

/** Everything, in the order in which it came. */
export function readAll(file: string, database: DatabaseSync): Stored {
  const all = <T>(table: string, key: string, read: (record: Record) => T): T[] =>
    database
      .prepare(`SELECT * FROM ${table} ORDER BY number`)
      .all()
      .map((columns) => read(new Record(file, table, key, columns)));
  return {
    machines: all('machines', 'sid', (one) => ({
      snapshot: one.snapshot(one.text('machine') as MachineName),
      revision: one.number('revision'),
    })),
    rows: all('resources', 'sid', (one) => ({
      sid: one.key,
      row: one.checked<Row>('row', flawInRow),
    })),
    notes: all('notes', 'key', (one) => ({ key: one.key, value: one.json('value') })),
    outbox: all('outbox', 'key', (one) => {
      const { key } = one;
      const effect = one.checked<Effect>('effect', flawInEffect);
      if (one.isNull('snapshot')) return { key, effect };
      return { key, effect, snapshot: one.snapshot(effect.machine, effect.sid) };
    }),
    answers: all('answers', 'id', (one) => ({
      id: one.key,
      at: one.number('at'),
      verdict: one.checked<Verdict>('verdict', flawInVerdict),
    })),
  };
}

/** One record of a table. The types of columns SQLite sees to; what JSON they hold, it does not. */
class Record {
  readonly key: string;
  readonly #file: string;
  readonly #table: string;
  readonly #columns: Readonly<{ [column: string]: unknown }>;

  constructor(file: string, table: string, key: string, columns: { [column: string]: unknown }) {
    this.key = String(columns[key]);
    this.#file = file;
    this.#table = table;
    this.#columns = columns;
  }

  text(column: string) {
    return this.#columns[column] as string;
  }
  number(column: string) {
    return this.#columns[column] as number;
  }
  isNull(column: string) {
    return this.#columns[column] === null;
  }

  json(column: string): unknown {
    try {
      return JSON.parse(this.text(column));
    } catch (error) {
      throw this.#wrong(column, `"${column}" is not JSON.`, error);
    }
  }

  /** A value in which there is no flaw. */
  checked<T>(column: string, flawIn: (value: unknown) => Flaw | undefined): T {
    const value = this.json(column);
    const flaw = flawIn(value);
    if (!flaw) return value as T;
    const field = flaw.path === '' ? column : `${column}.${flaw.path}`;
    const found = JSON.stringify(flaw.found)?.slice(0, 60) ?? 'missing';
    throw this.#wrong(field, `"${field}" is ${found}; expected ${flaw.expected}.`);
  }

  /** Of the machine of this sid; left out: of the one that the record is about. */
  snapshot(machine: MachineName, sid = this.key): Snapshot {
    const value = this.json('snapshot');
    try {
      const snapshot = restore(machine, value);
      if (snapshot.sid === sid) return snapshot;
      throw new InvalidInput(`snapshot of ${machine}`, 'sid', snapshot.sid, `"${sid}"`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      throw this.#wrong(error.field, error.message, error);
    }
  }

  #wrong(field: string, says: string, cause?: unknown) {
    const { key: sid } = this;
    return new BadFile(this.#file, `${this.#table}, "${sid}": ${says}`, { sid, field, cause });
  }
}
