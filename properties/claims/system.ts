/** What holds of calls, legs, conferences and recordings together: all machines of a run. */
import {
  type Address,
  type Contexts,
  kindOf,
  type MachineName,
  slotOf,
  sourceOf,
} from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { wantedByCall } from './call.ts';
import { always, eventually, everyStep, type Moment, type MomentOf, sometimes } from './claim.ts';
import { wantedByConference } from './conference.ts';
import { isEqual, isIdle, isOpen, isOver, type Wanted, wantedByLeg } from './dial-leg.ts';

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
  last('SYS-9', 'Nobody waits for a recording or a leg that is over.', waitsForTheLiving()),
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

type Notes = Readonly<Record<string, string>>;
/** Notes with one changed, or without it; the same notes if it is there already. */
function noted(notes: Notes, key: string, note: string | undefined): Notes {
  if (notes[key] === note) return notes;
  const others = Object.entries(notes).filter(([other]) => other !== key);
  if (note !== undefined) others.push([key, note]);
  return Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}
const has = (notes: Notes, note: string) => Object.values(notes).includes(note);

/** Remembers who lives and is somebody's, until that somebody is over. */
function wardsEnd(ward: string, guardian = '') {
  const isWard = (one: Address, of: Address) =>
    one.machine.startsWith(ward) && of.machine.startsWith(guardian);
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, event, snapshot, signals }: Moment): Notes => {
      let notes = was;
      const self = slotOf(to);
      for (const sent of signals) {
        const isBorn =
          sent.event.type === 'recording.requested' || sent.event.type === 'leg.requested';
        if (isBorn && isWard(sent.to, to)) notes = noted(notes, slotOf(sent.to), self);
      }
      const isHeard = event.type === 'recording.requested' && !(self in notes);
      if (isHeard && isWard(to, event.host)) notes = noted(notes, self, slotOf(event.host));
      if (event.type === 'host.ended' && self in notes) notes = noted(notes, self, 'over');
      if (!isOver(snapshot)) return notes;
      for (const key in notes) if (notes[key] === self) notes = noted(notes, key, 'over');
      return noted(notes, self, undefined);
    },
    holds: (notes: Notes) => !has(notes, 'over'),
  };
}

function isHungUp({ to, before, event, snapshot, effects }: Moment) {
  if (to.machine !== 'call' && to.machine !== 'dialLeg') return true;
  const wasOpen = isOpen(before);
  if (isOpen(snapshot)) return true;
  const isAnswered = event.type === 'call.answered' && before?.state !== 'completed';
  if (!wasOpen && !isAnswered) return true;
  return event.type === 'call.hungUp' || effects.some(({ type }) => type === 'network.hangUp');
}

const slotOfLeg = (sid: string) => slotOf({ machine: 'dialLeg', sid });
/** Remembers to which dial each living leg belongs, and which leg of a dial was bridged. */
function bridgesOneAtMost() {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, before, event, verdict, snapshot }: Moment): Notes => {
      if (event.type === 'call.dial' && verdict.verdict === 'accepted') {
        const dial = `dial ${event.legs[0]}`;
        return event.legs.reduce((notes, leg) => noted(notes, slotOfLeg(leg), dial), was);
      }
      const leg = slotOfLeg(to.sid);
      const dial = was[leg];
      if (to.machine !== 'dialLeg' || dial === undefined) return was;
      const isBridged = snapshot?.state === 'answered.bridged' && snapshot.state !== before?.state;
      if (isBridged) return noted(was, dial, was[dial] === undefined ? leg : 'two');
      if (!isOver(snapshot)) return was;
      const others = noted(was, leg, undefined);
      return has(others, dial) || was[dial] === 'two' ? others : noted(others, dial, undefined);
    },
    holds: (notes: Notes) => !has(notes, 'two'),
  };
}

function staysOf(one: Snapshot | undefined): readonly string[] {
  const of = <M extends MachineName>(_machine: M) => (one as Snapshot<M>).context;
  if (one?.machine === 'conference') return of('conference').participants.map(({ stay }) => stay);
  if (one?.state === 'inProgress.inConference') return [of('call').stay?.stay ?? ''];
  const isLeg = one?.machine === 'dialLeg' && isOpen(one);
  return isLeg && of('dialLeg').participation ? [of('dialLeg').participation?.stay ?? ''] : [];
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

/** Whom a machine waits for: its recordings, and its legs. */
function awaited(one: Snapshot | undefined): readonly string[] {
  if (!one || one.machine === 'recording') return [];
  const keys = (machine: MachineName, sids: readonly string[]) =>
    sids.map((sid) => slotOf({ machine, sid }));
  if (one.machine === 'conference') {
    const { arriving, recording } = one.context as Contexts['conference'];
    const legs = arriving.map(({ legSid }) => legSid);
    return [...keys('dialLeg', legs), ...keys('recording', recording === null ? [] : [recording])];
  }
  const { recordings, record, dial } = one.context as Contexts['call'];
  const hosted = recordings.map(({ sid }) => sid);
  const verb = one.state.slice('inProgress.'.length);
  if (verb === 'recording') hosted.push(record?.recordingSid ?? '');
  const legs = verb === 'dialing' || verb === 'bridged' ? (dial?.legs ?? []) : [];
  return [...keys('recording', hosted), ...keys('dialLeg', legs)];
}
/** Whose a recording or leg is. */
function ownerOf(one: Snapshot | undefined): string {
  if (one?.machine === 'recording') return slotOf((one.context as Contexts['recording']).host);
  return one?.machine === 'dialLeg' ? slotOf((one.context as Contexts['dialLeg']).parent) : '';
}
/** Remembers who waits for each recording and leg of theirs, or that it is in vain. */
function waitsForTheLiving() {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, before, snapshot }: Moment): Notes => {
      const self = slotOf(to);
      const isDone = isOver(snapshot) || snapshot?.state === 'processing';
      const isInVain = isDone && was[self] === ownerOf(snapshot);
      const notes = isInVain ? noted(was, self, 'in vain') : was;
      if (before === snapshot) return notes;
      const [old, now] = [awaited(before), awaited(snapshot)];
      const rest = old
        .filter((key) => !now.includes(key))
        .reduce((left, key) => noted(left, key, undefined), notes);
      return now
        .filter((key) => !old.includes(key))
        .reduce((more, key) => noted(more, key, self), rest);
    },
    holds: (notes: Notes) => !has(notes, 'in vain'),
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
