/** How long a recording captures and pauses, and in which turn; what it reports and announces. */
import { chosen } from '../../machines/index.ts';
import {
  always,
  announcedWords,
  everyStep,
  isEqual,
  isOf,
  type Moment,
  type MomentOf,
} from './claim.ts';
import { answersNewest, isEnd, isFirstStart, rankOf } from './recording.ts';

export const capturedClaims = [
  always(
    'REC-7',
    'Captured and paused time are the sums of the segments and of the pauses between them, as ' +
      'far as the answers to the newest order tell, and to one that the stop has crossed; none is ' +
      'negative, and the maximum length is watched in each segment, and in each pause that counts.',
    'recording',
    addsUp(),
  ),
  everyStep(
    'REC-44',
    'No reported duration exceeds the maximum length, whatever the media server and the clock did.',
    'recording',
    reportsNoMore,
  ),
  everyStep(
    'REC-45',
    'Whenever a <Record> is paused, a timer runs that ends it when the pause has lasted too long.',
    'recording',
    watchesItsPause,
  ),
  always(
    'REC-2',
    'It announces in-progress once at most, then completed or absent once at most, then nothing.',
    'recording',
    announcesInOrder(),
  ),
  everyStep(
    'REC-3',
    'It announces completed or absent exactly when it becomes completed or absent.',
    'recording',
    announcesItsEnd,
  ),
  everyStep(
    'REC-19',
    'It announces in-progress exactly when capture starts before its end is decided.',
    'recording',
    announcesItsStart,
  ),
  always(
    'REC-60',
    'A pause or resumption that is accepted before the order before it is answered is ordered as ' +
      'soon as that is, or its time is up, unless the opposite takes it back or the order before ' +
      'it is refused.',
    'recording',
    takesInTurn(),
  ),
] as const;

type Recorded = MomentOf<'recording'>;
const of = (moment: Moment) => moment as Recorded;

/** How long a recording captured and paused, until when, and what the stop has crossed. */
interface Captured {
  readonly openedAt: number | null;
  readonly pausedAt: number | null;
  readonly sumMs: number;
  readonly pausedMs: number;
  readonly crossed: { readonly order: number; readonly verb: string } | null;
  readonly isRight: boolean;
}
const since = (from: number | null, at: number) => (from === null ? 0 : Math.max(0, at - from));
const closed = (was: Captured, at: number): Captured => ({
  ...was,
  openedAt: null,
  pausedAt: null,
  sumMs: was.sumMs + since(was.openedAt, at),
  pausedMs: was.pausedMs + since(was.pausedAt, at),
});

/** Whether capture goes on from here, or a pause begins. */
function turnOf(was: Captured, moment: Recorded): 'opens' | 'pauses' | undefined {
  const { before, event } = moment;
  const { crossed } = was;
  const answersIt = (verb: string) =>
    answersNewest(moment, verb) ||
    (crossed?.verb === verb && 'order' in event && event.order === crossed.order);
  if (isFirstStart(moment)) return 'opens';
  if (isOf(moment, 'media.resumed') && answersIt('resume')) return 'opens';
  if (isOf(moment, 'media.paused') && answersIt('pause')) {
    return before?.state === 'paused' ? undefined : 'pauses';
  }
  if (!isOf(moment, 'media.refused')) return undefined;
  // A refusal of what was so already says that the order before it was obeyed.
  const wasAsked = before?.state === 'pausing' || before?.state === 'resuming';
  if (answersIt('pause') && was.pausedAt !== null && !wasAsked) return 'opens';
  return answersIt('resume') && was.openedAt !== null && !wasAsked ? 'pauses' : undefined;
}

function addsUp() {
  const after = (was: Captured, moment: Recorded): Captured => {
    const { before, event, snapshot } = moment;
    const isOver = rankOf(snapshot?.state) >= 1 && snapshot?.state !== 'stopping';
    const wasOver = rankOf(before?.state) >= 1 && before?.state !== 'stopping';
    if (isOver) return wasOver ? was : { ...closed(was, event.at), crossed: null };
    const turn = turnOf(was, moment);
    const { order = 0, asked: verb } = before?.context ?? {};
    const isStop = snapshot?.state === 'stopping' && before?.state !== 'stopping';
    if (isStop && (verb === 'pause' || verb === 'resume'))
      return { ...was, crossed: { order, verb } };
    if (!turn) return was;
    const answered = { ...was, crossed: null };
    const isSo = turn === 'opens' && was.openedAt !== null && before?.state !== 'stopping';
    if (isSo) return answered;
    return turn === 'opens'
      ? { ...closed(answered, event.at), openedAt: event.at }
      : { ...closed(answered, event.at), pausedAt: event.at };
  };
  return {
    begin: {
      openedAt: null,
      pausedAt: null,
      sumMs: 0,
      pausedMs: 0,
      crossed: null,
      isRight: true,
    } as Captured,
    next: (was: Captured, moment: Moment): Captured => {
      const now = after(was, of(moment));
      const isRight = was.isRight && isAccount(of(moment), now);
      return now === was && isRight === was.isRight ? was : { ...now, isRight };
    },
    holds: ({ isRight }: Captured) => isRight,
  };
}
const captures = (state: string) => state === 'inProgress' || state === 'pausing';
const pauses = (state: string) => state === 'paused' || state === 'resuming';
/** Whether a recording has counted so, and watches its length while it captures. */
function isAccount({ snapshot }: Recorded, { openedAt, pausedAt, sumMs, pausedMs }: Captured) {
  if (!snapshot) return true;
  const { state, context: c } = snapshot;
  const isCounted = chosen(c.policy, 'paused-time') === 'counts';
  const isWatched = captures(state) || (isCounted && pauses(state));
  const leftMs = Math.max(0, c.settings.maxLengthMs - sumMs - (isCounted ? pausedMs : 0));
  const dueAt = (openedAt ?? pausedAt ?? 0) + leftMs;
  return (
    isEqual([c.capturedMs, c.pausedMs], [sumMs, pausedMs]) &&
    isEqual([c.openedAt, c.pausedAt], [openedAt, pausedAt]) &&
    (state === 'stopping' || (openedAt !== null) === captures(state)) &&
    c.timers['max-length'] === (isWatched && c.settings.maxLengthMs > 0 ? dueAt : undefined)
  );
}

function reportsNoMore({ snapshot, signals }: Recorded) {
  const { settings, durationSeconds = 0 } = snapshot?.context ?? {};
  const { maxLengthMs = 0 } = settings ?? {};
  if (maxLengthMs === 0) return true;
  const told = signals.flatMap(({ event }) => ('durationMs' in event ? [event.durationMs] : []));
  return [...told, (durationSeconds ?? 0) * 1000].every((ms) => (ms ?? 0) <= maxLengthMs);
}

function watchesItsPause({ snapshot }: Recorded) {
  if (!snapshot) return true;
  const { path, policy, pausedAt, timers } = snapshot.context;
  const isWatched = path === 'record-verb' && pauses(snapshot.state);
  const dueAt = (pausedAt ?? 0) + chosen(policy, 'longest-pause-ms');
  return timers['longest-pause'] === (isWatched ? dueAt : undefined);
}

function announcesInOrder() {
  const after = (stage: number, word: string) =>
    word === 'in-progress' ? 1 + 2 * Math.min(stage, 1) : Math.max(2, stage + 1);
  return {
    /** 0 nothing, 1 capture, 2 its end; 3 and more: too much. */
    begin: 0,
    next: (stage: number, moment: Moment) =>
      Math.min(3, announcedWords(moment).reduce(after, stage)),
    holds: (stage: number) => stage < 3,
  };
}

function announcesItsEnd(moment: Recorded) {
  const { before, snapshot } = moment;
  const state = snapshot && snapshot.state !== before?.state ? snapshot.state : '';
  return announcedWords(moment).filter(isEnd).join() === (isEnd(state) ? state : '');
}

function announcesItsStart(moment: Recorded) {
  const state = moment.snapshot?.state ?? '';
  const starts = moment.before?.state === 'starting' && /^(inProgress|pausing)$/.test(state);
  return announcedWords(moment).includes('in-progress') === starts;
}
/** What the order that a recording waits for comes to. */
const waitsFor: Readonly<Record<string, string>> = {
  starting: 'resume',
  pausing: 'pause',
  resuming: 'resume',
};
const ofPauses: ReadonlySet<string> = new Set(['media.pause', 'media.resume']);
/** Remembers what was accepted while an order was unanswered. */
function takesInTurn() {
  type Next = 'nothing' | 'pause' | 'resume' | 'wrong';
  return {
    begin: 'nothing' as Next,
    next: (was: Next, moment: Moment): Next => {
      const { before, event, verdict, snapshot, effects } = of(moment);
      const state = before?.state ?? '';
      const verb = event.type === 'recording.pause' ? 'pause' : 'resume';
      const isUpdate = isOf(moment, 'recording.pause', 'recording.resume');
      if (isUpdate && verdict.verdict === 'accepted' && state in waitsFor) {
        return waitsFor[state] === verb ? 'nothing' : verb;
      }
      if (was === 'wrong' || !(state in waitsFor) || snapshot?.state === state) return was;
      if (rankOf(snapshot?.state) > 0) return 'nothing';
      const isDue = was !== 'nothing' && !isOf(moment, 'media.refused');
      const ordered = effects.map(({ type }) => type).filter((type) => ofPauses.has(type));
      return ordered.join() === (isDue ? `media.${was}` : '') ? 'nothing' : 'wrong';
    },
    holds: (next: Next) => next !== 'wrong',
  };
}
