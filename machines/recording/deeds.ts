/** What a recording does and what it asks: the parts that its declaration names. */
import type { Perhaps } from '../declaring/declare.ts';
import { setUp } from '../declaring/machine.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { isDue, timeDeeds, timeGuards, timing } from '../declaring/timing.ts';
import type { Emitted, MediaOrder } from '../words/effects.ts';
import { chosen, type PolicyId } from '../words/policy.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import {
  type Announcement,
  type EndReason,
  isSameMachine,
  type TimerName,
} from '../words/words.ts';
import { declaringRecordings, newRecording, type RecordingContext } from './context.ts';
import { closeInterval, lengthActions, reportedMs, reportedSeconds } from './lengths.ts';

const { verdicts, begin, act, actOn, say, sayOn, ask, askOn, anytime } = declaringRecordings;
const timer = timing('recording');

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
const orphan = (
  { sid }: Pick<RecordingContext, 'sid'>,
  { location }: EventOf<'media.saved'>,
  said: Said,
) => tell(said, { type: 'recording.orphaned', machine: 'recording', sid, location });
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
  ...timeDeeds('recording', declaringRecordings),

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
  /** The newest order is answered: whatever else comes for it is stale. */
  noteAnswer: act((c) => {
    c.asked = null;
  }),
  /** The media server has not answered yet: this comes next. */
  want: act((c, _e, _said, { verb }: { verb: 'pause' | 'resume' }) => {
    c.wanted = verb;
  }),
  wantNothing: act((c) => {
    c.wanted = null;
  }),
  /** What the stop overtakes may still be obeyed, and answered, before it. */
  noteCrossed: act((c) => {
    if (c.asked === 'pause' || c.asked === 'resume') c.crossed = c.asked;
  }),
  forgetCrossed: act((c) => {
    c.crossed = null;
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
    closeInterval(c, at);
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
  /** The file that is kept is the one that is transcribed, if that was asked for. */
  requestTranscription: say((c, { at }, said) => {
    const { transcription, sid: recordingSid, callSid, location, durationSeconds, policy } = c;
    if (!transcription || location === null || durationSeconds === null) return;
    const { sid, ...settings } = transcription;
    const file = { recordingSid, callSid, location, durationSeconds };
    const type = 'transcription.requested';
    send(said, { machine: 'transcription', sid }, { type, at, ...file, settings, policy });
  }),
  /** No text outlives its recording. */
  endTranscription: say((c, { at }, said) => {
    if (!c.transcription) return;
    const to = { machine: 'transcription', sid: c.transcription.sid } as const;
    send(said, to, { type: 'recording.deleted', at, recordingSid: c.sid });
  }),
  tellOrphan: anytime.sayOn(['media.saved'], (c, e, said) => orphan(c, e, said)),
};

type Answering = 'media.started' | 'media.paused' | 'media.resumed' | 'media.refused';
const answering = ['media.started', 'media.paused', 'media.resumed', 'media.refused'] as const;

/** Between a pause or resumption and the stop that crosses it nothing is ordered. */
const isCrossing = (c: RecordingContext, e: EventOf<Answering>, verb: MediaOrder) =>
  e.order === c.order - 1 && c.crossed === verb;

const guards = {
  ...timeGuards(declaringRecordings),
  /** The fact is the answer to the newest order, which asked for this. */
  isAnswerTo: askOn(
    answering,
    (c, e: EventOf<Answering>, { verb }: { verb: MediaOrder }) =>
      e.order === c.order && c.asked === verb,
  ),
  /** It is that answer, and something else comes next. */
  isAnswerBefore: askOn(
    answering,
    (c, e: EventOf<Answering>, { verb, next }: { verb: MediaOrder; next: 'pause' | 'resume' }) =>
      e.order === c.order && c.asked === verb && c.wanted === next,
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
  isWanted: ask((c, _e, { verb }: { verb: 'pause' | 'resume' }) => c.wanted === verb),
  /** The media server has not answered in time, and something else comes next. */
  isDueBefore: ask(
    (c, e, { timer: name, next }: { timer: TimerName; next: 'pause' | 'resume' }) =>
      isDue(c, e, name) && c.wanted === next,
  ),
  takesInTurn: ask((c) => chosen(c.policy, 'early-update') === 'in-turn'),
  isStoppable: ask(
    (c) =>
      c.host.machine !== 'conference' ||
      chosen(c.policy, 'conference-recording-stop') === 'allowed',
  ),
  isAbsentDeletable: ask((c) => chosen(c.policy, 'absent-deletion') === 'allowed'),
};

/** XState's set-up of the recording machine; `declaration.ts` declares it. */
export const recordingSetup = setUp({
  types: {
    context: {} as Perhaps<RecordingContext>,
    events: {} as EventTo<'recording'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'capturing' | 'ended',
  },
  actions: { ...actions, ...lengthActions },
  guards,
});
