/** Why things ended, and who is told so: recordings, what they record, conferences and stays. */
import {
  chosen,
  type DismissalReason,
  type EndReason,
  type Participant,
  participantsByDefault,
} from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { everyStep, type Moment, type MomentOf } from './claim.ts';
import { isEqual, isOver } from './dial-leg.ts';

type Recorded = MomentOf<'recording'>;
type Conferred = MomentOf<'conference'>;

export const reasonClaims = [
  everyStep(
    'REC-14',
    'Why it ended is what first decided its end, and stays so.',
    'recording',
    ({ before, event, snapshot }) =>
      (snapshot?.context.endReason ?? null) ===
      (isDecided(snapshot) && !isDecided(before)
        ? whyItEnds(event)
        : (before?.context.endReason ?? null)),
  ),
  everyStep(
    'REC-15',
    'It has an error code exactly if nothing was kept, and the code says what went wrong.',
    'recording',
    saysWhatWentWrong,
  ),
  everyStep(
    'REC-16',
    'What it records is told when capture is over, why, and how long the file is; and is told ' +
      'again if it asks again.',
    'recording',
    tellsItsHost,
  ),
  everyStep(
    'SYS-14',
    'A recording is told that what it records is over when that is so, and what that was.',
    'system',
    saysWhoIsOver,
  ),
  everyStep(
    'CALL-8',
    'A recording is asked to stop by a key, by new instructions or by the end of a dial, and is ' +
      'told by which.',
    'call',
    saysWhyToStop,
  ),
  everyStep(
    'CALL-13',
    'The recording of a dial that is over is asked to stop; so is that of a <Record>, by the ' +
      'first of its keys.',
    'call',
    stopsItsRecording,
  ),
  everyStep(
    'CONF-9',
    'Why it ended is what ended it: a request, its time, whoever left and ended it, or the last.',
    'conference',
    saysWhyItEnded,
  ),
  everyStep(
    'CONF-10',
    'Whoever joins is let in, or turned away: because it is over, because it is full, or because ' +
      'they were removed on the way.',
    'conference',
    answersWhoJoins,
  ),
  everyStep(
    'CONF-11',
    'Everybody who comes or goes is announced once; who is sent out is told why, and who is ' +
      'still on the way is given up.',
    'conference',
    tellsWhoGoes,
  ),
] as const;

const decided = ['stopping', 'processing', 'completed', 'absent', 'deleted'];
const isDecided = (one: Snapshot | undefined) => decided.includes(one?.state ?? '');

const limits = { silence: true, 'max-length': true, 'longest-pause': true } as const;
function whyItEnds(event: Recorded['event']): EndReason | undefined {
  switch (event.type) {
    case 'recording.stop':
      return 'requested';
    case 'recording.stopRequested':
    case 'host.ended':
      return event.reason;
    case 'timer.fired':
      return event.timer in limits ? (event.timer as keyof typeof limits) : 'deadline';
    case 'media.stopped':
      return 'media-stopped';
    case 'media.saved':
      return event.isEmpty ? 'media-failed' : 'media-stopped';
    case 'media.refused':
    case 'media.failed':
      return 'media-failed';
    default:
      return undefined;
  }
}

function saysWhatWentWrong({ before, event, snapshot }: Recorded) {
  const known = before?.context.errorCode ?? null;
  const isLost = snapshot?.state === 'absent' && before?.state !== 'absent';
  return (snapshot?.context.errorCode ?? null) === (isLost ? whatWentWrong(event) : known);
}
function whatWentWrong(event: Recorded['event']): string | undefined {
  switch (event.type) {
    case 'media.saved':
      return 'empty';
    case 'media.refused':
      return 'media-refused';
    case 'media.failed':
      return event.errorCode ?? 'media-failed';
    case 'timer.fired':
      return event.timer === 'start-deadline' ? 'start-timeout' : 'finish-timeout';
    default:
      return undefined;
  }
}

function tellsItsHost({ to, before, event, snapshot, signals }: Recorded) {
  const isDone = (one: Snapshot | undefined) => isDecided(one) && one?.state !== 'stopping';
  const isAskedAgain = isDone(before) && event.type === 'recording.requested';
  const isNews = isDone(snapshot) && !isDone(before);
  if (!snapshot || !(isNews || isAskedAgain)) return signals.length === 0;
  const { host, policy, capturedMs, pausedMs, maxLengthMs } = snapshot.context;
  const { endReason: reason, decidedAt } = snapshot.context;
  const counted = chosen(policy, 'paused-time') === 'counts' ? pausedMs : 0;
  const durationMs = Math.min(capturedMs + counted, maxLengthMs || Number.POSITIVE_INFINITY);
  const told = { type: 'recording.ended', at: event.at, recordingSid: to.sid, durationMs };
  return isEqual(signals, [{ to: host, event: { ...told, reason, decidedAt } }]);
}

function saysWhoIsOver({ to, before, snapshot, signals }: Moment) {
  const over = {
    call: 'call-ended',
    dialLeg: 'leg-ended',
    conference: 'conference-ended',
  } as const;
  return signals.every(({ event }) => {
    if (event.type !== 'host.ended' || to.machine === 'recording') return true;
    return event.reason === over[to.machine] && isOver(snapshot) && !isOver(before);
  });
}

const stops: Readonly<Record<string, EndReason>> = {
  'digit.pressed': 'finish-key',
  'call.redirect': 'redirected',
  'leg.ended': 'dial-ended',
};
function saysWhyToStop({ event: cause, signals }: MomentOf<'call'>) {
  return signals.every(
    ({ event }) => event.type !== 'recording.stopRequested' || event.reason === stops[cause.type],
  );
}
/** The recording of the verb that a step brings to its end, if it may still capture. */
function endedRecording({ before, event, snapshot }: MomentOf<'call'>): string | undefined {
  const { record, dial, recordings } = before?.context ?? {};
  if (event.type === 'digit.pressed' && before?.state === 'inProgress.recording') {
    const isKey = record?.digit === null && record.finishOnKey.includes(event.digit);
    return isKey ? record.recordingSid : undefined;
  }
  const isOfDial = event.type === 'leg.ended' && before?.state !== snapshot?.state;
  return isOfDial ? recordings?.find(({ sid }) => sid === dial?.recording?.sid)?.sid : undefined;
}
function stopsItsRecording(step: MomentOf<'call'>) {
  const ended = endedRecording(step);
  if (ended === undefined) return true;
  return step.signals.some(
    ({ to, event }) => to.sid === ended && event.type === 'recording.stopRequested',
  );
}

const isIn = (one: Conferred['before'], stay: string) =>
  one?.context.participants.some((other) => other.stay === stay) ?? false;
/** Who was in and is not any more, and who is in now and was not. */
const gone = ({ before, snapshot }: Conferred) =>
  (before?.context.participants ?? []).filter(({ stay }) => !isIn(snapshot, stay));
const come = ({ before, snapshot }: Conferred) =>
  (snapshot?.context.participants ?? []).filter(({ stay }) => !isIn(before, stay));

/** Whom an event is about, if they were in. */
function leaver({ before, event }: Conferred): Participant | undefined {
  const those = before?.context.participants ?? [];
  if (event.type === 'participant.left') return those.find(({ stay }) => stay === event.stay);
  if (event.type !== 'conference.removeParticipant') return undefined;
  return those.find(({ who }) => who.sid === event.callSid);
}

function saysWhyItEnded(step: Conferred) {
  const { before, event, snapshot } = step;
  const { endReason = null, endedBy = null } = snapshot?.context ?? {};
  if (snapshot?.state !== 'completed') return endReason === null && endedBy === null;
  const was = before?.context;
  if (before?.state === 'completed') {
    return endReason === was?.endReason && endedBy === was?.endedBy;
  }
  if (event.type === 'conference.end') return isEqual([endReason, endedBy], [apiEnd, null]);
  if (event.type === 'timer.fired') return isEqual([endReason, endedBy], ['time-exceeded', null]);
  const who = leaver(step);
  const why = who?.endOnExit ? exitEnd : 'last-participant-left';
  return endReason === why && endedBy === (who?.who.sid ?? null);
}
const apiEnd = 'conference-ended-via-api';
const exitEnd = 'participant-with-end-conference-on-exit-left';

function answersWhoJoins(step: Conferred) {
  const { before, event, verdict, snapshot, signals } = step;
  if (event.type !== 'participant.joined' || verdict.verdict !== 'accepted') return true;
  const { participant, stay, at } = event;
  const answers = signals.filter((one) => one.event.type.startsWith('participant.'));
  const type = isIn(snapshot, stay) ? 'participant.admitted' : 'participant.dismissed';
  const reason = whyNotIn(before, participant);
  const more = type === 'participant.admitted' ? {} : { reason };
  const isRight = (reason === undefined) === (type === 'participant.admitted');
  return isRight && isEqual(answers, [{ to: participant, event: { type, at, stay, ...more } }]);
}
function whyNotIn(
  before: Conferred['before'],
  { machine, sid }: Participant['who'],
): DismissalReason | undefined {
  if (before?.state === 'completed') return 'over-before-join';
  const { participants, arriving, maxParticipants } = before?.context ?? noConference;
  const isAwaited = arriving.some(({ legSid }) => legSid === sid);
  if (machine === 'dialLeg' && !isAwaited) return before ? 'removed' : 'over-before-join';
  const most = maxParticipants ?? participantsByDefault;
  const isFull = participants.length + arriving.length >= most;
  return machine === 'call' && isFull ? 'full' : undefined;
}
const noConference = { participants: [], arriving: [], maxParticipants: null } as {
  readonly participants: readonly Participant[];
  readonly arriving: readonly { readonly legSid: string }[];
  readonly maxParticipants: number | null;
};

/** Why the others are sent out when it ends, and whoever is removed. */
function whyOut(step: Conferred, { stay }: Participant): DismissalReason {
  const { type } = step.event;
  if (leaver(step)?.stay === stay) return 'removed';
  if (type === 'conference.end') return 'ended-by-api';
  return type === 'timer.fired' ? 'time-exceeded' : 'over';
}
function tellsWhoGoes(step: Conferred) {
  const { before, event, snapshot, effects, signals } = step;
  if (before === snapshot && effects.length === 0) return true;
  const said = (word: string) =>
    effects.flatMap((one) =>
      one.type === 'announced' && one.status === word ? [one.callSid] : [],
    );
  const sids = (those: readonly Participant[]) => those.map(({ who }) => who.sid);
  const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
    isEqual([...a].sort(), [...b].sort());
  const out = gone(step).filter(
    ({ stay }) => event.type !== 'participant.left' || event.stay !== stay,
  );
  const sentOut = out.map((one) => JSON.stringify([one.who.sid, one.stay, whyOut(step, one)]));
  const toldOut = signals.flatMap(({ to, event: one }) =>
    one.type === 'participant.dismissed' ? [JSON.stringify([to.sid, one.stay, one.reason])] : [],
  );
  const released = signals.flatMap((one) =>
    one.event.type === 'leg.released' ? [one.to.sid] : [],
  );
  const left = snapshot?.context.arriving.map(({ legSid }) => legSid) ?? [];
  const selves = event.type === 'leg.ended' ? [event.legSid] : [];
  if (event.type === 'participant.joined') selves.push(event.participant.sid);
  const givenUp = (before?.context.arriving ?? [])
    .map(({ legSid }) => legSid)
    .filter((legSid) => !left.includes(legSid) && !selves.includes(legSid));
  const isTurnedAway = event.type === 'participant.joined';
  return (
    isSame(said('leave'), sids(gone(step))) &&
    isSame(said('join'), sids(come(step))) &&
    (isTurnedAway || isSame(toldOut, sentOut)) &&
    isSame(released, givenUp)
  );
}
