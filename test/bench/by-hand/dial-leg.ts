/** A dialled leg's reducer, as one writes it by hand for a hot path. */
import {
  type Effect,
  type EventOf,
  isSameMachine,
  type LineEnd,
  type Participation,
  ringTimeoutByDefaultMs,
  type Signal,
  timeLimitByDefaultMs,
} from '../../../machines/index.ts';
import type { To } from '../../../src/engine/index.ts';
import { ignored, isDue, none, notDue, refused, timerSet, told, unchanged } from './answers.ts';
import {
  type Answer,
  askedAgain,
  type Event,
  end,
  ended,
  forget,
  hangUp,
  type Leg,
  left,
  machine,
  moved,
} from './dial-leg-steps.ts';
import {
  hosting,
  isRequestAnswered,
  kinds,
  lineAnnounced,
  networkOrder,
  off,
  recordingRequested,
} from './line.ts';

type Context = Leg['context'];

export function dialLeg({ sid }: To<'dialLeg'>, before: Leg | undefined, event: Event): Answer {
  if (before === undefined) return nothing(sid, event);
  switch (before.state) {
    case 'initiated':
      return event.type === 'call.rang'
        ? ring(before.context, event.at)
        : unanswered(before, event);
    case 'ringing':
      return unanswered(before, event);
    case 'answered.waiting':
      return waiting(before, event);
    case 'answered.bridged':
    case 'answered.joined':
      return answered(before, event);
    case 'completed':
      return over(before, event, 'completed');
    case 'busy':
      return overUnanswered(before, event, 'busy');
    case 'noAnswer':
      return overUnanswered(before, event, 'no-answer');
    case 'canceled':
      return overUnanswered(before, event, 'canceled');
    case 'failed':
      return overUnanswered(before, event, 'failed');
    default:
      throw new Error(`a dialled leg is never ${before.state}`);
  }
}

function nothing(sid: string, event: Event): Answer {
  switch (event.type) {
    case 'leg.requested':
      return create(sid, event);
    case 'call.answered':
      return told<'dialLeg'>(undefined, [hangUp(sid)]);
    case 'call.startRecording':
    case 'call.hangUp':
      return refused<'dialLeg'>(undefined, 'not-found');
    default:
      return ignored<'dialLeg'>(undefined);
  }
}

function create(sid: string, event: EventOf<'leg.requested'>): Answer {
  const { at } = event;
  const ringTimeoutMs = event.ringTimeoutMs ?? ringTimeoutByDefaultMs;
  const dueAt = at + ringTimeoutMs;
  return moved(
    'initiated',
    {
      policy: event.policy ?? 'telnyx',
      timers: { ring: dueAt },
      ringTimeoutMs,
      timeLimitMs: event.timeLimitMs ?? timeLimitByDefaultMs,
      recording: event.recording ?? null,
      recordings: [],
      lastRequest: null,
      createdAt: at,
      updatedAt: at,
      answeredAt: null,
      endedAt: null,
      sid,
      parent: event.parent,
      participation: participationOf(event),
      isIn: false,
    },
    [
      timerSet(machine, sid, 'ring', dueAt),
      networkOrder('network.dial', machine, sid),
      lineAnnounced(machine, sid, 'initiated', at),
    ],
  );
}

function participationOf(event: EventOf<'leg.requested'>): Participation | null {
  const { stay, startOnEnter, endOnExit, maxParticipants, conferenceRecording } = event;
  if (stay === undefined) return null;
  return {
    stay,
    ...(startOnEnter !== undefined && { startOnEnter }),
    ...(endOnExit !== undefined && { endOnExit }),
    ...(maxParticipants !== undefined && { maxParticipants }),
    ...(conferenceRecording !== undefined && { recording: conferenceRecording }),
  };
}

const ring = (c: Context, at: number): Answer =>
  moved(
    'ringing',
    { ...c, updatedAt: at },
    [lineAnnounced(machine, c.sid, 'ringing', at)],
    [{ to: c.parent, event: { type: 'leg.rang', at, legSid: c.sid } }],
  );

function unanswered(before: Leg, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'call.answered':
      return open(c, event.at);
    case 'call.busy':
      return end('busy', 'busy', c, event, []);
    case 'call.unanswered':
      return end('noAnswer', 'no-answer', c, event, []);
    case 'call.failed':
    case 'call.hungUp':
      return end('failed', 'failed', c, event, []);
    case 'timer.fired':
      return isDue(c.timers, event, 'ring')
        ? end('noAnswer', 'no-answer', c, event, [hangUp(c.sid)])
        : notDue(before, event);
    case 'leg.requested':
      return askedAgain(before, event, ignored);
    case 'leg.released':
      if (!isSameMachine(event.parent, c.parent)) return ignored(before);
      return end('canceled', 'canceled', c, event, [hangUp(c.sid)]);
    case 'call.hangUp':
      return end('canceled', 'canceled', c, event, [hangUp(c.sid)]);
    case 'call.startRecording':
      return refused(before, 'call-not-answered');
    default:
      return ignored(before);
  }
}

/** The line is open: it is recorded if asked for, and whoever dialled it is told. */
function open(c: Context, at: number): Answer {
  const { sid, recording, participation } = c;
  const dueAt = at + c.timeLimitMs;
  const effects: Effect[] = [];
  off(machine, c, effects, undefined);
  effects.push(
    timerSet(machine, sid, 'time-limit', dueAt),
    lineAnnounced(machine, sid, 'in-progress', at),
  );
  const signals: Signal[] = [];
  if (recording) {
    signals.push(recordingRequested(machine, c, at, kinds.participant, recording));
  }
  signals.push({ to: c.parent, event: { type: 'leg.answered', at, legSid: sid } });
  if (participation) {
    const event = {
      type: 'participant.joined',
      at,
      participant: { machine, sid },
      policy: c.policy,
      ...participation,
    } as const;
    signals.push({ to: c.parent, event });
  }
  const recordings = recording ? hosting(c, recording.sid, kinds.participant) : c.recordings;
  return moved(
    'answered.waiting',
    { ...c, timers: { 'time-limit': dueAt }, recordings, answeredAt: at, updatedAt: at },
    effects,
    signals,
  );
}

type Stayed = EventOf<'participant.admitted' | 'participant.dismissed'>;
const isOfStay = ({ parent, participation }: Context, e: Stayed) =>
  e.stay === participation?.stay &&
  isSameMachine(parent, { machine: 'conference', sid: e.conferenceSid });

function waiting(before: Leg, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'leg.chosen':
      if (c.participation !== null || !isSameMachine(event.parent, c.parent)) {
        return ignored(before);
      }
      return moved('answered.bridged', { ...c, updatedAt: event.at }, none);
    case 'participant.admitted':
      if (!isOfStay(c, event)) return ignored(before);
      return moved('answered.joined', { ...c, isIn: true, updatedAt: event.at }, [
        { type: 'network.join', machine, sid: c.sid, conferenceSid: c.parent.sid },
      ]);
    default:
      return answered(before, event);
  }
}

function answered(before: Leg, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'call.hungUp':
      return end('completed', 'completed', c, event, [], left(c, event.at));
    case 'leg.requested':
      return askedAgain(before, event, ignored);
    case 'leg.released':
      if (!isSameMachine(event.parent, c.parent)) return ignored(before);
      return end('completed', 'completed', c, event, [hangUp(c.sid)], left(c, event.at));
    case 'call.hangUp':
      return end('completed', 'completed', c, event, [hangUp(c.sid)], left(c, event.at));
    case 'timer.fired':
      return isDue(c.timers, event, 'time-limit')
        ? end('completed', 'completed', c, event, [hangUp(c.sid)], left(c, event.at))
        : notDue(before, event);
    case 'participant.dismissed':
      return isOfStay(c, event)
        ? end('completed', 'completed', c, event, [hangUp(c.sid)])
        : ignored(before);
    case 'call.startRecording':
      return isRequestAnswered(c, event.recording) ? unchanged(before) : record(before, event);
    case 'recording.ended':
    case 'recording.declined':
      return forget(before, event);
    default:
      return ignored(before);
  }
}

function record({ state, context: c }: Leg, event: EventOf<'call.startRecording'>): Answer {
  const { at, recording } = event;
  const recordings = hosting(c, recording.sid, kinds.request);
  return moved(state, { ...c, recordings, lastRequest: recording.sid }, none, [
    recordingRequested(machine, c, at, kinds.request, recording),
  ]);
}

function over(before: Leg, event: Event, status: LineEnd): Answer {
  switch (event.type) {
    case 'recording.ended':
    case 'recording.declined':
      return forget(before, event);
    case 'leg.requested':
      return askedAgain(before, event, () =>
        told(before, none, [ended(before.context, event.at, status)]),
      );
    case 'call.startRecording':
    case 'call.hangUp':
      return refused(before, 'call-ended');
    default:
      return ignored(before);
  }
}

/** Nobody owns a line that is answered after its end. */
const overUnanswered = (before: Leg, event: Event, status: LineEnd): Answer =>
  event.type === 'call.answered' ? told(before, [hangUp(before.sid)]) : over(before, event, status);
