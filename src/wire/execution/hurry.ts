/** Notices calls that run in circles: many instructions while hardly any time passes. */
import type { Reading } from './reading.ts';

/** How many instructions a call may run within a moment. It is ours: Telnyx documents none. */
export const instructionsAtOnce = 100;
/** How long a moment is. */
const momentMs = 1_000;

/** After one more instruction. */
export function hurried({ hurry }: Reading, now: number): NonNullable<Reading['hurry']> {
  const before = hurry && now - hurry.since < momentMs ? hurry : { since: now, count: 0 };
  return { ...before, count: before.count + 1 };
}
