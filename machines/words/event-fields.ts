/** How events are declared, and the fields that several of them have. */
import { kindIds, pathIds, recordingSettings, transcriptionSettings } from './creation-paths.ts';
import { choice, count, type Fields, flag, optional, record, span, text } from './shape.ts';
import { type EndReason, endReasons, type MachineName, machineNames } from './words.ts';

export type EventKind = 'command' | 'fact' | 'signal';
export interface Declared {
  readonly kind: EventKind;
  readonly to: readonly MachineName[];
  readonly says: string;
  readonly source: string;
  readonly fields: Fields;
}

export const declared =
  <K extends EventKind>(kind: K) =>
  <const To extends readonly MachineName[], const F extends Fields>(
    to: To,
    says: string,
    source: string,
    fields: F,
  ) =>
    ({ kind, to, says, source, fields }) as const satisfies Declared;

export const wordsOf = <T extends string>(of: Readonly<Record<T, unknown>>) =>
  Object.keys(of) as T[];

export const ringTimeoutMs = span('how long the line may ring; 30 s when left out', 1);
export const timeLimitMs = span('how long the line may last from its answer; 4 h when left out', 1);
export const callSid = text('the sid of the call or leg');
export const recordingSid = text('the sid of the recording');
export const path = choice('the creation path', pathIds);
export const settings = record('what it is made with', recordingSettings);
export const transcription = record('what it is made with', transcriptionSettings);
export const location = text('where the file is');
export const conferenceSid = text('the sid of the conference');
export const hostedRecording = record('a recording that it hosts', {
  sid: recordingSid,
  kind: choice('how it was asked for', kindIds),
});
export const legSid = text('the sid of the dialled leg');
export const stayId = text('the id of this stay in the conference; a later stay has another one');
export const hasAction = flag('whether the verb names an action URL; false when left out');
export const orderNumber = count('the running number of the order that this answers', 1);
export const durationMs = span('captured time so far (and paused time, by policy)');
export const reason = choice<EndReason>('why the capture ends', wordsOf(endReasons));
export const address = (says: string) =>
  record(says, { machine: choice('its machine', machineNames), sid: text('its sid') });
export const endOnExit = flag('endConferenceOnExit; false when left out');
export const stayFields = {
  startOnEnter: optional(flag('startConferenceOnEnter; true when left out')),
  endOnExit: optional(endOnExit),
  maxParticipants: optional(count('the conference holds so many; the first figure counts', 1)),
};
export const isNamed = flag(
  'whether the document named the conference, so that the host can join anew',
);
