/**
 * What lists are asked and what they find a machine by: the same whoever holds it, in maps or in
 * tables. Lists begin with what is newest, as with Twilio: Telnyx does not say.
 */
import type { Contexts, MachineName } from '../../../machines/index.ts';
import { hasEnded, machineRecorded, type Snapshot } from '../../engine/index.ts';
import { rowOf } from './row-of.ts';
import type { Row } from './rows.ts';
import { callStatus, conferenceStatus, recordingStatus, transcriptionStatus } from './status.ts';

/** The lists of an account. Dialled legs are calls too. */
export type ListName = 'calls' | 'conferences' | 'recordings' | 'transcriptions';
/** The list that shows a machine. */
export const listFor = {
  call: 'calls',
  dialLeg: 'calls',
  conference: 'conferences',
  recording: 'recordings',
  transcription: 'transcriptions',
} as const satisfies Readonly<Record<MachineName, ListName>>;
/** The machines that a list shows. */
export type MachineIn<L extends ListName> = {
  [M in MachineName]: (typeof listFor)[M] extends L ? M : never;
}[MachineName];

/** A place in a list. */
export interface Position {
  /** When what is there was made, in milliseconds since the epoch. */
  readonly at: number;
  /** Sids decide between what was made at the same time. */
  readonly sid: string;
}
/** A stretch of time, in milliseconds since the epoch: up to its end, which is not in it. */
export interface Interval {
  /** -Infinity: it has no beginning. */
  readonly from: number;
  /** Infinity: it has no end. */
  readonly until: number;
}

/** Words that lists are filtered by. */
export const cardWords = [
  'status',
  'to',
  'from',
  'name',
  'callSid',
  'line',
  'conferenceSid',
  'recordingSid',
] as const;
/** One of the words that lists are filtered by. */
export type CardWord = (typeof cardWords)[number];
/** Times that lists are filtered by. */
export const cardTimes = ['at', 'endedAt', 'updatedAt'] as const;
/** One of the times that lists are filtered by. */
export type CardTime = (typeof cardTimes)[number];

/** What a machine is found by. A host that keeps tables has a column for each of these. */
export interface Card extends Position, Readonly<Partial<Record<CardWord, string>>> {
  /** Whose it is; null: nothing is kept beside it, and no list shows it. */
  readonly accountSid: string | null;
  /** The list that shows it. */
  readonly list: ListName;
  /** What it is. */
  readonly machine: MachineName;
  /** Whether the API shows it to whoever fetches it: not what was deleted. */
  readonly isThere: boolean;
  /** Whether it has not come to its end. */
  readonly isLive: boolean;
  /** When it was over; null: not yet. */
  readonly endedAt: number | null;
  /** When it last entered a state. */
  readonly updatedAt: number;
}

/** Which part of a list; without `behind` and `before`, so many are left out of its beginning. */
export interface ListPart {
  /** How many at most. */
  readonly size: number;
  /** Counted from the beginning; none when left out. */
  readonly skip?: number;
  /** The first behind this. */
  readonly behind?: Position;
  /** The last before this. */
  readonly before?: Position;
}
/** Words that something has to have. */
export type AskedWords = { readonly [W in CardWord]?: string | undefined };
/** Stretches that its times have to be in. */
export type AskedTimes = { readonly [T in CardTime]?: Interval | undefined };
/** What a list is asked. */
export interface ListQuery<L extends ListName = ListName> {
  /** Which of the account's. */
  readonly list: L;
  /** Those of which these are the words. */
  readonly words?: AskedWords;
  /** Those whose times are in these; what has not happened is in none. */
  readonly times?: AskedTimes;
  /** Only what has not been deleted. */
  readonly isThere?: true;
  /** Only what has not come to its end. */
  readonly isLive?: true;
  /** The part that is meant. */
  readonly part: ListPart;
}
/** A part of a list. */
export interface Page<T> {
  /** Newest first. */
  readonly items: readonly T[];
  /** Whether nothing comes before them. */
  readonly isFirst: boolean;
  /** Whether nothing comes behind them. */
  readonly isLast: boolean;
}

/** What a machine is found by; the row is that of its sid. */
export function cardOf(snapshot: Snapshot, kept: Row | undefined): Card {
  const row = rowOf(kept, snapshot);
  const { machine, sid, context } = snapshot;
  const { createdAt: at, endedAt, updatedAt } = context;
  const isLive = !hasEnded(snapshot);
  const card = {
    accountSid: row?.accountSid ?? null,
    machine,
    sid,
    at,
    endedAt,
    updatedAt,
    isLive,
    list: listFor[machine],
  };
  return { ...card, ...wordsOf(snapshot, row) };
}

type Words = Pick<Card, CardWord | 'isThere'>;
const is = <M extends MachineName>(snapshot: Snapshot, machine: M): snapshot is Snapshot<M> =>
  snapshot.machine === machine;

function wordsOf(snapshot: Snapshot, row: Row | undefined): Words {
  if (is(snapshot, 'recording')) {
    const { resource } = recordingStatus(snapshot);
    return { ...shown(resource), ...ofRecording(snapshot.context) };
  }
  if (is(snapshot, 'transcription')) {
    const { recordingSid } = snapshot.context;
    return { ...shown(transcriptionStatus(snapshot)), recordingSid };
  }
  if (is(snapshot, 'conference')) {
    const name = row?.machine === 'conference' ? { name: row.friendlyName } : {};
    return { ...shown(conferenceStatus(snapshot)), ...name };
  }
  const line = row && 'to' in row ? { to: row.to, from: row.from } : {};
  return { ...shown(callStatus(snapshot as Snapshot<'call' | 'dialLeg'>)), ...line };
}
const shown = (status: string | null) =>
  status === null ? { isThere: false } : { isThere: true, status };
function ofRecording(context: Contexts['recording']) {
  const { callSid, conferenceSid } = context;
  const line = machineRecorded(context);
  return { callSid, line, ...(conferenceSid === null ? {} : { conferenceSid }) };
}

/** Whether a time is in all of them; what has not happened is in none. */
export const isWithin = (at: number | null, ...intervals: readonly (Interval | undefined)[]) =>
  intervals.every((one) => !one || (at !== null && one.from <= at && at < one.until));

/** What is in all of them; undefined if there is none. */
export function intersection(
  ...intervals: readonly (Interval | undefined)[]
): Interval | undefined {
  const all = intervals.filter((one) => one !== undefined);
  if (all.length === 0) return undefined;
  return {
    from: Math.max(...all.map(({ from }) => from)),
    until: Math.min(...all.map(({ until }) => until)),
  };
}

/** Whether a list shows this, as it was asked. */
export const isMeant = (card: Card, { list, words = {}, times = {}, ...only }: ListQuery) =>
  card.list === list &&
  (only.isThere === undefined || card.isThere) &&
  (only.isLive === undefined || card.isLive) &&
  cardWords.every((word) => words[word] === undefined || words[word] === card[word]) &&
  cardTimes.every((time) => isWithin(card[time], times[time]));

/** Newest first; sids decide between what was made at the same time. */
export function comparePositions(a: Position, b: Position): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.sid === b.sid) return 0;
  return a.sid < b.sid ? -1 : 1;
}

/** A part of all these, in whatever order they come. */
export function pageOf<T>(
  all: readonly T[],
  part: ListPart,
  positionOf: (one: T) => Position,
): Page<T> {
  const sorted = all.toSorted((a, b) => comparePositions(positionOf(a), positionOf(b)));
  const { start, end } = limitsIn(sorted.map(positionOf), part);
  return { items: sorted.slice(start, end), isFirst: start === 0, isLast: end >= sorted.length };
}
function limitsIn(sorted: readonly Position[], { size, skip = 0, behind, before }: ListPart) {
  const first = (is: (one: Position) => boolean) => {
    const found = sorted.findIndex(is);
    return found === -1 ? sorted.length : found;
  };
  if (before) {
    const end = first((one) => comparePositions(one, before) >= 0);
    return { start: Math.max(0, end - size), end };
  }
  const start = behind ? first((one) => comparePositions(one, behind) > 0) : skip;
  return { start, end: start + size };
}
