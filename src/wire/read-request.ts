/** What every read comes with, and what it comes to. */
import type { MachineName } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import { decode } from './query.ts';
import { queryParameters } from './query-parameters.ts';
import type { Directory, PathName, Refused } from './request.ts';
import { type ParameterWarning, read } from './request-error.ts';
import type { MediaUrl } from './resources.ts';
import type { ConferenceRow, LineRow, RecordingRow } from './rows.ts';

interface RowOf {
  readonly call: LineRow;
  readonly dialLeg: LineRow;
  readonly conference: ConferenceRow;
  readonly recording: RecordingRow;
}
/** A machine as it is now, with what the host keeps beside it. */
export interface Known<M extends MachineName = MachineName> {
  readonly snapshot: Snapshot<M>;
  readonly row: RowOf[M];
}

/** What a host finds for reads. Lists may come in any order; oldest first is sorted soonest. */
export interface Reader extends Directory {
  known<M extends MachineName>(machine: M, sid: string): Known<M> | undefined;
  /** All of a kind, ended ones too. */
  all<M extends MachineName>(machine: M): Iterable<Known<M>>;
  recordingsOfCall(callSid: string): Iterable<Known<'recording'>>;
  recordingsOfConference(conferenceSid: string): Iterable<Known<'recording'>>;
  /** Whether what a recording records is over, or was never there. */
  isHostOver(recordingSid: string): boolean;
}

/**
 * How long a link to a file is good for, from when it is given. Sources: T-STORE, OpenAPI
 * (CallRecordingSaved); T-REC has the same ten minutes begin at the end of the call.
 */
export const mediaLinkMs = 600_000;
/** Makes a link to a file; past `expiresAt` the host refuses it, and a new read has a new one. */
export type MediaLink = (recordingSid: string, expiresAt: number) => string;

/** A read, after routing. Its path has the parts that the template names. */
export interface ReadRequest<P extends PathName = 'account_sid'> {
  readonly path: Readonly<Record<P | 'account_sid', string>>;
  /** What stands in the URL behind the question mark, as it stands there. */
  readonly query?: string;
  readonly at: number;
  /** That of the account in the path: in another's nothing is found. */
  readonly directory: Reader;
  readonly mediaLink: MediaLink;
}

/** The answer to a read. */
export interface Found<T extends object = object> {
  readonly body: T;
  readonly warnings: readonly ParameterWarning[];
}
export type Reading<T extends object = object> = Found<T> | Refused;

/** The answer to a read of one resource: its query has nothing to say. */
export const found = <T extends object>(body: T, { query }: ReadRequest): Found<T> => ({
  body,
  warnings: read(queryParameters.fetch, decode(query)).warnings,
});

/** Links that are good from now on. */
export const linksFrom =
  ({ at, mediaLink }: ReadRequest): MediaUrl =>
  (sid) =>
    mediaLink(sid, at + mediaLinkMs);

/** A path below the account, from /v2 on. */
export const below = (accountSid: string, path: string) =>
  `/v2/texml/Accounts/${accountSid}${path}`;
