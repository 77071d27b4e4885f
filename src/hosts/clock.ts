/** Clocks of this machine: the one on the wall, and one that goes on evenly whatever that does. */
import type { Clock } from './ports.ts';

/** What this machine knows of time, in milliseconds. */
export interface TimeSources {
  /** Since the epoch; whoever sets the clock on the wall makes it jump, back or ahead. */
  readonly wall: () => number;
  /** Since whenever; it never jumps. */
  readonly elapsed: () => number;
}
const ofThisMachine: TimeSources = { wall: () => Date.now(), elapsed: () => performance.now() };

/** The longest that a timer of the runtime can wait: 24.8 days. */
export const longestTimerMs = 2 ** 31 - 1;
/** How long a jump of the clock on the wall can be overlooked. */
const overlookedMs = 30_000;

/**
 * The clock on the wall. It follows every jump of that, within half a minute, so that two hours can
 * take three; a wait that is to last as long as it says needs a `SteadyClock`.
 */
export const systemClock: Clock = {
  now: ofThisMachine.wall,
  wake: (at, run) => waking(() => at - ofThisMachine.wall(), overlookedMs, run),
};

/**
 * Shows the clock on the wall when it was set by it, and from then on what has passed since: an
 * hour takes an hour, whatever becomes of the clock on the wall.
 */
export class SteadyClock implements Clock {
  readonly #sources: TimeSources;
  /** What it shows is so much more than what has elapsed. */
  #offsetMs = 0;

  constructor(sources: TimeSources = ofThisMachine) {
    this.#sources = sources;
    this.setByWall();
  }

  /** Milliseconds since the epoch, as it shows them. */
  now(): number {
    return Math.floor(this.#sources.elapsed() + this.#offsetMs);
  }

  /** Calls back once, when it shows `at` or later; gives what calls it off. */
  wake(at: number, run: () => void): () => void {
    // Set anew meanwhile, it still wakes after the time that was asked for.
    const offsetMs = this.#offsetMs;
    const leftMs = () => at - Math.floor(this.#sources.elapsed() + offsetMs);
    return waking(leftMs, longestTimerMs, run);
  }

  /** How far it is ahead of the clock on the wall; less than 0 when it is behind. */
  get astrayMs(): number {
    return this.now() - this.#sources.wall();
  }

  /** Sets it by the clock on the wall. */
  setByWall() {
    this.#offsetMs = this.#sources.wall() - this.#sources.elapsed();
  }
  /** Shows so much more from now on. */
  shift(byMs: number) {
    this.#offsetMs += byMs;
  }
}

/** Calls back when nothing is left to wait for, and looks at that now and then. */
function waking(leftMs: () => number, lookMs: number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(look, Math.min(Math.max(0, leftMs()), lookMs));
  };
  // A timer of the runtime may be early, by less than a millisecond.
  const look = () => (leftMs() > 0 ? wait() : run());
  wait();
  return () => clearTimeout(timer);
}
