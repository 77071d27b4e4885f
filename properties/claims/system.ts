/** What holds of calls, legs, conferences and recordings together: all machines of a run. */
import {
  type Address,
  type Contexts,
  kindOf,
  type MachineName,
  slotOf,
  sourceOf,
} from '../../machines/index.ts';
import { isHandedOver, type Snapshot } from '../../src/engine/index.ts';
import {
  has,
  type Notes,
  noted,
  ownerOf,
  type Wanted,
  waitsForTheLiving,
  wantedByCall,
  wantedByLeg,
  wardsEnd,
} from './belonging.ts';
import {
  always,
  eventually,
  everyStep,
  isEqual,
  isIdle,
  isOpen,
  isOver,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';
import { wantedByConference } from './conference.ts';

export const systemClaims = [
  last('REC-6', 'A recording has ended once its host is over.', wardsEnd('recording')),
  last('CALL-4', 'When a call is over, all its legs and recordings end.', wardsEnd('', 'call')),
  everyStep(
    'CALL-5',
    'Every line that was answered is hung up when it is over, unless the network has said so.',
    'system',
    isHungUp,
  ),
  always(
    'LEG-2',
    'Of the legs of a dial one at most is ever bridged.',
    'system',
    bridgesOneAtMost(),
  ),
  last('LEG-3', 'A leg whose parent call or conference is over ends.', wardsEnd('dialLeg')),
  last(
    'CONF-7',
    'Whoever a conference lists is in it, and whoever is in it is listed.',
    agreesOnStays(),
  ),
  everyStep(
    'SYS-1',
    'A request makes one recording when its starting condition occurs and none is in progress ' +
      "for it, with its path's source and host; nothing else makes one.",
    'system',
    makesWhatIsAsked,
  ),
  last(
    'SYS-2',
    'When all calls and conferences are over, no recording is live.',
    leavesNothingLive(),
  ),
  everyStep(
    'SYS-8',
    'Whatever any machine refuses or ignores, or has done already, changes nothing.',
    'system',
    isIdle,
  ),
  last(
    'SYS-9',
    'Nobody waits for a recording or a leg that is over, or that is of another.',
    waitsForTheLiving(),
  ),
  ...Object.entries({
    'SYS-20': 'outbound-call/call',
    'SYS-21': 'record-verb/call',
    'SYS-22': 'dial-verb/call',
    'SYS-23': 'conference-verb/conference',
    'SYS-24': 'call-request/request',
    'SYS-25': 'call-request/background',
    'SYS-26': 'participant-request/leg',
    'SYS-27': 'participant-request/conference',
  } as const).map(([id, kind]) =>
    sometimes(id, `A recording is made: ${kind}.`, 'system', (moment) =>
      wantedIn(moment).some((one) => one.kind === kind),
    ),
  ),
] as const;

function last<M>(id: string, says: string, following: Parameters<typeof eventually<M>>[3]) {
  return eventually(id, says, 'system', following);
}

function isHungUp({ to, before, event, snapshot, effects }: Moment) {
  if (to.machine !== 'call' && to.machine !== 'dialLeg') return true;
  const wasOpen = isOpen(before);
  if (isOpen(snapshot) || isHandedOver(snapshot)) return true;
  const isAnswered = event.type === 'call.answered' && before?.state !== 'completed';
  if (!wasOpen && !isAnswered) return true;
  return event.type === 'call.hungUp' || effects.some(({ type }) => type === 'network.hangUp');
}

/** A leg as somebody has dialled it: another may have tried the same. */
const dialledKey = (parent: Address, leg: string) => JSON.stringify([slotOf(parent), leg]);
/** Remembers to which dial each living leg belongs, and which leg of a dial was bridged. */
function bridgesOneAtMost() {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, before, event, verdict, snapshot }: Moment): Notes => {
      if (event.type === 'call.dial' && verdict.verdict === 'accepted') {
        const dial = JSON.stringify([to.sid, event.legs[0]]);
        return event.legs.reduce((notes, leg) => noted(notes, dialledKey(to, leg), dial), was);
      }
      const parent = ownerOf(snapshot);
      if (to.machine !== 'dialLeg' || !parent) return was;
      const leg = dialledKey(parent, to.sid);
      const dial = was[leg];
      if (dial === undefined) return was;
      const isBridged = snapshot?.state === 'answered.bridged' && snapshot.state !== before?.state;
      if (isBridged) return noted(was, dial, was[dial] === undefined ? leg : 'two');
      if (!isOver(snapshot)) return was;
      const others = noted(was, leg, undefined);
      return has(others, dial) || was[dial] === 'two' ? others : noted(others, dial, undefined);
    },
    holds: (notes: Notes) => !has(notes, 'two'),
  };
}

/** The stays that a conference lists, or that a line is in: who, where, under which id. */
function staysOf(one: Snapshot | undefined): readonly string[] {
  const of = <M extends MachineName>(_machine: M) => (one as Snapshot<M>).context;
  const key = (who: Address, conference: string, stay = '') =>
    JSON.stringify([slotOf(who), conference, stay]);
  if (one?.machine === 'conference') {
    return of('conference').participants.map(({ who, stay }) => key(who, one.sid, stay));
  }
  if (one?.state === 'inProgress.inConference') {
    const { stay } = of('call');
    return [key(one, stay?.conferenceSid ?? '', stay?.stay)];
  }
  if (one?.machine !== 'dialLeg' || !isOpen(one)) return [];
  const { participation, parent } = of('dialLeg');
  return participation ? [key(one, parent.sid, participation.stay)] : [];
}
/** Remembers the stays that only one side knows. */
function agreesOnStays() {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, before, snapshot }: Moment): Notes => {
      if (before === snapshot) return was;
      const [mine, theirs] =
        to.machine === 'conference' ? ['listed', 'inside'] : ['inside', 'listed'];
      const [old, now] = [staysOf(before), staysOf(snapshot)];
      const toggled = (notes: Notes, stay: string, from: string, to: string) =>
        noted(notes, stay, notes[stay] === from ? undefined : to);
      const left = old
        .filter((stay) => !now.includes(stay))
        .reduce((notes, stay) => toggled(notes, stay, mine, theirs), was);
      return now
        .filter((stay) => !old.includes(stay))
        .reduce((notes, stay) => toggled(notes, stay, theirs, mine), left);
    },
    holds: (notes: Notes) => Object.keys(notes).length === 0,
  };
}

/** Remembers which calls and conferences live, and which recordings somebody asked for. */
function leavesNothingLive() {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, snapshot, signals }: Moment): Notes => {
      const asked = signals
        .filter(({ event }) => event.type === 'recording.requested')
        .reduce((notes, one) => noted(notes, slotOf(one.to), 'recording'), was);
      if (isOver(snapshot)) return noted(asked, slotOf(to), undefined);
      const isHost = snapshot && (to.machine === 'call' || to.machine === 'conference');
      return isHost ? noted(asked, slotOf(to), 'host') : asked;
    },
    holds: (notes: Notes) => has(notes, 'host') || !has(notes, 'recording'),
  };
}

function wantedIn(moment: Moment): readonly Wanted[] {
  switch (moment.to.machine) {
    case 'call':
      return wantedByCall(moment as MomentOf<'call'>);
    case 'dialLeg':
      return wantedByLeg(moment as MomentOf<'dialLeg'>);
    case 'conference':
      return wantedByConference(moment as MomentOf<'conference'>);
    case 'recording':
    case 'transcription':
      return [];
  }
}
/** Whether a step asks for the recordings that it has to ask for, and makes the one asked of it. */
function makesWhatIsAsked(moment: Moment) {
  const { to, before, event, snapshot, signals } = moment;
  const asked = signals.flatMap(({ to: made, event: one }) =>
    one.type === 'recording.requested'
      ? [[made.sid, one.path, one.source, one.host, one.callSid]]
      : [],
  );
  const wanted = wantedIn(moment);
  if (asked.length + wanted.length > 0) {
    if (!snapshot) return false;
    const { policy } = snapshot.context as Contexts['call'];
    const due = wanted.map(({ kind, request, callSid }) => [
      ...[request.sid, kindOf(kind).path, sourceOf(kind, policy)],
      ...[{ machine: to.machine, sid: to.sid }, callSid],
    ]);
    if (!isEqual(asked, due)) return false;
  }
  if (to.machine !== 'recording' || before || !snapshot) return true;
  const { path, source, host } = snapshot.context as Contexts['recording'];
  const isAsked = event.type === 'recording.requested';
  return isAsked && isEqual([path, source, host], [event.path, event.source, event.host]);
}
