/** What a hand-written conference does on the way from state to state. */

import {
  type Address,
  type Arriving,
  type ConferenceContext,
  type ConferenceEnd,
  chosen,
  type DismissalReason,
  type Effect,
  type EventOf,
  type EventTo,
  kindOf,
  type Participant,
  type Signal,
  sourceOf,
} from '../../../machines/index.ts';
import { type KindId, settingsOf } from '../../../machines/words/creation-paths.ts';
import {
  type Snapshot,
  type StateOf,
  type Step,
  snapshotVersion,
} from '../../../src/engine/index.ts';
import { accepted, firedBy, none, timerCancelled, timerSet } from './answers.ts';

export type Conference = Snapshot<'conference'>;
export type Answer = Step<'conference'>;
export type Event = EventTo<'conference'>;
export type Context = ConferenceContext;
export type Joined = EventOf<'participant.joined'>;
export type Departing = EventOf<'participant.left' | 'conference.removeParticipant' | 'leg.ended'>;

const machine = 'conference';
export const moved = (
  state: StateOf<'conference'>,
  context: Context,
  effects: readonly Effect[],
  signals: readonly Signal[] = none,
): Answer => ({
  snapshot: { machine, version: snapshotVersion, sid: context.sid, state, context },
  verdict: accepted,
  signals,
  effects,
});

const announced = (sid: string, status: 'start' | 'end', at: number): Effect => ({
  type: 'announced',
  machine,
  sid,
  status,
  at,
});
const announcedOf = (
  sid: string,
  status: 'join' | 'leave',
  at: number,
  callSid: string,
): Effect => ({ type: 'announced', machine, sid, status, at, callSid });
export const dismissed = (
  conferenceSid: string,
  to: Address,
  at: number,
  stay: string,
  reason: DismissalReason,
): Signal => ({ to, event: { type: 'participant.dismissed', at, conferenceSid, stay, reason } });
export const legReleased = (conferenceSid: string, sid: string, at: number): Signal => ({
  to: { machine: 'dialLeg', sid },
  event: { type: 'leg.released', at, parent: { machine, sid: conferenceSid } },
});

const kindBy = (id: KindId) => ({ id, ...kindOf(id) });
const byVerb = kindBy('conference-verb/conference');
const byRequest = kindBy('participant-request/conference');
/** The recording that a participant asked for. */
function recordingRequested(c: Context, at: number, { who, recording }: Participant): Signal[] {
  if (recording === null) return [];
  const isCall = who.machine === 'call';
  const kind = isCall ? byVerb : byRequest;
  return [
    {
      to: { machine: 'recording', sid: recording.sid },
      event: {
        type: 'recording.requested',
        at,
        path: kind.path,
        source: isCall ? 'Conference' : sourceOf(kind.id, c.policy),
        host: { machine, sid: c.sid },
        callSid: who.sid,
        conferenceSid: c.sid,
        policy: c.policy,
        settings: settingsOf(kind.id, recording),
        ...(recording.transcription && { transcription: recording.transcription }),
      },
    },
  ];
}
/** Who asked for a recording that no recording has answered. */
const unanswered = (of: readonly Participant[]) => of.find(({ recording }) => recording !== null);
const used = (of: readonly Participant[], asker: Participant) =>
  of.map((one) => (one === asker ? { ...one, recording: null } : one));

export const arrivingAs = (c: Context, legSid: string): Arriving | undefined =>
  c.arriving.find((one) => one.legSid === legSid);
const arrivedAs = (c: Context, { machine: by, sid }: Address): Arriving | undefined =>
  by === 'dialLeg' ? arrivingAs(c, sid) : undefined;
const joinedBy = (event: Joined, onTheWay: Arriving | undefined): Participant => ({
  stay: event.stay,
  who: event.participant,
  startOnEnter: event.startOnEnter ?? true,
  endOnExit: onTheWay?.endOnExit ?? event.endOnExit ?? false,
  joinedAt: event.at,
  recording: event.recording ?? null,
});
const admitted = ({ sid }: Context, { participant, stay, at }: Joined): Signal => ({
  to: participant,
  event: { type: 'participant.admitted', at, conferenceSid: sid, stay },
});

/** Somebody is let in; `updatedAt` changes only where the state is entered. */
export function admit(
  state: StateOf<'conference'>,
  c: Context,
  event: Joined,
  updatedAt: number,
  isRecorded = false,
): Answer {
  const { at, participant } = event;
  const onTheWay = arrivedAs(c, participant);
  const joined = joinedBy(event, onTheWay);
  const signals = [admitted(c, event)];
  if (isRecorded) signals.push(...recordingRequested(c, at, joined));
  return moved(
    state,
    {
      ...c,
      maxParticipants: c.maxParticipants ?? event.maxParticipants ?? null,
      participants: [...c.participants, isRecorded ? { ...joined, recording: null } : joined],
      arriving: onTheWay ? c.arriving.filter((one) => one !== onTheWay) : c.arriving,
      recording: isRecorded ? (joined.recording?.sid ?? null) : c.recording,
      updatedAt,
    },
    [announcedOf(c.sid, 'join', at, participant.sid)],
    signals,
  );
}

/** With this participant it starts, and is recorded for whoever asked first. */
export function start(c: Context, event: Joined): Answer {
  const { at, participant } = event;
  const onTheWay = arrivedAs(c, participant);
  const participants = [...c.participants, joinedBy(event, onTheWay)];
  const effects = [announcedOf(c.sid, 'join', at, participant.sid), announced(c.sid, 'start', at)];
  const limitMs = chosen(c.policy, 'conference-time-limit-ms');
  if (limitMs > 0) effects.push(timerSet(machine, c.sid, 'time-limit', at + limitMs));
  const asker = unanswered(participants);
  const signals = [admitted(c, event)];
  if (asker) signals.push(...recordingRequested(c, at, asker));
  return moved(
    'inProgress',
    {
      ...c,
      timers: limitMs > 0 ? { ...c.timers, 'time-limit': at + limitMs } : c.timers,
      maxParticipants: c.maxParticipants ?? event.maxParticipants ?? null,
      participants: asker ? used(participants, asker) : participants,
      arriving: onTheWay ? c.arriving.filter((one) => one !== onTheWay) : c.arriving,
      recording: asker?.recording?.sid ?? c.recording,
      updatedAt: at,
      startedAt: at,
    },
    effects,
    signals,
  );
}

/** Whoever asked has been recorded, since the end is decided: who comes now is recorded anew. */
export const answerAskers = (c: Context): Answer =>
  moved(
    'inProgress',
    { ...c, participants: c.participants.map((one) => ({ ...one, recording: null })) },
    none,
  );
/** The recording is over, or was not made: whoever has asked in vain is recorded now. */
export function recordAgain(c: Context, { at }: Event): Answer {
  const asker = unanswered(c.participants);
  if (!asker?.recording) return moved('inProgress', { ...c, recording: null }, none);
  const participants = used(c.participants, asker);
  return moved(
    'inProgress',
    { ...c, participants, recording: asker.recording.sid },
    none,
    recordingRequested(c, at, asker),
  );
}

/**
 * It is over: whoever is in or on the way is sent away. Who goes by themselves, and what is told of
 * that, is handed in.
 */
export function end(
  c: Context,
  event: Event,
  endReason: ConferenceEnd,
  reason: DismissalReason,
  gone: Participant | Arriving | undefined = undefined,
  effects: Effect[] = [],
  signals: Signal[] = [],
): Answer {
  const { at } = event;
  const endedBy = gone && 'who' in gone ? gone.who.sid : null;
  for (const one of c.participants) {
    if (one === gone) continue;
    signals.push(dismissed(c.sid, one.who, at, one.stay, reason));
    effects.push(announcedOf(c.sid, 'leave', at, one.who.sid));
  }
  for (const one of c.arriving) if (one !== gone) signals.push(legReleased(c.sid, one.legSid, at));
  if (c.recording !== null) {
    const host = { machine, sid: c.sid } as const;
    const event = { type: 'host.ended', at, host, reason: 'conference-ended' } as const;
    signals.push({ to: { machine: 'recording', sid: c.recording }, event });
  }
  if (c.startedAt !== null) effects.push(announced(c.sid, 'end', at));
  if (c.timers['time-limit'] !== undefined && firedBy(event) !== 'time-limit') {
    effects.push(timerCancelled(machine, c.sid, 'time-limit'));
  }
  return moved(
    'completed',
    {
      ...c,
      timers: {},
      participants: [],
      arriving: [],
      updatedAt: at,
      endedAt: at,
      endReason,
      endedBy,
    },
    effects,
    signals,
  );
}

/** Somebody goes who is in: it is over if they end it, or if nobody is left. */
export function leave(
  state: StateOf<'conference'>,
  c: Context,
  gone: Participant,
  event: Departing,
  signals: Signal[],
): Answer {
  const { at } = event;
  const { sid } = gone.who;
  const effects = [announcedOf(c.sid, 'leave', at, sid)];
  if (gone.endOnExit) {
    const reason = 'participant-with-end-conference-on-exit-left';
    return end(c, event, reason, 'ended-by-exit', gone, effects, signals);
  }
  if (c.participants.length + c.arriving.length === 1) {
    return end(c, event, 'last-participant-left', 'ended-by-exit', gone, effects, signals);
  }
  const participants = c.participants.filter((one) => one !== gone);
  return moved(state, { ...c, participants }, effects, signals);
}

/** Somebody goes who is on the way: it is over if nobody is left. */
export function giveUp(
  state: StateOf<'conference'>,
  c: Context,
  gone: Arriving,
  event: Departing,
  signals: Signal[],
): Answer {
  if (c.participants.length + c.arriving.length === 1) {
    return end(c, event, 'last-participant-left', 'ended-by-exit', gone, [], signals);
  }
  const arriving = c.arriving.filter((one) => one !== gone);
  return moved(state, { ...c, arriving }, none, signals);
}
