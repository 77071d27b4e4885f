/** Lists as REST answers with them: one page of items, and where the others are. */
import { given } from '../../resources/given.ts';
import type { ListName, Page } from '../../resources/listing.ts';
import { type Listable, type Paging, pageSizeByDefault, pageUri, positionOf } from './paging.ts';

export interface Envelope {
  readonly end: number;
  readonly first_page_uri: string;
  readonly next_page_uri?: string;
  readonly page: number;
  readonly page_size: number;
  readonly start: number;
  readonly uri: string;
}
type ShownName = ListName | 'participants';
type ListOf<K extends ShownName, T> = Envelope & { readonly [Name in K]: T[] };

/** A page of calls, conferences or participants. Source: OpenAPI, CallResourceIndex and others. */
export function list<K extends ShownName, T extends Listable, R>(
  name: K,
  page: Page<T>,
  paging: Paging,
  show: (one: T) => R,
): ListOf<K, R> {
  const items = { [name]: page.items.map(show) } as Record<K, R[]>;
  return Object.assign(envelope(page, paging), items);
}

/** A page of recordings that can be fetched; one of its links leads back. Source: OpenAPI. */
export function recordingList<T extends Listable, R>(
  page: Page<T>,
  paging: Paging,
  show: (one: T) => R | undefined,
): ListOf<'recordings', R> & { readonly previous_page_uri?: string } {
  return {
    ...envelope(page, paging),
    ...given({ previous_page_uri: previousOf(page, paging) }),
    recordings: page.items.flatMap((one) => show(one) ?? []),
  };
}

/** A conference's own list of its recordings. Source: OpenAPI, ConferenceRecordingResourceIndex. */
export const conferenceRecordingList = <T extends Listable, R>(
  page: Page<T>,
  paging: Paging,
  show: (one: T) => R,
) => ({
  ...list('recordings', page, paging, show),
  participants: [],
});

/** Behind the end of a list nothing shows where it is: pages are counted there. */
function previousOf({ items: [first], isFirst }: Page<Listable>, paging: Paging) {
  const { page: number = 0, pageToken: _, ...list } = paging;
  const page = Math.max(0, number - 1);
  if (!first) return number === 0 ? undefined : pageUri({ ...list, page });
  if (isFirst) return undefined;
  return pageUri({ ...list, page, pageToken: { ...positionOf(first), isBefore: true } });
}
function nextOf({ items, isLast }: Page<Listable>, paging: Paging) {
  const last = items.at(-1);
  if (isLast || !last) return undefined;
  return pageUri({ ...paging, page: (paging.page ?? 0) + 1, pageToken: positionOf(last) });
}

function envelope(of: Page<Listable>, paging: Paging): Envelope {
  const { page = 0, pageSize = pageSizeByDefault, pageToken: _, ...list } = paging;
  const start = page * pageSize;
  return {
    end: Math.max(start, start + of.items.length - 1),
    first_page_uri: pageUri({ ...list, pageSize }),
    ...given({ next_page_uri: nextOf(of, paging) }),
    page,
    page_size: pageSize,
    start,
    uri: pageUri(paging),
  };
}
