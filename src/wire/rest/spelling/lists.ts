/** Lists as REST answers with them: one page of items, and where the others are. */
import { given } from '../../resources/given.ts';
import {
  type Listable,
  type Page,
  type Paging,
  pageOf,
  pageSizeByDefault,
  pageUri,
  positionOf,
} from './paging.ts';

export interface Envelope {
  readonly end: number;
  readonly first_page_uri: string;
  readonly next_page_uri?: string;
  readonly page: number;
  readonly page_size: number;
  readonly start: number;
  readonly uri: string;
}
type ListName = 'calls' | 'conferences' | 'participants' | 'recordings' | 'transcriptions';
type ListOf<K extends ListName, T> = Envelope & { readonly [Name in K]: T[] };

/** A page of calls, conferences or participants. Source: OpenAPI, CallResourceIndex and others. */
export function list<K extends ListName, T extends Listable, R>(
  name: K,
  all: readonly T[],
  paging: Paging,
  show: (one: T) => R,
): ListOf<K, R> {
  const page = pageOf(all, paging);
  const last = page.items.at(-1);
  const next =
    page.isLast || !last
      ? undefined
      : pageUri({ ...paging, page: (paging.page ?? 0) + 1, pageToken: positionOf(last) });
  const items = { [name]: page.items.map(show) } as Record<K, R[]>;
  return Object.assign(envelope(page, paging, next), items);
}

/**
 * A page of recordings that can be fetched: its links have no tokens, and one of them leads back.
 * Source: OpenAPI, TexmlGetCallRecordings.
 */
export function recordingList<T extends Listable, R>(
  all: readonly T[],
  paging: Paging,
  show: (one: T) => R | undefined,
): ListOf<'recordings', R> & { readonly previous_page_uri?: string } {
  const page = pageOf(all, paging);
  const { page: number = 0 } = paging;
  const next = page.isLast ? undefined : pageUri({ ...paging, page: number + 1 });
  const previous = number === 0 ? undefined : pageUri({ ...paging, page: number - 1 });
  return {
    ...envelope(page, paging, next),
    ...given({ previous_page_uri: previous }),
    recordings: page.items.flatMap((one) => show(one) ?? []),
  };
}

/** A conference's own list of its recordings. Source: OpenAPI, ConferenceRecordingResourceIndex. */
export const conferenceRecordingList = <T extends Listable, R>(
  all: readonly T[],
  paging: Paging,
  show: (one: T) => R,
) => ({
  ...list('recordings', all, paging, show),
  participants: [],
});

function envelope({ items }: Page<unknown>, paging: Paging, next: string | undefined): Envelope {
  const { page = 0, pageSize = pageSizeByDefault, pageToken: _, ...list } = paging;
  const start = page * pageSize;
  return {
    end: Math.max(start, start + items.length - 1),
    first_page_uri: pageUri({ ...list, pageSize }),
    ...given({ next_page_uri: next }),
    page,
    page_size: pageSize,
    start,
    uri: pageUri(paging),
  };
}
