/** Which boxes stand side by side, and at which box of a frame its arrows begin. */
import type { Box, View } from '../graph/view.ts';

export class Rows {
  readonly #boxes: ReadonlyMap<string, Box>;
  readonly #rows: readonly (readonly string[])[];

  constructor({ boxes, rows = [] }: View) {
    this.#boxes = new Map(boxes.map((box) => [box.id, box]));
    this.#rows = rows.map((row) => row.filter((id) => this.#boxes.has(id)));
  }

  /** The rows of a frame, as far as they have several boxes. */
  within(frame: string | undefined): readonly (readonly string[])[] {
    return this.#rows
      .map((row) => row.filter((id) => this.#boxes.get(id)?.parent === frame))
      .filter((row) => row.length > 1);
  }

  /** Graphviz draws from box to box: of a frame, from the lowest in it. */
  anchor(id: string): string {
    if (this.#boxes.get(id)?.kind !== 'frame') return id;
    const inner = [...this.#boxes.values()].filter(({ parent }) => parent === id);
    const place = ({ id: box }: Box) => this.#place(box) ?? -1;
    const lowest = inner.toSorted((a, b) => place(b) - place(a))[0];
    return lowest === undefined ? id : this.anchor(lowest.id);
  }

  isAbove(one: string, other: string): boolean {
    const [a, b] = [this.#place(one), this.#place(other)];
    return a !== undefined && b !== undefined && a < b;
  }

  #place(id: string): number | undefined {
    const place = this.#rows.findIndex((row) => row.includes(id));
    return place < 0 ? undefined : place;
  }
}
