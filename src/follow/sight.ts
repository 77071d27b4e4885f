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
import type { Believed, Told } from './believed.ts';
import { afterStep, withEntry } from './closure.ts';
import type { Manner } from './manner.ts';
import type { AnsweredSeen, CallbackSeen, Observation, Read } from './observation.ts';
import { partAt, stepOf } from './spans.ts';

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
const toldIn = (way: Believed, fits: (told: Told) => boolean) => way.told.find(fits);
const without = (way: Believed, one: Told): Believed => ({
  ...way,
  told: way.told.filter((told) => told !== one),
});

function fitsCallback(seen: CallbackSeen, { skewMs }: Manner) {
  return ({ of, status, callSid, at }: Told) =>
    slotOf(of) === slotOf(seen.of) &&
    status === seen.status &&
    (seen.callSid === undefined || callSid === seen.callSid) &&
    at[0] <= seen.at + skewMs &&
    (seen.saidAt === undefined || (at[0] - skewMs <= seen.saidAt && seen.saidAt <= at[1] + skewMs));
}

/** Whether a file can be as long as is said: measured, it may be shorter, and hardly longer. */
function fitsLength(way: Believed, { of, durationSeconds }: CallbackSeen, { skewMs }: Manner) {
  const known = way.parts[slotOf(of)]?.spans.durationSeconds;
  return durationSeconds === undefined || !known || durationSeconds <= known[1] + skewMs / 1_000;
}

const isDone = ({ verdict }: Verdict) => verdict !== 'refused';
function fitsAnswer(verdict: Verdict, { is, reason }: AnsweredSeen) {
  if (isDone(verdict) !== (is === 'done')) return false;
  return reason === undefined || ('reason' in verdict && verdict.reason === reason);
}

/** The way after the observation; undefined: it cannot have been seen on this way. */
export function seenIn(way: Believed, seen: Observation, manner: Manner): Believed | undefined {
  switch (seen.kind) {
    case 'time':
      return way;
    case 'callback': {
      const told = toldIn(way, fitsCallback(seen, manner));
      return told && fitsLength(way, seen, manner) ? without(way, told) : undefined;
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
      return { ...way, plans: withEntry(way.plans, seen.of.sid, seen.commands) };
    case 'asked':
      return {
        ...way,
        asked: withEntry(way.asked, seen.id, { to: seen.to, event: seen.event, at: seen.at }),
      };
    case 'answered':
      return answeredIn(way, seen, manner);
    case 'cameIn': {
      const slot = slotOf(seen.of);
      const at = [seen.at - manner.lagMs, seen.at] as const;
      const event = { ...seen.event, at: 0 } as AnyEvent;
      return afterStep(way, slot, stepOf(seen.of, way.parts[slot], event, at), at, manner);
    }
    case 'read':
      return readIn(way, seen);
  }
}
function readIn(way: Believed, { of, status, at, sentAt = at }: Read): Believed | undefined {
  const slot = slotOf(of);
  const part = way.parts[slot];
  if (publicStatus(part?.snapshot) !== status) return undefined;
  return part ? { ...way, parts: withEntry(way.parts, slot, partAt(part, sentAt)) } : way;
}

function answeredIn(way: Believed, seen: AnsweredSeen, manner: Manner): Believed | undefined {
  const { [seen.id]: verdict, ...answered } = way.answered;
  if (verdict) {
    return seen.is === 'lost' || fitsAnswer(verdict, seen) ? { ...way, answered } : undefined;
  }
  const ask = way.asked[seen.id];
  if (seen.is !== 'lost' || !ask) return undefined;
  return {
    ...way,
    asked: withEntry(way.asked, seen.id, { ...ask, lostBy: seen.at + manner.lagMs }),
  };
}
