/** What the verbs of a document do: `<Record>`, `<Dial>` and `<Dial><Conference>`. */

import { type Said, send, tell } from '../declaring/said.ts';
import { isHosted } from '../line/deeds.ts';
import { anyKey } from '../words/creation-paths.ts';
import type { EventOf } from '../words/vocabulary.ts';
import type { LineEnd } from '../words/words.ts';
import {
  type CallContext,
  callAddress,
  declaringCalls,
  recordCall,
  request,
  resume,
  stopRecording,
  verbOf,
} from './context.ts';

const { act, actOn, say, sayOn } = declaringCalls;

const release = (c: CallContext, legs: readonly string[], at: number, said: Said) => {
  const released = { type: 'leg.released', at, parent: callAddress(c) } as const;
  for (const leg of legs) send(said, { machine: 'dialLeg', sid: leg }, released);
};
const finishedRecord = (c: CallContext, e: EventOf<'recording.ended'>) => {
  const { recordingSid, durationMs } = e;
  const { digit } = verbOf(c.record);
  return digit === null ? { recordingSid, durationMs } : { recordingSid, durationMs, digit };
};
const endedDial = ({ status, legSid, durationMs }: EventOf<'leg.ended'>) =>
  ({ dialStatus: status as LineEnd, legSid, durationMs }) as const;

export const verbActions = {
  beginRecord: actOn(['call.record'], (c, e, said) => {
    recordCall(c, e.at, said, 'record-verb/call', e.recording);
    c.record = {
      recordingSid: e.recording.sid,
      finishOnKey: e.finishOnKey ?? anyKey,
      hasAction: e.hasAction ?? false,
      digit: null,
      isOver: false,
    };
  }),
  finishRecord: actOn(['digit.pressed'], (c, { at, digit }, said) => {
    c.record = { ...verbOf(c.record), digit };
    const asking = { at, path: 'record-verb', reason: 'finish-key' } as const;
    stopRecording(c, c.record.recordingSid, asking, said);
  }),
  resumeAfterRecord: actOn(['recording.ended'], (c, e, said) => {
    c.record = { ...verbOf(c.record), isOver: true };
    if (c.record.hasAction) request(c, said, 'record-ended', finishedRecord(c, e));
    else resume(c, said);
  }),
  /** The sid was taken, so nothing was recorded: there is nothing to ask the action with. */
  resumeWithoutRecord: act((c, _e, said) => {
    c.record = { ...verbOf(c.record), isOver: true };
    resume(c, said);
  }),
  requestActionAfterHangup: actOn(['recording.ended'], (c, e, said) => {
    const { record } = c;
    c.record = { ...verbOf(record), isOver: true };
    const more = { digit: 'hangup', ...finishedRecord(c, e), execute: false };
    request(c, said, 'record-ended', more);
  }),
  interruptRecord: act((c, { at }, said) => {
    c.record = { ...verbOf(c.record), isOver: true };
    const asking = { at, path: 'record-verb', reason: 'redirected' } as const;
    stopRecording(c, c.record.recordingSid, asking, said);
  }),

  beginDial: actOn(['call.dial'], (c, e, said) => {
    c.dial = {
      firstLeg: e.legs[0] as string,
      legs: e.legs,
      recordFrom: e.recordFrom ?? 'answer',
      recording: e.recording ?? null,
      hangupOnStar: e.hangupOnStar ?? false,
      hasAction: e.hasAction ?? false,
    };
    const asked = {
      type: 'leg.requested',
      at: e.at,
      parent: callAddress(c),
      policy: c.policy,
      ...(e.ringTimeoutMs === undefined ? {} : { ringTimeoutMs: e.ringTimeoutMs }),
      ...(e.timeLimitMs === undefined ? {} : { timeLimitMs: e.timeLimitMs }),
    } as const;
    for (const leg of e.legs) send(said, { machine: 'dialLeg', sid: leg }, asked);
  }),
  recordDial: act((c, { at }, said, { from }: { from: 'ringing' | 'answer' }) => {
    const { recording, recordFrom } = verbOf(c.dial);
    if (recording && recordFrom === from) recordCall(c, at, said, 'dial-verb/call', recording);
  }),
  chooseLeg: actOn(['leg.answered'], (c, { at, legSid }, said) => {
    const { legs } = verbOf(c.dial);
    c.dial = { ...verbOf(c.dial), legs: [legSid] };
    send(
      said,
      { machine: 'dialLeg', sid: legSid },
      { type: 'leg.chosen', at, parent: callAddress(c) },
    );
    tell(said, { type: 'network.bridge', machine: 'call', sid: c.sid, legSid });
    const others = legs.filter((leg) => leg !== legSid);
    release(c, others, at, said);
  }),
  dropLeg: actOn(['leg.ended'], (c, { legSid }) => {
    const { legs } = verbOf(c.dial);
    c.dial = { ...verbOf(c.dial), legs: legs.filter((leg) => leg !== legSid) };
  }),
  releaseLegs: say((c, { at }, said) => release(c, verbOf(c.dial).legs, at, said)),
  /** What still comes from them is about a dial that is over. */
  forgetLegs: act((c) => {
    c.dial = { ...verbOf(c.dial), legs: [] };
  }),
  stopDialRecording: say((c, { at }, said, { reason }: { reason: 'dial-ended' | 'redirected' }) => {
    const sid = verbOf(c.dial).recording?.sid;
    const path = 'dial-verb';
    if (sid === undefined || !isHosted(c, { recordingSid: sid, path })) return;
    stopRecording(c, sid, { at, path, reason }, said);
  }),
  resumeAfterDial: sayOn(['leg.ended'], (c, e, said) => {
    if (verbOf(c.dial).hasAction) request(c, said, 'dial-ended', endedDial(e));
    else resume(c, said);
  }),
  requestDialAction: sayOn(['leg.ended'], (c, e, said) =>
    request(c, said, 'dial-ended', { ...endedDial(e), execute: false }),
  ),

  beginStay: actOn(['call.joinConference'], (c, e, said) => {
    const { type: _, at, conferenceSid, isNamed, hasAction, ...joining } = e;
    c.stay = {
      conferenceSid,
      stay: e.stay,
      isNamed: isNamed ?? false,
      hasAction: hasAction ?? false,
      isIn: false,
    };
    send(
      said,
      { machine: 'conference', sid: conferenceSid },
      {
        type: 'participant.joined',
        at,
        participant: callAddress(c),
        policy: c.policy,
        ...joining,
      },
    );
  }),
  enterConference: act((c, _e, said) => {
    c.stay = { ...verbOf(c.stay), isIn: true };
    const { conferenceSid } = c.stay;
    tell(said, { type: 'network.join', machine: 'call', sid: c.sid, conferenceSid });
  }),
  tellLeft: say((c, { at }, said) => {
    const { conferenceSid, stay } = verbOf(c.stay);
    send(
      said,
      { machine: 'conference', sid: conferenceSid },
      { type: 'participant.left', at, participant: callAddress(c), stay },
    );
  }),
  leaveConference: say((c, _e, said) => {
    const { isIn, conferenceSid } = verbOf(c.stay);
    if (isIn) tell(said, { type: 'network.leave', machine: 'call', sid: c.sid, conferenceSid });
  }),
  resumeAfterStay: say((c, _e, said) => {
    if (verbOf(c.stay).hasAction) request(c, said, 'conference-left');
    else resume(c, said);
  }),
  requestStayAction: say((c, _e, said) => {
    if (verbOf(c.stay).hasAction) request(c, said, 'conference-left', { execute: false });
  }),
  joinAgain: say((c, _e, said) => resume(c, said, true)),
};
