/** What is captured and how long it is: segments and pauses, speech, and the limits on them. */
import type { Draft } from '../declaring/declare.ts';
import { timing } from '../declaring/timing.ts';
import { chosen } from '../words/policy.ts';
import { declaringRecordings, type RecordingContext } from './context.ts';

const { act, actOn } = declaringRecordings;
const timer = timing('recording');

const countsPauses = (c: RecordingContext) => chosen(c.policy, 'paused-time') === 'counts';
/** What the file holds: captured time, with paused time where the policy counts it. */
const heldMs = (c: RecordingContext) => c.capturedMs + (countsPauses(c) ? c.pausedMs : 0);
const longestMs = (c: RecordingContext) => c.settings.maxLengthMs || Number.POSITIVE_INFINITY;
/** What is reported: what a media server captured before it obeyed the stop is cut off. */
export const reportedMs = (c: RecordingContext) => Math.min(heldMs(c), longestMs(c));
/** The same in whole seconds, of a file that may have been measured: rounded, but never past it. */
export const reportedSeconds = (c: RecordingContext, measuredMs = heldMs(c)) =>
  Math.min(Math.round(measuredMs / 1000), Math.floor(longestMs(c) / 1000));
const since = (from: number | null, at: number) => (from === null ? 0 : Math.max(0, at - from));
/** Closes the open segment or the open pause. */
export function closeInterval(c: Draft<RecordingContext>, at: number) {
  c.capturedMs += since(c.openedAt, at);
  c.pausedMs += since(c.pausedAt, at);
  c.openedAt = null;
  c.pausedAt = null;
}

/** What would be reported, in whole seconds, were it over at a time; what is known is not guessed. */
export function secondsBy(c: RecordingContext, at: number): number {
  if (c.durationSeconds !== null) return c.durationSeconds;
  const until = { ...c };
  closeInterval(until, at);
  return reportedSeconds(until);
}

export const lengthActions = {
  openSegment: act((c, { at }) => {
    closeInterval(c, at);
    c.openedAt = at;
    c.startedAt ??= at;
  }),
  closeSegment: act((c, { at }) => {
    closeInterval(c, at);
    c.pausedAt = at;
  }),
  /** It is not as was thought: from now on the other is counted. */
  turnOver: act((c, { at }) => {
    const wasPaused = c.openedAt === null;
    closeInterval(c, at);
    c.openedAt = wasPaused ? at : null;
    c.pausedAt = wasPaused ? null : at;
  }),
  noteSpeech: actOn(['speech.started', 'speech.ended'], (c, { type, at }) => {
    c.speech = type === 'speech.started' ? 'speaking' : 'silent';
    c.speechAt = at;
  }),

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
};
