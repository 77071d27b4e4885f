/** What is looked at next. */

interface Waiting<T> {
  readonly one: T;
  isTaken: boolean;
}
/**
 * What one observation more that is explained is worth, in hidden moves, by the orders in their turn. Where one
 * order is misled another seldom is; and whoever looks only where most is explained does not come back from
 * where that was wrong.
 */
const turns = [0, 8, 4, 8, 4, 8, 4, 8] as const;

/** In several orders, one after another: by what is explained and by what it takes. */
export class WayFrontier<T> {
  readonly #orders = new Map(
    [...new Set(turns)].map((worth) => [worth, new LeastFirst<Waiting<T>>()]),
  );
  #count = 0;

  /** One to be looked at, by how many hidden moves and the like it takes, and how many observations it explains. */
  push(one: T, takes: number, explains: number) {
    const waiting = { one, isTaken: false };
    for (const [worth, order] of this.#orders) order.push(takes - worth * explains, waiting);
  }
  /** The next of the order whose turn it is; undefined: there is none. */
  next(): T | undefined {
    const order = this.#orders.get(turns[this.#count % turns.length] ?? 0);
    this.#count += 1;
    let next = order?.pop();
    while (next?.isTaken) next = order?.pop();
    if (next) next.isTaken = true;
    return next?.one;
  }
}

/** The least first, and of equals the one that came first. */
class LeastFirst<T> {
  readonly #heap: { readonly key: number; readonly no: number; readonly one: T }[] = [];
  #count = 0;

  push(key: number, one: T) {
    this.#count += 1;
    const heap = this.#heap;
    heap.push({ key, no: this.#count, one });
    let at = heap.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#isBefore(at, up)) return;
      this.#swap(at, up);
      at = up;
    }
  }

  pop(): T | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.one;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && this.#isBefore(left, least)) least = left;
      if (right < heap.length && this.#isBefore(right, least)) least = right;
      if (least === at) return first.one;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(i: number, j: number): boolean {
    const [a, b] = [this.#heap[i], this.#heap[j]];
    if (!a || !b) return false;
    return a.key < b.key || (a.key === b.key && a.no < b.no);
  }
  #swap(i: number, j: number) {
    const heap = this.#heap;
    const [a, b] = [heap[i], heap[j]];
    if (!a || !b) return;
    heap[i] = b;
    heap[j] = a;
  }
}
