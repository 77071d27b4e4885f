/** What holds of every call: its end, its document, its `<Record>`. */
import { chosen, type DialVerb, type Effect, type Hosted } from '../../machines/index.ts';
import { always, everyStep, type Moment, type MomentOf, sometimes } from './claim.ts';
import { endsOnce, fires, goes, isOpen, isOver, type Wanted } from './dial-leg.ts';

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
    'A <Record>, <Dial> or conference stay resumes the document once; never if new instructions ' +
      'or the end of the call cut it off, but for the action of a <Record> after a hang-up.',
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
] as const;

type Called = MomentOf<'call'>;
function seen(id: string, says: string, isIt: (moment: Called) => boolean) {
  return sometimes(id, says, 'call', isIt);
}
function isRedirected(from: string) {
  return goes(from, 'call.redirect', executing, 'instructions.requested');
}

/** Remembers whether a <Record> was cut off by the end of the call: its action may be owed. */
function resumesOnce() {
  type Memory = 'nothing' | 'cut off' | 'wrong';
  return {
    begin: 'nothing' as Memory,
    next: (was: Memory, moment: Moment): Memory => {
      const step = moment as Called;
      const due = step.snapshot ? instructionsDue(step, was === 'cut off') : '';
      if (was === 'wrong' || told(step.effects) !== due) return 'wrong';
      if (step.before?.state === recording && isOver(step.snapshot)) return 'cut off';
      return isOfRecord(step) && was === 'cut off' ? 'nothing' : was;
    },
    holds: (memory: Memory) => memory !== 'wrong',
  };
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
function instructionsDue(step: Called, isCutOff: boolean): string {
  const { before, event, verdict, snapshot } = step;
  if (verdict.verdict !== 'accepted' || !snapshot) return '';
  if (!isOpen(before)) {
    if (isOpen(snapshot)) return 'answered';
    const { record, policy } = snapshot.context;
    const wants = record?.hasAction && chosen(policy, 'action-after-hangup') === 'requested';
    return isCutOff && isOfRecord(step) && wants ? 'record-ended, after the end' : '';
  }
  if (event.type === 'call.redirect') return 'redirected';
  const from = before?.state ?? '';
  if (from === executing || snapshot.state !== executing) return '';
  const { record, dial, stay } = snapshot.context;
  const isMade = event.type !== 'recording.declined';
  if (from === recording) return record?.hasAction && isMade ? 'record-ended' : 'resumed';
  if (from === dialing || from === bridged) return dial?.hasAction ? 'dial-ended' : 'resumed';
  const isTooLate = event.type === 'participant.dismissed' && event.reason === 'over-before-join';
  if (isTooLate && stay?.isNamed) return 'again';
  return stay?.hasAction ? 'conference-left' : 'resumed';
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
export function wantedByCall({ before, event, verdict, snapshot }: Called): Wanted[] {
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

/** The recording of the verb that runs, if it has one that may still capture. */
function recordingOfVerb({ before }: MomentOf<'call'>): string | undefined {
  const { record, dial, recordings } = before?.context ?? {};
  if (before?.state === recording) return record?.recordingSid;
  if (before?.state !== dialing && before?.state !== bridged) return undefined;
  return recordings?.find((one) => isOfDial(one, dial))?.sid;
}
/** Whether a recording is hosted for this dial, not for something else under the same sid. */
export const isOfDial = ({ sid, kind }: Hosted, dial: DialVerb | null | undefined): boolean =>
  sid === dial?.recording?.sid && kind === 'dial-verb/call';
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
