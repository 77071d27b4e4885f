/** Follows a call session from outside: what is seen, and what can therefore be so. */
import { slotOf } from '../../machines/index.ts';
import { type Belief, kept, waysOf } from './belief.ts';
import { type Believed, nothing } from './believed.ts';
import { Closure } from './closure.ts';
import { type Manner, usualManner } from './manner.ts';
import type { Observation } from './observation.ts';
import { reported, type Says } from './says.ts';
import { seenIn } from './sight.ts';

/** What following one observation comes to. */
export interface Followed {
  /** What is believed then: to be kept until the next observation. */
  readonly belief: Belief;
  /** What the observation is, and what it means. */
  readonly says: Says;
}

/**
 * Follows one observation of a call session, in the order in which they were made. What cannot be
 * explained leaves the belief as it was.
 */
export function follow(
  belief: Belief | undefined,
  seen: Observation,
  manner: Manner = belief?.manner ?? usualManner,
): Followed {
  const at = Math.max(belief?.at ?? seen.at, seen.at);
  const ways = belief ? waysOf(belief) : [nothing(seen.at)];
  const was = belief?.seen ?? {};
  const before = new Closure(at, manner);
  before.addAll(ways);
  const after = new Closure(at, manner);
  const next = narrowed(ways, before, after, seen, manner);
  if (next.length === 0) {
    const same = kept(ways, { at, manner, seen: was });
    return { belief: same, says: reported(before, before, seen, was, at) };
  }
  const now = seen.kind === 'callback' ? { ...was, ...noted(seen) } : was;
  return {
    belief: kept(next, { at, manner, seen: now }),
    says: reported(before, after, seen, was, at),
  };
}

/** The ways from which everything that is left can come; `after` is what that is. */
function narrowed(
  ways: readonly Believed[],
  before: Closure,
  after: Closure,
  seen: Observation,
  manner: Manner,
): readonly Believed[] {
  // What has only set out, or passed, leaves every way open.
  if (seen.kind === 'asked' || seen.kind === 'time') {
    const all = ways.flatMap((way) => seenIn(way, seen, manner) ?? []);
    after.addAll(all);
    return after.alive(seen.at).length > 0 ? all : [];
  }
  const from =
    seen.kind === 'read' ? before.alive(seen.sentAt ?? seen.at) : [...before.worlds.values()];
  return from.flatMap((way) => seenIn(way, seen, manner) ?? []).filter((way) => after.add(way));
}
export const seenKey = ({ of, status, callSid = '' }: Parameters<typeof noted>[0]) =>
  `${slotOf(of)} ${status} ${callSid}`;
const noted = (seen: Extract<Observation, { kind: 'callback' }>) => ({
  [seenKey(seen)]: seen.durationSeconds ?? null,
});
