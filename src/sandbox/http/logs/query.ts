/** What the query of a log asks for: filters in brackets, and a page. Source: SDK. */
import { failure } from '../edge/errors.ts';

/** What is looked for, by the name of its filter: `leg_id`, `occurred_at][gte`. */
export type Filters = ReadonlyMap<string, string>;
/** Which page is asked for. */
export interface PageAsked {
  /** From 1. */
  readonly number: number;
  readonly size: number;
}

/** The sizes of a page. Source: SDK, of other lists; there is none of these. */
const usualSize = 25;
const mostSize = 250;

/**
 * Reads a query; `filter[started_at][gte]` is the filter `started_at.gte`.
 * @throws HttpError for a filter that there is not, and a page that cannot be.
 */
export function logQuery(query: string, known: readonly string[]) {
  const filters = new Map<string, string>();
  const page = { number: 1, size: usualSize };
  for (const [name, value] of new URLSearchParams(query)) {
    const [, of, within = ''] = /^(filter|page)\[(.*)\]$/s.exec(name) ?? [];
    if (of === 'page' && (within === 'number' || within === 'size')) {
      page[within] = figureIn(name, value, within === 'size' ? mostSize : 1_000_000);
      continue;
    }
    const filter = within.replaceAll('][', '.');
    if (of !== 'filter' || !known.includes(filter)) {
      const all = known.map((one) => `filter[${one.split('.').join('][')}]`).join(', ');
      throw wrongQuery(`There is no ${name}; there are page[number], page[size], ${all}.`);
    }
    if (filters.has(filter)) throw wrongQuery(`${name} is said twice; expected it once.`);
    filters.set(filter, value);
  }
  return { filters, page };
}

/** A page of a list, as all that are paged so are told. */
export function pageIn<T>(all: readonly T[], { number, size }: PageAsked) {
  const data = all.slice((number - 1) * size, number * size);
  const meta = {
    page_number: number,
    page_size: size,
    total_pages: Math.ceil(all.length / size),
    total_results: all.length,
  };
  return { data, meta };
}

/** The time that a filter says, if it is there. */
export function timeIn(filters: Filters, name: string): number | undefined {
  const text = filters.get(name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw wrongQuery(`The filter ${name} is ${JSON.stringify(text)}; expected a date of ISO 8601.`);
}

/** One of the words that a filter may have, if it is there. */
export function wordIn<W extends string>(filters: Filters, name: string, words: readonly W[]) {
  const text = filters.get(name);
  const word = words.find((one) => one === text);
  if (text === undefined || word !== undefined) return word;
  const expected = words.join(', ');
  throw wrongQuery(`The filter ${name} is ${JSON.stringify(text)}; expected one of ${expected}.`);
}

export const wrongQuery = (says: string) => failure('badRequest', says);

function figureIn(name: string, text: string, most: number): number {
  const figure = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (figure >= 1 && figure <= most) return figure;
  throw wrongQuery(
    `${name} is ${JSON.stringify(text)}; expected a whole number from 1 to ${most}.`,
  );
}
