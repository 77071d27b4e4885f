/** What a recording remembers. */

import { declaring } from '../declaring/declare.ts';
import { noTimers } from '../declaring/timing.ts';
import type { PathId, RecordingSettings, TranscriptionRequest } from '../words/creation-paths.ts';
import type { MediaOrder } from '../words/effects.ts';
import { type Policy, policyOf } from '../words/policy.ts';
import type { EventOf } from '../words/vocabulary.ts';
import type { Address, EndReason, RecordingSource, Timers } from '../words/words.ts';

/** One recording's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface RecordingContext {
  /** As its request gave it; RecordingSid on the wire. */
  readonly sid: string;
  /** Which of the six ways brought it to life. */
  readonly path: PathId;
  /** How it was started, by policy where Telnyx has no word for it. */
  readonly source: RecordingSource;
  /** The call, leg or conference whose end is its end. */
  readonly host: Address;
  /** The call or leg that is recorded; of a conference, that of whoever asked for it. */
  readonly callSid: string;
  /** The conference that is recorded; null: it is a line. */
  readonly conferenceSid: string | null;
  /** What was asked for, and the defaults of its path. */
  readonly settings: RecordingSettings;
  /** The transcription to make of its file, if one was asked for. */
  readonly transcription: TranscriptionRequest | null;
  /** What holds where platforms differ, as it was created with. */
  readonly policy: Policy;
  /** Its limits, and how long the media server is waited for. */
  readonly timers: Timers;
  /** The running number of the newest order to the media server; the first is 1. */
  readonly order: number;
  /** What the newest order asks; null: it is answered. */
  readonly asked: MediaOrder | null;
  /** The pause or resumption that comes next, once the newest order is answered. */
  readonly wanted: 'pause' | 'resume' | null;
  /** The pause or resumption that was not answered yet when the stop was ordered. */
  readonly crossed: MediaOrder | null;
  /** When it was asked for. */
  readonly createdAt: number;
  /** When it last entered a state. */
  readonly updatedAt: number;
  /** When capture began, by the media server's word. */
  readonly startedAt: number | null;
  /** When its end was decided. */
  readonly decidedAt: number | null;
  /** When capture was over. */
  readonly endedAt: number | null;
  /** Since when audio is captured; null: none is. */
  readonly openedAt: number | null;
  /** Since when it is paused; null: it is not. */
  readonly pausedAt: number | null;
  /** Milliseconds captured, the open segment aside. */
  readonly capturedMs: number;
  /** Milliseconds paused, the open pause aside. */
  readonly pausedMs: number;
  /** Whether anybody has spoken, and whether anybody speaks, as of `speechAt`. */
  readonly speech: 'unheard' | 'speaking' | 'silent';
  /** When speech was last heard to begin or end; 0: never. */
  readonly speechAt: number;
  /** Why its end was decided; the first reason stays. */
  readonly endReason: EndReason | null;
  /** Why it is absent: one of `errorCodes`, or the media server's own word. */
  readonly errorCode: string | null;
  /** Where its file is, as the media server names it; of an absent one, a late file. */
  readonly location: string | null;
  /** The length of its file as it is reported, in whole seconds. */
  readonly durationSeconds: number | null;
}

/**
 * The orders that the media server may have to answer yet, by their running numbers: the newest, the one
 * that it crossed, and the start as long as nobody has heard of it. Other answers are stale.
 */
export function openOrders({
  order,
  asked,
  crossed,
  startedAt,
}: Pick<RecordingContext, 'order' | 'asked' | 'crossed' | 'startedAt'>): readonly {
  readonly order: number;
  readonly verb: MediaOrder;
}[] {
  return [
    ...(startedAt === null && order > 1 ? [{ order: 1, verb: 'start' } as const] : []),
    ...(crossed ? [{ order: order - 1, verb: crossed }] : []),
    ...(asked ? [{ order, verb: asked }] : []),
  ];
}

export const newRecording = (
  sid: string,
  event: EventOf<'recording.requested'>,
): RecordingContext => ({
  sid,
  path: event.path,
  source: event.source,
  host: event.host,
  callSid: event.callSid,
  conferenceSid: event.conferenceSid ?? null,
  settings: event.settings,
  transcription: event.transcription ?? null,
  policy: policyOf(event),
  timers: noTimers,
  order: 0,
  asked: null,
  wanted: null,
  crossed: null,
  createdAt: event.at,
  updatedAt: event.at,
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
});

export const declaringRecordings = declaring<RecordingContext, 'recording'>();
