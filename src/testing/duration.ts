/** Lengths of time as tests give them. */
import { lengthOf } from '../scenarios/format/words.ts';

/**
 * A length of time in milliseconds; `what` is it called in errors.
 * @throws TypeError
 */
export function lengthMs(by: string | number, what: string): number {
  const ms = typeof by === 'string' ? lengthOf(by) : by;
  if (ms !== undefined && Number.isFinite(ms) && ms >= 0) return ms;
  const expected = 'milliseconds, or a length of time such as 250ms, 2s, 1.5m or 4h';
  throw new TypeError(
    `The ${what} is ${typeof by === 'string' ? `"${by}"` : by}; expected ${expected}.`,
  );
}

/** How long after the beginning something was: `+1:02.5`. */
export function clockText(ms: number): string {
  const seconds = (ms % 60_000) / 1_000;
  return `+${Math.floor(ms / 60_000)}:${seconds.toFixed(1).padStart(4, '0')}`;
}
