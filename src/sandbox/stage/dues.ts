/** What is due at some time, kept as a heap: thousands wait, and only the first is asked for. */

/** Something that is due. Of what is due at the same time, the first to be added comes first. */
export interface Due {
  readonly at: number;
  readonly run: () => void;
}
interface Placed extends Due {
  readonly order: number;
  /** Where it stands in the heap; -1 when it has left. */
  place: number;
}

export class Dues {
  /** Each is not later than the two at twice its place, plus 1 and 2. */
  readonly #heap: Placed[] = [];
  #order = 0;

  get first(): Due | undefined {
    return this.#heap[0];
  }

  /** Gives what takes it out again. */
  add({ at, run }: Due): () => void {
    this.#order += 1;
    const due: Placed = { at, run, order: this.#order, place: -1 };
    this.#rise(due, this.#heap.length);
    return () => this.#remove(due);
  }

  /** Takes the first one out. */
  take(): Due | undefined {
    const [first] = this.#heap;
    if (first) this.#remove(first);
    return first;
  }

  clear() {
    for (const due of this.#heap.splice(0)) due.place = -1;
  }

  #remove(due: Placed) {
    const { place } = due;
    if (place < 0) return;
    due.place = -1;
    const last = this.#heap.pop() as Placed;
    if (last === due) return;
    this.#sink(last, place);
    this.#rise(last, last.place);
  }

  /** Puts it at a place, or above, as far as it comes before what is there. */
  #rise(due: Placed, from: number) {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above] as Placed;
      if (comesBefore(other, due)) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(due, place);
  }

  /** Puts it at a place, or below, as far as what is there comes before it. */
  #sink(due: Placed, from: number) {
    let place = from;
    for (;;) {
      const [left, right] = [this.#heap[2 * place + 1], this.#heap[2 * place + 2]];
      const below = left && right && comesBefore(right, left) ? right : left;
      if (!below || comesBefore(due, below)) break;
      const { place: next } = below;
      this.#put(below, place);
      place = next;
    }
    this.#put(due, place);
  }

  #put(due: Placed, place: number) {
    due.place = place;
    this.#heap[place] = due;
  }
}

const comesBefore = (one: Placed, other: Placed) =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
