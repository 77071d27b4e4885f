/** One port's errands: in order for each sid, several sids at once, and again until they succeed. */
import type { Effect } from '../../machines/index.ts';
import type { Clock, Entry, Perform } from './ports.ts';

/** How a port is used. */
export interface Pace {
  /** How many effects are being performed at once. */
  readonly atOnce: number;
  /** An attempt that has not succeeded after this time has failed. */
  readonly limitMs: number;
  /** The pause after a first failure; it doubles with each, up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}
export const usualPace: Pace = {
  atOnce: 32,
  limitMs: 60_000,
  firstPauseMs: 500,
  longestPauseMs: 60_000,
};

export interface Errands {
  readonly perform: Perform<Effect>;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly done: (entry: Entry) => void;
  readonly failed: (error: unknown, entry: Entry, attempt: number) => void;
}
/** What one sid asks of the port, the first at work or next. */
interface Lane {
  readonly entries: Entry[];
  attempt: number;
}

export class Courier {
  readonly #errands: Errands;
  readonly #lanes = new Map<string, Lane>();
  /** Lanes whose first entry may be performed now. */
  readonly #ready: Lane[] = [];
  readonly #pauses = new Set<() => void>();
  readonly #attempts = new Set<AbortController>();
  #atWork = 0;
  #isClosed = false;

  constructor(errands: Errands) {
    this.#errands = errands;
  }

  /** Takes on an entry. */
  post(entry: Entry) {
    if (this.#isClosed) return;
    const { sid } = entry.effect;
    const lane = this.#lanes.get(sid);
    if (lane) lane.entries.push(entry);
    else {
      const fresh = { entries: [entry], attempt: 1 };
      this.#lanes.set(sid, fresh);
      this.#ready.push(fresh);
      this.#go();
    }
  }

  /** Whether nothing is at work or could be. */
  get isIdle(): boolean {
    return this.#atWork === 0 && this.#ready.length === 0;
  }

  /** Begins nothing more, and tells what is at work to stop. */
  close() {
    this.#isClosed = true;
    for (const attempt of this.#attempts) attempt.abort(new Error('The host is closed.'));
    for (const callOff of this.#pauses) callOff();
    this.#lanes.clear();
    this.#ready.length = 0;
  }

  #go() {
    while (this.#atWork < this.#errands.pace.atOnce) {
      const lane = this.#ready.shift();
      if (!lane) return;
      this.#atWork += 1;
      void this.#run(lane);
    }
  }

  async #run(lane: Lane) {
    const { done, failed } = this.#errands;
    const entry = lane.entries[0] as Entry;
    try {
      await this.#attempt(entry, lane.attempt);
      if (this.#isClosed) return;
      done(entry);
      this.#next(lane, entry);
    } catch (error) {
      if (this.#isClosed) return;
      failed(error, entry, lane.attempt);
      this.#pause(lane);
    } finally {
      this.#atWork -= 1;
      this.#go();
    }
  }

  #next(lane: Lane, { effect }: Entry) {
    lane.entries.shift();
    lane.attempt = 1;
    if (lane.entries.length > 0) this.#ready.push(lane);
    else this.#lanes.delete(effect.sid);
  }

  #pause(lane: Lane) {
    const { firstPauseMs, longestPauseMs } = this.#errands.pace;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (lane.attempt - 1));
    lane.attempt += 1;
    this.#after(pauseMs, () => {
      this.#ready.push(lane);
      this.#go();
    });
  }

  /** Performs, unless it takes too long or the host is closed meanwhile. */
  async #attempt({ number, effect, snapshot }: Entry, attempt: number) {
    const { perform, pace } = this.#errands;
    const aborting = new AbortController();
    const { signal } = aborting;
    const tooLong = new Error(`No success within ${pace.limitMs} ms.`);
    const callOff = this.#after(pace.limitMs, () => aborting.abort(tooLong));
    this.#attempts.add(aborting);
    try {
      const key = `${effect.sid}/${number}`;
      await unlessAborted(signal, perform({ effect, key, snapshot, attempt, signal }));
    } finally {
      this.#attempts.delete(aborting);
      callOff();
    }
  }

  #after(pauseMs: number, run: () => void): () => void {
    const { clock } = this.#errands;
    const callOff = clock.wake(clock.now() + pauseMs, () => {
      this.#pauses.delete(callOff);
      run();
    });
    this.#pauses.add(callOff);
    return () => {
      this.#pauses.delete(callOff);
      callOff();
    };
  }
}

/** What the work comes to, or the reason for which it was aborted. */
function unlessAborted(signal: AbortSignal, work: void | Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  Promise.resolve(work).then(resolve, reject);
  return promise;
}
