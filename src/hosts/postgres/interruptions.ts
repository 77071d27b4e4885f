/**
 * Outages as a host in Postgres sees them: it was not there, or the database was not. Until what
 * waited outside had time to come in, no deadline gives up on it (D-28).
 */
import type { Snapshot } from '../../engine/index.ts';
import { alarmOf } from '../delivery.ts';
import { deadlines } from '../outage.ts';

export class Interruptions {
  readonly #catchUpMs: number;
  /** Since when the database does not answer. */
  #since: number | undefined;
  #answeredAt = 0;
  #until = 0;

  constructor(catchUpMs: number) {
    this.#catchUpMs = catchUpMs;
  }

  /** What the database was asked then it did not answer: it is away since then, or its last answer. */
  begin(askedAt: number) {
    this.#since ??= Math.max(askedAt, this.#answeredAt);
  }

  /** It answers. */
  end(now: number) {
    this.#answeredAt = now;
    if (this.#since === undefined) return;
    this.over(this.#since, now);
    this.#since = undefined;
  }

  /** Deadlines wait as long as an outage has lasted, those of a moment ago as well. */
  over(since: number, now: number) {
    const lastedMs = Math.max(0, now - since);
    this.#until = Math.max(this.#until, now + Math.min(lastedMs, this.#catchUpMs));
  }

  /** When the earliest timer of a machine may fire; undefined: it has none. */
  fires(snapshot: Snapshot | undefined): number | undefined {
    const alarm = alarmOf(snapshot);
    if (alarm === undefined || !deadlines.has(alarm.timer)) return alarm?.dueAt;
    return Math.max(alarm.dueAt, this.#until);
  }
}
