/** What holds of calls, legs, conferences and recordings together: all machines of a run. */
import {
  type Address,
  type CallContext,
  type Effect,
  type EventType,
  type KindId,
  kindOf,
  leavesOf,
  machineNames,
  type Participant,
  type RecordingRequest,
  sourceOf,
  type TimerName,
} from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { always, type Claim, everyStep, eventually, type Moment, sometimes } from './claim.ts';

export const systemClaims = [
  last('REC-6', 'A recording has ended once its host is over.', wardsEnd('recording')),
  last('CALL-4', 'When a call is over, all its legs and recordings end.', wardsEnd('', 'call')),
  everyStep(
    'CALL-5',
    'Every line that was answered is hung up when it is over, unless the network has said so.',
    'system',
    isHungUp,
  ),
  always('LEG-2', 'Of the legs of a dial one at most is ever bridged.', 'system', bridgesOneAtMost()),
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
      requestsIn(moment).some((one) => one.kind === kind),
    ),
  ),
] as const;

function last<M>(id: string, says: string, following: Parameters<typeof eventually<M>>[3]) {
  return eventually(id, says, 'system', following);
}

type Step = Pick<Moment, 'before' | 'event' | 'snapshot' | 'effects'>;
/** Whether a step leads from one state to another on this event, with this effect if it is named. */
export function goes(from: string, type: EventType, to: string, effect?: Effect['type']) {
  return ({ before, event, snapshot, effects }: Step) =>
    event.type === type &&
    (before?.state ?? 'none') === from &&
    (snapshot?.state ?? 'none') === to &&
    (effect === undefined || effects.some((one) => one.type === effect));
}
/** Whether a timer leads from one state to another. */
export function fires(from: string, timer: TimerName, to: string) {
  return ({ before, event, snapshot }: Step) =>
    event.type === 'timer.fired' &&
    event.timer === timer &&
    before?.state === from &&
    snapshot?.state === to;
}
/** The words that a step announces. */
export const words = ({ effects }: Step): string[] =>
  effects.flatMap((one) => (one.type === 'announced' ? [one.status] : []));
/** Whether two values are the same, as JSON. */
export const isEqual = (a: unknown, b: unknown) =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
/** Whether a step that only answers leaves everything as it is. */
export function isIdle({ verdict, before, snapshot, effects, signals }: Omit<Moment, 'to'>) {
  if (verdict.verdict === 'accepted') return true;
  return effects.length === 0 && signals.length === 0 && isEqual(before, snapshot);
}
const ended = new Set(
  machineNames.flatMap((machine) =>
    leavesOf(machine).flatMap(({ path, tags }) =>
      tags.includes('ended') ? [`${machine} ${path}`] : [],
    ),
  ),
);
/** Whether a machine has come to its end. */
export const isOver = (one: Snapshot | undefined) =>
  one !== undefined && ended.has(`${one.machine} ${one.state}`);

const keyOf = ({ machine, sid }: Address) => `${machine} ${sid}`;
type Notes = Readonly<Record<string, string>>;
/** Notes with one changed, or without it; the same notes if it is there already. */
function noted(notes: Notes, key: string, note: string | undefined): Notes {
  if (notes[key] === note) return notes;
  const { [key]: _, ...others } = notes;
  return note === undefined ? others : { ...others, [key]: note };
}

/** Remembers who lives and is somebody's: until then `over`, when that somebody is over. */
function wardsEnd(ward: string, guardian = '') {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, event, snapshot, signals }: Moment): Notes => {
      let notes = was;
      const self = keyOf(to);
      for (const { to: other, event: sent } of signals) {
        if (sent.type !== 'recording.requested' && sent.type !== 'leg.requested') continue;
        if (!other.machine.startsWith(ward) || !to.machine.startsWith(guardian)) continue;
        notes = noted(notes, keyOf(other), self);
      }
      if (event.type === 'host.ended' && self in notes) notes = noted(notes, self, 'over');
      if (!isOver(snapshot)) return notes;
      for (const key in notes) if (notes[key] === self) notes = noted(notes, key, 'over');
      return noted(notes, self, undefined);
    },
    holds: (notes: Notes) => !Object.values(notes).includes('over'),
  };
}

const isOpen = ({ state = '' }: Partial<Snapshot> = {}) => /^(inProgress|answered)\./.test(state);
function isHungUp({ to, before, event, snapshot, effects }: Moment) {
  if (to.machine !== 'call' && to.machine !== 'dialLeg') return true;
  const wasOpen = isOpen(before);
  if (isOpen(snapshot)) return true;
  const isAnswered = event.type === 'call.answered' && before?.state !== 'completed';
  if (!wasOpen && !isAnswered) return true;
  return event.type === 'call.hungUp' || effects.some(({ type }) => type === 'network.hangUp');
}
