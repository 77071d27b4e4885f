/** What explains nearly what cannot be explained: the same with one thing otherwise. */
import { slotOf } from '../../machines/index.ts';
import type { Belief } from './belief.ts';
import { narrowed, waysOfGroup } from './narrowed.ts';
import { publicStatus } from './sight.ts';
import type { Believed } from './ways/believed.ts';
import { rootOf, type Session, type Ways } from './ways/groups.ts';
import type { AnsweredSeen, CallbackSeen, Observation, Read } from './ways/observation.ts';
import type { Outlook } from './ways/outlook.ts';

/** What was believed before, as far as it is of the group in question. */
interface Before {
  /** Whether another observation would be explained. */
  readonly fits: (other: Observation) => boolean;
  /** All ways of the group, and those that can be so at a time. */
  readonly all: readonly Believed[];
  readonly alive: (at: number) => readonly Believed[];
}

/** In words, how it would be explained, or what could have been seen instead. */
export function nearestTo(
  session: Session,
  outlook: Outlook,
  seen: Observation,
  of: string | undefined,
  was: Belief['seen'],
): string {
  if (of === undefined) {
    return seen.kind === 'answered'
      ? 'no such request is on its way'
      : 'nothing that is known can still be so';
  }
  const before = beforeIn(session, outlook, of);
  if (seen.kind === 'callback') return nearCallback(before, seen, was);
  if (seen.kind === 'answered') return nearAnswer(before, seen);
  if (seen.kind === 'read') return nearRead(before, seen);
  if (seen.kind === 'documentAsked') return `the call ${seen.of.sid} has nothing to ask for now`;
  return 'nothing that is known can still be so';
}

function beforeIn({ groups, roots }: Session, outlook: Outlook, of: string): Before {
  const group = groups.of[of] as string;
  const top = roots[rootOf(groups, group)] as Ways;
  return {
    fits: (other) => narrowed(outlook, top, group, other).length > 0,
    all: waysOfGroup(outlook, top, group, (closed) => closed.all.values()),
    alive: (at) => waysOfGroup(outlook, top, group, (closed) => closed.alive(at)),
  };
}

function nearCallback({ fits, all }: Before, seen: CallbackSeen, was: Belief['seen']): string {
  const { of, status, durationSeconds: _d, saidAt: _s, ...rest } = seen;
  const what = `${status} of the ${of.machine} ${of.sid}`;
  const told = was[seenKey(seen)];
  if (told !== undefined) {
    return told === (seen.durationSeconds ?? null)
      ? `${what} was seen already`
      : `a repeat of ${what} with a changed duration: ${told} s before, ${seen.durationSeconds} s now`;
  }
  if (fits({ ...rest, of, status })) return `${what} with another duration or time`;
  if (!all.some(({ parts }) => slotOf(of) in parts)) {
    return `something began the ${of.machine} ${of.sid} outside what was seen`;
  }
  const others = new Set(
    all.flatMap((way) =>
      way.told.filter((one) => slotOf(one.of) === slotOf(of)).map((one) => one.status),
    ),
  );
  return others.size === 0
    ? `nothing more can come of the ${of.machine} ${of.sid}; a request may be missing`
    : `${[...others].join(' or ')} of the ${of.machine} ${of.sid} could have come`;
}

function nearAnswer({ fits }: Before, seen: AnsweredSeen): string {
  const { reason: _, ...bare } = seen;
  if (seen.reason !== undefined && fits(bare)) return 'it was refused for another reason';
  const is = seen.is === 'done' ? 'refused' : 'done';
  return fits({ ...bare, is }) ? `the request was ${is}` : 'no such request is on its way';
}

function nearRead({ alive }: Before, { of, at, sentAt = at }: Read): string {
  const statuses = new Set(
    alive(sentAt).map(({ parts }) => publicStatus(parts[slotOf(of)]?.snapshot)),
  );
  const words = [...statuses].map((status) => status ?? 'not found');
  return `${words.join(' or ')} could have been read; a request may be missing`;
}

/** By what a callback is known again. */
export const seenKey = ({ of, status, callSid = '' }: CallbackSeen) =>
  `${slotOf(of)} ${status} ${callSid}`;
