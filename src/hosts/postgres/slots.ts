/**
 * What one machine is told goes one after another; several machines are told at once. What somebody
 * else was faster with is done again, and so is what a database that is away did not take.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import { Closed, Conflict } from '../errors.ts';
import { mayPass } from './tables/errors.ts';

/** Pauses before what failed is tried again; they double, up to the longest. */
const firstPauseMs = 20;
const longestPauseMs = 1_000;
/** After so many conflicts in a row, chance decides who is next. */
const conflictsAtOnce = 2;
const longestDrawMs = 100;

export interface SlotsOptions {
  readonly activity: Activity;
  readonly failed: (error: unknown, what: string) => void;
}

export class Slots {
  readonly #options: SlotsOptions;
  /** By slot, what ends when all that was given to it so far has been taken. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #isClosed = false;

  constructor(options: SlotsOptions) {
    this.#options = options;
  }

  /** Does work in its turn. */
  next<T>(slot: string, work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Closed('The host'));
    const before = this.#turns.get(slot) ?? Promise.resolve();
    const turn = this.#options.activity.during(() => before.then(work));
    const ended = turn.then(nothing, nothing);
    this.#turns.set(slot, ended);
    void ended.then(() => {
      if (this.#turns.get(slot) === ended) this.#turns.delete(slot);
    });
    return turn;
  }

  /**
   * Does work until it is kept, or as long as `goesOn` says so, which hears for how many milliseconds it was
   * tried. The work is told whether an attempt before may have been kept, and only its answer was lost.
   */
  async untilKept<T>(
    goesOn: (forMs: number) => boolean,
    work: (isUnclear: boolean) => Promise<T>,
  ): Promise<T> {
    const began = performance.now();
    for (let failures = 0, conflicts = 0; ; ) {
      try {
        return await work(failures > 0);
      } catch (error) {
        if (error instanceof Conflict) {
          conflicts += 1;
          if (conflicts > conflictsAtOnce) await wait(drawn(conflicts));
          continue;
        }
        const isInVain = this.#isClosed || !goesOn(performance.now() - began);
        if (!mayPass(error) || isInVain) throw error;
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
        failures += 1;
        this.#options.failed(error, `what was to be kept is tried again in ${pauseMs} ms`);
        await wait(pauseMs);
      }
    }
  }

  /** Takes nothing more; ends when all that was given has been taken. */
  async close() {
    this.#isClosed = true;
    await Promise.all(this.#turns.values());
  }
}

const nothing = () => undefined;
const drawn = (conflicts: number) => Math.random() * Math.min(longestDrawMs, 2 ** conflicts);
