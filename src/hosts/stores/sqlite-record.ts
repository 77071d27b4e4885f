/** One record of a file, taken back only if it is what it should be. */
import type { MachineName } from '../../../machines/index.ts';
import type { Flaw } from '../../../machines/words/shape.ts';
import { InvalidInput, type Snapshot } from '../../engine/index.ts';
import { BadFile } from '../errors.ts';
import { keptMachine } from './kept.ts';

/** One record of a table. The types of columns SQLite sees to; what JSON they hold, it does not. */
export class KeptRecord {
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
      return keptMachine({ machine, sid }, value);
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
