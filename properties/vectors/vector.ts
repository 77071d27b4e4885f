/** What the vectors hold: events, and what has to come of them, for services in any language. */
import type {
  Address,
  AnyEvent,
  Effect,
  MachineName,
  RefusalReason,
  Signal,
  Verdict,
} from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';

/** What customers see of a machine: `publicStatus`, and `listedStatus` for recordings. */
export interface PublicWords {
  /** As fetched; null: there is nothing to fetch. */
  readonly publicStatus: string | null;
  /** In the list of a conference's recordings. */
  readonly listedStatus?: string;
}
/** The wire's words for a machine, or for one that does not exist. */
export type Shown = (snapshot: Snapshot | undefined) => PublicWords;

/** One event to the machine of the vector, and what comes of it. */
export interface VectorStep extends PublicWords {
  readonly event: AnyEvent;
  readonly verdict: Verdict['verdict'];
  readonly reason?: RefusalReason;
  /** The state after it: `none` while the machine does not exist. */
  readonly state: string;
  readonly effects: readonly Effect[];
  readonly signals: readonly Signal[];
}
/** One machine, from nothing. */
export interface Vector {
  /** Names what it shows: the same id always shows the same. */
  readonly id: string;
  readonly machine: MachineName;
  readonly sid: string;
  readonly says: string;
  readonly steps: readonly VectorStep[];
}

/** A machine that a delivery has changed. */
export interface ChangedMachine extends Address, PublicWords {
  readonly state: string;
}
/** One event from outside, and what comes of it once all signals have arrived. */
export interface JourneyStep {
  readonly to: Address;
  readonly event: AnyEvent;
  readonly verdict: Verdict['verdict'];
  readonly reason?: RefusalReason;
  readonly changed: readonly ChangedMachine[];
  readonly effects: readonly Effect[];
}
/** Several machines and the signals between them: how one kind of recording comes about and ends. */
export interface Journey {
  readonly id: string;
  readonly says: string;
  readonly steps: readonly JourneyStep[];
}

/** An event that has to be turned away before any machine sees it. */
export interface Invalid {
  readonly id: string;
  readonly machine: MachineName;
  readonly event: unknown;
  /** The field that is to blame, as a dotted path. */
  readonly field: string;
}

/** One file of vectors. */
export interface VectorFile {
  readonly format: 1;
  readonly vectors?: readonly Vector[];
  readonly journeys?: readonly Journey[];
  readonly invalid?: readonly Invalid[];
}
