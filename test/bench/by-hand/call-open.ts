/** A call's reducer, by hand: between two verbs, and what it answers whatever verb runs. */
import {
  anyKey,
  type DialVerb,
  type EventOf,
  type RecordVerb,
  redirectionsKnown,
  type Signal,
  type Stay,
} from '../../../machines/index.ts';
import { ignored, isDue, none, notDue, refused, unchanged } from './answers.ts';
import {
  type Answer,
  type Call,
  type Context,
  type Event,
  end,
  forget,
  hangUp,
  machine,
  moved,
  record,
  requested,
} from './call-steps.ts';
import { hosting, isRequestAnswered, kinds, recordingRequested } from './line.ts';

const isKnownRecord = (c: Context, e: EventOf<'call.record'>) =>
  e.recording.sid === c.record?.recordingSid;
const isKnownDial = (c: Context, e: EventOf<'call.dial'>) => e.legs[0] === c.dial?.firstLeg;
const isKnownStay = (c: Context, e: EventOf<'call.joinConference'>) => e.stay === c.stay?.stay;
export const isKnownRedirection = (c: Context, { redirection }: EventOf<'call.redirect'>) =>
  redirection !== undefined && c.redirections.includes(redirection);
/** The redirections that are known after this one. */
export const redirectionsAfter = (c: Context, { redirection }: EventOf<'call.redirect'>) =>
  redirection === undefined
    ? c.redirections
    : [...c.redirections, redirection].slice(-redirectionsKnown);

/** What an open line answers whatever it runs, while a verb runs. */
export function busy(before: Call, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'call.startRecording':
      return isRequestAnswered(c, event.recording)
        ? unchanged(before)
        : record(before, event.at, kinds.request, event.recording);
    case 'recording.ended':
      return forget(before, event);
    case 'call.record':
      return isKnownRecord(c, event) ? unchanged(before) : refused(before, 'call-busy');
    case 'call.dial':
      return isKnownDial(c, event) ? unchanged(before) : refused(before, 'call-busy');
    case 'call.joinConference':
      return isKnownStay(c, event) ? unchanged(before) : refused(before, 'call-busy');
    case 'call.startBackgroundRecording':
      return event.recording.sid === c.lastRequest
        ? unchanged(before)
        : refused(before, 'call-busy');
    case 'call.dialOut':
    case 'call.receive':
      return unchanged(before);
    default:
      return ignored(before);
  }
}

export function executing(before: Call, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'call.record':
      return isKnownRecord(c, event) ? unchanged(before) : beginRecord(c, event);
    case 'call.dial':
      return isKnownDial(c, event) ? unchanged(before) : beginDial(c, event);
    case 'call.joinConference':
      return isKnownStay(c, event) ? unchanged(before) : beginStay(c, event);
    case 'call.startBackgroundRecording':
      return event.recording.sid === c.lastRequest
        ? unchanged(before)
        : record(before, event.at, kinds.background, event.recording);
    case 'call.redirect':
      if (isKnownRedirection(c, event)) return unchanged(before);
      return moved(before.state, { ...c, redirections: redirectionsAfter(c, event) }, [
        requested(c.sid, 'redirected'),
      ]);
    case 'call.hangUp':
      return end('completed', 'completed', c, event, [hangUp(c.sid)]);
    case 'call.hungUp':
      return end('completed', 'completed', c, event);
    case 'timer.fired':
      return isDue(c.timers, event, 'time-limit')
        ? end('completed', 'completed', c, event, [hangUp(c.sid)])
        : notDue(before, event);
    default:
      return busy(before, event);
  }
}

function beginRecord(c: Context, event: EventOf<'call.record'>): Answer {
  const { at, recording: request } = event;
  const verb: RecordVerb = {
    recordingSid: request.sid,
    finishOnKey: event.finishOnKey ?? anyKey,
    hasAction: event.hasAction ?? false,
    digit: null,
    isOver: false,
  };
  const recordings = hosting(c, request.sid, kinds.record);
  return moved('inProgress.recording', { ...c, recordings, record: verb, updatedAt: at }, none, [
    recordingRequested(machine, c, at, kinds.record, request),
  ]);
}

function beginDial(c: Context, event: EventOf<'call.dial'>): Answer {
  const { at, legs, ringTimeoutMs, timeLimitMs } = event;
  const request = event.recording ?? null;
  const dial: DialVerb = {
    firstLeg: legs[0] as string,
    legs,
    recordFrom: event.recordFrom ?? 'answer',
    recording: request,
    hangupOnStar: event.hangupOnStar ?? false,
    hasAction: event.hasAction ?? false,
  };
  const signals = legs.map(
    (sid): Signal => ({
      to: { machine: 'dialLeg', sid },
      event: {
        type: 'leg.requested',
        at,
        parent: { machine, sid: c.sid },
        policy: c.policy,
        ...(ringTimeoutMs !== undefined && { ringTimeoutMs }),
        ...(timeLimitMs !== undefined && { timeLimitMs }),
      },
    }),
  );
  const isRecorded = request !== null && dial.recordFrom === 'ringing';
  if (isRecorded) signals.push(recordingRequested(machine, c, at, kinds.dial, request));
  const recordings = isRecorded ? hosting(c, request.sid, kinds.dial) : c.recordings;
  return moved('inProgress.dialing', { ...c, recordings, dial, updatedAt: at }, none, signals);
}

function beginStay(c: Context, event: EventOf<'call.joinConference'>): Answer {
  const { type: _, at, conferenceSid, isNamed, hasAction, ...joining } = event;
  const stay: Stay = {
    conferenceSid,
    stay: event.stay,
    isNamed: isNamed ?? false,
    hasAction: hasAction ?? false,
    isIn: false,
  };
  return moved('inProgress.inConference', { ...c, stay, updatedAt: at }, none, [
    {
      to: { machine: 'conference', sid: conferenceSid },
      event: {
        type: 'participant.joined',
        at,
        participant: { machine, sid: c.sid },
        policy: c.policy,
        ...joining,
      },
    },
  ]);
}
