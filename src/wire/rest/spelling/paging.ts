/**
 * Which part of a list a page holds. Lists begin with what is newest, as with Twilio: Telnyx does
 * not say. A page token says where the page before ended, or where the one behind begins, so what is
 * made or deleted during a walk through the pages moves nothing.
 */
import * as z from 'zod';

/** A place in a list. */
export interface Position {
  readonly at: number;
  readonly sid: string;
}
/** Where a page begins, behind something; or where it ends, before something. */
export interface PageToken extends Position {
  readonly isBefore?: true;
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
  /** Without it, pages are counted from the beginning. */
  readonly pageToken?: PageToken;
  /** What the query says besides: the links to other pages say it too. */
  readonly filters?: readonly (readonly [name: string, value: string])[];
}
export const pageSizeByDefault = 20;

export interface Page<T> {
  readonly items: readonly T[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}
export function pageOf<T extends Listable>(all: readonly T[], paging: Paging): Page<T> {
  const { page = 0, pageSize = pageSizeByDefault, pageToken } = paging;
  const sorted = all.toSorted((a, b) => compare(positionOf(a), positionOf(b)));
  const { start, end } = stretch(sorted, page * pageSize, pageSize, pageToken);
  return { items: sorted.slice(start, end), isFirst: start === 0, isLast: end >= sorted.length };
}
function stretch(
  sorted: readonly Listable[],
  counted: number,
  pageSize: number,
  token: PageToken | undefined,
) {
  if (token?.isBefore) {
    const end = firstThat(sorted, (one) => compare(positionOf(one), token) >= 0);
    return { start: Math.max(0, end - pageSize), end };
  }
  const start = token ? firstThat(sorted, (one) => compare(positionOf(one), token) > 0) : counted;
  return { start, end: start + pageSize };
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
function firstThat(sorted: readonly Listable[], is: (one: Listable) => boolean): number {
  const found = sorted.findIndex(is);
  return found === -1 ? sorted.length : found;
}

/** Where a page is. */
export function pageUri({ path, filters = [], ...paging }: Paging): string {
  const { page = 0, pageSize = pageSizeByDefault, pageToken } = paging;
  const query = new URLSearchParams({ Page: String(page), PageSize: String(pageSize) });
  if (pageToken) query.append('PageToken', tokenOf(pageToken));
  for (const [name, value] of filters) query.append(name, value);
  return `${path}?${query}`;
}

const tokenOf = ({ at, sid, isBefore }: PageToken) =>
  Buffer.from(`${isBefore ? '<' : ''}${at} ${sid}`).toString('base64url');
const tokenError = 'the PageToken of a next_page_uri';
/** Customers take tokens from links and look no deeper. */
export const pageToken = z
  .string({ error: tokenError })
  .transform((token, context): PageToken => {
    const text = Buffer.from(token, 'base64url').toString();
    const [, before, at, sid] = /^(<?)(\d{1,15}) (.+)$/s.exec(text) ?? [];
    if (at !== undefined && sid !== undefined)
      return { at: Number(at), sid, ...(before === '' ? {} : { isBefore: true }) };
    context.addIssue({ code: 'custom', message: tokenError });
    return z.NEVER;
  })
  .optional();
