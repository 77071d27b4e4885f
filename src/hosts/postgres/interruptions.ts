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
  #until = 0;

  constructor(catchUpMs: number) {
    this.#catchUpMs = catchUpMs;
  }

  /** The database did not answer, or nobody was there to ask it since then. */
  begin(at: number) {
    this.#since ??= at;
  }

  /** It answers. Deadlines wait as long as the outage has lasted, those of a moment ago as well. */
  end(now: number) {
    if (this.#since === undefined) return;
    const lastedMs = Math.max(0, now - this.#since);
    this.#since = undefined;
    this.#until = Math.max(this.#until, now + Math.min(lastedMs, this.#catchUpMs));
  }

  /** When the earliest timer of a machine may fire; undefined: it has none. */
  fires(snapshot: Snapshot | undefined): number | undefined {
    const alarm = alarmOf(snapshot);
    if (alarm === undefined || !deadlines.has(alarm.timer)) return alarm?.dueAt;
    return Math.max(alarm.dueAt, this.#until);
  }
}
