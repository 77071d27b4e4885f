/** What the verbs of a document do: `<Record>`, `<Dial>` and `<Dial><Conference>`. */
import { anyKey } from '../creation-paths.ts';
import type { EventOf } from '../vocabulary.ts';
import type { LineEnd } from '../words.ts';
import {
  type CallContext,
  calls,
  own,
  type RecordVerb,
  record,
  request,
  resume,
  verb,
} from './call-context.ts';
import { isHosted, signal, stopRecording } from './line.ts';

const { act, actOn } = calls;

const release = (legs: readonly string[], at: number) =>
  legs.map((leg) => signal('dialLeg', leg, { type: 'leg.released', at }));
const finishedRecord = (c: CallContext, e: EventOf<'recording.ended'>) => ({
  recordingSid: e.recordingSid,
  durationMs: e.durationMs,
  ...(c.record?.digit ? { digit: c.record.digit } : {}),
});

export const verbActions = {
  beginRecord: actOn(['call.record'], (c, e) => {
    const { set, tell } = record(c, e.at, 'record-verb/call', e.recording);
    const verb: RecordVerb = {
      recordingSid: e.recording.sid,
      finishOnKey: e.finishOnKey ?? anyKey,
      hasAction: e.hasAction ?? false,
      digit: null,
      isOver: false,
    };
    return { set: { ...set, record: verb }, tell: tell ?? [] };
  }),
  finishRecord: actOn(['digit.pressed'], (c, { at, digit }) => ({
    set: { record: { ...verb(c.record), digit } },
    tell: stopRecording(verb(c.record).recordingSid, at, 'finish-key'),
  })),
  resumeAfterRecord: actOn(['recording.ended'], (c, e) => ({
    set: { record: { ...verb(c.record), isOver: true } },
    tell: [verb(c.record).hasAction ? request(c, 'record-ended', finishedRecord(c, e)) : resume(c)],
  })),
  requestActionAfterHangup: actOn(['recording.ended'], (c, e) => ({
    set: { record: { ...verb(c.record), isOver: true } },
    tell: [
      request(c, 'record-ended', { digit: 'hangup', ...finishedRecord(c, e), execute: false }),
    ],
  })),
  interruptRecord: act((c, { at }) => ({
    set: { record: { ...verb(c.record), isOver: true } },
    tell: stopRecording(verb(c.record).recordingSid, at, 'redirected'),
  })),

  beginDial: actOn(['call.dial'], (c, e) => ({
    set: {
      dial: {
        firstLeg: e.legs[0] as string,
        legs: e.legs,
        recordFrom: e.recordFrom ?? 'answer',
        recording: e.recording ?? null,
        hangupOnStar: e.hangupOnStar ?? false,
        hasAction: e.hasAction ?? false,
      },
    },
    tell: e.legs.map((leg) =>
      signal('dialLeg', leg, {
        type: 'leg.requested',
        at: e.at,
        parent: own(c),
        policy: c.policy,
        ...(e.ringTimeoutMs === undefined ? {} : { ringTimeoutMs: e.ringTimeoutMs }),
        ...(e.timeLimitMs === undefined ? {} : { timeLimitMs: e.timeLimitMs }),
      }),
    ),
  })),
  recordDial: act((c, { at }, { from }: { from: 'ringing' | 'answer' }) => {
    const { recording, recordFrom } = verb(c.dial);
    return recording && recordFrom === from ? record(c, at, 'dial-verb/call', recording) : {};
  }),
  chooseLeg: actOn(['leg.answered'], (c, { at, legSid }) => ({
    set: { dial: { ...verb(c.dial), legs: [legSid] } },
    tell: [
      signal('dialLeg', legSid, { type: 'leg.chosen', at }),
      { type: 'network.bridge', ...own(c), legSid },
      ...release(
        verb(c.dial).legs.filter((leg) => leg !== legSid),
        at,
      ),
    ],
  })),
  dropLeg: actOn(['leg.ended'], (c, { legSid }) => ({
    set: { dial: { ...verb(c.dial), legs: verb(c.dial).legs.filter((leg) => leg !== legSid) } },
  })),
  releaseLegs: act((c, { at }) => ({
    set: { dial: { ...verb(c.dial), legs: [] } },
    tell: release(verb(c.dial).legs, at),
  })),
  hangUpCallee: act((c, { at }) => ({ tell: release(verb(c.dial).legs, at) })),
  stopDialRecording: act((c, { at }, { reason }: { reason: 'dial-ended' | 'redirected' }) => {
    const sid = verb(c.dial).recording?.sid ?? null;
    return { tell: sid !== null && isHosted(c, sid) ? stopRecording(sid, at, reason) : [] };
  }),
  resumeAfterDial: actOn(['leg.ended'], (c, e) => ({
    tell: [
      verb(c.dial).hasAction
        ? request(c, 'dial-ended', {
            dialStatus: e.status as LineEnd,
            legSid: e.legSid,
            durationMs: e.durationMs,
          })
        : resume(c),
    ],
  })),

  beginStay: actOn(['call.joinConference'], (c, e) => {
    const { type: _, at, conferenceSid, isNamed, hasAction, ...joining } = e;
    return {
      set: {
        stay: {
          conferenceSid,
          stay: e.stay,
          isNamed: isNamed ?? false,
          hasAction: hasAction ?? false,
          isIn: false,
        },
      },
      tell: [
        signal('conference', conferenceSid, {
          type: 'participant.joined',
          at,
          participant: own(c),
          policy: c.policy,
          ...joining,
        }),
      ],
    };
  }),
  enterConference: act((c) => ({
    set: { stay: { ...verb(c.stay), isIn: true } },
    tell: [{ type: 'network.join', ...own(c), conferenceSid: verb(c.stay).conferenceSid }],
  })),
  tellLeft: act((c, { at }) => ({
    tell: [
      signal('conference', verb(c.stay).conferenceSid, {
        type: 'participant.left',
        at,
        stay: verb(c.stay).stay,
      }),
    ],
  })),
  leaveConference: act((c) => ({
    tell: verb(c.stay).isIn
      ? [{ type: 'network.leave', ...own(c), conferenceSid: verb(c.stay).conferenceSid }]
      : [],
  })),
  resumeAfterStay: act((c) => ({
    tell: [verb(c.stay).hasAction ? request(c, 'conference-left') : resume(c)],
  })),
  joinAgain: act((c) => ({ tell: [resume(c, true)] })),
};
