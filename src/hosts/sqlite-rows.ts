/** What the tables hold, taken back only if it is what it should be. */
import type { DatabaseSync } from 'node:sqlite';
import { type Effect, effectTypes, type MachineName, type Verdict } from '../../machines/index.ts';
import { InvalidInput, restore, type Snapshot } from '../engine/index.ts';
import type { Row } from '../wire/index.ts';
import { BadFile } from './errors.ts';
import type { Stored } from './ports.ts';

/** Everything, in the order in which it came. */
export function readAll(file: string, database: DatabaseSync): Stored {
  const all = <T>(table: string, key: string, read: (record: Record) => T): T[] =>
    database
      .prepare(`SELECT * FROM ${table} ORDER BY number`)
      .all()
      .map((columns) => read(new Record(file, table, key, columns)));
  const highest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").get();
  return {
    machines: all('machines', 'sid', (one) => ({
      snapshot: one.snapshot(one.text('machine') as MachineName),
      revision: one.number('revision'),
    })),
    rows: all('resources', 'sid', (one) => ({
      sid: one.key,
      row: one.object<Row>('row', 'accountSid', (account) => typeof account === 'string'),
    })),
    notes: all('notes', 'key', (one) => ({ key: one.key, value: one.json('value') })),
    outbox: all('outbox', 'number', (one) => {
      const effect = one.object<Effect>('effect', 'type', (type) => `${type}` in effectTypes);
      const number = one.number('number');
      if (one.isNull('snapshot')) return { number, effect };
      return { number, effect, snapshot: one.snapshot(effect.machine) };
    }),
    lastNumber: Number(highest?.seq ?? 0),
    answers: all('answers', 'id', (one) => ({
      id: one.key,
      at: one.number('at'),
      verdict: one.object<Verdict>('verdict', 'verdict', (word) => verdicts.has(`${word}`)),
    })),
  };
}

const verdicts = new Set<string>(['accepted', 'unchanged', 'refused', 'ignored']);

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

  /** An object with this field as it should be. */
  object<T>(column: string, field: string, isRight: (found: unknown) => boolean): T {
    const value = this.json(column) as Readonly<{ [field: string]: unknown }> | null;
    if (isRight(value?.[field])) return value as T;
    const found = JSON.stringify(value?.[field]) ?? 'missing';
    throw this.#wrong(`${column}.${field}`, `"${column}.${field}" is ${found}.`);
  }

  snapshot(machine: MachineName): Snapshot {
    const value = this.json('snapshot');
    try {
      return restore(machine, value);
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
