/** What a transcription remembers. */

import { declaring } from '../declaring/declare.ts';
import { noTimers } from '../declaring/timing.ts';
import { type Policy, policyOf } from '../words/policy.ts';
import type { EventOf } from '../words/vocabulary.ts';
import type { Timers } from '../words/words.ts';

type Request = EventOf<'transcription.requested'>;

/** One transcription's memory. Times are milliseconds since the epoch; `null` = not known (yet). */
export interface TranscriptionContext {
  /** TranscriptionSid on the wire; as the request for the recording gave it. */
  readonly sid: string;
  /** The recording that is transcribed. */
  readonly recordingSid: string;
  /** The call that the recording names. */
  readonly callSid: string;
  /** Where the file is, as the media server names it. */
  readonly location: string;
  /** How long the file is, in whole seconds. */
  readonly durationSeconds: number;
  /** Language, engine and model, as they were asked for. */
  readonly settings: Request['settings'];
  /** That of its recording. */
  readonly policy: Policy;
  /** `finish-deadline`, while the text is awaited. */
  readonly timers: Timers;
  /** When it was asked for: the file was there. */
  readonly createdAt: number;
  /** When it last entered a state. */
  readonly updatedAt: number;
  /** When the text came, or it failed. */
  readonly endedAt: number | null;
  /** What was said; empty: nothing was understood; null: not there yet, or never, or deleted. */
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

export const declaringTranscriptions = declaring<TranscriptionContext, 'transcription'>();
