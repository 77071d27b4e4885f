/** What holds of every conference: its start and end, who is in it, its recordings. */
import type { ConferenceContext, EventOf, Participant } from '../../machines/index.ts';
import { asksForOneAtOnce, type Wanted } from './belonging.ts';
import {
  always,
  announcedWords,
  type Claim,
  everyStep,
  fires,
  goes,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';

export const conferenceClaims: readonly Claim[] = [
  always(
    'CONF-1',
    'It starts once at most, ends once, and announces its end exactly if it started.',
    'conference',
    startsAndEndsOnce(),
  ),
  step('CONF-2', 'Nobody is in a conference that is over, or on the way to it.', ({ snapshot }) => {
    return snapshot?.state !== 'completed' || attendance(snapshot.context) === 0;
  }),
  always(
    'CONF-3',
    'One recording at most is not yet asked to stop.',
    'conference',
    asksForOneAtOnce(),
  ),
  step('CONF-4', 'It asks for no recording before it starts.', ({ snapshot, signals }) => {
    const isAsking = signals.some(({ event }) => event.type === 'recording.requested');
    return !isAsking || (snapshot?.state === 'inProgress' && snapshot.context.startedAt !== null);
  }),
  step('CONF-5', 'When nobody is in it or on the way to it, it is over.', ({ snapshot }) => {
    return !snapshot || snapshot.state === 'completed' || attendance(snapshot.context) > 0;
  }),
  always(
    'CONF-6',
    'While somebody who asked for recording is in a running conference, it is recorded, until ' +
      'the recording that they brought about or found has ended, or was declined; and it is recorded for nobody else.',
    'conference',
    recordsWhoAsks(),
  ),
  seen('CONF-20', 'It starts when somebody joins who starts it.', starts('init')),
  seen('CONF-21', 'Its first participant starts it.', starts('none')),
  seen('CONF-22', 'Its last participant leaves.', ends('participant.left', 'last-partic')),
  seen('CONF-23', 'Somebody leaves who ends it.', ends('participant.left', 'participant-with')),
  seen('CONF-24', 'A request ends it.', ends('conference.end', 'conference-ended-via-api')),
  seen('CONF-25', 'Its time runs out.', fires('inProgress', 'time-limit', 'completed')),
  seen('CONF-26', 'Nobody comes, so it is over.', goes('init', 'leg.ended', 'completed')),
  seen('CONF-27', 'Somebody is turned away: it is full.', dismisses('full')),
  seen('CONF-28', 'Somebody is turned away: it is over.', dismisses('over-before-join')),
  seen('CONF-29', 'Somebody is removed.', dismisses('removed')),
  seen('CONF-30', 'It is recorded again.', ({ event, signals }) => {
    return event.type === 'recording.ended' && signals.length > 0;
  }),
  seen('CONF-31', 'Somebody joins who asks, and it is recorded at once.', (moment) => {
    const { before, event, signals } = moment;
    const isAsked = signals.some((signal) => signal.event.type === 'recording.requested');
    return event.type === 'participant.joined' && before?.state === 'inProgress' && isAsked;
  }),
] as const;

type Conferred = MomentOf<'conference'>;
function step(id: string, says: string, isRight: (moment: Conferred) => boolean) {
  return everyStep(id, says, 'conference', isRight);
}
function seen(id: string, says: string, isIt: (moment: Conferred) => boolean) {
  return sometimes(id, says, 'conference', isIt);
}
function starts(from: string) {
  return goes(from, 'participant.joined', 'inProgress');
}
function ends(type: 'participant.left' | 'conference.end', reason: string) {
  return ({ before, event, snapshot }: Conferred) =>
    event.type === type &&
    before?.state === 'inProgress' &&
    snapshot?.context.endReason?.startsWith(reason) === true;
}
function dismisses(reason: string) {
  return ({ signals }: Conferred) =>
    signals.some(({ event }) => event.type === 'participant.dismissed' && event.reason === reason);
}
const attendance = ({ participants, arriving }: ConferenceContext) =>
  participants.length + arriving.length;

function startsAndEndsOnce() {
  type Memory = 'waiting' | 'started' | 'over' | 'wrong';
  const after = (was: Memory, word: string): Memory => {
    if (word === 'start') return was === 'waiting' ? 'started' : 'wrong';
    if (word === 'end') return was === 'started' ? 'over' : 'wrong';
    return was;
  };
  const meant = { init: 'waiting', inProgress: 'started', completed: 'over' } as const;
  return {
    begin: 'waiting' as Memory,
    next: (was: Memory, moment: Moment): Memory => {
      const { before, snapshot } = moment as Conferred;
      const is = announcedWords(moment).reduce(after, was);
      if (is === 'wrong' || !snapshot) return is;
      const neverStarted = snapshot.state === 'completed' && before?.state !== 'inProgress';
      const said = is === 'waiting' && neverStarted ? 'over' : is;
      return said === meant[snapshot.state as keyof typeof meant] ? said : 'wrong';
    },
    holds: (memory: Memory) => memory !== 'wrong',
  };
}

/** Who is in and has asked, without those who brought about or found a recording that has ended. */
type Asking = readonly (readonly [stay: string, recordingSid: string])[];
function recordsWhoAsks() {
  interface Memory {
    readonly asking: Asking;
    readonly isRight: boolean;
  }
  return {
    begin: { asking: [], isRight: true } as Memory,
    next: (was: Memory, moment: Moment): Memory => {
      const { snapshot } = moment as Conferred;
      if (!snapshot || moment.before === snapshot) return was;
      const asking = stillAsking(was.asking, moment as Conferred);
      const isLacking = snapshot.state === 'inProgress' && snapshot.context.recording === null;
      const { signals } = moment;
      const isUnasked = signals.some(
        ({ to, event }) =>
          event.type === 'recording.requested' && !asking.some(([, sid]) => sid === to.sid),
      );
      const isRight = was.isRight && !(isLacking && asking.length > 0) && !isUnasked;
      return asking === was.asking && isRight === was.isRight ? was : { asking, isRight };
    },
    holds: ({ isRight }: Memory) => isRight,
  };
}
function stillAsking(was: Asking, { before, event, snapshot }: Conferred): Asking {
  const isIn = (stay: string) => find(snapshot, stay) !== undefined;
  const isServed = ([, sid]: Asking[number]) =>
    isOfItsRecording(event, before) &&
    (event.type === 'recording.endDecided' || sid === event.recordingSid);
  const left = was.filter((one) => isIn(one[0]) && !isServed(one));
  const asks = event.type === 'participant.joined' && event.recording && !find(before, event.stay);
  if (asks && isIn(event.stay)) return [...left, [event.stay, event.recording.sid]];
  return left.length === was.length ? was : left;
}
const find = (snapshot: Conferred['snapshot'], stay: string) =>
  snapshot?.context.participants.find((one) => one.stay === stay);

type OfRecording = EventOf<'recording.endDecided' | 'recording.ended' | 'recording.declined'>;
const isOfItsRecording = (
  event: Conferred['event'],
  before: Conferred['before'],
): event is OfRecording =>
  (event.type === 'recording.endDecided' ||
    event.type === 'recording.ended' ||
    event.type === 'recording.declined') &&
  event.recordingSid === before?.context.recording;

/** The recordings that a conference has to ask for in a step. */
export function wantedByConference({ before, event, snapshot }: Conferred): Wanted[] {
  if (snapshot?.state !== 'inProgress') return [];
  const wanted = (of: Participant['who'], request: Participant['recording'] | undefined) => {
    const path = of.machine === 'call' ? 'conference-verb' : 'participant-request';
    return request ? [{ kind: `${path}/conference` as const, request, callSid: of.sid }] : [];
  };
  const waiting = before?.context.participants ?? [];
  if (
    event.type === 'participant.joined' &&
    find(snapshot, event.stay) &&
    !find(before, event.stay)
  ) {
    const first = waiting.find((one) => one.recording !== null);
    if (before?.state !== 'inProgress' && first) return wanted(first.who, first.recording);
    return before?.context.recording ? [] : wanted(event.participant, event.recording);
  }
  if (!isOfItsRecording(event, before) || event.type === 'recording.endDecided') return [];
  const next = waiting.find((one) => one.recording !== null);
  return next ? wanted(next.who, next.recording) : [];
}
