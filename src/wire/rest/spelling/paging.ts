/**
 * Which part of a list a page holds. Lists begin with what is newest, as with Twilio: Telnyx does
 * not say. A page token says where the page before ended, so what is made during a walk through
 * the pages moves nothing.
 */
import { z } from 'zod';

/** A place in a list. */
export interface Position {
  readonly at: number;
  readonly sid: string;
}
/** What can be listed: a machine with a sid, made at some time. */
export interface Listable {
  readonly snapshot: {
    readonly sid: string;
    readonly context: { readonly createdAt: number };
  };
}

/** Which page of a list; pages and elements are numbered from 0. */
export interface Paging {
  /** The path of the list, from /v2 on. */
  readonly path: string;
  readonly page?: number;
  /** The samples of OpenAPI have 20; nothing says a default. */
  readonly pageSize?: number;
  /** Where the page before ended; without it, pages are counted from the beginning. */
  readonly pageToken?: Position;
  /** What the query says besides: the links to other pages say it too. */
  readonly filters?: readonly (readonly [name: string, value: string])[];
}
export const pageSizeByDefault = 20;

export interface Page<T> {
  readonly items: readonly T[];
  readonly isLast: boolean;
}
export function pageOf<T extends Listable>(all: readonly T[], paging: Paging): Page<T> {
  const { page = 0, pageSize = pageSizeByDefault, pageToken } = paging;
  const sorted = all.toSorted((a, b) => compare(positionOf(a), positionOf(b)));
  const start = pageToken ? startAfter(sorted, pageToken) : page * pageSize;
  return {
    items: sorted.slice(start, start + pageSize),
    isLast: start + pageSize >= sorted.length,
  };
}

export const positionOf = ({ snapshot: { sid, context } }: Listable): Position => ({
  at: context.createdAt,
  sid,
});
/** Newest first; sids decide between what was made at the same time. */
function compare(a: Position, b: Position): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.sid === b.sid) return 0;
  return a.sid < b.sid ? -1 : 1;
}
function startAfter(sorted: readonly Listable[], token: Position): number {
  const start = sorted.findIndex((one) => compare(positionOf(one), token) > 0);
  return start === -1 ? sorted.length : start;
}

/** Where a page is. */
export function pageUri({ path, filters = [], ...paging }: Paging): string {
  const { page = 0, pageSize = pageSizeByDefault, pageToken } = paging;
  const query = new URLSearchParams({ Page: String(page), PageSize: String(pageSize) });
  if (pageToken) query.append('PageToken', tokenOf(pageToken));
  for (const [name, value] of filters) query.append(name, value);
  return `${path}?${query}`;
}

const tokenOf = ({ at, sid }: Position) => Buffer.from(`${at} ${sid}`).toString('base64url');
const tokenError = 'the PageToken of a next_page_uri';
/** Customers take tokens from links and look no deeper. */
export const pageToken = z
  .string({ error: tokenError })
  .transform((token, context): Position => {
    const [, at, sid] = /^(\d{1,15}) (.+)$/s.exec(Buffer.from(token, 'base64url').toString()) ?? [];
    if (at !== undefined && sid !== undefined) return { at: Number(at), sid };
    context.addIssue({ code: 'custom', message: tokenError });
    return z.NEVER;
  })
  .optional();
