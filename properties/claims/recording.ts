/** What holds of every recording, whatever its host, the media server and the clock do. */
import {
  always,
  everyStep,
  fires,
  goes,
  isEqual,
  isIdle,
  isOf,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';

export const recordingClaims = [
  step('REC-1', 'Its path, source, host and settings never change.', isSame),
  step('REC-4', 'Its end is for good: only deletion follows it.', staysEnded),
  step(
    'REC-5',
    'Its public status never goes backwards, but for in-progress and paused, which alternate.',
    ({ before, snapshot }) => rankOf(snapshot?.state) >= rankOf(before?.state),
  ),
  run(
    'REC-8',
    'The silence timeout never ends a recording in which nobody was heard.',
    isHeardBeforeSilence(),
  ),
  step(
    'REC-9',
    'Late news changes nothing public but to make it true: a capture that starts late is ' +
      'stopped, a file that comes late is kept or erased, an answer to an older order only counts.',
    takesLateNews,
  ),
  step('REC-11', 'What it refuses, or has done already, changes nothing.', isIdle),
  run(
    'REC-12',
    'When every order is answered, it says that it captures exactly if the media server does, ' +
      'unless that refused an order given while another was unanswered.',
    saysWhatIsSo(),
  ),
  seen('REC-20', 'It is paused.', goes('pausing', 'media.paused', 'paused')),
  seen('REC-21', 'It goes on.', goes('resuming', 'media.resumed', 'inProgress')),
  seen('REC-22', 'Silence ends it.', fires('inProgress', 'silence', 'stopping')),
  seen('REC-23', 'Its length ends it.', fires('inProgress', 'max-length', 'stopping')),
  seen('REC-24', 'Its length ends it in pausing.', fires('pausing', 'max-length', 'stopping')),
  seen('REC-42', 'Its length ends it in a pause.', fires('paused', 'max-length', 'stopping')),
  seen('REC-43', 'A pause that lasts ends it.', fires('paused', 'longest-pause', 'stopping')),
  seen('REC-46', 'A stop crosses a pause.', goes('stopping', 'media.paused', 'stopping')),
  seen('REC-47', 'A stop crosses a resumption.', goes('stopping', 'media.resumed', 'stopping')),
  seen('REC-25', 'A stop overtakes the start.', goes('stopping', 'media.started', 'stopping')),
  seen('REC-26', 'A pause is confirmed late.', goes('inProgress', 'media.paused', 'paused')),
  seen('REC-27', 'A resumption is confirmed late.', goes('paused', 'media.resumed', 'inProgress')),
  seen(
    'REC-28',
    'A resumption is ordered over a pause that nobody answered.',
    goes('inProgress', 'recording.resume', 'inProgress', 'media.resume'),
  ),
  seen(
    'REC-29',
    'A pause is ordered over a resumption that nobody answered.',
    goes('paused', 'recording.pause', 'paused', 'media.pause'),
  ),
  seen('REC-61', 'A pause waits for the start.', goes('starting', 'media.started', 'pausing')),
  seen('REC-62', 'A resumption waits for a pause.', goes('pausing', 'media.paused', 'resuming')),
  seen('REC-63', 'A pause waits for a resumption.', goes('resuming', 'media.resumed', 'pausing')),
  seen('REC-30', 'A pause is refused.', goes('pausing', 'media.refused', 'inProgress')),
  seen('REC-31', 'Nobody answers the start.', fires('starting', 'start-deadline', 'absent')),
  seen('REC-32', 'Nobody answers the stop.', fires('stopping', 'answer-deadline', 'processing')),
  seen('REC-33', 'No file comes in time.', fires('processing', 'finish-deadline', 'absent')),
  seen('REC-34', 'Its file comes early.', goes('inProgress', 'media.saved', 'completed')),
  seen('REC-35', 'Its file is empty.', goes('processing', 'media.saved', 'absent')),
  seen(
    'REC-36',
    'A capture that starts after the end is stopped.',
    goes('absent', 'media.started', 'absent', 'media.stop'),
  ),
  seen(
    'REC-37',
    'A file that comes after all is kept as an orphan.',
    goes('absent', 'media.saved', 'absent', 'recording.orphaned'),
  ),
  seen('REC-38', 'An orphan is erased.', goes('deleted', 'media.saved', 'deleted', 'media.erase')),
  seen('REC-39', 'It is deleted.', goes('completed', 'recording.delete', 'deleted')),
  seen('REC-40', 'A command is refused.', ({ verdict }) => verdict.verdict === 'refused'),
  seen(
    'REC-41',
    'A command asks for what is so.',
    ({ verdict }) => verdict.verdict === 'unchanged',
  ),
] as const;

type Recorded = MomentOf<'recording'>;
function step(id: string, says: string, isRight: (moment: Recorded) => boolean) {
  return everyStep(id, says, 'recording', isRight);
}
function run<M>(id: string, says: string, following: Parameters<typeof always<M>>[3]) {
  return always(id, says, 'recording', following);
}
function seen(id: string, says: string, isIt: (moment: Recorded) => boolean) {
  return sometimes(id, says, 'recording', isIt);
}
const of = (moment: Moment) => moment as Recorded;

const fixed = ['path', 'source', 'host', 'settings', 'transcription'] as const;
function isSame({ before, snapshot }: Recorded) {
  if (!before || before === snapshot) return true;
  return fixed.every((field) => isEqual(before.context[field], snapshot?.context[field]));
}

/** Whether a recording in this state came to its end and is not deleted. */
export const isEnd = (state: string) => state === 'completed' || state === 'absent';

function staysEnded({ before, event, snapshot }: Recorded) {
  if (!before || !ranks[before.state] || rankOf(before.state) < 2) return true;
  if (snapshot?.state === before.state) return true;
  return isEnd(before.state) && event.type === 'recording.delete' && snapshot?.state === 'deleted';
}

/** The order of life, as the public sees it. */
const ranks: Readonly<Record<string, number>> = {
  ...{ starting: 0, inProgress: 0, pausing: 0, paused: 0, resuming: 0 },
  ...{ stopping: 1, processing: 1, completed: 2, absent: 2, deleted: 3 },
};
export const rankOf = (state = '') => ranks[state] ?? -1;

/** Whether an answer to an order is one to the newest, which asked for this. */
export const answersNewest = ({ before, event }: Recorded, verb: string) =>
  'order' in event && event.order === before?.context.order && before.context.asked === verb;
/** A start that was not heard of before: always the first order. */
export const isFirstStart = ({ before, event }: Recorded) =>
  event.type === 'media.started' && event.order === 1 && before?.context.startedAt === null;

function isHeardBeforeSilence() {
  return {
    begin: 'unheard' as 'unheard' | 'heard' | 'cut off',
    next: (was: 'unheard' | 'heard' | 'cut off', moment: Moment) => {
      if (!moment.before || was !== 'unheard') return was;
      if (isOf(moment, 'speech.started', 'speech.ended')) return 'heard';
      const { context } = of(moment).snapshot ?? {};
      const isEnding = isOf(moment, 'timer.fired') && !of(moment).before?.context.endReason;
      return isEnding && context?.endReason === 'silence' ? 'cut off' : was;
    },
    holds: (was: string) => was !== 'cut off',
  };
}

function takesLateNews(moment: Recorded) {
  const { before, event, snapshot, effects } = moment;
  const told = effects.flatMap(({ type }) => (type.startsWith('timer.') ? [] : [type])).join();
  const stays = snapshot?.state === before?.state;
  switch (event.type) {
    case 'media.started': {
      if (!before) return told === 'media.stop';
      const isLate = rankOf(before.state) >= 1 && isFirstStart(moment);
      return isLate ? stays && told === 'media.stop' : stays || before.state === 'starting';
    }
    case 'media.saved': {
      const isKnown = event.isEmpty === true || event.location === before?.context.location;
      if (before?.state === 'deleted') return stays && told === 'media.erase';
      if (before && !isEnd(before.state)) return true;
      return stays && told === (isKnown ? '' : 'recording.orphaned');
    }
    case 'media.paused':
    case 'media.resumed':
    case 'media.refused':
      if (before?.state === 'stopping' && event.order === 1) return true;
      return event.order === before?.context.order || (stays && told === '');
    default:
      return true;
  }
}

interface Asked {
  readonly order: number;
  readonly verb: string;
  readonly isAlone: boolean;
}
/** What the media server does, as of the newest order that it has answered. */
interface Truth {
  readonly open: readonly Asked[];
  readonly does: 'capture' | 'pause' | 'nothing' | 'anything' | 'nothing more';
  readonly by: number;
  readonly says: boolean;
}
function saysWhatIsSo() {
  return {
    begin: { open: [], does: 'nothing', by: 0, says: false } as Truth,
    next: (was: Truth, moment: Moment): Truth => {
      const { snapshot, effects } = moment;
      if (!snapshot) return was;
      const heard = hear(was, of(moment));
      const asked = effects.flatMap((one) =>
        'order' in one && one.type !== 'media.erase'
          ? [{ order: one.order, verb: one.type, isAlone: heard.open.length === 0 }]
          : [],
      );
      const says = snapshot.state === 'inProgress' || snapshot.state === 'pausing';
      if (heard === was && asked.length === 0 && says === was.says) return was;
      return { ...heard, open: [...heard.open, ...asked], says };
    },
    holds: ({ open, does, says }: Truth) =>
      open.length > 0 || does === 'anything' || says === (does === 'capture'),
  };
}

const confirms: Readonly<Record<string, readonly [verb: string, does: Truth['does']]>> = {
  'media.started': ['media.start', 'capture'],
  'media.paused': ['media.pause', 'pause'],
  'media.resumed': ['media.resume', 'capture'],
  'media.stopped': ['media.stop', 'nothing more'],
};
const isFinal = (moment: Moment) => isOf(moment, 'media.stopped', 'media.saved', 'media.failed');
/** An answer counts once, and once more if it confirms the newest order after all. */
function hear(was: Truth, moment: Recorded): Truth {
  const { before, event } = moment;
  const [verb, does] = confirms[event.type] ?? [];
  const order = 'order' in event ? event.order : undefined;
  const answered = was.open.find(
    (one) => one.order === order && (event.type === 'media.refused' || one.verb === verb),
  );
  const open = answered ? was.open.filter((one) => one !== answered) : was.open;
  if (isFinal(moment)) return { ...was, open, does: 'nothing more' };
  const isNewest = verb === `media.${before?.context.asked}` && order === before?.context.order;
  if (order === undefined || (!answered && !isNewest)) return was;
  if (was.does === 'nothing more' || order < was.by) return { ...was, open };
  if (does) return { ...was, open, does, by: order };
  if (answered?.verb === 'media.start') return { ...was, open, does: 'nothing', by: order };
  if (answered?.verb === 'media.stop') return { ...was, open, does: 'nothing more', by: order };
  return { ...was, open, does: answered?.isAlone ? was.does : 'anything', by: order };
}
