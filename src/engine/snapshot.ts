/** What a step takes and gives: a machine at rest, and what it comes to. */
import {
  type AnyEvent,
  type Contexts,
  type Effect,
  hasTag,
  type MachineName,
  type Signal,
  type Verdict,
} from '../../machines/index.ts';

/** One machine at rest, as it lives in memory and in a store: plain JSON. */
export interface Snapshot<M extends MachineName = MachineName> {
  readonly machine: M;
  readonly version: number;
  readonly sid: string;
  /** A dotted path, such as `inProgress.executing`. */
  readonly state: string;
  readonly context: Contexts[M];
}
/** What a step comes to. `snapshot` is undefined while there is nothing of this sid. */
export interface Step<M extends MachineName = MachineName> {
  readonly snapshot: Snapshot<M> | undefined;
  readonly verdict: Verdict;
  readonly signals: readonly Signal[];
  readonly effects: readonly Effect[];
}
/** Whom an event is for. */
export interface To<M extends MachineName = MachineName> {
  readonly machine: M;
  readonly sid: string;
}

/** Whether a machine has come to its end: an ended state still answers, but leads to no life. */
export const hasEnded = ({ machine, state }: Snapshot): boolean => hasTag(machine, state, 'ended');

/** A step without the check at the edge: for events that are known to be well formed. */
export type Advance = <M extends MachineName>(
  to: To<M>,
  before: Snapshot<M> | undefined,
  event: AnyEvent,
) => Step<M>;
