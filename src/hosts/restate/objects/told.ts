/** What objects are told and answer, as JSON. */
import type { Verdict } from '../../../../machines/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import type { NewRow, Row } from '../../../wire/index.ts';
import type { Note } from '../../ports.ts';
import type { SentOn } from './sending.ts';

/** Rows and notes as they are sent. */
export interface Beside {
  readonly rows?: readonly NewRow[];
  readonly notes?: readonly Note[];
}

/** What is kept under a key; left out: nothing is. */
export interface KeptNote {
  readonly value?: unknown;
}

/** A message as it is sent to an object; its rows and notes are kept if it is accepted. */
export interface ToldMachine extends Beside {
  readonly event: object;
  /** When it was given, in milliseconds since the epoch. */
  readonly at: number;
  /** Of a machine whose line it takes over: what is kept beside that. */
  readonly row?: Row;
}
/** What became of a message: what it led to is on its way. */
export interface MachineReply {
  readonly verdict: Verdict;
  /** When it was given first. */
  readonly at: number;
  readonly sent: readonly SentOn[];
}
/** A machine, and what is kept beside it. */
export interface KnownMachine {
  readonly snapshot?: Snapshot | undefined;
  readonly row?: Row | undefined;
}
