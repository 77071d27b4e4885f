import type { Reader } from '../resources/directory.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { PathName, Refused } from './request.ts';
import { decode } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';
import { type ParameterWarning, read } from './spelling/request-error.ts';

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
export type ReadOutcome<T extends object = object> = Found<T> | Refused;

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
