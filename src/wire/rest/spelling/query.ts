/** How the query of a read is decoded and read. */
import type { z } from 'zod';
import { given } from '../../resources/given.ts';
import type { Paging } from './paging.ts';
import type { listing } from './query-parameters.ts';
import { read } from './request-error.ts';

type Decoded = Readonly<Record<string, string | string[]>>;

/** What a query says, and the page that it asks for of the list at `path`. */
export function readList<T extends z.ZodObject>(table: T, query: string | undefined, path: string) {
  const decoded = decode(query);
  const { said, warnings } = read(table, decoded);
  const { Page, PageSize, PageToken } = said as z.output<typeof listing>;
  const filters = Object.entries(decoded)
    .filter(([name]) => Object.hasOwn(table.shape, name) && !isPaging(name))
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  const paging: Paging = {
    path,
    ...given({ page: Page, pageSize: PageSize, pageToken: PageToken }),
    filters,
  };
  return { said, warnings, paging };
}
const isPaging = (name: string) => name.startsWith('Page');

/** A decoder takes `DateCreated>=1` for `DateCreated>` that is 1, `DateCreated>1` for all name. */
const inequality = /^(Date\w+|\w+Time)([<>])(.*)$/s;

/** The parameters of a query: a list where one is repeated. */
export function decode(query = ''): Decoded {
  const values = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(query)) {
    const [, name = key, operator, rest = ''] = inequality.exec(key) ?? [];
    const equals = value === '' && rest !== '' ? '' : '=';
    const said = operator === undefined ? value : `${operator}${rest}${equals}${value}`;
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
