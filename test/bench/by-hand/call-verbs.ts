/** A call's reducer, by hand: in a <Record>, a <Dial> or a conference. */
import type {
  DialVerb,
  Effect,
  EventOf,
  LineEnd,
  RecordVerb,
  Signal,
  Stay,
} from '../../../machines/index.ts';
import { ignored, isDue, none, notDue, told, unchanged } from './answers.ts';
import { busy, isKnownRedirection, redirectionsAfter } from './call-open.ts';
import {
  type Answer,
  type Call,
  type Context,
  dialRecordingStopped,
  type Event,
  end,
  forget,
  hangUp,
  machine,
  moved,
  released,
  requested,
  resumed,
} from './call-steps.ts';
import { hosting, kinds, recordingRequested, stopRequested, withoutRecording } from './line.ts';

type Redirect = EventOf<'call.redirect'>;

export function recording(before: Call, event: Event): Answer {
  const { context: c } = before;
  const verb = c.record as RecordVerb;
  switch (event.type) {
    case 'digit.pressed': {
      const { at, digit } = event;
      if (verb.digit !== null || !verb.finishOnKey.includes(digit)) return ignored(before);
      return moved(before.state, { ...c, record: { ...verb, digit } }, none, [
        stopRequested(verb.recordingSid, at, 'finish-key'),
      ]);
    }
    case 'recording.ended':
      return event.recordingSid === verb.recordingSid && !verb.isOver
        ? recorded(c, verb, event)
        : forget(before, event);
    case 'call.redirect': {
      if (isKnownRedirection(c, event)) return unchanged(before);
      const stop = stopRequested(verb.recordingSid, event.at, 'redirected');
      return redirected(c, event, { ...verb, isOver: true }, c.dial, [], [stop]);
    }
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

function recorded(c: Context, verb: RecordVerb, event: EventOf<'recording.ended'>): Answer {
  const { at, recordingSid, durationMs } = event;
  const recordings = withoutRecording(c, recordingSid);
  const context = { ...c, recordings, record: { ...verb, isOver: true }, updatedAt: at };
  if (!verb.hasAction) return moved('inProgress.executing', context, [resumed(c.sid, false)]);
  return moved('inProgress.executing', context, [
    {
      type: 'instructions.requested',
      machine,
      sid: c.sid,
      because: 'record-ended',
      execute: true,
      recordingSid,
      durationMs,
      ...(verb.digit !== null && { digit: verb.digit }),
    },
  ]);
}

/** New instructions drop the verb that runs. */
function redirected(
  c: Context,
  event: Redirect,
  record: RecordVerb | null,
  dial: DialVerb | null,
  effects: Effect[],
  signals: readonly Signal[],
): Answer {
  effects.push(requested(c.sid, 'redirected'));
  return moved(
    'inProgress.executing',
    { ...c, record, dial, redirections: redirectionsAfter(c, event), updatedAt: event.at },
    effects,
    signals,
  );
}

export function dialing(before: Call, event: Event): Answer {
  const { context: c } = before;
  const dial = c.dial as DialVerb;
  switch (event.type) {
    case 'leg.answered':
      return dial.legs.includes(event.legSid) ? choose(c, dial, event) : ignored(before);
    case 'leg.ended': {
      const { legSid } = event;
      if (!dial.legs.includes(legSid)) return ignored(before);
      if (dial.legs.length === 1) return dialed(c, dial, event);
      const legs = dial.legs.filter((leg) => leg !== legSid);
      return moved(before.state, { ...c, dial: { ...dial, legs } }, none);
    }
    default:
      return inDial(before, dial, event);
  }
}

/** The first leg that is answered wins; the others are let go. */
function choose(c: Context, dial: DialVerb, { at, legSid }: EventOf<'leg.answered'>): Answer {
  const { recording: request, recordFrom, legs } = dial;
  const signals: Signal[] = [
    { to: { machine: 'dialLeg', sid: legSid }, event: { type: 'leg.chosen', at } },
  ];
  for (const leg of legs) {
    if (leg === legSid) continue;
    signals.push({ to: { machine: 'dialLeg', sid: leg }, event: { type: 'leg.released', at } });
  }
  const isRecorded = request !== null && recordFrom === 'answer';
  if (isRecorded) signals.push(recordingRequested(machine, c, at, kinds.dial, request));
  const recordings = isRecorded ? hosting(c, request.sid, kinds.dial) : c.recordings;
  return moved(
    'inProgress.bridged',
    { ...c, recordings, dial: { ...dial, legs: [legSid] }, updatedAt: at },
    [{ type: 'network.bridge', machine, sid: c.sid, legSid }],
    signals,
  );
}

function dialed(c: Context, dial: DialVerb, event: EventOf<'leg.ended'>): Answer {
  const { at, status, legSid, durationMs } = event;
  const wanted: Effect = dial.hasAction
    ? {
        type: 'instructions.requested',
        machine,
        sid: c.sid,
        because: 'dial-ended',
        execute: true,
        dialStatus: status as LineEnd,
        legSid,
        durationMs,
      }
    : resumed(c.sid, false);
  const stop = dialRecordingStopped(c, at, 'dial-ended');
  return moved('inProgress.executing', { ...c, updatedAt: at }, [wanted], stop);
}

export function bridged(before: Call, event: Event): Answer {
  const { context: c } = before;
  const dial = c.dial as DialVerb;
  switch (event.type) {
    case 'leg.ended':
      return dial.legs.includes(event.legSid) ? dialed(c, dial, event) : ignored(before);
    case 'digit.pressed':
      return event.digit === '*' && dial.hangupOnStar
        ? told(before, none, released(dial.legs, event.at))
        : ignored(before);
    default:
      return inDial(before, dial, event);
  }
}

/** What interrupts a `<Dial>` lets its legs go. */
function inDial(before: Call, dial: DialVerb, event: Event): Answer {
  const { context: c } = before;
  const endDial = (effects: Effect[]) => {
    const without = { ...c, dial: { ...dial, legs: [] } };
    return end('completed', 'completed', without, event, effects, released(dial.legs, event.at));
  };
  switch (event.type) {
    case 'call.redirect': {
      if (isKnownRedirection(c, event)) return unchanged(before);
      const signals = released(dial.legs, event.at);
      signals.push(...dialRecordingStopped(c, event.at, 'redirected'));
      return redirected(c, event, c.record, { ...dial, legs: [] }, [], signals);
    }
    case 'call.hangUp':
      return endDial([hangUp(c.sid)]);
    case 'call.hungUp':
      return endDial([]);
    case 'timer.fired':
      return isDue(c.timers, event, 'time-limit')
        ? endDial([hangUp(c.sid)])
        : notDue(before, event);
    default:
      return busy(before, event);
  }
}

export function inConference(before: Call, event: Event): Answer {
  const { context: c } = before;
  const stay = c.stay as Stay;
  switch (event.type) {
    case 'participant.admitted':
      if (event.stay !== stay.stay || stay.isIn) return ignored(before);
      return moved(before.state, { ...c, stay: { ...stay, isIn: true } }, [
        { type: 'network.join', machine, sid: c.sid, conferenceSid: stay.conferenceSid },
      ]);
    case 'participant.dismissed':
      return event.stay === stay.stay ? dismissed(c, stay, event) : ignored(before);
    case 'call.redirect':
      if (isKnownRedirection(c, event)) return unchanged(before);
      return redirected(c, event, c.record, c.dial, leave(c, stay), [left(stay, event.at)]);
    case 'call.hangUp':
      return end('completed', 'completed', c, event, [hangUp(c.sid)], [left(stay, event.at)]);
    case 'call.hungUp':
      return end('completed', 'completed', c, event, [], [left(stay, event.at)]);
    case 'timer.fired':
      return isDue(c.timers, event, 'time-limit')
        ? end('completed', 'completed', c, event, [hangUp(c.sid)], [left(stay, event.at)])
        : notDue(before, event);
    default:
      return busy(before, event);
  }
}

const left = ({ conferenceSid, stay }: Stay, at: number): Signal => ({
  to: { machine: 'conference', sid: conferenceSid },
  event: { type: 'participant.left', at, stay },
});
const leave = ({ sid }: Context, { isIn, conferenceSid }: Stay): Effect[] =>
  isIn ? [{ type: 'network.leave', machine, sid, conferenceSid }] : [];

function dismissed(c: Context, stay: Stay, event: EventOf<'participant.dismissed'>): Answer {
  const { reason, at } = event;
  if (reason === 'removed' || reason === 'ended-by-api') {
    return end('completed', 'completed', c, event, [hangUp(c.sid)]);
  }
  const context = { ...c, updatedAt: at };
  if (reason === 'over-before-join' && stay.isNamed) {
    return moved('inProgress.executing', context, [resumed(c.sid, true)]);
  }
  const effects = leave(c, stay);
  effects.push(stay.hasAction ? requested(c.sid, 'conference-left') : resumed(c.sid, false));
  return moved('inProgress.executing', context, effects);
}
