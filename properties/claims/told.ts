/** What a step tells, and what it keeps of it: effects, signals, timers, words, times. */
import type { Effect, MachineName, Timers } from '../../machines/index.ts';
import { isHandedOver, type Snapshot } from '../../src/engine/index.ts';
import { isConnected, isOwnDial } from './belonging.ts';
import {
  announcedWords,
  becomesCall,
  everyStep,
  isDeclined,
  isEqual,
  isOf,
  isOpen,
  isOver,
  type Moment,
  type MomentOf,
} from './claim.ts';

type Line = MomentOf<'call'> | MomentOf<'dialLeg'>;
type Leg = MomentOf<'dialLeg'>;
type Recorded = MomentOf<'recording'>;
type Conferred = MomentOf<'conference'>;

/** A claim that holds of calls and of dialled legs alike. */
const ofLines = (callId: string, legId: string, says: string, isRight: (line: Line) => boolean) =>
  [everyStep(callId, says, 'call', isRight), everyStep(legId, says, 'dialLeg', isRight)] as const;

export const toldClaims = [
  everyStep('SYS-10', 'No step of any machine tells the same thing twice.', 'system', saysOnce),
  everyStep(
    'SYS-11',
    'The timers that a machine counts on are those that it has set and not cancelled, and that ' +
      'have not fired.',
    'system',
    countsOnItsTimers,
  ),
  everyStep(
    'SYS-12',
    'A timer that fires before its time is set again for that time, and nothing else happens; ' +
      'one that is not set does nothing.',
    'system',
    believesItsTimers,
  ),
  everyStep(
    'SYS-13',
    'Everything keeps when it was created, and when its state last changed.',
    'system',
    keepsItsTimes,
  ),
  ...ofLines(
    'CALL-9',
    'LEG-4',
    'The network is asked to dial or answer a line that begins, and to hang up a line that ends, ' +
      'unless the network ended it, and one that is answered after its end.',
    ({ to, effects, ...line }) =>
      isEqual(told(effects, 'dial', 'answer', 'hangUp'), ordersDue({ to, effects, ...line })),
  ),
  ...ofLines(
    'CALL-10',
    'LEG-5',
    'The word that is announced is that of the state it comes to: whenever that changes, once.',
    (line) => announcedWords(line).join() === newWord(line),
  ),
  ...ofLines(
    'CALL-11',
    'LEG-6',
    'A line is put into its conference when it is let in, taken out when it goes on without it, ' +
      'and connected with the leg that wins, until that goes on without it.',
    (line) => isEqual(moves(line.effects), movesDue(line)),
  ),
  ...ofLines(
    'CALL-12',
    'LEG-7',
    'It keeps when it was answered, and when it ended.',
    (line) =>
      (becomesCall(line) ||
        keeps(line, 'answeredAt', isOpen(line.snapshot) && !isOpen(line.before))) &&
      keeps(line, 'endedAt', endsNow(line) || isDeclined(line)),
  ),
  everyStep(
    'LEG-8',
    'A leg tells whoever dialled it when it rings, is answered, and ends, and how; and tells the ' +
      'end again if it is asked for again.',
    'dialLeg',
    tellsItsParent,
  ),
  everyStep(
    'REC-13',
    'It keeps when capture started, when its end was decided, and when capture was over: a start ' +
      'that is heard of later is none.',
    'recording',
    keepsItsCapture,
  ),
  everyStep(
    'CONF-8',
    'It keeps when it started, and when it ended.',
    'conference',
    (step: Conferred) =>
      keeps(step, 'startedAt', enters(step, 'inProgress')) &&
      keeps(step, 'endedAt', enters(step, 'completed')),
  ),
] as const;

/** An order to the media server is the same whatever its running number is. */
const saying = (one: object) => JSON.stringify({ ...one, order: 0 });
const isOnce = (all: readonly object[]) =>
  all.length < 2 || new Set(all.map(saying)).size === all.length;
function saysOnce({ effects, signals }: Moment) {
  return isOnce(effects) && isOnce(signals);
}

const timersOf = (one: Snapshot | undefined): Timers => one?.context.timers ?? {};
const inOrder = (running: Readonly<Record<string, number | undefined>>) =>
  Object.entries(running).sort(([a], [b]) => (a < b ? -1 : 1));
/** The host's own list: a timer that has fired is off it, in time or not. */
function countsOnItsTimers({ before, event, snapshot, effects }: Moment) {
  const running: Record<string, number | undefined> = { ...timersOf(before) };
  if (event.type === 'timer.fired') delete running[event.timer];
  for (const one of effects) {
    if (one.type === 'timer.set') running[one.timer] = one.dueAt;
    if (one.type === 'timer.cancel' && !(one.timer in running)) return false;
    if (one.type === 'timer.cancel') delete running[one.timer];
  }
  return isEqual(inOrder(running), inOrder(timersOf(snapshot)));
}

function believesItsTimers({ to, before, event, snapshot, effects, signals }: Moment) {
  if (event.type !== 'timer.fired') return true;
  const { timer } = event;
  const dueAt = timersOf(before)[timer];
  if (dueAt !== undefined && dueAt <= event.at) return true;
  const { machine, sid } = to;
  const due = dueAt === undefined ? [] : [{ type: 'timer.set', machine, sid, timer, dueAt }];
  return isEqual(effects, due) && signals.length === 0 && isEqual(before, snapshot);
}

function keepsItsTimes({ before, event, snapshot }: Moment) {
  if (!snapshot || before === snapshot) return true;
  const { createdAt, updatedAt } = snapshot.context;
  const isNew = before?.state !== snapshot.state;
  const bornAt = event.type === 'line.handedOver' ? event.createdAt : event.at;
  return createdAt === (before?.context.createdAt ?? bornAt) && (!isNew || updatedAt === event.at);
}

type Told = 'dial' | 'answer' | 'hangUp' | 'join' | 'leave' | 'bridge';
function told(effects: readonly Effect[], ...of: Told[]) {
  const named = effects.map(({ type }) => type.replace(/^network\./, '') as Told);
  return named.filter((one) => of.includes(one));
}
/** Whether a step ends a line. */
const endsNow = ({ before, snapshot }: Line) => isOver(snapshot) && !isOver(before);

function ordersDue(line: Line): readonly Told[] {
  const { before, event, snapshot } = line;
  if (isHandedOver(before)) return isDeclined(line) ? ['hangUp'] : [];
  if (isHandedOver(snapshot) || becomesCall(line)) return [];
  if (!before && snapshot) return [event.type === 'call.receive' ? 'answer' : 'dial'];
  const byNetwork = ['call.busy', 'call.unanswered', 'call.failed', 'call.hungUp'];
  if (before && !isOver(before)) {
    return isOver(snapshot) && !byNetwork.includes(event.type) ? ['hangUp'] : [];
  }
  return event.type === 'call.answered' && before?.state !== 'completed' ? ['hangUp'] : [];
}

/** The status word of a state, as the customer knows it. */
function wordOf(one: Snapshot | undefined): string {
  const [state = ''] = one?.state.split('.') ?? [];
  const spelt: Record<string, string> = { queued: '', noAnswer: 'no-answer' };
  return isOpen(one) || isHandedOver(one) ? 'in-progress' : (spelt[state] ?? state);
}
function newWord(line: Line): string {
  const { before, snapshot } = line;
  if (becomesCall(line)) return '';
  const word = wordOf(snapshot);
  return word === wordOf(before) ? '' : word;
}

const inConference = 'inProgress.inConference';
function moves(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((one) => {
    if (one.type === 'network.bridge') return [`bridge ${one.legSid}`];
    if (one.type === 'network.unbridge') return [`unbridge ${one.callSid}`];
    const isMove = one.type === 'network.join' || one.type === 'network.leave';
    return isMove ? [`${one.type.slice('network.'.length)} ${one.conferenceSid}`] : [];
  });
}
/** How a leg leaves for new TeXML, by the state that it was in. */
const left: Readonly<Record<string, string>> = {
  'answered.joined': 'leave',
  'answered.bridged': 'unbridge',
};
/** A line that is in a conference or bridge and does something else is out of it; a hang-up needs no word. */
function movesDue({ before, event, verdict, snapshot }: Line): readonly string[] {
  if (!before || !snapshot) return [];
  const { context } = before;
  const sid = 'parent' in context ? context.parent.sid : (context.stay?.conferenceSid ?? '');
  if (isHandedOver(before)) return isConnected({ before, event }) ? [`unbridge ${sid}`] : [];
  if (verdict.verdict !== 'accepted') return [];
  if (isHandedOver(snapshot)) return before.state in left ? [`${left[before.state]} ${sid}`] : [];
  if (event.type === 'participant.admitted') return [`join ${sid}`];
  if (event.type === 'leg.answered') return [`bridge ${event.legSid}`];
  const wasIn = before.state === inConference && 'stay' in context && context.stay?.isIn === true;
  return wasIn && isOpen(snapshot) && snapshot.state !== inConference ? [`leave ${sid}`] : [];
}

type Kept<M extends MachineName> = Pick<MomentOf<M>, 'before' | 'snapshot' | 'event'>;
/** Whether a time is the event's when it is due, and else as it was. */
function keeps<M extends MachineName>(
  { before, snapshot, event }: Kept<M>,
  field: string,
  isDue: boolean,
) {
  if (!snapshot || before === snapshot) return !isDue || !snapshot;
  const at = (one: object | undefined) => (one as Record<string, unknown>)?.[field] ?? null;
  return at(snapshot.context) === (isDue ? event.at : at(before?.context));
}
const enters = ({ before, snapshot }: Pick<Moment, 'before' | 'snapshot'>, state: string) =>
  snapshot?.state === state && before?.state !== state;

function tellsItsParent(leg: Leg) {
  const { to, before, event, snapshot, signals } = leg;
  const news = signals.filter((one) => one.event.type.startsWith('leg.'));
  if (!snapshot) return news.length === 0;
  if (event.type === 'leg.requested' && before && !isOwnDial(before, event)) return true;
  const { parent, answeredAt } = snapshot.context;
  // If no call takes its line, it says once more what it said then.
  const { endedAt } = (isDeclined(leg) && before ? before : snapshot).context;
  const telling = { at: event.at, legSid: to.sid };
  const sent = (type: string, more = {}) => ({ to: parent, event: { type, ...telling, ...more } });
  const durationMs = answeredAt === null ? 0 : Math.max(0, (endedAt ?? 0) - answeredAt);
  const status = isHandedOver(snapshot) ? 'completed' : wordOf(snapshot);
  const end = sent('leg.ended', { status, durationMs });
  const isAgain = (isOver(before) && isOf(leg, 'leg.requested')) || isDeclined(leg);
  if (endsNow(leg) || isAgain) return isEqual(news, [end]);
  if (enters(leg, 'ringing')) return isEqual(news, [sent('leg.rang')]);
  return isEqual(news, isOpen(snapshot) && !isOpen(before) ? [sent('leg.answered')] : []);
}

const isCaptureOver = (one: Snapshot | undefined) => isOver(one) || one?.state === 'processing';
function keepsItsCapture(step: Recorded) {
  const { before, snapshot, verdict } = step;
  const isHeard = isOf(step, 'media.started') && verdict.verdict === 'accepted';
  const isStart = isHeard && !isCaptureOver(before);
  const isDecided = (one: Snapshot | undefined) => isCaptureOver(one) || one?.state === 'stopping';
  return (
    keeps(step, 'startedAt', isStart) &&
    keeps(step, 'decidedAt', isDecided(snapshot) && !isDecided(before)) &&
    keeps(step, 'endedAt', isCaptureOver(snapshot) && !isCaptureOver(before))
  );
}
