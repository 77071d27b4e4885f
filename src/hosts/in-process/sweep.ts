/** What is over is forgotten now and then, after something else was kept: an idle host does not grow. */
import type { Address } from '../../../machines/index.ts';
import {
  type Forgetting,
  forgettable,
  mostAtOnce,
  notesWith,
  sweepEveryMs,
} from '../forgetting.ts';
import type { Note } from '../ports.ts';
import type { Ledger } from './ledger.ts';

export interface SweepOptions {
  /** Left out: nothing is forgotten. */
  readonly forgets: Forgetting | undefined;
  readonly ledger: Ledger;
  readonly now: () => number;
  /** Does work in its turn. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  /** In a turn: keeps that these are gone. */
  readonly commit: (gone: readonly Address[], notes: readonly Note[]) => Promise<void>;
}

export class Sweep {
  readonly #options: SweepOptions;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** Something was kept; in a turn of its own what is too old is forgotten, if it is time. */
  kept() {
    const { forgets, now, inTurn } = this.#options;
    if (!forgets || now() < this.#nextAt) return;
    this.#nextAt = now() + sweepEveryMs;
    // If the host is closed first, or the store fails, it is forgotten another time.
    inTurn(() => this.#forget(forgets)).catch(() => undefined);
  }

  async #forget(forgets: Forgetting) {
    const { ledger, now, commit } = this.#options;
    const gone = forgettable(ledger.shelf, forgets, now());
    if (gone.length === 0) return;
    // More are left, perhaps: the next change looks again.
    if (gone.length === mostAtOnce) this.#nextAt = Number.NEGATIVE_INFINITY;
    await commit(gone, notesWith(forgets, gone));
  }
}
