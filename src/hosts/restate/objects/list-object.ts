/**
 * The object of each list of each account. It takes one change or question at a time: what is asked
 * after a change was told shows it, and no page shows half of one.
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import type { Address } from '../../../../machines/index.ts';
import type { ListQuery, Page } from '../../../wire/index.ts';
import { ListInNodes } from '../lists/list.ts';
import type { ListChange } from './listed.ts';

type Context = Pick<ObjectContext, 'get' | 'set' | 'clear'>;

export class ListObject {
  async change(ctx: Context, { put, take }: ListChange): Promise<void> {
    const list = new ListInNodes(ctx);
    if (take) await list.take(take);
    if (put) await list.put(put);
  }
  page(ctx: Context, asked: AskedPage): Promise<Page<Address>> {
    return new ListInNodes(ctx).page(askedOf(asked));
  }
}

/** What a list is asked, as JSON says it: of an endless stretch no end. */
export type AskedPage = Omit<ListQuery, 'times'> & {
  readonly times: Readonly<Record<string, { readonly from?: number; readonly until?: number }>>;
};

export function asJson({ times = {}, ...query }: ListQuery): AskedPage {
  const ended = Object.entries(times).flatMap(([time, interval]) => {
    if (!interval) return [];
    const ends = Object.entries(interval).filter(([, end]) => Number.isFinite(end));
    return [[time, Object.fromEntries(ends)] as const];
  });
  return { ...query, times: Object.fromEntries(ended) };
}
function askedOf({ times, ...query }: AskedPage): ListQuery {
  const endless = Object.entries(times).map(
    ([time, { from = -Infinity, until = Infinity }]) => [time, { from, until }] as const,
  );
  return { ...query, times: Object.fromEntries(endless) };
}
