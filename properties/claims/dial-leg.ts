/** What holds of every dialled leg; and of a line that begins as one and goes on as a call. */
import { type Address, isSameMachine, kindOf, slotOf } from '../../machines/index.ts';
import { has, type Notes, noted } from './belonging.ts';
import {
  always,
  endsOnce,
  everyStep,
  fires,
  goes,
  isDeclined,
  isEqual,
  isOpen,
  isOver,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';

type Leg = MomentOf<'dialLeg'>;

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

export const handedOverClaims = [
  everyStep(
    'LEG-10',
    'An answered leg that is given new TeXML, and no other, hands over its line: once, to the ' +
      'call of its sid, with all that the line keeps.',
    'dialLeg',
    handsOverItsLine,
  ),
  everyStep(
    'LEG-11',
    'What the network and its recordings say to a leg whose line was handed over comes to the call.',
    'dialLeg',
    passesOn,
  ),
  everyStep(
    'LEG-12',
    'The recordings of a leg whose line was handed over are told by it that the line is over, once ' +
      'the call is or no call takes it.',
    'dialLeg',
    endsItsRecordings,
  ),
  everyStep(
    'CALL-44',
    'A line that was a leg is a call at once: it was answered when the leg was, ends when the leg ' +
      'would have, has its recordings and policy, and asks for its document; nothing is announced ' +
      'again.',
    'call',
    goesOnAsACall,
  ),
  everyStep(
    'CALL-46',
    'A call that was a leg tells that leg when it is over, once; no other call tells any.',
    'call',
    ({ to, before, snapshot, signals }) => {
      const ends = isOver(snapshot) && !isOver(before) && snapshot?.context.takenOverAt !== null;
      const told = signals.filter((one) => one.event.type === 'line.ended');
      const leg = { machine: 'dialLeg', sid: to.sid };
      const at = snapshot?.context.endedAt;
      return isEqual(told, ends ? [{ to: leg, event: { type: 'line.ended', at } }] : []);
    },
  ),
  everyStep(
    'CALL-45',
    'Nobody takes over the line of another: whoever hands one over to a sid that is taken is told.',
    'call',
    takesNoOther,
  ),
  always(
    'SYS-17',
    'A line is a leg or a call, and never both: whoever takes one over finds no leg that is ' +
      'still open, in a conference or bridge.',
    'system',
    isOneLine(),
  ),
  leaves('LEG-28', 'It leaves its conference for new TeXML.', 'answered.joined'),
  leaves('LEG-29', 'It leaves its <Dial> for new TeXML.', 'answered.bridged'),
  leaves('LEG-30', 'It is given new TeXML before it is let in or chosen.', 'answered.waiting'),
  sometimes('LEG-31', 'No call takes its line, and it is hung up.', 'dialLeg', isHungUpInstead),
  sometimes(
    'LEG-32',
    'It is connected when it is no leg any more, and parted again.',
    'dialLeg',
    ({ before, event, effects }) =>
      before?.state === 'handedOver' &&
      event.type === 'leg.chosen' &&
      effects.some(({ type }) => type === 'network.unbridge'),
  ),
  sometimes(
    'LEG-33',
    'Its line ends as a call, and with it a recording that it had begun as a leg.',
    'dialLeg',
    ({ event, signals }) => event.type === 'line.ended' && signals.length > 0,
  ),
] as const;

function leaves(id: string, says: string, from: string) {
  return sometimes(
    id,
    says,
    'dialLeg',
    (leg) => leg.before?.state === from && leg.snapshot?.state === 'handedOver',
  );
}
function isHungUpInstead(leg: Leg) {
  return isDeclined(leg) && leg.effects.some(({ type }) => type === 'network.hangUp');
}

const callOf = ({ sid }: Address): Address => ({ machine: 'call', sid });
const toCall = ({ to, signals }: Pick<Moment, 'to' | 'signals'>) =>
  signals.filter((one) => isSameMachine(one.to, callOf(to)));

function handsOverItsLine(leg: Leg): boolean {
  const { to, before, event, snapshot, signals } = leg;
  const handed = signals.filter((one) => one.event.type === 'line.handedOver');
  if (!before || event.type !== 'call.redirect' || !isOpen(before)) {
    const isNew = snapshot?.state === 'handedOver' && before?.state !== 'handedOver';
    return handed.length === 0 && !isNew;
  }
  const { createdAt, answeredAt, timeLimitMs, recordings, policy, lastRequest } = before.context;
  const line = {
    ...{ type: 'line.handedOver', at: event.at, createdAt, answeredAt, timeLimitMs, recordings },
    ...{ policy, ...(lastRequest === null ? {} : { lastRequest }) },
    ...(event.redirection === undefined ? {} : { redirection: event.redirection }),
  };
  return snapshot?.state === 'handedOver' && isEqual(handed, [{ to: callOf(to), event: line }]);
}

function passesOn(leg: Leg): boolean {
  const { before, event } = leg;
  if (before?.state !== 'handedOver') return true;
  const isOfRecording = event.type === 'recording.ended' || event.type === 'recording.declined';
  const isHosted =
    isOfRecording &&
    before.context.recordings.some(
      ({ sid, kind }) => sid === event.recordingSid && kindOf(kind).path === event.path,
    );
  const isDue = event.type === 'call.hungUp' || isHosted;
  const passed = toCall(leg).map((one) => one.event);
  return isEqual(passed, isDue ? [event] : []);
}

function endsItsRecordings({ before, event, signals }: Leg): boolean {
  if (before?.state !== 'handedOver') return true;
  const isOver = event.type === 'line.ended' || event.type === 'line.declined';
  const hosted = isOver ? before.context.recordings.map(({ sid }) => sid) : [];
  const told = signals.flatMap((one) => (one.event.type === 'host.ended' ? [one.to.sid] : []));
  return isEqual(told, [...new Set(hosted)]);
}

function goesOnAsACall({ before, event, snapshot, effects, signals }: MomentOf<'call'>): boolean {
  if (before || event.type !== 'line.handedOver') return true;
  if (snapshot?.state !== 'inProgress.executing') return false;
  const { createdAt, answeredAt, endedAt, timers, recordings, takenOverAt } = snapshot.context;
  const { policy, lastRequest } = snapshot.context;
  const dueAt = event.answeredAt + event.timeLimitMs;
  return (
    isEqual([createdAt, answeredAt, endedAt], [event.createdAt, event.answeredAt, null]) &&
    isEqual([timers, takenOverAt], [{ 'time-limit': dueAt }, event.at]) &&
    isEqual([policy, lastRequest], [event.policy ?? 'telnyx', event.lastRequest ?? null]) &&
    isEqual(
      recordings,
      event.recordings.map((one) => ({ ...one, ofLeg: true })),
    ) &&
    isEqual(
      effects.map(({ type }) => type),
      ['timer.set', 'instructions.requested'],
    ) &&
    signals.length === 0
  );
}

function takesNoOther({ to, before, event, snapshot, effects, signals }: MomentOf<'call'>) {
  if (!before || event.type !== 'line.handedOver') return true;
  const isItsOwn = before.context.takenOverAt === event.at;
  const declined = {
    to: { machine: 'dialLeg', sid: to.sid },
    event: { type: 'line.declined', at: event.at },
  };
  const isQuiet = snapshot === before && effects.length === 0;
  return isQuiet && isEqual(signals, isItsOwn ? [] : [declined]);
}

/** Remembers which legs are open, and which calls were legs while they were. */
function isOneLine() {
  return {
    begin: {} as Notes,
    next: (was: Notes, { to, before, event, snapshot }: Moment): Notes => {
      if (to.machine === 'dialLeg') {
        return noted(was, slotOf(to), isOpen(snapshot) ? 'leg' : undefined);
      }
      if (to.machine !== 'call' || event.type !== 'line.handedOver' || before) return was;
      const isBoth = was[slotOf({ ...to, machine: 'dialLeg' })] === 'leg';
      return isBoth ? noted(was, slotOf(to), 'both') : was;
    },
    holds: (notes: Notes) => !has(notes, 'both'),
  };
}

function seen(id: string, says: string, isIt: (moment: MomentOf<'dialLeg'>) => boolean) {
  return sometimes(id, says, 'dialLeg', isIt);
}
