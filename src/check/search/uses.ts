/** What of a way is of use for what is still to be explained; the rest is dropped, so that ways are equal. */
import { slotOf } from '../../../machines/index.ts';
import type { Believed } from '../../follow/ways/believed.ts';
import { asks } from '../../follow/ways/manner.ts';
import type { Puzzle } from './puzzle/puzzle.ts';

/** By what is still to be seen: built once of a puzzle, and asked of every way. */
export class Uses {
  readonly #last = new Map<string, number>();
  readonly #puzzle: Puzzle;

  constructor(puzzle: Puzzle) {
    this.#puzzle = puzzle;
    for (const [i, { seen }] of puzzle.observed.entries()) {
      if (seen.kind === 'callback') this.#last.set(`${sidOf(seen.of)} ${seen.status}`, i);
      if (seen.kind === 'documentAsked') this.#last.set(`${sidOf(seen.of)} ${asks}`, i);
      if (seen.kind === 'answered') this.#last.set(seen.id, i);
    }
    for (const sid of puzzle.inline.keys())
      this.#last.set(`${sid} ${asks}`, Number.POSITIVE_INFINITY);
  }

  /** The way without what was told and is not seen any more, nor owed. */
  left(way: Believed, place: number): Believed {
    const { until, owed } = this.#puzzle;
    const isOfUse = ({ of, status }: Believed['told'][number]) =>
      (this.#last.get(`${sidOf(of)} ${status}`) ?? -1) >= place ||
      (until !== undefined && owed(slotOf(of), status));
    const { length } = way.told;
    const told = length === 0 || way.told.every(isOfUse) ? way.told : way.told.filter(isOfUse);
    let { answered } = way;
    for (const id in answered) {
      if ((this.#last.get(id) ?? -1) >= place) continue;
      const { [id]: _, ...rest } = answered;
      answered = rest;
    }
    const isSame = told === way.told && answered === way.answered;
    return isSame ? way : { ...way, told, answered };
  }
}
/** A leg that was given a document is told of as either. */
const sidOf = ({ sid }: { readonly sid: string }) => sid;
