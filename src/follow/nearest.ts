/** What explains nearly what cannot be explained: the same with one thing otherwise. */
import { slotOf } from '../../machines/index.ts';
import type { Belief } from './belief.ts';
import type { Closure } from './closure.ts';
import type { Manner } from './manner.ts';
import type { AnsweredSeen, CallbackSeen, Observation, Read } from './observation.ts';
import { publicStatus, seenIn } from './sight.ts';

/** In words, how it would be explained, or what could have been seen instead. */
export function nearestTo(
  before: Closure,
  seen: Observation,
  manner: Manner,
  was: Belief['seen'],
): string {
  const fits = (other: Observation) =>
    [...before.worlds.values()].some((way) => seenIn(way, other, manner));
  if (seen.kind === 'callback') return nearCallback(before, seen, fits, was);
  if (seen.kind === 'answered') return nearAnswer(seen, fits);
  if (seen.kind === 'read') return nearRead(before, seen);
  if (seen.kind === 'documentAsked') return `the call ${seen.of.sid} has nothing to ask for now`;
  return 'nothing that is known can still be so';
}

function nearCallback(
  before: Closure,
  seen: CallbackSeen,
  fits: (other: Observation) => boolean,
  was: Belief['seen'],
): string {
  const { of, status, durationSeconds: _d, saidAt: _s, ...rest } = seen;
  const what = `${status} of the ${of.machine} ${of.sid}`;
  const told = was[seenKey(seen)];
  if (told !== undefined) {
    return told === (seen.durationSeconds ?? null)
      ? `${what} was seen already`
      : `a repeat of ${what} with a changed duration: ${told} s before, ${seen.durationSeconds} s now`;
  }
  if (fits({ ...rest, of, status })) return `${what} with another duration or time`;
  const ways = [...before.worlds.values()];
  if (!ways.some(({ parts }) => slotOf(of) in parts)) {
    return `something began the ${of.machine} ${of.sid} outside what was seen`;
  }
  const others = new Set(
    ways.flatMap((way) =>
      way.told.filter((one) => slotOf(one.of) === slotOf(of)).map((one) => one.status),
    ),
  );
  return others.size === 0
    ? `nothing more can come of the ${of.machine} ${of.sid}; a request may be missing`
    : `${[...others].join(' or ')} of the ${of.machine} ${of.sid} could have come`;
}

function nearAnswer(seen: AnsweredSeen, fits: (other: Observation) => boolean): string {
  const { reason: _, ...bare } = seen;
  if (seen.reason !== undefined && fits(bare)) return 'it was refused for another reason';
  const is = seen.is === 'done' ? 'refused' : 'done';
  return fits({ ...bare, is }) ? `the request was ${is}` : 'no such request is on its way';
}

function nearRead(before: Closure, { of, at, sentAt = at }: Read): string {
  const statuses = new Set(
    before.alive(sentAt).map(({ parts }) => publicStatus(parts[slotOf(of)]?.snapshot)),
  );
  const words = [...statuses].map((status) => status ?? 'not found');
  return `${words.join(' or ')} could have been read; a request may be missing`;
}

/** By what a callback is known again. */
export const seenKey = ({ of, status, callSid = '' }: CallbackSeen) =>
  `${slotOf(of)} ${status} ${callSid}`;
