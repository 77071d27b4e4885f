/** What holds of every dialled leg; and how all claims look at a step. */
import {
  type Effect,
  type EventType,
  type KindId,
  leavesOf,
  machineNames,
  type RecordingRequest,
  type TimerName,
} from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { always, type Moment, type MomentOf, sometimes } from './claim.ts';

export const legClaims = [
  always(
    'LEG-1',
    'It has one end and announces it once; every word comes once at most, and in order.',
    'dialLeg',
    endsOnce(),
  ),
  seen('LEG-20', 'It wins its dial.', goes('answered.waiting', 'leg.chosen', 'answered.bridged')),
  seen(
    'LEG-21',
    'It is released after it answered, and before it won.',
    goes('answered.waiting', 'leg.released', 'completed', 'network.hangUp'),
  ),
  seen('LEG-22', 'It is released while it rings.', goes('ringing', 'leg.released', 'canceled')),
  seen('LEG-23', 'Nobody answers it.', fires('ringing', 'ring', 'noAnswer')),
  seen(
    'LEG-24',
    'It is answered after its end and hung up.',
    goes('canceled', 'call.answered', 'canceled', 'network.hangUp'),
  ),
  seen(
    'LEG-25',
    'It is let into its conference.',
    goes('answered.waiting', 'participant.admitted', 'answered.joined'),
  ),
  seen(
    'LEG-26',
    'It is sent out of its conference.',
    goes('answered.joined', 'participant.dismissed', 'completed'),
  ),
  seen('LEG-27', 'Its time runs out.', fires('answered.bridged', 'time-limit', 'completed')),
] as const;

function seen(id: string, says: string, isIt: (moment: MomentOf<'dialLeg'>) => boolean) {
  return sometimes(id, says, 'dialLeg', isIt);
}

/** What a step of any machine is looked at for. */
export type JudgedStep = Pick<Moment, 'before' | 'event' | 'snapshot' | 'effects'>;
/** Whether a step leads from one state to another on this event, with this effect if named. */
export function goes(from: string, type: EventType, to: string, effect?: Effect['type']) {
  return ({ before, event, snapshot, effects }: JudgedStep) =>
    event.type === type &&
    (before?.state ?? 'none') === from &&
    (snapshot?.state ?? 'none') === to &&
    (effect === undefined || effects.some((one) => one.type === effect));
}
/** Whether a timer leads from one state to another. */
export function fires(from: string, timer: TimerName, to: string) {
  return ({ before, event, snapshot }: JudgedStep) =>
    event.type === 'timer.fired' &&
    event.timer === timer &&
    before?.state === from &&
    snapshot?.state === to;
}
/** The words that a step announces. */
export const announcedWords = ({ effects }: JudgedStep): string[] =>
  effects.flatMap((one) => (one.type === 'announced' ? [one.status] : []));
/** Whether two values are the same, as JSON. */
export const isEqual = (a: unknown, b: unknown) =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
/** Whether a step that only answers leaves everything as it is. */
export function isIdle(moment: JudgedStep & Pick<Moment, 'verdict' | 'signals'>) {
  const { verdict, before, snapshot, effects, signals } = moment;
  if (verdict.verdict === 'accepted') return true;
  return effects.length === 0 && signals.length === 0 && isEqual(before, snapshot);
}

/** By machine: a search asks this most often of all. */
const ended = new Map(
  machineNames.map((machine) => {
    const over = leavesOf(machine).filter(({ tags }) => tags.includes('ended'));
    return [machine, new Set(over.map(({ path }) => path))];
  }),
);
/** Whether a machine has come to its end. */
export const isOver = (one: Snapshot | undefined) =>
  one !== undefined && ended.get(one.machine)?.has(one.state) === true;
/** Whether a leg is over, and its line is not: a call goes on with it. */
export const isHandedOver = (one: Snapshot | undefined) => one?.state === 'handedOver';
/** Whether a call or leg has been answered and is not over. */
export const isOpen = (one: Snapshot | undefined) =>
  one !== undefined && /^(inProgress|answered)\./.test(one.state);

const order = ['', 'initiated', 'ringing', 'in-progress'];
const rank = (word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
/** The words of a line, each once and in order, and an end that is announced and kept. */
export function endsOnce() {
  return {
    begin: '',
    next: (last: string, moment: Moment): string => {
      const said = announcedWords(moment).reduce(
        (before, word) => (rank(word) > rank(before) ? word : 'too much'),
        last,
      );
      const isEnded = rank(said) >= order.length;
      const isDown = isOver(moment.snapshot) && !isHandedOver(moment.snapshot);
      return isEnded === isDown ? said : 'too much';
    },
    holds: (last: string) => last !== 'too much',
  };
}

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
