/** What a hand-written recording does on the way from state to state. */
import {
  chosen,
  type Effect,
  type EndReason,
  type EventOf,
  type EventTo,
  isSameMachine,
  type MediaOrder,
  type RecordingContext,
  type Signal,
  type TimerName,
  type Timers,
} from '../../../machines/index.ts';
import {
  type Snapshot,
  type StateOf,
  type Step,
  snapshotVersion,
} from '../../../src/engine/index.ts';
import { accepted, firedBy, none, timerCancelled, timerSet } from './answers.ts';

export type Recording = Snapshot<'recording'>;
export type Event = EventTo<'recording'>;
type Context = RecordingContext;

const machine = 'recording';
const noTimers: Timers = {};
const timersOfRecording: readonly TimerName[] = [
  'start-deadline',
  'answer-deadline',
  'finish-deadline',
  'max-length',
  'silence',
  'longest-pause',
];

/** The recording in this state, and what is told on the way. */
export const moved = (
  state: StateOf<'recording'>,
  context: Context,
  effects: readonly Effect[],
  signals: readonly Signal[] = none,
): Step<'recording'> => ({
  snapshot: { machine, version: snapshotVersion, sid: context.sid, state, context },
  verdict: accepted,
  signals,
  effects,
});

export const ordered = (
  type: 'media.pause' | 'media.resume' | 'media.stop' | 'media.erase',
  sid: string,
  order: number,
): Effect => ({ type, machine, sid, order });
export const announced = (
  sid: string,
  status: 'in-progress' | 'completed' | 'absent',
  at: number,
): Effect => ({ type: 'announced', machine, sid, status, at });
export const orphaned = (sid: string, location: string): Effect => ({
  type: 'recording.orphaned',
  machine,
  sid,
  location,
});
export const deadline = (sid: string, timer: TimerName, dueAt: number) =>
  timerSet(machine, sid, timer, dueAt);
export const cancelled = (sid: string, timer: TimerName) => timerCancelled(machine, sid, timer);

export const answers = (c: Context, { order }: { readonly order: number }, verb: MediaOrder) =>
  order === c.order && c.asked === verb;
/** The answer to the start, when no start was heard of before. */
export const answersLateStart = (c: Context, { order }: { readonly order: number }) =>
  order === 1 && c.startedAt === null;
export const isStoppable = (c: Context) =>
  c.host.machine !== 'conference' || chosen(c.policy, 'conference-recording-stop') === 'allowed';

const countsPauses = (c: Context) => chosen(c.policy, 'paused-time') === 'counts';
const held = (c: Context, capturedMs: number, pausedMs: number) =>
  countsPauses(c) ? capturedMs + pausedMs : capturedMs;
export const heldMs = (c: Context) => held(c, c.capturedMs, c.pausedMs);
const longestMs = (c: Context) =>
  c.settings.maxLengthMs > 0 ? c.settings.maxLengthMs : Number.POSITIVE_INFINITY;
const reportedMs = (c: Context) => Math.min(heldMs(c), longestMs(c));
export const reportedSeconds = (c: Context, measuredMs: number) =>
  Math.min(Math.round(measuredMs / 1000), Math.floor(longestMs(c) / 1000));
const capturedUntil = (c: Context, at: number) =>
  c.openedAt === null ? c.capturedMs : c.capturedMs + Math.max(0, at - c.openedAt);
const pausedUntil = (c: Context, at: number) =>
  c.pausedAt === null ? c.pausedMs : c.pausedMs + Math.max(0, at - c.pausedAt);

/** Cancels every timer that runs, or those of them that are named. */
export function off(
  { sid, timers }: Context,
  event: Event,
  those: readonly TimerName[] = timersOfRecording,
): Effect[] {
  const fired = firedBy(event);
  const effects: Effect[] = [];
  for (const timer of those) {
    if (timers[timer] !== undefined && timer !== fired) effects.push(cancelled(sid, timer));
  }
  return effects;
}

/** The host is told that capture is over. */
export const ended = (c: Context, at: number): Signal => ({
  to: c.host,
  event: {
    type: 'recording.ended',
    at,
    recordingSid: c.sid,
    path: c.path,
    durationMs: reportedMs(c),
    reason: c.endReason as EndReason,
  },
});
/** A conference is told first that the end of its recording is decided, unless it was before. */
const endDecided = ({ sid, host, endReason }: Context, at: number): Signal[] =>
  host.machine === 'conference' && endReason === null
    ? [{ to: host, event: { type: 'recording.endDecided', at, recordingSid: sid } }]
    : [];
const isItsRequest = (c: Context, e: EventOf<'recording.requested'>) =>
  isSameMachine(e.host, c.host) &&
  e.path === c.path &&
  e.callSid === c.callSid &&
  e.at === c.createdAt;
/** Who asks for a recording that is there: whoever asked for it, or another, who goes without. */
export function askedAgain(
  before: Recording,
  event: EventOf<'recording.requested'>,
  again: (before: Recording) => Step<'recording'>,
): Step<'recording'> {
  if (isItsRequest(before.context, event)) return again(before);
  const { at, host, path } = event;
  const declined = { type: 'recording.declined', at, recordingSid: before.sid, path } as const;
  return {
    snapshot: before,
    verdict: accepted,
    signals: [{ to: host, event: declined }],
    effects: none,
  };
}

/** Capture begins or goes on: a segment is open, and its limits run. */
export function capturing(c: Context, event: Event): { context: Context; effects: Effect[] } {
  const { at } = event;
  const capturedMs = capturedUntil(c, at);
  const pausedMs = pausedUntil(c, at);
  const effects = off(c, event, ['start-deadline', 'answer-deadline', 'longest-pause']);
  const timers: { -readonly [T in TimerName]?: number } = {};
  if (c.settings.maxLengthMs > 0) {
    const dueAt = at + Math.max(0, c.settings.maxLengthMs - held(c, capturedMs, pausedMs));
    timers['max-length'] = dueAt;
    if (c.timers['max-length'] !== dueAt) effects.push(deadline(c.sid, 'max-length', dueAt));
  }
  if (c.settings.silenceMs > 0 && c.speech === 'silent') {
    timers.silence = at + c.settings.silenceMs;
    effects.push(deadline(c.sid, 'silence', timers.silence));
  }
  const context = {
    ...segment(c, at),
    timers,
    asked: null,
    wanted: null,
    updatedAt: at,
    startedAt: c.startedAt ?? at,
  };
  return { context, effects };
}

/** A segment begins, wherever the one before it or a pause was. */
export const segment = (c: Context, at: number): Context => ({
  ...c,
  openedAt: at,
  pausedAt: null,
  capturedMs: capturedUntil(c, at),
  pausedMs: pausedUntil(c, at),
});
/** A pause begins. */
export const pause = (c: Context, at: number): Context => ({
  ...c,
  openedAt: null,
  pausedAt: at,
  capturedMs: capturedUntil(c, at),
  pausedMs: pausedUntil(c, at),
});

/** The segment is closed and a pause is open: its length and that of the file may be limited. */
export function suspended(c: Context, event: Event): Step<'recording'> {
  const { at } = event;
  const closed = pause(c, at);
  const effects = off(c, event, ['answer-deadline', 'silence']);
  const timers: { -readonly [T in TimerName]?: number } = {};
  if (c.settings.maxLengthMs > 0 && countsPauses(c)) {
    const dueAt = at + Math.max(0, c.settings.maxLengthMs - heldMs(closed));
    timers['max-length'] = dueAt;
    if (c.timers['max-length'] !== dueAt) effects.push(deadline(c.sid, 'max-length', dueAt));
  } else effects.push(...off(c, event, ['max-length']));
  if (c.path === 'record-verb') {
    timers['longest-pause'] = at + chosen(c.policy, 'longest-pause-ms');
    effects.push(deadline(c.sid, 'longest-pause', timers['longest-pause']));
  }
  return moved('paused', { ...closed, timers, asked: null, wanted: null, updatedAt: at }, effects);
}

/** The end is decided, and the media server is asked to stop. */
export function stopFor(
  reason: EndReason,
  c: Context,
  event: Event,
  signals: readonly Signal[] = endDecided(c, event.at),
): Step<'recording'> {
  const { at } = event;
  const order = c.order + 1;
  const dueAt = at + chosen(c.policy, 'answer-deadline-ms');
  const effects = off(c, event);
  effects.push(ordered('media.stop', c.sid, order), deadline(c.sid, 'answer-deadline', dueAt));
  return moved(
    'stopping',
    {
      ...c,
      timers: { 'answer-deadline': dueAt },
      order,
      asked: 'stop',
      wanted: null,
      crossed: c.asked === 'pause' || c.asked === 'resume' ? c.asked : c.crossed,
      updatedAt: at,
      decidedAt: at,
      endReason: reason,
    },
    effects,
    signals,
  );
}

const over = (before: Context, after: Context, at: number): Signal[] => [
  ...endDecided(before, at),
  ended(after, at),
];
/** Capture is over, and the file is waited for. The first reason stays. */
export function overFor(reason: EndReason, c: Context, event: Event): Step<'recording'> {
  const dueAt = event.at + chosen(c.policy, 'finish-deadline-ms');
  const effects = off(c, event);
  effects.push(deadline(c.sid, 'finish-deadline', dueAt));
  const context = closed(c, event.at, reason, { 'finish-deadline': dueAt }, null);
  return moved('processing', context, effects, over(c, context, event.at));
}

/** Capture is over, and nothing is kept. The first reason stays. */
export function loseFor(
  reason: EndReason,
  errorCode: string,
  c: Context,
  event: Event,
): Step<'recording'> {
  const context = closed(c, event.at, reason, noTimers, errorCode);
  const effects = off(c, event);
  effects.push(announced(c.sid, 'absent', event.at));
  return moved('absent', context, effects, over(c, context, event.at));
}

/** The file is transcribed, if that was asked for. */
export function toTranscribe(c: Context, at: number): Signal[] {
  const { sid: recordingSid, transcription, callSid, location, durationSeconds, policy } = c;
  if (!transcription) return [];
  const { sid, ...settings } = transcription;
  const type = 'transcription.requested' as const;
  const file = { recordingSid, callSid, location: location ?? '' };
  const event = { type, at, ...file, durationSeconds: durationSeconds ?? 0, settings, policy };
  return [{ to: { machine: 'transcription', sid }, event } as const];
}

/** The file is there before anybody has said that capture is over. */
function keepFirst(c: Context, event: EventOf<'media.saved'>): Step<'recording'> {
  const { at, location } = event;
  const captured = capturedUntil(c, at);
  const paused = pausedUntil(c, at);
  const context: Context = {
    ...c,
    timers: noTimers,
    updatedAt: at,
    decidedAt: c.decidedAt ?? at,
    endedAt: at,
    openedAt: null,
    pausedAt: null,
    capturedMs: captured,
    pausedMs: paused,
    wanted: null,
    endReason: c.endReason ?? 'media-stopped',
    location,
    durationSeconds: reportedSeconds(c, event.durationMs ?? held(c, captured, paused)),
  };
  const effects = off(c, event);
  effects.push(announced(c.sid, 'completed', at));
  const signals = [...over(c, context, at), ...toTranscribe(context, at)];
  return moved('completed', context, effects, signals);
}

const closed = (
  c: Context,
  at: number,
  reason: EndReason,
  timers: Timers,
  errorCode: string | null,
): Context => ({
  ...c,
  timers,
  updatedAt: at,
  decidedAt: c.decidedAt ?? at,
  endedAt: at,
  openedAt: null,
  pausedAt: null,
  capturedMs: capturedUntil(c, at),
  pausedMs: pausedUntil(c, at),
  wanted: null,
  endReason: c.endReason ?? reason,
  errorCode,
});

/** A file, or its loss, that comes before the end of capture is known. */
export const savedFirst = (c: Context, event: EventOf<'media.saved'>): Step<'recording'> =>
  event.isEmpty === true ? loseFor('media-failed', 'empty', c, event) : keepFirst(c, event);
export const failedFirst = (c: Context, event: EventOf<'media.failed'>): Step<'recording'> =>
  loseFor('media-failed', event.errorCode ?? 'media-failed', c, event);
