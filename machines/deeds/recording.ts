/** What a recording knows, what it does and what it asks: the parts that `recording.ts` declares with. */
import { setup } from 'xstate';
import type { PathId, Settings } from '../creation-paths.ts';
import { type Deed, declaring, type Unborn } from '../declare.ts';
import type { Emitted } from '../effects.ts';
import { chosen, type Policy } from '../policy.ts';
import { isDue, isEarly, timing } from '../timing.ts';
import type { EventOf, EventTo } from '../vocabulary.ts';
import type {
  Address,
  Announcement,
  EndReason,
  RecordingSource,
  TimerName,
  Timers,
} from '../words.ts';

/** What the media server can be asked to do. */
export type MediaOrder = 'start' | 'pause' | 'resume' | 'stop' | 'erase';

/** One recording's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface RecordingContext extends Settings {
  readonly sid: string;
  readonly path: PathId;
  readonly source: RecordingSource;
  readonly host: Address;
  readonly callSid: string;
  readonly conferenceSid: string | null;
  readonly policy: Policy;
  readonly timers: Timers;
  /** The running number of the newest order to the media server, and what it asks until answered. */
  readonly order: number;
  readonly asked: MediaOrder | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt: number | null;
  /** When the end was decided, and when capture was over. */
  readonly decidedAt: number | null;
  readonly endedAt: number | null;
  /** The open segment, or the open pause. */
  readonly openedAt: number | null;
  readonly pausedAt: number | null;
  readonly capturedMs: number;
  readonly pausedMs: number;
  /** Whether anybody has spoken, and whether anybody speaks, as of `speechAt`. */
  readonly speech: 'unheard' | 'speaking' | 'silent';
  readonly speechAt: number;
  readonly endReason: EndReason | null;
  readonly errorCode: string | null;
  readonly location: string | null;
  readonly durationSeconds: number | null;
}

/**
 * The context in state `none`, with every field there is: what `create` fills in is null, though
 * its type does not say so, and nothing asks for it before.
 */
export const unbornRecording = (sid: string) =>
  ({
    sid,
    path: null,
    source: null,
    host: null,
    callSid: null,
    conferenceSid: null,
    channels: null,
    track: null,
    trim: null,
    format: null,
    beep: null,
    maxLengthMs: null,
    silenceMs: null,
    policy: null,
    timers: {},
    order: 0,
    asked: null,
    createdAt: null,
    updatedAt: null,
    startedAt: null,
    decidedAt: null,
    endedAt: null,
    openedAt: null,
    pausedAt: null,
    capturedMs: 0,
    pausedMs: 0,
    speech: 'unheard',
    speechAt: 0,
    endReason: null,
    errorCode: null,
    location: null,
    durationSeconds: null,
  }) satisfies Unborn<RecordingContext> as unknown as RecordingContext;

const { answers, act, actOn, ask, askOn } = declaring<RecordingContext, EventTo<'recording'>>();
const timer = timing('recording');
type Doing = Deed<RecordingContext>;

/** Captured time, with paused time where the policy counts it. */
const reportedMs = (c: RecordingContext) =>
  c.capturedMs + (chosen(c.policy, 'paused-time') === 'counts' ? c.pausedMs : 0);
const since = (from: number | null, at: number) => (from === null ? 0 : Math.max(0, at - from));
const orphan = (c: RecordingContext, event: EventOf<'media.saved'>): Emitted => ({
  type: 'recording.orphaned',
  machine: 'recording',
  sid: c.sid,
  location: event.location,
});
const closed = (c: RecordingContext, at: number) => ({
  capturedMs: c.capturedMs + since(c.openedAt, at),
  pausedMs: c.pausedMs + since(c.pausedAt, at),
  openedAt: null,
  pausedAt: null,
});
const ended = (c: RecordingContext, at: number): Emitted => ({
  type: 'signal',
  to: c.host,
  event: {
    type: 'recording.ended',
    at,
    recordingSid: c.sid,
    durationMs: reportedMs(c),
    reason: c.endReason as EndReason,
    decidedAt: c.decidedAt as number,
  },
});
const timeSilence = (c: RecordingContext, at: number): Doing =>
  c.silenceMs > 0 && c.speech === 'silent' ? timer.set(c, 'silence', at + c.silenceMs) : {};
const timeLength = (c: RecordingContext, at: number): Doing =>
  c.maxLengthMs > 0
    ? timer.set(c, 'max-length', at + Math.max(0, c.maxLengthMs - c.capturedMs))
    : {};

const actions = {
  ...answers,
  create: actOn(['recording.requested'], (_c, { type: _, at, ...requested }) => ({
    set: {
      ...requested,
      conferenceSid: requested.conferenceSid ?? null,
      policy: requested.policy ?? 'telnyx',
      createdAt: at,
      updatedAt: at,
    },
  })),
  stamp: act((_c, { at }) => ({ set: { updatedAt: at } })),

  /** Gives the media server an order with the next running number. */
  order: act((c, _e, { verb }: { verb: MediaOrder }) => {
    const from = { machine: 'recording', sid: c.sid, order: c.order + 1 } as const;
    const { callSid, channels, track, trim, format, beep } = c;
    return {
      set: { order: c.order + 1, asked: verb },
      tell: [
        verb === 'start'
          ? { type: 'media.start', ...from, callSid, channels, track, trim, format, beep }
          : { type: `media.${verb}`, ...from },
      ],
    };
  }),
  /** Nobody here asked for this capture: it is ended, with the number after the one it names. */
  stopStranger: actOn(['media.started'], (c, { order }) => ({
    tell: [{ type: 'media.stop', machine: 'recording', sid: c.sid, order: order + 1 }],
  })),

  setDeadline: act(
    (c, { at }, { timer: name }: { timer: TimerName & `${string}-deadline` }) =>
      timer.set(c, name, at + chosen(c.policy, `${name}-ms`)) as Doing,
  ),
  cancel: act((c, e, { timer: name }: { timer: TimerName }) => timer.cancel(c, e, name) as Doing),
  setAgain: actOn(['timer.fired'], (c, e) => timer.setAgain(c, e) as Doing),
  timeLength: act((c, { at }) => timeLength(c, at)),
  timeSilence: act((c, { at }) => timeSilence(c, at)),

  openSegment: act((c, { at }) => ({
    set: { ...closed(c, at), openedAt: at, startedAt: c.startedAt ?? at, asked: null },
  })),
  closeSegment: act((c, { at }) => ({ set: { ...closed(c, at), pausedAt: at, asked: null } })),
  /** The newest order is answered: whatever else comes for it is stale. */
  noteAnswer: act(() => ({ set: { asked: null } })),
  noteStart: act((_c, { at }) => ({ set: { startedAt: at } })),
  noteSpeech: actOn(['speech.started', 'speech.ended'], (_c, { type, at }) => ({
    set: { speech: type === 'speech.started' ? 'speaking' : 'silent', speechAt: at },
  })),

  /** The end is decided; the first reason stays. */
  decideEnd: act((c, { at }, { reason }: { reason: EndReason }) => ({
    set: { endReason: c.endReason ?? reason, decidedAt: c.decidedAt ?? at },
  })),
  decideEndAsTold: actOn(['recording.stopRequested', 'host.ended'], (_c, { at, reason }) => ({
    set: { endReason: reason, decidedAt: at },
  })),
  /** Capture is over: the segment is closed and the host is told, once. */
  endCapture: act((c, { at }) => {
    const set = { ...closed(c, at), endedAt: at };
    return { set, tell: [ended({ ...c, ...set }, at)] };
  }),
  tellEndAgain: act((c, { at }) => ({ tell: [ended(c, at)] })),

  announce: act((c, { at }, { status }: { status: Announcement }) => ({
    tell: [{ type: 'announced', machine: 'recording', sid: c.sid, status, at }],
  })),
  fail: act((_c, _e, { code }: { code: string }) => ({ set: { errorCode: code } })),
  failAsTold: actOn(['media.failed'], (_c, { errorCode }) => ({
    set: { errorCode: errorCode ?? 'media-failed' },
  })),
  keepFile: actOn(['media.saved'], (c, { location, durationMs }) => ({
    set: { location, durationSeconds: Math.round((durationMs ?? reportedMs(c)) / 1000) },
  })),
  keepOrphan: actOn(['media.saved'], (c, e) => ({
    set: { location: e.location },
    tell: [orphan(c, e)],
  })),
  tellOrphan: actOn(['media.saved'], (c, e) => ({ tell: [orphan(c, e)] })),
};

type Answering = 'media.started' | 'media.paused' | 'media.resumed' | 'media.refused';
const answering = ['media.started', 'media.paused', 'media.resumed', 'media.refused'] as const;

const guards = {
  /** The fact is the answer to the newest order, which asked for this. */
  answers: askOn(
    answering,
    (c, e: EventOf<Answering>, { verb }: { verb: MediaOrder }) =>
      e.order === c.order && c.asked === verb,
  ),
  /** The newest order asked for this and is not answered. */
  asked: ask((c, _e, { verb }: { verb: MediaOrder }) => c.asked === verb),
  /** The fact answers the start (always order 1), and no start was heard of before. */
  answersLateStart: askOn(answering, (c, e) => e.order === 1 && c.startedAt === null),
  /** The stop of a capture: as the newest order asked, or by itself. */
  endsCapture: askOn(
    ['media.stopped'],
    (c, e) => e.order === undefined || (e.order === c.order && c.asked === 'stop'),
  ),
  isEmpty: askOn(['media.saved'], (_c, e) => e.isEmpty === true),
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
    context: {} as RecordingContext,
    events: {} as EventTo<'recording'>,
    input: {} as { sid: string },
    emitted: {} as Emitted,
    tags: {} as 'none' | 'live' | 'capturing' | 'ended',
  },
  actions,
  guards,
});
