/** What a recording knows, what it does and what it asks: the parts that `recording.ts` declares with. */
import { setup } from 'xstate';
import { type Draft, declaring, type Perhaps } from '../declaring/declare.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { isDue, isEarly, timing } from '../declaring/timing.ts';
import type { Emitted, MediaOrder } from '../words/effects.ts';
import { chosen, type PolicyId } from '../words/policy.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import {
  type Announcement,
  type EndReason,
  isSameMachine,
  type TimerName,
} from '../words/words.ts';
import { newRecording, type RecordingContext } from './context.ts';

export type { RecordingContext };

const { verdicts, begin, act, actOn, say, sayOn, ask, askOn, anytime } = declaring<
  RecordingContext,
  EventTo<'recording'>
>();
const timer = timing('recording');
type Drafted = Draft<RecordingContext>;

/** What the media server is asked, but for the start. */
const orders = {
  pause: 'media.pause',
  resume: 'media.resume',
  stop: 'media.stop',
  erase: 'media.erase',
} as const;
/** How long the media server may take, by the timer that waits for it. */
const deadlines = {
  'start-deadline': 'start-deadline-ms',
  'answer-deadline': 'answer-deadline-ms',
  'finish-deadline': 'finish-deadline-ms',
} as const satisfies Partial<Record<TimerName, PolicyId>>;
const countsPauses = (c: RecordingContext) => chosen(c.policy, 'paused-time') === 'counts';
/** What the file holds: captured time, with paused time where the policy counts it. */
const heldMs = (c: RecordingContext) => c.capturedMs + (countsPauses(c) ? c.pausedMs : 0);
const longestMs = (c: RecordingContext) => c.settings.maxLengthMs || Number.POSITIVE_INFINITY;
/** What is reported: what a media server captured before it obeyed the stop is cut off. */
const reportedMs = (c: RecordingContext) => Math.min(heldMs(c), longestMs(c));
/** The same in whole seconds, of a file that may have been measured: rounded, but never past it. */
const reportedSeconds = (c: RecordingContext, measuredMs = heldMs(c)) =>
  Math.min(Math.round(measuredMs / 1000), Math.floor(longestMs(c) / 1000));
const since = (from: number | null, at: number) => (from === null ? 0 : Math.max(0, at - from));
const orphan = (
  { sid }: Pick<RecordingContext, 'sid'>,
  { location }: EventOf<'media.saved'>,
  said: Said,
) => tell(said, { type: 'recording.orphaned', machine: 'recording', sid, location });
/** Closes the open segment or the open pause. */
function close(c: Drafted, at: number) {
  c.capturedMs += since(c.openedAt, at);
  c.pausedMs += since(c.pausedAt, at);
  c.openedAt = null;
  c.pausedAt = null;
}
const tellEnd = (c: RecordingContext, at: number, said: Said) =>
  send(said, c.host, {
    type: 'recording.ended',
    at,
    recordingSid: c.sid,
    path: c.path,
    durationMs: reportedMs(c),
    reason: c.endReason as EndReason,
  });

const actions = {
  ...verdicts,
  create: begin(['recording.requested'], newRecording),
  stamp: act((c, { at }) => {
    c.updatedAt = at;
  }),

  /** Gives the media server an order with the next running number. */
  order: act((c, _e, said, { verb }: { verb: MediaOrder }) => {
    c.order += 1;
    c.asked = verb;
    const { sid, order } = c;
    if (verb !== 'start')
      return tell(said, { type: orders[verb], machine: 'recording', sid, order });
    const { callSid, settings } = c;
    tell(said, { type: 'media.start', machine: 'recording', sid, order, callSid, settings });
  }),
  /** Nobody here asked for this capture: it is ended, with the number after the one it names. */
  stopStranger: anytime.sayOn(['media.started'], (c, { order }, said) =>
    tell(said, { type: 'media.stop', machine: 'recording', sid: c.sid, order: order + 1 }),
  ),

  setDeadline: act((c, { at }, said, { timer: name }: { timer: keyof typeof deadlines }) =>
    timer.set(c, name, at + chosen(c.policy, deadlines[name]), said),
  ),
  cancel: act((c, e, said, { timer: name }: { timer: TimerName }) =>
    timer.cancel(c, e, name, said),
  ),
  setAgain: sayOn(['timer.fired'], timer.setAgain),
  /** What passes from now on is part of the file, or else the length stands still. */
  timeLength: act((c, e, said) => {
    const { maxLengthMs } = c.settings;
    if (maxLengthMs === 0) return;
    if (c.openedAt === null && !countsPauses(c)) return timer.cancel(c, e, 'max-length', said);
    const dueAt = e.at + Math.max(0, maxLengthMs - heldMs(c));
    if (c.timers['max-length'] !== dueAt) timer.set(c, 'max-length', dueAt, said);
  }),
  /** Silence lasts since it was heard first: to hear it again changes nothing. */
  timeSilence: act((c, { at }, said) => {
    const { silenceMs } = c.settings;
    if (silenceMs === 0 || c.speech !== 'silent' || c.timers.silence !== undefined) return;
    timer.set(c, 'silence', at + silenceMs, said);
  }),
  /** The caller waits while a <Record> is paused, and nobody else does. */
  timePause: act((c, { at }, said) => {
    if (c.path !== 'record-verb') return;
    timer.set(c, 'longest-pause', at + chosen(c.policy, 'longest-pause-ms'), said);
  }),

  openSegment: act((c, { at }) => {
    close(c, at);
    c.openedAt = at;
    c.startedAt ??= at;
  }),
  closeSegment: act((c, { at }) => {
    close(c, at);
    c.pausedAt = at;
  }),
  /** The newest order is answered: whatever else comes for it is stale. */
  noteAnswer: act((c) => {
    c.asked = null;
  }),
  /** It is not as was thought: from now on the other is counted. */
  turnOver: act((c, { at }) => {
    const wasPaused = c.openedAt === null;
    close(c, at);
    c.openedAt = wasPaused ? at : null;
    c.pausedAt = wasPaused ? null : at;
  }),
  /** What the stop overtakes may still be obeyed, and answered, before it. */
  noteCrossed: act((c) => {
    if (c.asked === 'pause' || c.asked === 'resume') c.crossed = c.asked;
  }),
  forgetCrossed: act((c) => {
    c.crossed = null;
  }),
  noteSpeech: actOn(['speech.started', 'speech.ended'], (c, { type, at }) => {
    c.speech = type === 'speech.started' ? 'speaking' : 'silent';
    c.speechAt = at;
  }),

  /** The end is decided; the first reason stays. Who joins from now on may be recorded anew. */
  decideEnd: act((c, { at }, said, { reason }: { reason: EndReason }) => {
    if (c.endReason !== null) return;
    c.endReason = reason;
    c.decidedAt = at;
    if (c.host.machine !== 'conference') return;
    send(said, c.host, { type: 'recording.endDecided', at, recordingSid: c.sid });
  }),
  decideEndAsTold: actOn(['recording.stopRequested', 'host.ended'], (c, { at, reason }) => {
    c.endReason = reason;
    c.decidedAt = at;
  }),
  /** Capture is over: the segment is closed and the host is told, once. */
  endCapture: act((c, { at }, said) => {
    close(c, at);
    c.endedAt = at;
    tellEnd(c, at, said);
  }),
  tellEndAgain: say((c, { at }, said) => tellEnd(c, at, said)),
  /** Whoever asked goes on without: what lives under this sid is not for them. */
  decline: sayOn(['recording.requested'], (c, { at, host, path }, said) =>
    send(said, host, { type: 'recording.declined', at, recordingSid: c.sid, path }),
  ),

  announce: say((c, { at }, said, { status }: { status: Announcement<'recording'> }) =>
    tell(said, { type: 'announced', machine: 'recording', sid: c.sid, status, at }),
  ),
  fail: act((c, _e, _said, { code }: { code: string }) => {
    c.errorCode = code;
  }),
  failAsTold: actOn(['media.failed'], (c, { errorCode }) => {
    c.errorCode = errorCode ?? 'media-failed';
  }),
  keepFile: actOn(['media.saved'], (c, { location, durationMs }) => {
    c.location = location;
    c.durationSeconds = reportedSeconds(c, durationMs);
  }),
  keepOrphan: actOn(['media.saved'], (c, e, said) => {
    c.location = e.location;
    orphan(c, e, said);
  }),
  tellOrphan: anytime.sayOn(['media.saved'], (c, e, said) => orphan(c, e, said)),
};

type Answering = 'media.started' | 'media.paused' | 'media.resumed' | 'media.refused';
const answering = ['media.started', 'media.paused', 'media.resumed', 'media.refused'] as const;

/** Between a pause or resumption and the stop that crosses it nothing is ordered. */
const isCrossing = (c: RecordingContext, e: EventOf<Answering>, verb: MediaOrder) =>
  e.order === c.order - 1 && c.crossed === verb;

const guards = {
  /** The fact is the answer to the newest order, which asked for this. */
  isAnswerTo: askOn(
    answering,
    (c, e: EventOf<Answering>, { verb }: { verb: MediaOrder }) =>
      e.order === c.order && c.asked === verb,
  ),
  /** The fact is the answer to the order before the stop, which asked for this. */
  crosses: askOn(answering, (c, e: EventOf<Answering>, { verb }: { verb: MediaOrder }) =>
    isCrossing(c, e, verb),
  ),
  /** The order that the stop has crossed asked for what was thought to be so, and is refused. */
  refutesCrossed: askOn(
    ['media.refused'],
    (c, e) =>
      (isCrossing(c, e, 'pause') && c.pausedAt !== null) ||
      (isCrossing(c, e, 'resume') && c.openedAt !== null),
  ),
  /** The newest order asked for this and is not answered. */
  isAsked: ask((c, _e, { verb }: { verb: MediaOrder }) => c.asked === verb),
  /** The fact answers the start (always order 1), and no start was heard of before. */
  answersLateStart: askOn(answering, (c, e) => e.order === 1 && c.startedAt === null),
  /** The stop of a capture: as the newest order asked, or by itself. */
  endsCapture: askOn(
    ['media.stopped'],
    (c, e) => e.order === undefined || (e.order === c.order && c.asked === 'stop'),
  ),
  /** The very request that made it: of the same verb, on the same line, at the same time. */
  isItsRequest: askOn(
    ['recording.requested'],
    (c, e) =>
      isSameMachine(e.host, c.host) &&
      e.path === c.path &&
      e.callSid === c.callSid &&
      e.at === c.createdAt,
  ),
  isFromItsVerb: askOn(
    ['recording.stopRequested'],
    (c, e) => isSameMachine(e.host, c.host) && e.path === c.path,
  ),
  isFromItsHost: askOn(['host.ended'], (c, e) => isSameMachine(e.host, c.host)),
  isEmpty: anytime.askOn(['media.saved'], (_c, e) => e.isEmpty === true),
  isKnownFile: askOn(['media.saved'], (c, e) => e.location === c.location),
  isNews: ask((c, { at }) => at >= c.speechAt),
  isDue: ask((c, e, { timer: name }: { timer: TimerName }) => isDue(c, e, name)),
  isEarly: ask((c, e) => isEarly(c, e)),
  isStoppable: ask(
    (c) =>
      c.host.machine !== 'conference' ||
      chosen(c.policy, 'conference-recording-stop') === 'allowed',
  ),
  isAbsentDeletable: ask((c) => chosen(c.policy, 'absent-deletion') === 'allowed'),
};

/** XState's set-up of the recording machine; the declaration is `recording.ts`. */
export const recordingSetup = setup({
  types: {
    context: {} as Perhaps<RecordingContext>,
    events: {} as EventTo<'recording'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'capturing' | 'ended',
  },
  actions,
  guards,
});
