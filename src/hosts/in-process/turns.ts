/**
 * One at a time changes something. What the store could not keep comes again by itself, if nobody
 * outside would ask for it again.
 */
import type { Verdict } from '../../../machines/index.ts';
import type { Activity } from '../activity.ts';
import { Closed, NotKept } from '../errors.ts';
import type { Clock, Message } from '../ports.ts';

/** The pause after a first failure of the store; it doubles with each, up to the longest. */
const firstPauseMs = 50;
const longestPauseMs = 5_000;

/** A message that waits for its turn, and whoever waits for its answer. */
export interface Waiting {
  readonly message: Message;
  readonly answer: (verdict: Verdict) => void;
  readonly fail: (error: unknown) => void;
}
/** How many messages are kept together at most. */
const mostTogether = 256;

export interface TurnsOptions {
  /** In one turn: has all of these answered, or failed. */
  readonly take: (group: readonly Waiting[]) => Promise<void>;
  readonly activity: Activity;
  readonly clock: Clock;
  /** Hears that the store failed, and after what time it is asked again. */
  readonly failed: (error: unknown, pauseMs: number) => void;
}

export class Turns {
  readonly #options: TurnsOptions;
  /** Ends when the work that was asked for so far has ended. */
  #last: Promise<unknown> = Promise.resolve();
  #failures = 0;
  /** While the store draws breath: everything that drives itself waits for that, in its order. */
  #pause: Promise<void> | undefined;
  #endPause: () => void = () => undefined;
  #isClosed = false;
  /** Messages whose turn has not come, and behind which nothing else waits. */
  #group: Waiting[] | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Does work in its turn, once. */
  next<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Closed('The host'));
    this.#group = undefined;
    const turn = this.#options.activity.during(() => this.#last.then(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Has a message taken in its turn, together with those that wait beside it. */
  join(message: Message): Promise<Verdict> {
    if (this.#isClosed) return Promise.reject(new Closed('The host'));
    const { promise, resolve: answer, reject: fail } = Promise.withResolvers<Verdict>();
    const waiting = { message, answer, fail };
    if (this.#group && this.#group.length < mostTogether) this.#group.push(waiting);
    else {
      const group = [waiting];
      const turn = this.next(() => {
        if (this.#group === group) this.#group = undefined;
        return this.#options.take(group);
      });
      turn.catch((error: unknown) => {
        for (const one of group) one.fail(error);
      });
      this.#group = group;
    }
    return this.#options.activity.during(() => promise);
  }

  /** Does work in its turn, and again as long as the store fails to keep what it comes to. */
  untilKept<T>(work: () => Promise<T>): Promise<T> {
    return this.again(() => this.next(work));
  }

  /** Tries until the store has kept what an attempt comes to. */
  again<T>(attempt: () => Promise<T>): Promise<T> {
    return this.#options.activity.during(async () => {
      for (;;) {
        while (this.#pause !== undefined) await this.#pause;
        try {
          return await attempt();
        } catch (error) {
          if (!(error instanceof NotKept)) throw error;
          this.#begin(error.cause);
        }
      }
    });
  }

  /** The store has kept something. */
  kept() {
    this.#failures = 0;
  }

  /** Does a last work; nothing comes behind it, and nobody waits for the store any more. */
  close<T>(work: () => Promise<T>): Promise<T> {
    const last = this.next(work);
    this.#isClosed = true;
    this.#endPause();
    return last;
  }

  #begin(error: unknown) {
    if (this.#pause !== undefined || this.#isClosed) return;
    const { clock, failed } = this.#options;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    this.#failures += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pause = promise;
    const end = () => {
      this.#pause = undefined;
      resolve();
    };
    const callOff = clock.wake(clock.now() + pauseMs, end);
    this.#endPause = () => {
      callOff();
      end();
    };
    failed(error, pauseMs);
  }
}
