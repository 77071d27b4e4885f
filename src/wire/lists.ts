/** Lists as REST answers with them: one page of items, and where the others are. */
import { given } from './given.ts';

/** Which page of a list; pages and elements are numbered from 0. */
export interface Paging {
  /** The path of the list, from /v2 on. */
  readonly path: string;
  readonly page?: number;
  /** The samples of OpenAPI have 20; nothing says a default. */
  readonly pageSize?: number;
}
interface Envelope {
  readonly end: number;
  readonly first_page_uri: string;
  readonly next_page_uri?: string;
  readonly page: number;
  readonly page_size: number;
  readonly start: number;
  readonly uri: string;
}
type ListOf<K extends string, T> = Envelope & { readonly [Name in K]: T[] };

/** A page of calls, conferences or participants. Source: OpenAPI, CallResourceIndex and others. */
export function list<K extends 'calls' | 'conferences' | 'participants' | 'recordings', T>(
  name: K,
  all: readonly T[],
  paging: Paging,
): ListOf<K, T> {
  const { path, page = 0, pageSize = 20 } = paging;
  const uriOf = (number: number) => `${path}?Page=${number}&PageSize=${pageSize}`;
  const start = page * pageSize;
  const items = all.slice(start, start + pageSize);
  const isLast = start + pageSize >= all.length;
  const envelope: Envelope = {
    end: Math.max(start, start + items.length - 1),
    first_page_uri: uriOf(0),
    ...given({ next_page_uri: isLast ? undefined : uriOf(page + 1) }),
    page,
    page_size: pageSize,
    start,
    uri: uriOf(page),
  };
  return Object.assign(envelope, { [name]: items } as Record<K, T[]>);
}

/** A page of recordings that can be fetched. Source: OpenAPI, TexmlGetCallRecordings. */
export function recordingList<T>(
  all: readonly (T | undefined)[],
  paging: Paging,
): ListOf<'recordings', T> & { readonly previous_page_uri?: string } {
  const { page = 0, pageSize = 20, path } = paging;
  const shown = all.filter((one) => one !== undefined);
  const before = page === 0 ? undefined : `${path}?Page=${page - 1}&PageSize=${pageSize}`;
  return { ...list('recordings', shown, paging), ...given({ previous_page_uri: before }) };
}

/** A conference's own list of its recordings. Source: OpenAPI, ConferenceRecordingResourceIndex. */
export const conferenceRecordingList = <T>(all: readonly T[], paging: Paging) => ({
  ...list('recordings', all, paging),
  participants: [],
});
