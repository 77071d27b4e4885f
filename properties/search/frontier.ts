/** Places that are to be looked at, in the order in which they were reached. */
import { type Places, placeWidth } from './places.ts';
import { grown } from './row-set.ts';

const width = placeWidth + 1;

export class Frontier {
  size = 0;
  #places: Int32Array = new Int32Array(64 * width);

  /** Puts a place to the others: its number, and all that is there. */
  push(number: number, place: Int32Array): void {
    const at = this.size * width;
    if (at + width > this.#places.length) this.#places = grown(this.#places, at + width);
    this.#places[at] = number;
    for (let i = 0; i < placeWidth; i += 1) this.#places[at + 1 + i] = place[i] as number;
    this.size += 1;
  }

  /** Goes to one of them, and says its number. */
  go(i: number, places: Places): number {
    places.go(this.#places, i * width + 1);
    return this.#places[i * width] as number;
  }
}
