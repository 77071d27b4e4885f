/** A table from two whole numbers to a third, in flat memory: what came of something by something. */

const none = -1;
const width = 3;

export class Pairs {
  size = 0;
  #entries = new Int32Array(width * 1_024).fill(none);

  /** What was kept of the two; -1 if nothing was. */
  of(one: number, other: number): number {
    const entries = this.#entries;
    for (let at = this.#slot(one, other); ; at = at + width < entries.length ? at + width : 0) {
      const first = entries[at] as number;
      if (first === none) return none;
      if (first === one && entries[at + 1] === other) return entries[at + 2] as number;
    }
  }

  /** Keeps what comes of two of which nothing is kept. */
  keep(one: number, other: number, third: number): void {
    if (2 * width * (this.size + 1) > this.#entries.length) this.#grow();
    const entries = this.#entries;
    let at = this.#slot(one, other);
    while (entries[at] !== none) at = at + width < entries.length ? at + width : 0;
    entries[at] = one;
    entries[at + 1] = other;
    entries[at + 2] = third;
    this.size += 1;
  }

  /** How many bytes they take. */
  get bytes(): number {
    return this.#entries.byteLength;
  }

  #slot(one: number, other: number): number {
    let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    return ((hash ^ (hash >>> 13)) & (this.#entries.length / width - 1)) * width;
  }

  #grow() {
    const was = this.#entries;
    this.#entries = new Int32Array(2 * was.length).fill(none);
    this.size = 0;
    for (let at = 0; at < was.length; at += width) {
      if (was[at] === none) continue;
      this.keep(was[at] as number, was[at + 1] as number, was[at + 2] as number);
    }
  }
}
