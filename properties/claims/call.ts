/** What holds of every call: its end, its document, its `<Record>`. */
import { chosen, type Effect } from '../../machines/index.ts';
import { asksForOneAtOnce, isOfDial } from './belonging.ts';
import {
  always,
  becomesCall,
  endsOnce,
  eventually,
  everyStep,
  fires,
  goes,
  isOpen,
  isOver,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';

const executing = 'inProgress.executing';
const recording = 'inProgress.recording';
const dialing = 'inProgress.dialing';
const bridged = 'inProgress.bridged';
const inConference = 'inProgress.inConference';

export const callClaims = [
  always(
    'CALL-1',
    'It has one end and announces it once; every word comes once at most, and in order.',
    'call',
    endsOnce(),
  ),
  always(
    'CALL-2',
    'A <Record>, <Dial> or conference stay resumes the document once, and never if new ' +
      'instructions cut it off; if the end of the call does, its action is asked for once, when it ' +
      'is over, and the answer is not executed.',
    'call',
    resumesOnce(),
  ),
  always(
    'CALL-3',
    'One <Record> recording at most is not yet asked to stop.',
    'call',
    asksForOneAtOnce('record-verb'),
  ),
  everyStep(
    'CALL-6',
    'New instructions end the recording of a running <Record> or <Dial>, at once.',
    'call',
    cutsOffItsRecording,
  ),
  everyStep(
    'CALL-7',
    'Of the legs of a dial the first that answers is told that it won, and the others go.',
    'call',
    tellsItsLegs,
  ),
  eventually(
    'CALL-19',
    'Of a <Dial> that the end of its call cuts off every leg says how it ended, so that the action ' +
      'is asked for.',
    'call',
    { ...resumesOnce(), holds: (memory) => !Array.isArray(memory) },
  ),
  seen('CALL-20', 'It is answered and hung up.', goes(executing, 'call.hungUp', 'completed')),
  seen('CALL-21', 'It is busy.', goes('queued', 'call.busy', 'busy')),
  seen('CALL-22', 'Nobody answers it.', fires('ringing', 'ring', 'noAnswer')),
  seen('CALL-23', 'Its caller gives up.', goes('ringing', 'call.hungUp', 'canceled')),
  seen('CALL-24', 'Its time runs out.', fires(executing, 'time-limit', 'completed')),
  seen(
    'CALL-25',
    'It is answered after its end and hung up.',
    goes('canceled', 'call.answered', 'canceled', 'network.hangUp'),
  ),
  seen(
    'CALL-26',
    'A <Record> ends, and its action is requested.',
    goes(recording, 'recording.ended', executing, 'instructions.requested'),
  ),
  seen(
    'CALL-27',
    'A <Record> ends, and the document goes on.',
    goes(recording, 'recording.ended', executing, 'instructions.resumed'),
  ),
  seen('CALL-28', 'A key ends a <Record>.', ({ event, signals }) => {
    return event.type === 'digit.pressed' && signals.some(({ to }) => to.machine === 'recording');
  }),
  seen('CALL-29', 'New instructions cut off a <Record>.', isRedirected(recording)),
  seen('CALL-30', 'New instructions cut off a dial.', isRedirected(dialing)),
  seen('CALL-31', 'New instructions cut off a bridge.', isRedirected(bridged)),
  seen('CALL-32', 'New instructions cut off a stay.', isRedirected(inConference)),
  seen(
    'CALL-33',
    'The action of a <Record> is requested after a hang-up.',
    goes('completed', 'recording.ended', 'completed', 'instructions.requested'),
  ),
  seen('CALL-34', 'A dial is answered.', goes(dialing, 'leg.answered', bridged)),
  seen('CALL-35', 'A dial is answered by nobody.', goes(dialing, 'leg.ended', executing)),
  seen('CALL-36', 'A bridge ends.', goes(bridged, 'leg.ended', executing)),
  seen(
    'CALL-37',
    'A stay is over, and the document goes on.',
    goes(inConference, 'participant.dismissed', executing),
  ),
  seen(
    'CALL-38',
    'Who is removed from a conference is hung up.',
    goes(inConference, 'participant.dismissed', 'completed', 'network.hangUp'),
  ),
  seen(
    'CALL-39',
    'Somebody is dismissed from a stay while another has begun.',
    ({ before, event, verdict }) =>
      event.type === 'participant.dismissed' &&
      before?.state === inConference &&
      verdict.verdict === 'ignored',
  ),
  seen('CALL-40', 'Two recordings capture at once.', ({ snapshot }) => {
    return (snapshot?.context.recordings.length ?? 0) > 1;
  }),
  seen(
    'CALL-42',
    'The action of a <Dial> is requested after the end of its call.',
    goes('completed', 'leg.ended', 'completed', 'instructions.requested'),
  ),
  seen(
    'CALL-43',
    'The action of a <Dial><Conference> is requested with the end of its call.',
    goes(inConference, 'call.hungUp', 'completed', 'instructions.requested'),
  ),
] as const;

type Called = MomentOf<'call'>;
function seen(id: string, says: string, isIt: (moment: Called) => boolean) {
  return sometimes(id, says, 'call', isIt);
}
function isRedirected(from: string) {
  return goes(from, 'call.redirect', executing, 'instructions.requested');
}

/** A <Record> that the end of the call has cut off, or the legs of such a <Dial>. */
type CutOff = 'nothing' | 'record' | 'wrong' | readonly string[];
/** Remembers what was cut off by the end of the call: its action may be owed. */
function resumesOnce() {
  return {
    begin: 'nothing' as CutOff,
    next: (was: CutOff, moment: Moment): CutOff => {
      const step = moment as Called;
      const due = step.snapshot ? instructionsDue(step, was) : '';
      if (was === 'wrong' || told(step.effects) !== due) return 'wrong';
      if (isOpen(step.before) && isOver(step.snapshot)) return cutOffBy(step);
      if (was === 'record') return isOfRecord(step) ? 'nothing' : was;
      return Array.isArray(was) ? legsLeft(was, step) : was;
    },
    holds: (memory: CutOff) => memory !== 'wrong',
  };
}
function cutOffBy({ before }: Called): CutOff {
  const { state, context } = before ?? {};
  if (state === recording) return 'record';
  return state === dialing || state === bridged ? (context?.dial?.legs ?? []) : 'nothing';
}
function legsLeft(legs: readonly string[], { event }: Called): CutOff {
  if (event.type !== 'leg.ended' || !legs.includes(event.legSid)) return legs;
  const left = legs.filter((leg) => leg !== event.legSid);
  return left.length > 0 ? left : 'nothing';
}
/** What a step tells the host about the document, in a word. */
const told = (effects: readonly Effect[]) =>
  effects
    .flatMap((one) => {
      if (one.type === 'instructions.resumed') return [one.again ? 'again' : 'resumed'];
      if (one.type !== 'instructions.requested') return [];
      return [one.execute ? one.because : `${one.because}, after the end`];
    })
    .join();
const isOfRecord = ({ event, before }: Called) =>
  event.type === 'recording.ended' &&
  event.path === 'record-verb' &&
  event.recordingSid === before?.context.record?.recordingSid;

/** What a step has to tell the host about the document. */
function instructionsDue(step: Called, was: CutOff): string {
  const { before, event, verdict, snapshot } = step;
  if (verdict.verdict !== 'accepted' || !snapshot) return '';
  if (becomesCall(step)) return 'redirected';
  if (!isOpen(before)) return isOpen(snapshot) ? 'answered' : actionDue(step, was);
  if (event.type === 'call.redirect') return 'redirected';
  const from = before?.state ?? '';
  const { record, dial, stay } = snapshot.context;
  if (from === inConference && isOver(snapshot)) {
    return stay?.hasAction ? 'conference-left, after the end' : '';
  }
  if (from === executing || snapshot.state !== executing) return '';
  const isMade = event.type !== 'recording.declined';
  if (from === recording) return record?.hasAction && isMade ? 'record-ended' : 'resumed';
  if (from === dialing || from === bridged) return dial?.hasAction ? 'dial-ended' : 'resumed';
  const isTooLate = event.type === 'participant.dismissed' && event.reason === 'over-before-join';
  if (isTooLate && stay?.isNamed) return 'again';
  return stay?.hasAction ? 'conference-left' : 'resumed';
}

/** The action that is asked for once what the end of the call has cut off is over. */
function actionDue(step: Called, was: CutOff): string {
  const { record, dial, policy } = step.snapshot?.context ?? {};
  if (Array.isArray(was)) {
    const isLast = legsLeft(was, step) === 'nothing';
    return isLast && dial?.hasAction ? 'dial-ended, after the end' : '';
  }
  const wants = record?.hasAction && chosen(policy ?? 'telnyx', 'action-after-hangup');
  const isDue = was === 'record' && isOfRecord(step) && wants === 'requested';
  return isDue ? 'record-ended, after the end' : '';
}

/** The recording of the verb that runs, if it has one that may still capture. */
function recordingOfVerb({ before }: MomentOf<'call'>): string | undefined {
  const { record, dial, recordings } = before?.context ?? {};
  if (before?.state === recording) return record?.recordingSid;
  if (before?.state !== dialing && before?.state !== bridged) return undefined;
  return recordings?.find((one) => isOfDial(one, dial))?.sid;
}
function cutsOffItsRecording(moment: MomentOf<'call'>): boolean {
  const { event, verdict, signals } = moment;
  const sid = recordingOfVerb(moment);
  if (event.type !== 'call.redirect' || verdict.verdict !== 'accepted' || !sid) return true;
  return signals.some(({ to, event: told }) => {
    return to.sid === sid && told.type === 'recording.stopRequested';
  });
}

function tellsItsLegs({ before, event, verdict, signals }: MomentOf<'call'>): boolean {
  if (event.type !== 'leg.answered' || verdict.verdict !== 'accepted') return true;
  return (before?.context.dial?.legs ?? []).every((leg) => {
    const told = leg === event.legSid ? 'leg.chosen' : 'leg.released';
    return signals.some((signal) => signal.to.sid === leg && signal.event.type === told);
  });
}
