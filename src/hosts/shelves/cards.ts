/**
 * Cards in tables, and what a list is asked as SQL: the same for SQLite and Postgres. Newness is the
 * time at which something was made, negative: so order and sids go the same way, and a page is a
 * stretch of an index.
 */
import type { Snapshot } from '../../engine/index.ts';
import type { Card, ListQuery, Position, Row } from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { cardOf } from '../../wire/resources/listing.ts';
import { isAtRest } from '../delivery.ts';

type Column = string | number | null;
/** The columns that a machine is given once. */
const lasting = {
  list: (card: Card): Column => card.list,
  newness: (card: Card): Column => -card.at,
  call_sid: (card: Card): Column => card.callSid ?? null,
  line: (card: Card): Column => card.line ?? null,
  conference_sid: (card: Card): Column => card.conferenceSid ?? null,
  recording_sid: (card: Card): Column => card.recordingSid ?? null,
};
/** Those that change with the machine, or with its row. */
const changing = {
  account: (card: Card): Column => card.accountSid,
  status: (card: Card): Column => card.status ?? null,
  to_whom: (card: Card): Column => card.to ?? null,
  from_whom: (card: Card): Column => card.from ?? null,
  name: (card: Card): Column => card.name ?? null,
  is_there: (card: Card): Column => Number(card.isThere),
  is_live: (card: Card): Column => Number(card.isLive),
  ended_at: (card: Card): Column => card.endedAt,
  // Of no other list it is asked, and every step would change it.
  updated_at: (card: Card): Column => (card.list === 'conferences' ? card.updatedAt : null),
};
type Named = Readonly<Record<string, (card: Card) => Column>>;
const valuesOf = (columns: Named, card: Card) => Object.values(columns).map((of) => of(card));

/** The names of what changes, before those that stay, and last the time since which it is over. */
export const changingColumns = [...Object.keys(changing), 'over_at'];
export const lastingColumns = Object.keys(lasting);

/** What the columns of a machine hold. */
export interface CardColumns {
  readonly changing: readonly Column[];
  readonly lasting: readonly Column[];
}
export function columnsOf(snapshot: Snapshot, row: Row | undefined): CardColumns {
  const card = cardOf(snapshot, row);
  const overAt = isAtRest(snapshot) ? snapshot.context.updatedAt : null;
  return {
    changing: [...valuesOf(changing, card), overAt],
    lasting: valuesOf(lasting, card),
  };
}

/** The same by name. */
export function columnsByName(
  snapshot: Snapshot,
  row: Row | undefined,
): Readonly<Record<string, Column>> {
  const { changing: now, lasting: always } = columnsOf(snapshot, row);
  const named = (names: readonly string[], values: readonly Column[]) =>
    names.map((name, i) => [name, values[i] ?? null] as const);
  return Object.fromEntries([...named(changingColumns, now), ...named(lastingColumns, always)]);
}
/** Whether a column holds numbers; the others hold text. */
export const isNumber = (column: string): boolean => numbers.has(column);
const numbers = new Set(['newness', 'is_there', 'is_live', 'ended_at', 'updated_at', 'over_at']);

const wordColumns = {
  callSid: 'call_sid',
  conferenceSid: 'conference_sid',
  recordingSid: 'recording_sid',
  name: 'name',
  to: 'to_whom',
  from: 'from_whom',
  status: 'status',
  line: 'line',
} as const;
const timeColumns = { endedAt: 'ended_at', updatedAt: 'updated_at' } as const;

/** Indexes by name: what they begin with, and then newness and sid. */
export const cardIndexes = {
  machines_listed: ['account', 'list'],
  machines_of_call: ['account', 'call_sid'],
  machines_of_conference: ['account', 'conference_sid'],
  machines_of_recording: ['account', 'recording_sid'],
  machines_named: ['account', 'name'],
  machines_to: ['account', 'to_whom'],
  machines_from: ['account', 'from_whom'],
  machines_with_status: ['account', 'list', 'status'],
} as const;
/** The first of these columns that is asked for says which index is used, where one has to be named. */
const indexes: readonly (readonly [column: string, index: keyof typeof cardIndexes])[] = [
  ['call_sid', 'machines_of_call'],
  ['conference_sid', 'machines_of_conference'],
  ['recording_sid', 'machines_of_recording'],
  ['name', 'machines_named'],
  ['to_whom', 'machines_to'],
  ['from_whom', 'machines_from'],
  ['status', 'machines_with_status'],
];

/** A condition on rows, with what stands for its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Column[];
}
/** What a list is asked, of the rows of `machines`. */
export interface ListStatement {
  /** Which rows the list shows. */
  readonly meant: Condition;
  /** Which of those the page may hold. */
  readonly within: Condition;
  /** Their order: that of the list, or the other way round. */
  readonly order: string;
  /** How many rows to read: one more than the page has. */
  readonly limit: number;
  /** How many to leave out. */
  readonly offset: number;
  /** What lies on the other side of where the page begins; undefined: that is where the list does. */
  readonly beyond: Condition | undefined;
  /** The index in whose order the rows stand. */
  readonly index: keyof typeof cardIndexes;
}

/** What a list is asked, as SQL. */
export function listStatement(accountSid: string, query: ListQuery): ListStatement {
  const { list, words = {}, times = {}, isThere, isLive, part } = query;
  const parts: Condition[] = [
    { sql: 'account = ?', values: [accountSid] },
    { sql: 'list = ?', values: [list] },
  ];
  let index: keyof typeof cardIndexes = 'machines_listed';
  const asked = Object.entries(wordColumns).flatMap(([word, column]) => {
    const value = words[word as keyof typeof wordColumns];
    return value === undefined ? [] : [{ column, value }];
  });
  for (const { column, value } of asked) parts.push({ sql: `${column} = ?`, values: [value] });
  for (const [column, of] of indexes.toReversed()) {
    if (asked.some((one) => one.column === column)) index = of;
  }
  const { at, ...others } = times;
  if (at) parts.push(...between('newness', { from: 1 - at.until, until: 1 - at.from }));
  for (const [time, column] of Object.entries(timeColumns)) {
    const interval = others[time as keyof typeof timeColumns];
    if (interval)
      parts.push({ sql: `${column} IS NOT NULL`, values: [] }, ...between(column, interval));
  }
  if (isThere) parts.push({ sql: 'is_there = 1', values: [] });
  if (isLive) parts.push({ sql: 'is_live = 1', values: [] });
  return { meant: all(parts), index, ...placeOf(part) };
}

function placeOf({ size, skip = 0, behind, before }: ListQuery['part']) {
  const limit = size + 1;
  if (before) {
    const within = beside('<', before);
    const order = 'newness DESC, sid DESC';
    return { within, order, limit, offset: 0, beyond: beside('>=', before) };
  }
  const order = 'newness, sid';
  if (!behind) return { within: all([]), order, limit, offset: skip, beyond: undefined };
  const within = beside('>', behind);
  return { within, order, limit, offset: 0, beyond: beside('<=', behind) };
}
const beside = (sign: string, { at, sid }: Position): Condition => ({
  sql: `(newness, sid) ${sign} (?, ?)`,
  values: [-at, sid],
});
function between(column: string, { from, until }: { from: number; until: number }): Condition[] {
  const ends: Condition[] = [];
  if (from !== -Infinity) ends.push({ sql: `${column} >= ?`, values: [from] });
  if (until !== Infinity) ends.push({ sql: `${column} < ?`, values: [until] });
  return ends;
}
const all = (of: readonly Condition[]): Condition => ({
  sql: of.map(({ sql }) => sql).join(' AND ') || 'TRUE',
  values: of.flatMap(({ values }) => values),
});

/** The page that was read: `rows` in the order of the statement, `isBeyond` if there is something. */
export function pageRead<T>(
  { order, limit, offset, beyond }: ListStatement,
  rows: readonly T[],
  isBeyond: boolean,
) {
  const isMore = rows.length === limit;
  const items = isMore ? rows.slice(0, -1) : rows;
  if (order !== 'newness, sid') {
    return { items: items.toReversed(), isFirst: !isMore, isLast: !isBeyond };
  }
  const isFirst = beyond ? !isBeyond : offset === 0;
  return { items, isFirst, isLast: !isMore };
}
