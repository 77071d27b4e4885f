/** Notices calls that run in circles: many instructions while hardly any time passes. */
import { limits } from '../stage/limits.ts';

/** How long a moment is. */
const momentMs = 1_000;

export class Hurry {
  /** How many instructions each call has run since its moment began. */
  readonly #counts = new Map<string, { readonly since: number; count: number }>();

  /** Counts an instruction; whether it is one too many. */
  isTooMuch(sid: string, now: number): boolean {
    const before = this.#counts.get(sid);
    const moment = before && now - before.since < momentMs ? before : { since: now, count: 0 };
    moment.count += 1;
    this.#counts.set(sid, moment);
    return moment.count > limits.instructionsAtOnce;
  }

  forget(sid: string) {
    this.#counts.delete(sid);
  }
}
