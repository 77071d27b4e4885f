/** What a transcription remembers. */

import { declaring } from '../declaring/declare.ts';
import { noTimers } from '../declaring/timing.ts';
import { type Policy, policyOf } from '../words/policy.ts';
import type { EventOf, EventTo } from '../words/vocabulary.ts';
import type { Timers } from '../words/words.ts';

type Request = EventOf<'transcription.requested'>;

/** One transcription's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface TranscriptionContext {
  readonly sid: string;
  /** The recording that is transcribed, the call it carries, where its file is, and how long. */
  readonly recordingSid: string;
  readonly callSid: string;
  readonly location: string;
  readonly durationSeconds: number;
  readonly settings: Request['settings'];
  readonly policy: Policy;
  readonly timers: Timers;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
  readonly text: string | null;
}

export const newTranscription = (sid: string, event: Request): TranscriptionContext => ({
  sid,
  recordingSid: event.recordingSid,
  callSid: event.callSid,
  location: event.location,
  durationSeconds: event.durationSeconds,
  settings: event.settings,
  policy: policyOf(event),
  timers: noTimers,
  createdAt: event.at,
  updatedAt: event.at,
  endedAt: null,
  text: null,
});

export const declaringTranscriptions = declaring<TranscriptionContext, EventTo<'transcription'>>();
