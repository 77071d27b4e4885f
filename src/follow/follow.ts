/** Follows a call session from outside: what is seen, and what can therefore be so. */
import { type Belief, kept, unpacked } from './belief.ts';
import { atFirst, type Believed } from './believed.ts';
import { Closure } from './closure.ts';
import { type Manner, usualManner } from './manner.ts';
import { nearestTo, seenKey } from './nearest.ts';
import type { Observation } from './observation.ts';
import { type Says, saidOfMachines } from './says.ts';
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
 * @example
 * ```ts
 * import { follow } from 'texml-recordings/follow';
 *
 * const of = { machine: 'call', sid: 'call-1' } as const;
 * const event = { type: 'call.dialOut', recording: { sid: 'recording-1' } } as const;
 * const asked = follow(undefined, { kind: 'asked', at: 0, id: '1', to: of, event });
 * const seen = follow(asked.belief, { kind: 'callback', at: 9_000, of, status: 'busy' });
 * console.log(seen.says.is, seen.says.machines[0]?.statuses); // news [ 'busy' ]
 * ```
 */
export function follow(
  belief: Belief | undefined,
  seen: Observation,
  manner: Manner = belief?.manner ?? usualManner,
): Followed {
  const at = Math.max(belief?.at ?? seen.at, seen.at);
  const ways = belief ? unpacked(belief) : [atFirst];
  const was = belief?.seen ?? {};
  const before = closureOnce(ways, at, manner);
  const after = new Closure(at, manner);
  const next = [...narrowed(ways, before, after, seen, manner)];
  if (next.length === 0) {
    const says = unexplained(before(), seen, manner, was);
    const machines = saidOfMachines(before().alive(at), at, manner, was);
    return { belief: kept(ways, { at, manner, seen: was }), says: { ...says, machines } };
  }
  // What was seen before may be told anew, or only have come once more: then all is as it was.
  if (isSeen(seen, was)) next.push(...ways.filter((way) => after.add(way)));
  const now =
    seen.kind === 'callback' ? { ...was, [seenKey(seen)]: seen.durationSeconds ?? null } : was;
  const is = isKnown(before, seen, at, manner) ? 'late' : 'news';
  const machines = saidOfMachines(after.alive(at), at, manner, now);
  return { belief: kept(next, { at, manner, seen: now }), says: { is, machines } };
}

/** What all of it can have become by then; worked out where it is asked for first. */
function closureOnce(ways: readonly Believed[], at: number, manner: Manner): () => Closure {
  let closure: Closure | undefined;
  return () => {
    if (closure) return closure;
    closure = new Closure(at, manner);
    closure.addAll(ways);
    return closure;
  };
}

/** What fits nothing that is believed: a repeat, or not to be explained. */
function unexplained(before: Closure, seen: Observation, manner: Manner, was: Belief['seen']) {
  if (isSeen(seen, was)) return { is: 'repeat' } as const;
  return { is: 'unexplained', nearest: nearestTo(before, seen, manner, was) } as const;
}

/** Whether the same callback was seen before. */
const isSeen = (seen: Observation, was: Belief['seen']) =>
  seen.kind === 'callback' && was[seenKey(seen)] === (seen.durationSeconds ?? null);

/** Whether a callback was told on every way, before it came. */
const isKnown = (before: () => Closure, seen: Observation, at: number, manner: Manner) =>
  seen.kind === 'callback' &&
  before()
    .alive(at)
    .every((way) => seenIn(way, seen, manner) !== undefined);

/** The ways from which everything that is left can come; `after` is what that is. */
function narrowed(
  ways: readonly Believed[],
  before: () => Closure,
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
    seen.kind === 'read' ? before().alive(seen.sentAt ?? seen.at) : [...before().worlds.values()];
  return from.flatMap((way) => seenIn(way, seen, manner) ?? []).filter((way) => after.add(way));
}
