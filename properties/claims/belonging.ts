/** Who belongs to whom, and who waits for whom: recordings and legs, and those that asked for them. */
import {
  type Address,
  type Contexts,
  type DialVerb,
  type EventOf,
  type Hosted,
  isSameMachine,
  type KindId,
  type MachineName,
  type RecordingRequest,
  slotOf,
} from '../../machines/index.ts';
import { isHandedOver, type Snapshot } from '../../src/engine/index.ts';
import { isEqual, isOpen, isOver, type Moment, type MomentOf } from './claim.ts';

export type Notes = Readonly<Record<string, string>>;
/** Notes with one changed, or without it; the same notes if it is there already. */
export function noted(notes: Notes, key: string, note: string | undefined): Notes {
  if (notes[key] === note) return notes;
  const others = Object.entries(notes).filter(([other]) => other !== key);
  if (note !== undefined) others.push([key, note]);
  return Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}
export const has = (notes: Notes, note: string) => Object.values(notes).includes(note);

/** Remembers who lives and is somebody's, until that somebody is over. */
export function wardsEnd(ward: string, guardian = '') {
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
      const owner = ownerOf(snapshot);
      const isHeard = event.type === 'recording.requested' || event.type === 'leg.requested';
      const isKnownOver = notes[self] === 'over';
      if (isHeard && owner && !isKnownOver && isWard(to, owner))
        notes = noted(notes, self, slotOf(owner));
      const isToldByIts = event.type === 'host.ended' && owner && isSameMachine(owner, event.host);
      if (isToldByIts && self in notes) notes = noted(notes, self, 'over');
      if (!isOver(snapshot)) return notes;
      // The call of a line that was handed over has what the leg had.
      const heir = isHandedOver(snapshot) ? slotOf({ machine: 'call', sid: to.sid }) : 'over';
      for (const key in notes) if (notes[key] === self) notes = noted(notes, key, heir);
      return noted(notes, self, undefined);
    },
    holds: (notes: Notes) => !has(notes, 'over'),
  };
}

/** Whom a machine waits for: its recordings, and its legs. */
function awaited(one: Snapshot | undefined): readonly string[] {
  if (!one || one.machine === 'recording' || one.machine === 'transcription') return [];
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
export function ownerOf(one: Snapshot | undefined): Address | undefined {
  if (one?.machine === 'recording') return (one.context as Contexts['recording']).host;
  return one?.machine === 'dialLeg' ? (one.context as Contexts['dialLeg']).parent : undefined;
}
/** Who asks for a recording or leg. */
function askerOf(event: Moment['event']): Address | undefined {
  if (event.type === 'recording.requested') return event.host;
  return event.type === 'leg.requested' ? event.parent : undefined;
}
/** Remembers who waits for which recordings and legs, and for which in vain. */
export function waitsForTheLiving() {
  const wait = (waiter: Address | undefined, thing: string) =>
    waiter ? `${slotOf(waiter)} waits for ${thing}` : '';
  const inVain = (notes: Notes, key: string) =>
    key in notes ? noted(notes, key, 'in vain') : notes;
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, before, event, snapshot }: Moment): Notes => {
      const self = slotOf(to);
      const owner = ownerOf(snapshot);
      const asker = askerOf(event);
      const isDone = isOver(snapshot) || snapshot?.state === 'processing';
      const isOfAnother = asker && owner && !isSameMachine(asker, owner);
      const left = isDone ? inVain(was, wait(owner, self)) : was;
      const notes = isOfAnother ? inVain(left, wait(asker, self)) : left;
      if (before === snapshot) return notes;
      const [old, now] = [awaited(before), awaited(snapshot)];
      const rest = old
        .filter((key) => !now.includes(key))
        .reduce((some, key) => noted(some, wait(to, key), undefined), notes);
      return now
        .filter((key) => !old.includes(key))
        .reduce((more, key) => noted(more, wait(to, key), 'waits'), rest);
    },
    holds: (notes: Notes) => !has(notes, 'in vain'),
  };
}

/** Whether a request is the one that made this recording. */
export const isOwnRequest = (of: Snapshot<'recording'>, event: EventOf<'recording.requested'>) =>
  isEqual(
    [of.context.host, of.context.path, of.context.callSid, of.context.createdAt],
    [event.host, event.path, event.callSid, event.at],
  );
/** Whether a request is the one that made this leg. */
export const isOwnDial = (of: Snapshot<'dialLeg'>, event: EventOf<'leg.requested'>) =>
  isEqual(
    [of.context.parent, of.context.participation?.stay, of.context.createdAt],
    [event.parent, event.stay, event.at],
  );
/** Whether a leg is told by the call that dialled it that they are connected. */
export function isConnected({ before, event }: Pick<Moment, 'before' | 'event'>): boolean {
  if (before?.machine !== 'dialLeg' || event.type !== 'leg.chosen') return false;
  const { participation, parent } = (before as Snapshot<'dialLeg'>).context;
  return participation === null && isSameMachine(event.parent, parent);
}

/** Remembers the recordings, of a path if it is named, that are not yet asked to stop. */
export function asksForOneAtOnce(path?: string) {
  const isOfPath = (of: string) => path === undefined || of === path;
  const isAsking = (event: Moment['event']) =>
    event.type === 'recording.requested' && isOfPath(event.path);
  return {
    begin: [] as readonly string[],
    next: (was: readonly string[], { event, signals }: Moment): readonly string[] => {
      const isOver = event.type === 'recording.ended' || event.type === 'recording.declined';
      const over = isOver && isOfPath(event.path) ? [event.recordingSid] : [];
      const stopped = signals.flatMap(({ to, event: { type } }) =>
        type === 'recording.stopRequested' || type === 'host.ended' ? [to.sid] : [],
      );
      const asked = signals.flatMap(({ to, event }) => (isAsking(event) ? [to.sid] : []));
      const gone = [...over, ...stopped];
      if (asked.length === 0 && !was.some((sid) => gone.includes(sid))) return was;
      return [...new Set([...was.filter((sid) => !gone.includes(sid)), ...asked])];
    },
    holds: (sids: readonly string[]) => sids.length <= 1,
  };
}

/** The recordings that a call has to ask for in a step. */
export function wantedByCall({ before, event, verdict, snapshot }: MomentOf<'call'>): Wanted[] {
  if (verdict.verdict !== 'accepted' || !snapshot) return [];
  const callSid = snapshot.sid;
  const wanted = (kind: Wanted['kind'], request?: Wanted['request'] | null): Wanted[] =>
    request ? [{ kind, request, callSid }] : [];
  if (!isOpen(before) && isOpen(snapshot)) {
    return wanted('outbound-call/call', snapshot.context.recording);
  }
  switch (event.type) {
    case 'call.record':
      return wanted('record-verb/call', event.recording);
    case 'call.startRecording':
      return wanted('call-request/request', event.recording);
    case 'call.startBackgroundRecording':
      return wanted('call-request/background', event.recording);
    case 'call.dial':
      return event.recordFrom === 'ringing' ? wanted('dial-verb/call', event.recording) : [];
    case 'leg.answered': {
      const { dial } = snapshot.context;
      return dial?.recordFrom === 'answer' ? wanted('dial-verb/call', dial.recording) : [];
    }
    default:
      return [];
  }
}

/** Whether a recording is hosted for this dial, not for something else under the same sid. */
export const isOfDial = ({ sid, kind }: Hosted, dial: DialVerb | null | undefined): boolean =>
  sid === dial?.recording?.sid && kind === 'dial-verb/call';

/** A recording that a step has to ask for. */
export interface Wanted {
  readonly kind: KindId;
  readonly request: RecordingRequest;
  readonly callSid: string;
}
/** The recordings that a leg has to ask for in a step. */
export function wantedByLeg({ before, event, verdict, snapshot }: MomentOf<'dialLeg'>): Wanted[] {
  if (verdict.verdict !== 'accepted' || !snapshot) return [];
  const callSid = snapshot.sid;
  if (event.type === 'call.startRecording') {
    return [{ kind: 'call-request/request', request: event.recording, callSid }];
  }
  const { recording: request } = snapshot.context;
  const isAnswered = isOpen(snapshot) && !isOpen(before);
  return isAnswered && request ? [{ kind: 'participant-request/leg', request, callSid }] : [];
}
