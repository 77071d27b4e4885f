/** Why recordings are asked to end, why conferences end, and who is let in, sent out and told so. */
import {
  type DismissalReason,
  type EndReason,
  isSameMachine,
  type Participant,
  participantsByDefault,
} from '../../machines/index.ts';
import { isOfDial } from './belonging.ts';
import { everyStep, isEqual, type MomentOf } from './claim.ts';

type Conferred = MomentOf<'conference'>;

export const reasonClaims = [
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
    'Whoever joins is let in, or turned away: because it is over, because it is full, because they ' +
      'were removed on the way, or because their stay is of another.',
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
  const isOver = event.type === 'leg.ended' && before?.state !== snapshot?.state;
  return isOver ? recordings?.find((one) => isOfDial(one, dial))?.sid : undefined;
}
function stopsItsRecording(step: MomentOf<'call'>) {
  const ended = endedRecording(step);
  if (ended === undefined) return true;
  return step.signals.some(
    ({ to, event }) => to.sid === ended && event.type === 'recording.stopRequested',
  );
}

type Staying = Pick<Participant, 'who' | 'stay'>;
const isIn = (one: Conferred['before'], { who, stay }: Staying) =>
  one?.context.participants.some((other) => other.stay === stay && isSameMachine(other.who, who)) ??
  false;
/** Who was in and is not any more, and who is in now and was not. */
const gone = ({ before, snapshot }: Conferred) =>
  (before?.context.participants ?? []).filter((one) => !isIn(snapshot, one));
const come = ({ before, snapshot }: Conferred) =>
  (snapshot?.context.participants ?? []).filter((one) => !isIn(before, one));

/** Whom an event is about, if they were in. */
function leaver({ before, event }: Conferred): Participant | undefined {
  const those = before?.context.participants ?? [];
  if (event.type === 'participant.left') {
    const { participant, stay } = event;
    return those.find((one) => one.stay === stay && isSameMachine(one.who, participant));
  }
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
  const { to } = step;
  const { participant, stay, at } = event;
  const answers = signals.filter((one) => one.event.type.startsWith('participant.'));
  const type = isIn(snapshot, { who: participant, stay })
    ? 'participant.admitted'
    : 'participant.dismissed';
  const reason = whyNotIn(before, participant, stay);
  const more = type === 'participant.admitted' ? {} : { reason };
  const isRight = (reason === undefined) === (type === 'participant.admitted');
  return (
    isRight &&
    isEqual(answers, [
      { to: participant, event: { type, at, conferenceSid: to.sid, stay, ...more } },
    ])
  );
}
function whyNotIn(
  before: Conferred['before'],
  { machine, sid }: Participant['who'],
  stay: string,
): DismissalReason | undefined {
  if (before?.state === 'completed') return 'over-before-join';
  const { participants, arriving, maxParticipants } = before?.context ?? noConference;
  const isAwaited = arriving.some(({ legSid }) => legSid === sid);
  if (machine === 'dialLeg' && !isAwaited) return before ? 'removed' : 'over-before-join';
  if (participants.some((one) => one.stay === stay)) return 'stay-taken';
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
  return type === 'timer.fired' ? 'time-exceeded' : 'ended-by-exit';
}
function tellsWhoGoes(step: Conferred) {
  const { before, event, snapshot, effects, signals } = step;
  if (before === snapshot && effects.length === 0) return true;
  const said = (word: string) =>
    effects.flatMap((one) =>
      one.type === 'announced' && one.machine === 'conference' && one.status === word
        ? [one.callSid]
        : [],
    );
  const sids = (those: readonly Participant[]) => those.map(({ who }) => who.sid);
  const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
    isEqual([...a].sort(), [...b].sort());
  const self = event.type === 'participant.left' ? leaver(step) : undefined;
  const out = gone(step).filter((one) => one !== self);
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
