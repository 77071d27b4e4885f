/** What is performed is written down with the next change; if none comes, by itself. */
import type { Ledger } from './ledger.ts';

export interface DoneOptions {
  readonly ledger: Ledger;
  /** In a turn: keeps a change of nothing else. */
  readonly commit: () => Promise<void>;
  /** Does work in its turn, and again as long as the store fails. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
}

export class Done {
  readonly #options: DoneOptions;
  /** Whether the store is about to be told. */
  #isWriting = false;

  constructor(options: DoneOptions) {
    this.#options = options;
  }

  /** The errand of this key is done: the next change will say so too; if none comes, this does. */
  note(key: string) {
    const { ledger, inTurn } = this.#options;
    ledger.noteDone(key);
    if (this.#isWriting) return;
    this.#isWriting = true;
    const write = () => {
      this.#isWriting = false;
      return this.write();
    };
    // It fails only if the host is closed first, which writes it down itself.
    inTurn(write).catch(() => undefined);
  }

  /** In a turn: writes down what is not yet. */
  async write() {
    if (this.#options.ledger.owes) await this.#options.commit();
  }
}
