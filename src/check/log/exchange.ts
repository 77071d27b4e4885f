/** What the forms of logs have in common: an exchange, and what to make of it. */
import {
  type AskedEntry,
  entryOf,
  type HeardEntry,
  type LoggedExchange,
  type LogPlace,
  timeOf,
} from './entry.ts';

/** Fields may be there and say nothing. */
type Loosely<T> = { readonly [N in keyof T]: T[N] | undefined };

/** An exchange whose times are spelled; an answer without one came at once. */
export function exchanged(
  at: unknown,
  asked: Loosely<LoggedExchange['request']>,
  answered?: {
    readonly at?: unknown;
    readonly status: number;
    readonly body?: string | undefined;
  },
): LoggedExchange {
  const time = timeOf(at, 'at');
  const request = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined),
  ) as Partial<LoggedExchange['request']> as LoggedExchange['request'];
  if (!answered) return { at: time, request };
  const { status, body } = answered;
  const answeredAt = answered.at === undefined ? time : timeOf(answered.at, 'answered.at');
  return {
    at: time,
    request,
    answer: { at: answeredAt, status, ...(body === undefined ? {} : { body }) },
  };
}

/** What came to us, whatever its URL is. */
export function heardEntryIn(exchange: LoggedExchange, place: LogPlace): HeardEntry {
  // A host that no API has: the path may be like one of its paths all the same.
  const query = exchange.request.url.replace(/^[^?#]*/, 'received:');
  const entry = entryOf({ ...exchange, request: { ...exchange.request, url: query } }, place);
  return entry as HeardEntry;
}

/** What we asked; undefined: it is nothing of this API. */
export function askedEntryIn(exchange: LoggedExchange, place: LogPlace): AskedEntry | undefined {
  const entry = entryOf(exchange, place);
  return entry.kind === 'asked' ? entry : undefined;
}
