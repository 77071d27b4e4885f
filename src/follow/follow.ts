/** Follows a call session from outside: what is seen, and what can therefore be so. */
import type { Belief } from './belief.ts';
import { kept, waysOf } from './belief.ts';
import { type Believed, nothing } from './believed.ts';
import { Closure, type Timing } from './closure.ts';
import type { Observation } from './observation.ts';
import { reported, type Says } from './says.ts';
import { seenIn } from './sight.ts';
import { slotOf } from '../../machines/index.ts';

/** Timers of a platform and messages in it are seldom later than this. */
const usual: Timing = { skewMs: 1_000, lagMs: 5_000 };

/** What following one observation comes to. */
export interface Followed {
  /** What is believed then: to be kept until the next observation. */
  readonly belief: Belief;
  /** What the observation is, and what it means. */
  readonly says: Says;
}

/**
 * Follows one observation of a call session, in the order in which they were made.
 */
export function follow(
  belief: Belief | undefined,
  seen: Observation,
  timing: Timing = belief?.timing ?? usual,
): Followed {
  const at = Math.max(belief?.at ?? seen.at, seen.at);
  const before = new Closure(at, timing);
  for (const way of belief ? waysOf(belief) : [nothing(seen.at)]) before.add(way);
  const left = leftBy(before, seen, at, timing);
  const was = belief?.seen ?? {};
  if (left.length === 0) {
    const ways = belief ?? kept([nothing(seen.at)], { at, timing, seen: was });
    return { belief: { ...ways, at }, says: reported(before, before, seen, was, at) };
  }
  const after = new Closure(at, timing);
  const ways = left.filter((way) => after.add(way));
  const now = seen.kind === 'callback' ? { ...was, [seenKey(seen)]: seen.durationSeconds ?? null } : was;
  return {
    belief: kept(ways, { at, timing, seen: now }),
    says: reported(before, after, seen, was, at),
  };
}

function leftBy(before: Closure, seen: Observation, at: number, timing: Timing): Believed[] {
  const from = seen.kind === 'read' ? before.alive(seen.sentAt ?? at) : seen.kind === 'time' ? before.alive(at) : [...before.worlds.values()];
  return from.flatMap((way) => seenIn(way, seen, timing) ?? []);
}
export const seenKey = (seen: { of: { machine: string; sid: string }; status: string; callSid?: string }) =>
  `${slotOf(seen.of as never)} ${seen.status} ${seen.callSid ?? ''}`;
