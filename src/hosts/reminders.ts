/** What is to happen at a time, each under a key: it can be replaced, called off, or all of it be. */
import type { Clock } from './ports.ts';

/** What is to happen at a time, each under a key. */
export class Reminders {
  readonly #clock: Clock;
  /** What calls each off, by its key. */
  readonly #set = new Map<string, () => void>();
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether something is set under the key. */
  has(key: string): boolean {
    return this.#set.has(key);
  }

  /** Has something happen at a time, in place of what was set under the key. */
  set(key: string, at: number, run: () => void) {
    this.callOff(key);
    if (this.#isClosed) return;
    const happen = () => {
      this.#set.delete(key);
      run();
    };
    this.#set.set(key, this.#clock.wake(at, happen));
  }
  /** Has something happen after a while. */
  setIn(key: string, pauseMs: number, run: () => void) {
    this.set(key, this.#clock.now() + pauseMs, run);
  }

  /** Calls off what is set under the key, if something is. */
  callOff(key: string) {
    this.#set.get(key)?.();
    this.#set.delete(key);
  }

  /** Calls everything off; nothing is set any more. */
  close() {
    this.#isClosed = true;
    for (const callOff of this.#set.values()) callOff();
    this.#set.clear();
  }
}
