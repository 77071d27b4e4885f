/** A clock that stands still until told, and a pause in which promises come to rest. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/hosts/index.ts';

/** Lets everything happen that waits for nothing else. */
export async function rest() {
  for (let i = 0; i < 3; i += 1) await setImmediate();
}

export class StillClock implements Clock {
  #now: number;
  readonly #due = new Set<{ readonly at: number; readonly run: () => void }>();

  constructor(now = 0) {
    this.#now = now;
  }

  now() {
    return this.#now;
  }

  wake(at: number, run: () => void) {
    const due = { at, run };
    this.#due.add(due);
    return () => {
      this.#due.delete(due);
    };
  }

  /** How many wait for it. */
  get waiting() {
    return this.#due.size;
  }

  /** Goes on to this time; whatever is due until then happens on the way, each at its time. */
  async until(time: number) {
    for (;;) {
      const [next] = [...this.#due].sort((a, b) => a.at - b.at);
      if (!next || next.at > time) break;
      this.#due.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await rest();
    }
    this.#now = time;
  }
}
