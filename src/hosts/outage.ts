/**
 * Outages: stretches in which nothing could be delivered, because no host was there or its store
 * failed. What happened meanwhile waits outside and is told again; until it had time to come in, no
 * deadline that ran then gives up on it (D-28).
 */
import { slotOf, type TimerName } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import { alarmOf } from './delivery.ts';

/** Timers that wait for a fact. The others are limits, which nothing that waits outside changes. */
export const deadlines: ReadonlySet<TimerName> = new Set([
  'start-deadline',
  'answer-deadline',
  'finish-deadline',
  'ring',
]);

/** As long as the longest pause that a host itself makes before it tries again. */
export const usualCatchUpMs = 60_000;

export class Outages {
  readonly #catchUpMs: number;
  /** Since when the store fails. */
  #since: number | undefined;
  /** Deadlines that ran in the last outage, and until when they are kept back. */
  #held: ReadonlySet<string> = new Set();
  #until = 0;

  constructor(catchUpMs: number) {
    this.#catchUpMs = catchUpMs;
  }

  /** Whether the store failed when it was last asked to keep something. */
  get isOn(): boolean {
    return this.#since !== undefined;
  }

  /** The store could not keep something. */
  begin(now: number) {
    this.#since ??= now;
  }

  /** The store keeps again: whoever doubles pauses is back within as long as it has lasted. */
  end(running: Iterable<Snapshot>, now: number) {
    if (this.#since === undefined) return;
    const lastedMs = Math.max(0, now - this.#since);
    this.#since = undefined;
    this.#hold(running, now, Math.min(lastedMs, this.#catchUpMs));
  }

  /** A host is opened on what was kept: it was away since then, or not as long. */
  opens(running: Iterable<Snapshot>, keptAt: number, now: number) {
    this.#since = Math.min(keptAt, now);
    this.end(running, now);
  }

  /** Keeps back the deadlines that run. */
  #hold(running: Iterable<Snapshot>, now: number, forMs: number) {
    const still = now < this.#until ? this.#held : [];
    this.#held = new Set([...still, ...[...running].flatMap((one) => deadlineIn(one) ?? [])]);
    this.#until = Math.max(this.#until, now + forMs);
  }

  /** When the earliest timer of a machine may fire: later than it is due, if it is kept back. */
  fires(snapshot: Snapshot | undefined, at: number): number {
    const deadline = this.#held.size > 0 && snapshot && deadlineIn(snapshot);
    return deadline && this.#held.has(deadline) ? Math.max(at, this.#until) : at;
  }
}

/** A deadline that is the earliest timer of a machine: no other has its name and time. */
function deadlineIn(snapshot: Snapshot): string | undefined {
  const alarm = alarmOf(snapshot);
  if (!alarm || !deadlines.has(alarm.timer)) return undefined;
  return `${slotOf(snapshot)} ${alarm.timer} ${alarm.dueAt}`;
}
