/** Rows of whole numbers, each kept once and known by its turn: a set in flat memory. */

const none = -1;
const scatter = 0x9e3779b1;

export class RowSet {
  /** How many numbers a row has; what is beyond its own is 0. */
  width: number;
  /** How many rows there are; the first is 0. */
  size = 0;
  /** All rows, one after the other. */
  cells: Int32Array;
  #turns: Int32Array;

  constructor(width: number, expected = 64) {
    this.width = width;
    this.cells = new Int32Array(expected * width);
    this.#turns = new Int32Array(2 * expected).fill(none);
  }

  /** The turn of a row, which is kept if it is new: then it is the last one. */
  turnOf(row: ArrayLike<number>): number {
    const mask = this.#turns.length - 1;
    let slot = this.#hash(row, 0) & mask;
    for (;;) {
      const turn = this.#turns[slot] as number;
      if (turn === none) break;
      if (this.#is(turn, row)) return turn;
      slot = (slot + 1) & mask;
    }
    this.#turns[slot] = this.size;
    this.#push(row);
    return this.size - 1;
  }

  /** Gives every row more numbers, which are 0 in all of those that are kept. */
  widen(width: number): void {
    const wider = new Int32Array((this.cells.length / this.width) * width);
    for (let turn = 0; turn < this.size; turn += 1) {
      const from = turn * this.width;
      wider.set(this.cells.subarray(from, from + this.width), turn * width);
    }
    this.cells = wider;
    this.width = width;
  }

  /** How many bytes they take. */
  get bytes(): number {
    return this.cells.byteLength + this.#turns.byteLength;
  }

  #is(turn: number, row: ArrayLike<number>): boolean {
    const { cells, width } = this;
    const from = turn * width;
    for (let i = 0; i < width; i += 1) if (cells[from + i] !== row[i]) return false;
    return true;
  }

  #push(row: ArrayLike<number>): void {
    const { width } = this;
    const from = this.size * width;
    if (from + width > this.cells.length) this.cells = grown(this.cells, from + width);
    const { cells } = this;
    for (let i = 0; i < width; i += 1) cells[from + i] = row[i] as number;
    this.size += 1;
    if (2 * this.size > this.#turns.length) this.#spread();
  }

  /** At most every second slot is taken. */
  #spread(): void {
    const turns = new Int32Array(2 * this.#turns.length).fill(none);
    const mask = turns.length - 1;
    for (let turn = 0; turn < this.size; turn += 1) {
      let slot = this.#hash(this.cells, turn * this.width) & mask;
      while (turns[slot] !== none) slot = (slot + 1) & mask;
      turns[slot] = turn;
    }
    this.#turns = turns;
  }

  /** A number that is 0 counts for nothing, so that wider rows have the same. */
  #hash(from: ArrayLike<number>, start: number): number {
    let hash = 0;
    for (let i = 0; i < this.width; i += 1) {
      const number = from[start + i] as number;
      if (number === 0) continue;
      let mixed = Math.imul(number + Math.imul(i + 1, scatter), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      hash = (hash + (mixed ^ (mixed >>> 16))) | 0;
    }
    hash = Math.imul(hash ^ (hash >>> 15), scatter);
    return hash ^ (hash >>> 13);
  }
}

/** The same numbers with room for more: as much again by half, and what is needed at least. */
export function grown(from: Int32Array, least: number): Int32Array {
  const larger = new Int32Array(Math.max(least, Math.ceil(from.length * 1.5)));
  larger.set(from);
  return larger;
}
