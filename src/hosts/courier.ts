/**
 * The outbox: a courier for each port. It has its errands performed in order for each sid, several
 * sids at once, and again until they succeed.
 */
import { type Effect, type Port, portOf, ports } from '../../machines/index.ts';
import { type Activity, endedWithin } from './activity.ts';
import { Closed } from './errors.ts';
import { type Health, type Observer, tellObserver } from './observe.ts';
import type { Clock, Errand, Perform, Performers } from './ports.ts';
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

interface CourierOptions {
  readonly perform: Perform<Effect>;
  readonly clock: Clock;
  readonly pace: Pace;
  /** What is at work, or could be, counts there; what failed and waits for its next attempt rests. */
  readonly activity: Activity;
  readonly done: (errand: Errand) => void;
  readonly failed: (error: unknown, errand: Errand, attempt: number) => void;
  /** Sees each attempt. */
  readonly watch: Observer;
}
/** What one sid asks of the port, the first at work or next. */
interface Lane {
  readonly errands: Waiting[];
  attempt: number;
}

/** An errand, and since when this host knows of it. */
interface Waiting {
  readonly errand: Errand;
  readonly since: number;
}

class Courier {
  readonly #options: CourierOptions;
  readonly #lanes = new Map<string, Lane>();
  /** Lanes whose first errand may be performed now. */
  readonly #ready: Lane[] = [];
  /** By sid: when its attempt has taken too long, or its pause is over. */
  readonly #reminders: Reminders;
  readonly #attempts = new Set<AbortController>();
  readonly #atWork = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#reminders = new Reminders(options.clock);
  }

  /** Takes on an errand. */
  post(errand: Errand) {
    if (this.#isClosed) return;
    const { sid } = errand.effect;
    const lane = this.#lanes.get(sid);
    const waiting = { errand, since: this.#options.clock.now() };
    if (lane) lane.errands.push(waiting);
    else {
      const fresh = { errands: [waiting], attempt: 1 };
      this.#lanes.set(sid, fresh);
      this.#makeReady(fresh);
      this.#go();
    }
  }

  /** How many errands there are, and for how long the oldest has been known. */
  get waiting(): Health['outbox'] {
    const now = this.#options.clock.now();
    let [size, lagMs] = [0, 0];
    for (const { errands } of this.#lanes.values()) {
      size += errands.length;
      lagMs = Math.max(lagMs, now - (errands[0]?.since ?? now));
    }
    return { size, lagMs };
  }

  /** Begins nothing more. What is at work has a grace to come to its end, and is told to stop then. */
  async close(graceMs: number) {
    this.#isClosed = true;
    this.#reminders.close();
    for (const _ of this.#ready.splice(0)) this.#options.activity.end();
    this.#lanes.clear();
    if (!(await endedWithin(this.#atWork, graceMs))) {
      for (const attempt of this.#attempts) attempt.abort(new Closed('The host'));
    }
  }

  #makeReady(lane: Lane) {
    this.#options.activity.begin();
    this.#ready.push(lane);
  }

  #go() {
    while (this.#atWork.size < this.#options.pace.atOnce) {
      const lane = this.#ready.shift();
      if (!lane) return;
      const run = this.#run(lane).finally(() => {
        this.#atWork.delete(run);
        this.#go();
        this.#options.activity.end();
      });
      this.#atWork.add(run);
    }
  }

  async #run(lane: Lane) {
    const { done, failed } = this.#options;
    const { errand } = lane.errands[0] as Waiting;
    try {
      await this.#attempt(errand, lane.attempt);
      done(errand);
    } catch (error) {
      if (this.#isClosed) return;
      failed(error, errand, lane.attempt);
      this.#pause(lane, errand);
      return;
    }
    if (!this.#isClosed) this.#next(lane, errand);
  }

  #next(lane: Lane, { effect }: Errand) {
    lane.errands.shift();
    lane.attempt = 1;
    if (lane.errands.length > 0) this.#makeReady(lane);
    else this.#lanes.delete(effect.sid);
  }

  #pause(lane: Lane, { effect }: Errand) {
    const { firstPauseMs, longestPauseMs } = this.#options.pace;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (lane.attempt - 1));
    lane.attempt += 1;
    this.#reminders.setIn(effect.sid, pauseMs, () => {
      this.#makeReady(lane);
      this.#go();
    });
  }

  /** Performs, unless it takes too long or the host is closed meanwhile. */
  async #attempt({ key, effect, snapshot }: Errand, attempt: number) {
    const { perform, pace, watch } = this.#options;
    const aborting = new AbortController();
    const { signal } = aborting;
    this.#reminders.setIn(effect.sid, pace.limitMs, () =>
      aborting.abort(new Error(`No success within ${pace.limitMs} ms.`)),
    );
    this.#attempts.add(aborting);
    const task = { effect, key, snapshot, attempt, signal };
    tellObserver(watch.attempting, task);
    try {
      await unlessAborted(signal, perform(task));
      tellObserver(watch.attempted, task);
    } catch (error) {
      tellObserver(watch.attempted, task, { error });
      throw error;
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

const portNames = Object.keys(ports) as Port[];

export class Outbox {
  readonly #couriers: Readonly<Record<Port, Courier>>;

  constructor(performers: Performers, options: Omit<CourierOptions, 'perform'>) {
    const courier = (port: Port) =>
      new Courier({ ...options, perform: performers[port] as Perform<Effect> });
    this.#couriers = Object.fromEntries(portNames.map((port) => [port, courier(port)])) as Record<
      Port,
      Courier
    >;
  }

  /** Has errands performed; they are kept already. */
  post(errands: readonly Errand[]) {
    for (const errand of errands) {
      const port = portOf(errand.effect);
      if (port !== 'clock') this.#couriers[port].post(errand);
    }
  }

  /** What is waiting in all ports. */
  get waiting(): Health['outbox'] {
    const all = Object.values(this.#couriers).map(({ waiting }) => waiting);
    const size = all.reduce((sum, one) => sum + one.size, 0);
    return { size, lagMs: Math.max(0, ...all.map(({ lagMs }) => lagMs)) };
  }

  /** Begins nothing more; what is at work has this grace. */
  async close(graceMs: number) {
    await Promise.all(Object.values(this.#couriers).map((courier) => courier.close(graceMs)));
  }
}
