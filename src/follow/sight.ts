/** How an observation narrows what is believed: which ways it leaves, and what becomes of them. */
import type { AnyEvent, Verdict } from '../../machines/index.ts';
import { slotOf } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import {
  callStatus,
  conferenceStatus,
  recordingStatus,
  transcriptionStatus,
} from '../wire/index.ts';
import { type Believed, planKey, type Told } from './ways/believed.ts';
import type { Way } from './ways/groups.ts';
import type { Manner } from './ways/manner.ts';
import type { AnsweredSeen, CallbackSeen, Observation, Read } from './ways/observation.ts';
import { partAt, stepOf } from './ways/shapes/spans.ts';
import { afterStep, type Post, withEntry } from './ways/taken.ts';

/** The public status of a machine; null: it is hidden, or not there. */
export function publicStatus(snapshot: Snapshot | undefined): string | null {
  switch (snapshot?.machine) {
    case undefined:
      return null;
    case 'recording':
      return recordingStatus(snapshot as Snapshot<'recording'>).resource;
    case 'conference':
      return conferenceStatus(snapshot as Snapshot<'conference'>);
    case 'transcription':
      return transcriptionStatus(snapshot as Snapshot<'transcription'>);
    default:
      return callStatus(snapshot as Snapshot<'call' | 'dialLeg'>);
  }
}

/** What is told and fits, in one way. */
const toldIn = ({ own }: Way, fits: (told: Told) => boolean) => own.told.find(fits);
const changed = (way: Way, more: Partial<Believed>): Way => ({
  below: way.below,
  own: { ...way.own, ...more },
});
const without = (way: Way, one: Told): Way =>
  changed(way, { told: way.own.told.filter((told) => told !== one) });

/** What is told and can be what was seen. */
export function fitsCallback(seen: CallbackSeen, { skewMs }: Manner) {
  return ({ of, status, callSid, at }: Told) =>
    slotOf(of) === slotOf(seen.of) &&
    status === seen.status &&
    (seen.callSid === undefined || callSid === seen.callSid) &&
    at[0] <= seen.at + skewMs &&
    (seen.saidAt === undefined || (at[0] - skewMs <= seen.saidAt && seen.saidAt <= at[1] + skewMs));
}

/** Whether a file can be as long as is said: measured, it may be shorter, and hardly longer. */
export function fitsLength(
  { parts }: Believed,
  { of, durationSeconds }: CallbackSeen,
  { skewMs }: Manner,
) {
  const known = parts[slotOf(of)]?.spans.durationSeconds;
  return durationSeconds === undefined || !known || durationSeconds <= known[1] + skewMs / 1_000;
}

const isDone = ({ verdict }: Verdict) => verdict !== 'refused';
/** Whether a verdict can have been answered so. */
export function fitsAnswer(verdict: Verdict, { is, reason }: AnsweredSeen) {
  if (is === 'lost') return true;
  if (isDone(verdict) !== (is === 'done')) return false;
  return reason === undefined || ('reason' in verdict && verdict.reason === reason);
}

/** What is needed of whoever looks. */
export interface Onlooker {
  readonly manner: Manner;
  /** Keeps what a machine sends. */
  readonly postFrom: (slot: string) => Post;
}
/**
 * The way after the observation, of the group that it is of; undefined: it cannot have been seen on
 * this way.
 */
export function seenIn(
  way: Way,
  seen: Observation,
  { manner, postFrom }: Onlooker,
): Way | undefined {
  const { own } = way;
  switch (seen.kind) {
    case 'time':
      return way;
    case 'callback': {
      const told = toldIn(way, fitsCallback(seen, manner));
      return told && fitsLength(own, seen, manner) ? without(way, told) : undefined;
    }
    case 'documentAsked': {
      const told = toldIn(
        way,
        ({ of, status, recordingSid }) =>
          status === 'asks' &&
          slotOf(of) === slotOf(seen.of) &&
          (seen.recordingSid === undefined || recordingSid === seen.recordingSid),
      );
      return told && without(way, told);
    }
    case 'document':
      return changed(way, { plans: withEntry(own.plans, planKey(seen.of.sid), seen.commands) });
    case 'asked': {
      const ask = { to: seen.to, event: seen.event, at: seen.at };
      return changed(way, { asked: withEntry(own.asked, seen.id, ask) });
    }
    case 'answered':
      return answeredIn(way, seen, manner);
    case 'cameIn': {
      const slot = slotOf(seen.of);
      const at = [seen.at - manner.lagMs, seen.at] as const;
      const event = { ...seen.event, at: 0 } as AnyEvent;
      const step = stepOf(seen.of, own.parts[slot], event, at);
      return afterStep(way, slot, step, at, manner, postFrom(slot));
    }
    case 'read':
      return readIn(way, seen);
  }
}
function readIn(way: Way, { of, status, at, sentAt = at }: Read): Way | undefined {
  const slot = slotOf(of);
  const part = way.own.parts[slot];
  if (publicStatus(part?.snapshot) !== status) return undefined;
  return part ? changed(way, { parts: withEntry(way.own.parts, slot, partAt(part, sentAt)) }) : way;
}

function answeredIn(way: Way, seen: AnsweredSeen, manner: Manner): Way | undefined {
  const { [seen.id]: verdict, ...answered } = way.own.answered;
  if (verdict) {
    return fitsAnswer(verdict, seen) ? changed(way, { answered }) : undefined;
  }
  const ask = way.own.asked[seen.id];
  if (seen.is !== 'lost' || !ask) return undefined;
  const lost = { ...ask, lostBy: seen.at + manner.lagMs };
  return changed(way, { asked: withEntry(way.own.asked, seen.id, lost) });
}
