/** What a recording remembers. */

import { declaring } from '../declaring/declare.ts';
import { noTimers } from '../declaring/timing.ts';
import type { PathId, RecordingSettings, TranscriptionRequest } from '../words/creation-paths.ts';
import type { MediaOrder } from '../words/effects.ts';
import { type Policy, policyOf } from '../words/policy.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import type { Address, EndReason, RecordingSource, Timers } from '../words/words.ts';

/** One recording's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface RecordingContext {
  readonly sid: string;
  readonly path: PathId;
  readonly source: RecordingSource;
  readonly host: Address;
  readonly callSid: string;
  readonly conferenceSid: string | null;
  readonly settings: RecordingSettings;
  /** The transcription to make of its file, if one was asked for. */
  readonly transcription: TranscriptionRequest | null;
  readonly policy: Policy;
  readonly timers: Timers;
  /** The running number of the newest order to the media server, and what it asks until answered. */
  readonly order: number;
  readonly asked: MediaOrder | null;
  /** The pause or resumption that comes next, once the newest order is answered. */
  readonly wanted: 'pause' | 'resume' | null;
  /** The pause or resumption that was not answered yet when the stop was ordered. */
  readonly crossed: MediaOrder | null;
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

export const declaringRecordings = declaring<RecordingContext, EventTo<'recording'>>();
