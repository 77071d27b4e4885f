/**
 * Rounds of looking into the database, one at a time: whoever asks while one is made has another made
 * after it.
 */
import type { Activity } from '../activity.ts';

export interface RoundsOptions {
  readonly activity: Activity;
  /** Makes one. */
  readonly make: () => Promise<void>;
  /** One failed: what it was for is said, and made again when somebody asks. */
  readonly failed: (error: unknown) => void;
}

/** Rounds of looking, one at a time. */
export class Rounds {
  /** An answer was lost: something may be in hand that is not known here. */
  isUnsure = false;
  readonly #options: RoundsOptions;
  #isOpen: boolean;
  #isAsked = false;
  #under: Promise<void> | undefined;

  /** Open: they may be made from the beginning. */
  constructor(options: RoundsOptions, isOpen: boolean) {
    this.#options = options;
    this.#isOpen = isOpen;
  }

  /** From now on they may be made. */
  open() {
    this.#isOpen = true;
  }

  /** There may be something to look for. */
  ask() {
    this.#isAsked = true;
    if (this.#under !== undefined || !this.#isOpen) return;
    const { activity, failed } = this.#options;
    activity.begin();
    this.#under = this.#all()
      .catch((error: unknown) => {
        this.isUnsure = true;
        failed(error);
      })
      .finally(() => {
        this.#under = undefined;
        activity.end();
        // Somebody may have asked in the moment in which it ended.
        if (this.#isAsked) this.ask();
      });
  }

  /** No more are made; ends when the one that is being made has. */
  async close() {
    this.#isOpen = false;
    await this.#under;
  }

  async #all() {
    while (this.#isAsked && this.#isOpen) {
      this.#isAsked = false;
      await this.#options.make();
    }
  }
}
