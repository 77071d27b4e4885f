/** What a step takes and gives: a machine at rest, and what it comes to. */
import type { SnapshotFrom } from 'xstate';
import {
  type AnyEvent,
  type Contexts,
  type Effect,
  hasTag,
  type MachineName,
  type machines,
  type Signal,
  type Verdict,
} from '../../machines/index.ts';

/** XState's value of a state as a dotted path: `{ a: 'b' }` is `a.b`. */
type Dotted<V> = V extends string
  ? V
  : { [K in keyof V & string]: `${K}.${Dotted<V[K]>}` }[keyof V & string];
type LeafOf = { [M in MachineName]: Dotted<SnapshotFrom<(typeof machines)[M]>['value']> };
/** The states in which a machine can be kept, as its declaration names them: all but `none`. */
export type StateOf<M extends MachineName = MachineName> = Exclude<LeafOf[M], 'none'>;

/** One machine at rest, as it lives in memory and in a store: plain JSON. */
export interface Snapshot<M extends MachineName = MachineName> {
  /** One of the five machines. */
  readonly machine: M;
  /** The form that it is written in: `restore` brings an older one up to `snapshotVersion`. */
  readonly version: number;
  /** The same as that of its context. */
  readonly sid: string;
  /** A dotted path, such as `inProgress.executing`. */
  readonly state: StateOf<M>;
  /** What the machine remembers. */
  readonly context: Contexts[M];
}
/** What a step comes to. `snapshot` is undefined while there is nothing of this sid. */
export interface Step<M extends MachineName = MachineName> {
  /** Where the machine is then. */
  readonly snapshot: Snapshot<M> | undefined;
  /** How it answered. */
  readonly verdict: Verdict;
  /** What other machines are to be told, in order; a `Switchboard` tells them. */
  readonly signals: readonly Signal[];
  /** What the host has to perform, in order. */
  readonly effects: readonly Effect[];
}
/** Whom an event is for. */
export interface To<M extends MachineName = MachineName> {
  /** One of the five machines. */
  readonly machine: M;
  /** Any text but an empty one; there need be nothing of it yet. */
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
