/**
 * Every configuration that a machine can come to, by @xstate/graph. The only module that knows it:
 * its types refuse a machine that emits, and its snapshots are XState's.
 */
import { getAdjacencyMap } from '@xstate/graph';
import { type AnyEvent, type Contexts, type MachineName, machines } from '../../machines/index.ts';
import { type Snapshot, type StateOf, snapshotVersion, type To } from '../../src/engine/index.ts';

/** How far to go, and what makes two configurations one. */
export interface Bounds<M extends MachineName> {
  readonly eventsAt: (snapshot: Snapshot<M> | undefined) => readonly AnyEvent[];
  readonly keyOf: (snapshot: Snapshot<M> | undefined) => string;
  readonly isFar: (snapshot: Snapshot<M> | undefined) => boolean;
  /** The most steps to take: past it the search throws, for its queue is quadratic. */
  readonly most: number;
}
/** A configuration, and where each event leads from it; none where it is not followed. */
export interface FoundConfiguration<M extends MachineName> {
  readonly key: string;
  readonly snapshot: Snapshot<M> | undefined;
  readonly ways: readonly { readonly event: AnyEvent; readonly to: string }[];
}

/** What is read of XState's snapshots. */
interface Configuration {
  readonly value: StateValue;
  readonly context: object;
}
type StateValue = string | { readonly [name: string]: StateValue };
/** The library's function, as it is used here. */
type Adjacency = (
  machine: unknown,
  options: {
    readonly input: { readonly sid: string };
    readonly events: (state: Configuration) => readonly AnyEvent[];
    readonly serializeState: (state: Configuration) => string;
    readonly serializeEvent: (event: AnyEvent) => string;
    readonly stopWhen: (state: Configuration) => boolean;
    readonly limit: number;
  },
) => Readonly<
  Record<
    string,
    {
      readonly state: Configuration;
      readonly transitions: Readonly<Record<string, { state: Configuration; event: AnyEvent }>>;
    }
  >
>;
// Its own type asks for an actor's logic of one machine; it is given any of ours, and data back.
const adjacencyOf = getAdjacencyMap as unknown as Adjacency;

/** Every configuration within the bounds, in the order in which they are found: nearest first. */
export function configurations<M extends MachineName>(
  { machine, sid }: To<M>,
  { eventsAt, keyOf, isFar, most }: Bounds<M>,
): FoundConfiguration<M>[] {
  /** One for each context and state: what is worked out of a snapshot once is known of it. */
  const snapshots = new WeakMap<object, Map<string, Snapshot<M>>>();
  const snapshotOf = ({ value, context }: Configuration): Snapshot<M> | undefined => {
    if (value === 'none') return undefined;
    const state = pathOf(value);
    const own = snapshots.get(context) ?? new Map<string, Snapshot<M>>();
    const known = own.get(state);
    if (known) return known;
    const snapshot = {
      ...{ machine, version: snapshotVersion, sid },
      state: state as StateOf<M>,
      context: context as Contexts[M],
    } as Snapshot<M>;
    snapshots.set(context, own.set(state, snapshot));
    return snapshot;
  };
  const map = adjacencyOf(machines[machine], {
    input: { sid },
    events: (state) => eventsAt(snapshotOf(state)),
    serializeState: (state) => keyOf(snapshotOf(state)),
    serializeEvent: (event) => JSON.stringify(event),
    stopWhen: (state) => isFar(snapshotOf(state)),
    limit: most,
  });
  return Object.entries(map).map(([key, { state, transitions }]) => ({
    key,
    snapshot: snapshotOf(state),
    ways: Object.values(transitions).map((way) => ({
      event: way.event,
      to: keyOf(snapshotOf(way.state)),
    })),
  }));
}

/** XState's state value as a dotted path. */
function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value);
  return `${name}.${pathOf(inner)}`;
}
