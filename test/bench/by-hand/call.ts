/** A call's reducer, as one writes it by hand for a hot path. */
import {
  chosen,
  type Effect,
  type EventOf,
  ringTimeoutByDefaultMs,
  type Signal,
  timeLimitByDefaultMs,
} from '../../../machines/index.ts';
import type { To } from '../../../src/engine/index.ts';
import { ignored, isDue, none, notDue, refused, timerSet, told, unchanged } from './answers.ts';
import { executing } from './call-open.ts';
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
  requested,
} from './call-steps.ts';
import { bridged, dialing, inConference, recording } from './call-verbs.ts';
import {
  hosting,
  kinds,
  lineAnnounced,
  networkOrder,
  off,
  recordingRequested,
  withoutRecording,
} from './line.ts';

export function call({ sid }: To<'call'>, before: Call | undefined, event: Event): Answer {
  if (before === undefined) return nothing(sid, event);
  switch (before.state) {
    case 'queued':
      return queued(before, event);
    case 'initiated':
      return event.type === 'call.rang'
        ? ring(before.context, event.at)
        : unanswered(before, event);
    case 'ringing':
      return unanswered(before, event);
    case 'inProgress.executing':
      return executing(before, event);
    case 'inProgress.recording':
      return recording(before, event);
    case 'inProgress.dialing':
      return dialing(before, event);
    case 'inProgress.bridged':
      return bridged(before, event);
    case 'inProgress.inConference':
      return inConference(before, event);
    case 'completed':
      return completed(before, event);
    case 'busy':
    case 'noAnswer':
    case 'canceled':
    case 'failed':
      return event.type === 'call.answered'
        ? told(before, [hangUp(before.sid)])
        : over(before, event);
    default:
      throw new Error(`a call is never ${before.state}`);
  }
}

function nothing(sid: string, event: Event): Answer {
  switch (event.type) {
    case 'call.dialOut':
    case 'call.receive':
      return create(sid, event);
    case 'call.answered':
      return told<'call'>(undefined, [hangUp(sid)]);
    case 'call.startRecording':
    case 'call.startBackgroundRecording':
    case 'call.record':
    case 'call.dial':
    case 'call.joinConference':
    case 'call.redirect':
    case 'call.hangUp':
      return refused<'call'>(undefined, 'not-found');
    default:
      return ignored<'call'>(undefined);
  }
}

function create(sid: string, event: EventOf<'call.dialOut' | 'call.receive'>): Answer {
  const { at } = event;
  const isOutbound = event.type === 'call.dialOut';
  const ringTimeoutMs = event.ringTimeoutMs ?? ringTimeoutByDefaultMs;
  const dueAt = at + ringTimeoutMs;
  const context: Context = {
    policy: event.policy ?? 'telnyx',
    timers: { ring: dueAt },
    ringTimeoutMs,
    timeLimitMs: event.timeLimitMs ?? timeLimitByDefaultMs,
    recording: isOutbound ? (event.recording ?? null) : null,
    recordings: [],
    lastRequest: null,
    createdAt: at,
    updatedAt: at,
    answeredAt: null,
    endedAt: null,
    sid,
    direction: isOutbound ? 'outbound' : 'inbound',
    record: null,
    dial: null,
    stay: null,
    redirections: [],
  };
  const ringing = timerSet(machine, sid, 'ring', dueAt);
  return isOutbound
    ? moved('queued', context, [ringing, networkOrder('network.dial', machine, sid)])
    : moved('ringing', context, [
        ringing,
        { type: 'network.answer', machine, sid },
        lineAnnounced(machine, sid, 'ringing', at),
      ]);
}

function queued(before: Call, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'call.initiated':
      return moved('initiated', { ...c, updatedAt: event.at }, [
        lineAnnounced(machine, c.sid, 'initiated', event.at),
      ]);
    case 'call.rang':
      return ring(c, event.at);
    default:
      return unanswered(before, event);
  }
}
const ring = (c: Context, at: number): Answer =>
  moved('ringing', { ...c, updatedAt: at }, [lineAnnounced(machine, c.sid, 'ringing', at)]);

function unanswered(before: Call, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'call.answered':
      return open(c, event.at);
    case 'call.busy':
      return end('busy', 'busy', c, event);
    case 'call.unanswered':
      return end('noAnswer', 'no-answer', c, event);
    case 'call.failed':
      return end('failed', 'failed', c, event);
    case 'call.hungUp':
      return c.direction === 'inbound'
        ? end('canceled', 'canceled', c, event)
        : end('failed', 'failed', c, event);
    case 'timer.fired':
      return isDue(c.timers, event, 'ring')
        ? end('noAnswer', 'no-answer', c, event, [hangUp(c.sid)])
        : notDue(before, event);
    case 'call.hangUp':
      return end('canceled', 'canceled', c, event, [hangUp(c.sid)]);
    case 'call.dialOut':
    case 'call.receive':
      return unchanged(before);
    case 'call.startRecording':
    case 'call.startBackgroundRecording':
    case 'call.record':
    case 'call.dial':
    case 'call.joinConference':
    case 'call.redirect':
      return refused(before, 'call-not-answered');
    default:
      return ignored(before);
  }
}

/** The line is open: it is recorded if asked for, and the first document is wanted. */
function open(c: Context, at: number): Answer {
  const { sid, recording: request } = c;
  const dueAt = at + c.timeLimitMs;
  const effects: Effect[] = [];
  off(machine, c, effects, undefined);
  effects.push(
    timerSet(machine, sid, 'time-limit', dueAt),
    lineAnnounced(machine, sid, 'in-progress', at),
    requested(sid, 'answered'),
  );
  const signals: readonly Signal[] = request
    ? [recordingRequested(machine, c, at, kinds.outbound, request)]
    : none;
  const recordings = request ? hosting(c, request.sid, kinds.outbound) : c.recordings;
  return moved(
    'inProgress.executing',
    { ...c, timers: { 'time-limit': dueAt }, recordings, answeredAt: at, updatedAt: at },
    effects,
    signals,
  );
}

/** What every call answers that is over. */
function over(before: Call, event: Event): Answer {
  switch (event.type) {
    case 'recording.ended':
    case 'recording.declined':
      return forget(before, event);
    case 'call.dialOut':
    case 'call.receive':
      return unchanged(before);
    case 'call.startRecording':
    case 'call.startBackgroundRecording':
    case 'call.record':
    case 'call.dial':
    case 'call.joinConference':
    case 'call.redirect':
    case 'call.hangUp':
      return refused(before, 'call-ended');
    default:
      return ignored(before);
  }
}

function completed(before: Call, event: Event): Answer {
  const { context: c } = before;
  const { record } = c;
  if (
    event.type !== 'recording.ended' ||
    event.path !== 'record-verb' ||
    event.recordingSid !== record?.recordingSid ||
    record.isOver ||
    !record.hasAction ||
    chosen(c.policy, 'action-after-hangup') !== 'requested'
  ) {
    return over(before, event);
  }
  const { recordingSid, durationMs } = event;
  const recordings = withoutRecording(c, event);
  return moved('completed', { ...c, recordings, record: { ...record, isOver: true } }, [
    {
      type: 'instructions.requested',
      machine,
      sid: c.sid,
      because: 'record-ended',
      recordingSid,
      durationMs,
      digit: record.digit ?? 'hangup',
      execute: false,
    },
  ]);
}
