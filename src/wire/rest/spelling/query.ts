/** How the query of a read is decoded and read. */
import { given } from '../../resources/given.ts';
import type { PageToken, Paging } from './paging.ts';

/** The parameters of a query: a list where one is repeated. */
export type DecodedQuery = Readonly<Record<string, string | string[]>>;

/** What the query of every list may say. */
interface PageSaid {
  readonly Page?: number | undefined;
  readonly PageSize?: number | undefined;
  readonly PageToken?: PageToken | undefined;
}
/** The page that a query asks for of the list at `path`; its filters are spelled as they were. */
export function pagingIn(said: PageSaid, query: DecodedQuery, path: string): Paging {
  const filters = Object.entries(query)
    .filter(([name]) => Object.hasOwn(said, name) && !isPaging(name))
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  return {
    path,
    ...given({ page: said.Page, pageSize: said.PageSize, pageToken: said.PageToken }),
    filters,
  };
}
const isPaging = (name: string) => name.startsWith('Page');

/** A decoder takes `DateCreated>=1` for `DateCreated>` that is 1, `DateCreated>1` for all name. */
const inequality = /^(Date\w+)([<>])(.*)$/s;

/**
 * What the documentation calls StartTime_gt, the client calls `StartTime>`: the sign is the end of
 * the name, and not half of a `>=` (A49). Source: SDK; facts 11.
 */
const signed = /^(\w+Time)([<>])([^=]*)$/s;
const suffixes: Readonly<Record<string, string>> = { '<': '_lt', '>': '_gt' };

/** The name of a parameter and what it says, of a pair that a decoder found. */
function meant(key: string, value: string): readonly [name: string, said: string] {
  const [, time = '', sign = '', after = ''] = signed.exec(key) ?? [];
  const isSigned = sign !== '' && (after === '' || value === '');
  if (isSigned) return [`${time}${suffixes[sign]}`, after === '' ? value : after];
  const [, name = key, operator, rest = ''] = inequality.exec(key) ?? [];
  const equals = value === '' && rest !== '' ? '' : '=';
  return [name, operator === undefined ? value : `${operator}${rest}${equals}${value}`];
}

/** What stands behind the question mark, decoded. */
export function decode(query = ''): DecodedQuery {
  const values = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(query)) {
    const [name, said] = meant(key, value);
    const before = values.get(name);
    if (before) before.push(said);
    else values.set(name, [said]);
  }
  return Object.fromEntries(
    [...values].map(([name, [first = '', ...more]]) => [
      name,
      more.length === 0 ? first : [first, ...more],
    ]),
  );
}
