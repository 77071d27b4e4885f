/** One port's errands: in order for each sid, several sids at once, and again until they succeed. */
import type { Effect } from '../../machines/index.ts';
import type { Activity } from './activity.ts';
import { Closed } from './errors.ts';
import { endedWithin } from './grace.ts';
import type { Clock, OutboxEntry, Perform } from './ports.ts';
import { Reminders } from './reminders.ts';

/** How a port is used. */
export interface Pace {
  /** How many effects are being performed at once. */
  readonly atOnce: number;
  /** An attempt that has not succeeded after this time has failed. */
  readonly limitMs: number;
  /** The pause after a first failure; it doubles with each, up to the longest. */
  readonly firstPauseMs: number;
  /** No pause is longer. */
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
  /** What is at work, or could be, counts there; what failed and waits for its next attempt rests. */
  readonly activity: Activity;
  readonly done: (entry: OutboxEntry) => void;
  readonly failed: (error: unknown, entry: OutboxEntry, attempt: number) => void;
}
/** What one sid asks of the port, the first at work or next. */
interface Lane {
  readonly entries: OutboxEntry[];
  attempt: number;
}

export class Courier {
  readonly #errands: Errands;
  readonly #lanes = new Map<string, Lane>();
  /** Lanes whose first entry may be performed now. */
  readonly #ready: Lane[] = [];
  /** By sid: when its attempt has taken too long, or its pause is over. */
  readonly #reminders: Reminders;
  readonly #attempts = new Set<AbortController>();
  readonly #atWork = new Set<Promise<void>>();
  #isClosed = false;

  constructor(errands: Errands) {
    this.#errands = errands;
    this.#reminders = new Reminders(errands.clock);
  }

  /** Takes on an entry. */
  post(entry: OutboxEntry) {
    if (this.#isClosed) return;
    const { sid } = entry.effect;
    const lane = this.#lanes.get(sid);
    if (lane) lane.entries.push(entry);
    else {
      const fresh = { entries: [entry], attempt: 1 };
      this.#lanes.set(sid, fresh);
      this.#makeReady(fresh);
      this.#go();
    }
  }

  /** Begins nothing more. What is at work has a grace to come to its end, and is told to stop then. */
  async close(graceMs: number) {
    this.#isClosed = true;
    this.#reminders.close();
    for (const _ of this.#ready.splice(0)) this.#errands.activity.end();
    this.#lanes.clear();
    if (!(await endedWithin(this.#atWork, graceMs))) {
      for (const attempt of this.#attempts) attempt.abort(new Closed('The host'));
    }
  }

  #makeReady(lane: Lane) {
    this.#errands.activity.begin();
    this.#ready.push(lane);
  }

  #go() {
    while (this.#atWork.size < this.#errands.pace.atOnce) {
      const lane = this.#ready.shift();
      if (!lane) return;
      const run = this.#run(lane).finally(() => {
        this.#atWork.delete(run);
        this.#go();
        this.#errands.activity.end();
      });
      this.#atWork.add(run);
    }
  }

  async #run(lane: Lane) {
    const { done, failed } = this.#errands;
    const entry = lane.entries[0] as OutboxEntry;
    try {
      await this.#attempt(entry, lane.attempt);
      done(entry);
    } catch (error) {
      if (this.#isClosed) return;
      failed(error, entry, lane.attempt);
      this.#pause(lane, entry);
      return;
    }
    if (!this.#isClosed) this.#next(lane, entry);
  }

  #next(lane: Lane, { effect }: OutboxEntry) {
    lane.entries.shift();
    lane.attempt = 1;
    if (lane.entries.length > 0) this.#makeReady(lane);
    else this.#lanes.delete(effect.sid);
  }

  #pause(lane: Lane, { effect }: OutboxEntry) {
    const { firstPauseMs, longestPauseMs } = this.#errands.pace;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (lane.attempt - 1));
    lane.attempt += 1;
    this.#reminders.setIn(effect.sid, pauseMs, () => {
      this.#makeReady(lane);
      this.#go();
    });
  }

  /** Performs, unless it takes too long or the host is closed meanwhile. */
  async #attempt({ number, effect, snapshot }: OutboxEntry, attempt: number) {
    const { perform, pace } = this.#errands;
    const aborting = new AbortController();
    const { signal } = aborting;
    const tooLong = new Error(`No success within ${pace.limitMs} ms.`);
    this.#reminders.setIn(effect.sid, pace.limitMs, () => aborting.abort(tooLong));
    this.#attempts.add(aborting);
    try {
      const key = `${effect.sid}/${number}`;
      await unlessAborted(signal, perform({ effect, key, snapshot, attempt, signal }));
    } finally {
      this.#attempts.delete(aborting);
      this.#reminders.callOff(effect.sid);
    }
  }
}

/** What the work comes to, or the reason for which it was aborted. */
function unlessAborted(signal: AbortSignal, work: void | Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  Promise.resolve(work).then(resolve, reject);
  return promise;
}
