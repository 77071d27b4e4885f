/** What nobody asks for any more is forgotten now and then, by whichever host comes to it. */
import { type Forgetting, longAgo, mostAtOnce, notesWith, sweepEveryMs } from '../forgetting.ts';
import type { Keeper } from './keeper.ts';

export class Tidying {
  readonly #keeper: Keeper;
  readonly #forgets: Forgetting | undefined;
  readonly #failed: (error: unknown, what: string) => void;
  #doneAt = 0;
  #round: Promise<void> | undefined;

  constructor(
    keeper: Keeper,
    forgets: Forgetting | undefined,
    failed: (error: unknown, what: string) => void,
  ) {
    this.#keeper = keeper;
    this.#forgets = forgets;
    this.#failed = failed;
  }

  /** Forgets answers, and what is over, if it is time. */
  look(now: number) {
    if (now - this.#doneAt < sweepEveryMs || this.#round !== undefined) return;
    this.#doneAt = now;
    this.#round = this.#tidy(now)
      .catch((error: unknown) => this.#failed(error, 'what is old is forgotten later'))
      .finally(() => {
        this.#round = undefined;
      });
  }

  /** Ends when what is being forgotten is. */
  async close() {
    await this.#round;
  }

  async #tidy(now: number) {
    await this.#keeper.ask('forget', now);
    const forgets = this.#forgets;
    if (!forgets) return;
    while ((await this.#sweep(forgets, now)) === mostAtOnce);
  }

  /** What goes, goes with its notes: which those are is known when it is known what goes. */
  #sweep(forgets: Forgetting, now: number): Promise<number> {
    return this.#keeper.together(async (ask) => {
      const found = await ask('sweep', longAgo(forgets, now), forgets.most ?? null, mostAtOnce);
      const gone = found.map(({ sid }) => ({ sid: String(sid) }));
      const keys = notesWith(forgets, gone).map(({ key }) => key);
      if (keys.length > 0) await ask('unnote', keys.toSorted());
      return gone.length;
    });
  }
}
