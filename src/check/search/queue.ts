/** What is looked at next: the least first, and of equals the one that came first. */
export class LeastFirst<T> {
  readonly #heap: { readonly key: number; readonly no: number; readonly one: T }[] = [];
  #count = 0;

  get size(): number {
    return this.#heap.length;
  }

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
