/** Columns that change together, and are numbered together. */
import type { Column } from './columns.ts';
import { RowSet } from './row-set.ts';
import type { Exchanging } from './symmetry.ts';

const narrow = 8;

export class ColumnGroup {
  readonly columns: Column[] = [];
  /** By the number of what is in them, that of what is alike to whoever goes on. */
  readonly alike: number[] = [];
  readonly #rows = new RowSet(narrow);
  readonly #alikes = new RowSet(narrow);
  #row = new Int32Array(narrow);
  #at = new Int32Array(narrow);

  add(column: Column) {
    const { length } = this.columns;
    if (length === this.#row.length) {
      const at = new Int32Array(2 * length);
      at.set(this.#at);
      this.#at = at;
      this.#row = new Int32Array(2 * length);
      this.#rows.widen(2 * length);
      this.#alikes.widen(2 * length);
    }
    this.#at[length] = column.at;
    this.columns.push(column);
  }

  /** The number of what is in these columns. */
  numberIn(cells: Int32Array): number {
    const { length } = this.columns;
    const row = this.#row;
    const places = this.#at;
    for (let i = 0; i < length; i += 1) row[i] = cells[places[i] as number] as number;
    const number = this.#rows.turnOf(row);
    if (number === this.alike.length) this.#note(row);
    return number;
  }

  #note(row: Int32Array) {
    for (const [i, { alike }] of this.columns.entries()) row[i] = alike[row[i] as number] as number;
    this.alike.push(this.#alikes.turnOf(row));
  }

  /** The number of what a number stands for, once names have changed places. */
  exchanged(number: number, cells: Int32Array, by: Exchanging): number {
    const { cells: rows, width } = this.#rows;
    // A column that is new here makes all rows wider.
    const numbers = this.columns.map(
      (column, i) => [column, rows[number * width + i] ?? 0] as const,
    );
    const others = numbers.map(([column, one]) => by.of(column, one));
    for (const { at } of this.columns) cells[at] = 0;
    for (const [at, other] of others) cells[at] = other;
    return this.numberIn(cells);
  }

  /** Puts what a number stands for into the columns. */
  spread(number: number, cells: Int32Array) {
    const { length } = this.columns;
    const { cells: rows, width } = this.#rows;
    const places = this.#at;
    const from = number * width;
    for (let i = 0; i < length; i += 1) cells[places[i] as number] = rows[from + i] as number;
  }

  /** How many numbers there are, and how many bytes they take. */
  get size() {
    return this.alike.length;
  }
  get bytes() {
    return this.#rows.bytes + this.#alikes.bytes + 8 * this.alike.length;
  }
}
