/**
 * Which part of a list a page holds. A page token says where the page before ended, or where the one
 * behind begins, so what is made or deleted during a walk through the pages moves nothing.
 */
import * as z from 'zod';
import type { ListPart, Position } from '../../resources/listing.ts';

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

/** The part of the list that a page holds. */
export function partOf({
  page = 0,
  pageSize: size = pageSizeByDefault,
  pageToken,
}: Paging): ListPart {
  if (!pageToken) return { size, skip: page * size };
  const { isBefore, ...place } = pageToken;
  return isBefore ? { size, before: place } : { size, behind: place };
}

export const positionOf = ({ snapshot: { sid, context } }: Listable): Position => ({
  at: context.createdAt,
  sid,
});
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
