/** What is performed is written down with the next change; if none comes at once, by itself. */
import { setImmediate } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import type { Ledger } from './ledger.ts';

export interface DoneOptions {
  readonly ledger: Ledger;
  readonly activity: Activity;
  /** In a turn: keeps a change of nothing else. */
  readonly commit: () => Promise<void>;
  /** Does work in its turn, and again as long as the store fails. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
}

export class Done {
  readonly #options: DoneOptions;
  /** Whether the store is about to be told. */
  #isDue = false;

  constructor(options: DoneOptions) {
    this.#options = options;
  }

  /**
   * The errand of this key is done: the next change will say so too; if none comes, this does. Whoever
   * was just answered has the time to say what comes next, which saves half of all transactions.
   */
  note(key: string) {
    const { ledger, activity, inTurn } = this.#options;
    ledger.noteDone(key);
    if (this.#isDue) return;
    this.#isDue = true;
    const write = async () => {
      await setImmediate();
      this.#isDue = false;
      await inTurn(() => this.write());
    };
    // It fails only if the host is closed first, which writes it down itself.
    activity.during(write).catch(() => undefined);
  }

  /** In a turn: writes down what is not yet. */
  async write() {
    if (this.#options.ledger.owes) await this.#options.commit();
  }
}
