/** The table of operations: everything that the API can be asked. */
import { callOperations } from './calls.ts';
import { conferenceOperations } from './conferences.ts';
import type { Operation } from './operation.ts';
import { participantOperations } from './participants.ts';
import { recordingOperations } from './recordings.ts';
import { tapOperations } from './taps.ts';
import { transcriptionOperations } from './transcriptions.ts';

/** Each by its name, requests and reads alike. */
export const operations = {
  ...callOperations,
  ...recordingOperations,
  ...transcriptionOperations,
  ...tapOperations,
  ...conferenceOperations,
  ...participantOperations,
} as const satisfies Readonly<Record<string, Operation>>;

/** The name of an operation, such as `fetchCall`. */
export type OperationName = keyof typeof operations;
/** Operations that only look. */
export type ReadName = {
  [O in OperationName]: (typeof operations)[O]['method'] extends 'GET' ? O : never;
}[OperationName];
/** Operations that may ask something of a machine. */
export type RequestName = Exclude<OperationName, ReadName>;
/** The body with which an operation succeeds. */
export type ReplyBody<O extends OperationName> =
  (typeof operations)[O] extends Operation<string, infer Body> ? Body : never;
