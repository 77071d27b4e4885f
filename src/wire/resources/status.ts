/** What the public sees of a state: each vocabulary as a table over the states of a machine. */
import type { Announcement, LineEnd, MachineName } from '../../../machines/index.ts';
import { InvalidInput, type Snapshot, type StateOf } from '../../engine/index.ts';

/** `status` of a recording that is fetched or listed. Source: OpenAPI, TexmlRecordingStatus. */
export type RecordingStatus = 'in-progress' | 'paused' | 'stopped' | 'completed';
/** `status` in the list of a conference. Source: OpenAPI, ConferenceRecordingResource. */
export type ListedStatus = 'processing' | 'completed' | 'absent' | 'deleted';
/** `status` of a call. Source: OpenAPI, CallResource. */
export type CallStatus = 'ringing' | 'in-progress' | LineEnd;
/** `status` of a conference. Source: OpenAPI, ConferenceResource. */
export type ConferenceStatus = 'init' | 'in-progress' | 'completed';
/** `status` of a transcription. Source: SDK; `failed`: Twilio. */
export type TranscriptionStatus = 'in-progress' | 'completed' | 'failed';
/** `status` of a participant. Source: OpenAPI, ParticipantResource. */
export type ParticipantStatus = 'connecting' | 'connected' | 'completed';

/** The outermost states that a machine has. */
type StateName<M extends MachineName> = Outermost<StateOf<M>>;
type Outermost<S extends string> = S extends `${infer Around}.${string}` ? Around : S;
type Words<M extends MachineName, W> = Readonly<Record<StateName<M>, W>>;

interface RecordingWords {
  /** When it is fetched or listed; null: it is hidden. */
  readonly resource: RecordingStatus | null;
  /** In the list of its conference. */
  readonly listed: ListedStatus;
  /** In the callback that entering the state for the first time sends, if any. */
  readonly callback: Announcement | null;
}
const seen = (
  resource: RecordingStatus | null,
  listed: ListedStatus,
  callback: 'in-progress' | 'completed' | 'absent' | null = null,
) => ({ resource, listed, callback }) as const;

/** A recording never goes backwards in any of them; in-progress and paused alternate. */
export const recordingWords = {
  starting: seen('in-progress', 'processing'),
  inProgress: seen('in-progress', 'processing', 'in-progress'),
  pausing: seen('in-progress', 'processing'),
  paused: seen('paused', 'processing'),
  resuming: seen('paused', 'processing'),
  stopping: seen('stopped', 'processing'),
  processing: seen('stopped', 'processing'),
  completed: seen('completed', 'completed', 'completed'),
  // A6: the words of a fetched recording have no absent; error_code says it.
  absent: seen('stopped', 'absent', 'absent'),
  deleted: seen(null, 'deleted'),
} as const satisfies Words<'recording', RecordingWords>;

/** The answer to the request that begins a call. Source: OpenAPI, InitiateCallResult. */
export const queued = 'queued';

/** OpenAPI has no word for a call that does not ring yet; `ringing` comes nearest. */
export const callWords = {
  queued: 'ringing',
  initiated: 'ringing',
  ringing: 'ringing',
  inProgress: 'in-progress',
  completed: 'completed',
  busy: 'busy',
  noAnswer: 'no-answer',
  canceled: 'canceled',
  failed: 'failed',
} as const satisfies Words<'call', CallStatus>;

/** A dialled leg is a call to its customer. */
export const legWords = {
  initiated: 'ringing',
  ringing: 'ringing',
  answered: 'in-progress',
  completed: 'completed',
  busy: 'busy',
  noAnswer: 'no-answer',
  canceled: 'canceled',
  failed: 'failed',
} as const satisfies Words<'dialLeg', CallStatus>;

/** The word of each state of a conference. */
export const conferenceWords = {
  init: 'init',
  inProgress: 'in-progress',
  completed: 'completed',
} as const satisfies Words<'conference', ConferenceStatus>;

/** `status` of a transcription; null: it is hidden. A44: Telnyx has no word for one that failed. */
export const transcriptionWords = {
  requested: 'in-progress',
  completed: 'completed',
  failed: 'failed',
  deleted: null,
} as const satisfies Words<'transcription', TranscriptionStatus | null>;

/**
 * What the public sees of a recording.
 * @example
 * ```ts
 * import { Switchboard } from 'texml-recordings';
 * import { recordingStatus } from 'texml-recordings/wire';
 *
 * const board = new Switchboard();
 * const call = { machine: 'call', sid: 'call-1' } as const;
 * board.deliver(call, { type: 'call.dialOut', at: 0, recording: { sid: 'recording-1' } });
 * board.deliver(call, { type: 'call.answered', at: 3_000 });
 * for (const recording of board.all('recording')) console.log(recordingStatus(recording).resource); // in-progress
 * ```
 */
export const recordingStatus = (recording: Snapshot<'recording'>): RecordingWords =>
  wordsOf(recording, recordingWords);
/** The word for the state of a call or a dialled leg, as in CallStatus. */
export const callStatus = (line: Snapshot<'call' | 'dialLeg'>): CallStatus =>
  wordsOf(line, line.machine === 'call' ? callWords : legWords);
/** The word for the state of a conference. */
export const conferenceStatus = (conference: Snapshot<'conference'>): ConferenceStatus =>
  wordsOf(conference, conferenceWords);

/** The word for the state of a transcription; null where the API has none. */
export const transcriptionStatus = (
  transcription: Snapshot<'transcription'>,
): TranscriptionStatus | null => wordsOf(transcription, transcriptionWords);

/** In, on the way, or neither: then it is over for this participant. */
export function participantStatus(
  { context }: Snapshot<'conference'>,
  callSid: string,
): ParticipantStatus {
  if (context.participants.some(({ who }) => who.sid === callSid)) return 'connected';
  return context.arriving.some(({ legSid }) => legSid === callSid) ? 'connecting' : 'completed';
}

/** The word for the outermost part of a dotted path. */
function wordsOf<W>({ machine, state }: Snapshot, words: Readonly<Record<string, W>>): W {
  const [name = ''] = state.split('.');
  const word = Object.hasOwn(words, name) ? words[name] : undefined;
  if (word !== undefined) return word;
  const known = Object.keys(words).join(', ');
  throw new InvalidInput(`snapshot of ${machine}`, 'state', state, `one of ${known}`);
}
