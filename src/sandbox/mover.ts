/** Moves what each call does on, one step after another, until it waits for something. */
import type { Clock } from '../hosts/index.ts';

/** One step of a call; whether there may be another at once. */
export type Step = (sid: string, signal: AbortSignal) => Promise<boolean>;

/** What is being moved on: what gives up its step, and whether something came meanwhile. */
interface Going {
  readonly aborting: AbortController;
  goesOn: boolean;
}

export class Mover {
  readonly #clock: Clock;
  readonly #step: Step;
  readonly #failed: (sid: string, error: unknown) => void;
  readonly #going = new Map<string, Going>();
  readonly #wakes = new Map<string, () => void>();
  #isClosed = false;

  constructor(clock: Clock, step: Step, failed: (sid: string, error: unknown) => void) {
    this.#clock = clock;
    this.#step = step;
    this.#failed = failed;
  }

  /** Whether nothing is being moved on. */
  get isIdle(): boolean {
    return this.#going.size === 0;
  }

  /** Something has changed about a call. */
  go(sid: string) {
    const before = this.#going.get(sid);
    if (before) {
      before.goesOn = true;
      return;
    }
    const going: Going = { aborting: new AbortController(), goesOn: false };
    this.#going.set(sid, going);
    const ended = (error?: unknown) => {
      this.#going.delete(sid);
      if (this.#isClosed) return;
      if (error) this.#failed(sid, error);
      if (going.goesOn) this.go(sid);
    };
    this.#moved(sid, going.aborting.signal).then(() => ended(), ended);
  }

  /** Gives up the step that a call is at. */
  giveUp(sid: string) {
    this.#going.get(sid)?.aborting.abort();
  }

  /** Whether a time has come; otherwise the call goes on then, and not at an earlier one. */
  isDue(sid: string, at: number): boolean {
    this.#wakes.get(sid)?.();
    this.#wakes.delete(sid);
    if (this.#clock.now() >= at) return true;
    this.#wakes.set(
      sid,
      this.#clock.wake(at, () => {
        this.#wakes.delete(sid);
        this.go(sid);
      }),
    );
    return false;
  }

  close() {
    this.#isClosed = true;
    for (const callOff of this.#wakes.values()) callOff();
    for (const { aborting } of this.#going.values()) aborting.abort();
  }

  async #moved(sid: string, signal: AbortSignal) {
    while (!this.#isClosed && !signal.aborted && (await this.#step(sid, signal)));
  }
}
