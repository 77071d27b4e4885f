/** What is looked at next. */

interface Waiting<T> {
  readonly one: T;
  isTaken: boolean;
}
/** Whoever looks only where most is explained does not come back from where that was wrong. */
const afterSoMany = 8;

/** In two orders: by how much it explains and takes, and now and then by how little it takes alone. */
export class WayFrontier<T> {
  readonly #best = new LeastFirst<Waiting<T>>();
  readonly #cheapest = new LeastFirst<Waiting<T>>();
  #count = 0;

  push(one: T, takes: number, explains: number) {
    const waiting = { one, isTaken: false };
    this.#best.push(takes - explains, waiting);
    this.#cheapest.push(takes, waiting);
  }
  next(): T | undefined {
    const queue = this.#count % afterSoMany === 0 ? this.#cheapest : this.#best;
    this.#count += 1;
    let next = queue.pop();
    while (next?.isTaken) next = queue.pop();
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
