/** What a hand-written call does on the way from state to state. */
import type {
  CallContext,
  Effect,
  EventOf,
  EventTo,
  InstructionsRequested,
  LineEnd,
  RecordingRequest,
  Signal,
} from '../../../machines/index.ts';
import { type Snapshot, type Step, snapshotVersion } from '../../../src/engine/index.ts';
import { accepted, firedBy, ignored, none } from './answers.ts';
import {
  hostEnded,
  hosting,
  isHosted,
  type Kind,
  lineAnnounced,
  networkOrder,
  off,
  recordingRequested,
  withoutRecording,
} from './line.ts';

export type Call = Snapshot<'call'>;
export type Answer = Step<'call'>;
export type Event = EventTo<'call'>;
export type Context = CallContext;

export const machine = 'call';
export const hangUp = (sid: string) => networkOrder('network.hangUp', machine, sid);
export const moved = (
  state: string,
  context: Context,
  effects: readonly Effect[],
  signals: readonly Signal[] = none,
): Answer => ({
  snapshot: { machine, version: snapshotVersion, sid: context.sid, state, context },
  verdict: accepted,
  signals,
  effects,
});

export const requested = (
  sid: string,
  because: InstructionsRequested['because'],
): InstructionsRequested => ({
  type: 'instructions.requested',
  machine,
  sid,
  because,
  execute: true,
});
export const resumed = (sid: string, again: boolean): Effect => ({
  type: 'instructions.resumed',
  machine,
  sid,
  again,
});
export const released = (c: Context, legs: readonly string[], at: number): Signal[] =>
  legs.map((sid) => ({
    to: { machine: 'dialLeg', sid },
    event: { type: 'leg.released', at, parent: { machine, sid: c.sid } },
  }));
type Stop = EventOf<'recording.stopRequested'>;
export const stopRequested = (
  c: Context,
  recordingSid: string,
  at: number,
  path: Stop['path'],
  reason: Stop['reason'],
): Signal => ({
  to: { machine: 'recording', sid: recordingSid },
  event: { type: 'recording.stopRequested', at, host: { machine, sid: c.sid }, path, reason },
});
/** The recording of the `<Dial>` is asked to end, if it runs. */
export function dialRecordingStopped(
  c: Context,
  at: number,
  reason: 'dial-ended' | 'redirected',
): Signal[] {
  const sid = c.dial?.recording?.sid;
  if (sid === undefined || !isHosted(c, { recordingSid: sid, path: 'dial-verb' })) return [];
  return [stopRequested(c, sid, at, 'dial-verb', reason)];
}

/** A recording on request: the command is remembered, so that a repeat is known. */
export function record(
  { state, context: c }: Call,
  at: number,
  kind: Kind,
  request: RecordingRequest,
): Answer {
  const recordings = hosting(c, request.sid, kind);
  return moved(state, { ...c, recordings, lastRequest: request.sid }, none, [
    recordingRequested(machine, c, at, kind, request),
  ]);
}
export type News = EventOf<'recording.ended' | 'recording.declined'>;
export function forget(before: Call, news: News): Answer {
  const { state, context: c } = before;
  if (!isHosted(c, news)) return ignored(before);
  return moved(state, { ...c, recordings: withoutRecording(c, news) }, none);
}

/** The line is over; the lists are those of what was told before. */
export function end(
  state: string,
  status: LineEnd,
  c: Context,
  event: Event,
  effects: Effect[] = [],
  signals: Signal[] = [],
): Answer {
  const { at } = event;
  off(machine, c, effects, firedBy(event));
  effects.push(lineAnnounced(machine, c.sid, status, at));
  signals.push(...hostEnded(machine, c, at));
  return moved(state, { ...c, timers: {}, updatedAt: at, endedAt: at }, effects, signals);
}
