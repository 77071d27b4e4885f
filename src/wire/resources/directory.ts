/**
 * The directory of an account: what a host is asked about it, wherever the machines are. Whatever
 * requests, documents and callbacks look up is worked out from these two questions.
 */
import type { MachineName } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { ListName, ListQuery, MachineIn, Page } from './listing.ts';
import { rowOf } from './row-of.ts';
import type { ConferenceRow, LineRow, RecordingRow, Row, TranscriptionRow } from './rows.ts';

interface RowOf {
  readonly call: LineRow;
  readonly dialLeg: LineRow;
  readonly conference: ConferenceRow;
  readonly recording: RecordingRow;
  readonly transcription: TranscriptionRow;
}
/** A machine as it is now, with what the host keeps beside it. */
export interface Known<M extends MachineName = MachineName> {
  /** The machine as it was kept last. */
  readonly snapshot: Snapshot<M>;
  /** What is kept beside it, under the same sid. */
  readonly row: RowOf[M];
}
/** What a page of a list has. */
export type ListPage<L extends ListName> = Page<Known<MachineIn<L>>>;

/** The directory of an account whose machines are elsewhere: it answers when they are read. */
export interface Directory {
  /** The account that all of this is of: nothing of another is found. */
  readonly accountSid: string;
  /** The machine of this sid, ended or deleted too; undefined: the account has none. */
  known<M extends MachineName>(machine: M, sid: string): Promise<Known<M> | undefined>;
  /** A part of one of the account's lists. */
  page<L extends ListName>(query: ListQuery<L>): Promise<ListPage<L>>;
}
/** The directory of an account whose machines are at hand: it answers at once. */
export interface DirectoryAtHand {
  /** The account that all of this is of: nothing of another is found. */
  readonly accountSid: string;
  /** The machine of this sid, ended or deleted too; undefined: the account has none. */
  known<M extends MachineName>(machine: M, sid: string): Known<M> | undefined;
  /** A part of one of the account's lists. */
  page<L extends ListName>(query: ListQuery<L>): ListPage<L>;
}

/** A machine with its row, if it has one and is of this account. */
export function knownOf<M extends MachineName>(
  accountSid: string,
  snapshot: Snapshot<M> | undefined,
  row: Row | undefined,
): Known<M> | undefined {
  if (row?.accountSid !== accountSid) return undefined;
  const own = snapshot && rowOf(row, snapshot);
  return own && ({ snapshot, row: own } as Known<M>);
}
