/**
 * Outages as a host notices them: it was not there, or what it keeps things in did not answer. What
 * it keeps back then is for the rule to say that all hosts go by (D-28).
 */
import { afterOutage, noOutage, type TryingAgain } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import { type Alarm, alarmOf } from './delivery.ts';

/** As long as the longest pause that a host itself makes before it tries again. */
export const usualCatchUpMs = 60_000;
/** As long as the first pause of what our own ports and plans try again, at most. */
const firstPauseMs = 1_000;
/** How it is tried again what a host did not hear, if that has as long at most to come in. */
export const tryingAgain = (catchUpMs: number): TryingAgain => ({
  firstPauseMs,
  longestPauseMs: catchUpMs,
});

export class Outages {
  readonly #again: TryingAgain;
  /** Since when what it keeps things in does not answer. */
  #since: number | undefined;
  #answeredAt = Number.NEGATIVE_INFINITY;
  #aftermath = noOutage;

  constructor(catchUpMs: number) {
    this.#again = tryingAgain(catchUpMs);
  }

  /** Whether what was asked last was not answered. */
  get isOn(): boolean {
    return this.#since !== undefined;
  }

  /** What was asked then was not answered: so it is since then, or since the last answer. */
  begin(askedAt: number) {
    this.#since ??= Math.max(askedAt, this.#answeredAt);
  }

  /** There is an answer. */
  end(now: number) {
    this.#answeredAt = now;
    if (this.#since === undefined) return;
    this.over(this.#since, now);
    this.#since = undefined;
  }

  /** A host is opened on what was kept last then, if anything was: it was away since, or not as long. */
  opens(keptAt: number | undefined, now: number) {
    if (keptAt !== undefined) this.over(Math.min(keptAt, now), now);
  }

  /** Nobody was there, or nothing could be kept, from then to now. */
  over(since: number, now: number) {
    this.#aftermath = afterOutage(this.#aftermath, since, now, this.#again);
  }

  /** The timer of a machine that may fire first, or undefined. */
  alarmOf(snapshot: Snapshot | undefined): Alarm | undefined {
    return alarmOf(snapshot, this.#aftermath);
  }
}
