/**
 * Explores one machine at a time: every configuration that it can come to with the inputs of
 * `vectors/inputs`, the shortest way to each, and to every transition. Everything happens at one
 * moment, but for timers, which fire when they are due, and for what tells its own time.
 */
import type { AnyEvent, EventType, MachineName } from '../../machines/index.ts';
import type { Advance, Snapshot } from '../../src/engine/index.ts';
import { advance } from '../../src/engine/step.ts';
import { enact } from '../generators/enact.ts';
import { type Input, inputsTo, isFar, subjects } from '../generators/inputs/index.ts';
import { fieldsOf } from '../generators/world.ts';
import { type Taken, takenBy } from './coverage.ts';
import { configurations } from './graph.ts';

/** A configuration: how it was reached first, and what every input comes to. */
export interface Configuration {
  readonly key: string;
  readonly snapshot: Snapshot | undefined;
  readonly from: Configuration | undefined;
  /** The name of the input that leads here from there. */
  readonly by: string;
  /** Empty where the machine is not followed. */
  readonly ways: readonly Consequence[];
}
/** What one input comes to. */
export interface Consequence {
  readonly from: Configuration;
  readonly input: Input;
  readonly to: Configuration;
  readonly taken: Taken;
}
export interface Single {
  readonly machine: MachineName;
  /** Nearest first. */
  readonly places: readonly Configuration[];
  readonly edges: number;
}

/** The moment at which everything happens. */
const noon = 1_000;
/** Past so many steps something is not bounded as it was meant to be. */
const most = 400_000;

/** Times that no deed reads but to tell them, and no guard; `createdAt`, which some do, is noon. */
export const idle: ReadonlySet<string> = new Set([
  'createdAt',
  'updatedAt',
  'answeredAt',
  'decidedAt',
  'endedAt',
]);
/** What makes two configurations one: the state and the whole context, but for those times. */
export function keyOf(snapshot: Snapshot | undefined): string {
  if (snapshot === undefined) return 'none';
  const known = keys.get(snapshot);
  if (known !== undefined) return known;
  let key: string = snapshot.state;
  const context = fieldsOf(snapshot.context);
  for (const name in context) {
    if (!idle.has(name)) key += ` ${name} ${JSON.stringify(context[name])}`;
  }
  keys.set(snapshot, key);
  return key;
}
/** Most steps leave a snapshot as it is. */
const keys = new WeakMap<Snapshot, string>();

type Building = { -readonly [K in keyof Configuration]: Configuration[K] } & {
  ways: Consequence[];
};
/** The places so far, each built once, when it is first led to. */
class Places {
  readonly byKey = new Map<string, Building>();

  /** The place of this key; a new one was reached by this way. */
  at(key: string, snapshot: Snapshot | undefined, from?: Configuration, by = ''): Building {
    const known = this.byKey.get(key);
    if (known) return known;
    const place: Building = { key, snapshot, from, by, ways: [] };
    this.byKey.set(key, place);
    return place;
  }

  single(machine: MachineName): Single {
    const places = [...this.byKey.values()];
    return { machine, places, edges: places.reduce((sum, { ways }) => sum + ways.length, 0) };
  }
}
const wayOf = (
  machine: MachineName,
  from: Configuration,
  input: Input,
  to: Configuration,
): Consequence => {
  const { event } = input;
  const taken = takenBy({ to: subjects[machine], event, before: from.snapshot });
  return { from, input, to, taken };
};

/** Explores with @xstate/graph, on XState's own steps. */
function byGraph(machine: MachineName): Single {
  const found = configurations(subjects[machine], {
    eventsAt: (snapshot) => inputsTo(machine, snapshot, noon).map(({ event }) => event),
    keyOf,
    isFar: (snapshot) => isFar(machine, snapshot),
    most,
  });
  const snapshots = new Map(found.map(({ key, snapshot }) => [key, snapshot]));
  const places = new Places();
  places.at('none', undefined);
  for (const { key, snapshot, ways } of found) {
    const from = places.at(key, snapshot);
    const inputs = inputsTo(machine, snapshot, noon);
    for (const [i, { to }] of ways.entries()) {
      const input = inputs[i] as Input;
      const place = places.at(to, snapshots.get(to), from, input.name);
      from.ways.push(wayOf(machine, from, input, place));
    }
  }
  return places.single(machine);
}

/** Explores breadth first, on the given steps: the same, and much faster. */
export function bySearch(machine: MachineName, advance: Advance): Single {
  const places = new Places();
  places.at('none', undefined);
  for (const from of places.byKey.values()) {
    if (isFar(machine, from.snapshot)) continue;
    for (const input of inputsTo(machine, from.snapshot, noon)) {
      const { snapshot } = advance(subjects[machine], from.snapshot, input.event);
      const to = places.at(keyOf(snapshot), snapshot, from, input.name);
      from.ways.push(wayOf(machine, from, input, to));
    }
  }
  return places.single(machine);
}

const singles = new Map<MachineName, Single>();
/** A machine explored with @xstate/graph, once. */
export const singleOf = (machine: MachineName): Single => {
  const known = singles.get(machine) ?? byGraph(machine);
  singles.set(machine, known);
  return known;
};

/** The names of the inputs that lead to a place, a shortest way. */
export function namesTo(place: Configuration): string[] {
  const names: string[] = [];
  for (let at = place; at.from; at = at.from) names.unshift(at.by);
  return names;
}
const events = (machine: MachineName, names: readonly string[]): AnyEvent[] =>
  enact(machine, names, advance).map(({ event }) => event);

/**
 * The events that bring a machine from nothing into a state, a shortest way: `inProgress.bridged`,
 * or `inProgress` for any state in it. A second passes with each; timers fire when they are due.
 * @throws Error for a state that does not exist.
 */
export function pathTo(machine: MachineName, state: string): AnyEvent[] {
  const isIt = (path: string) => path === state || path.startsWith(`${state}.`);
  const place = singleOf(machine).places.find((one) => isIt(one.snapshot?.state ?? 'none'));
  if (!place) throw new Error(`${machine} has no state "${state}"`);
  return events(machine, namesTo(place));
}

/**
 * The events that end with a transition: the one that this state answers an event type with, at
 * this place in its cell (0 = the first).
 * @throws Error for a transition that does not exist, or that no events lead to.
 */
export function pathToTransition(
  machine: MachineName,
  state: string,
  type: EventType,
  index = 0,
): AnyEvent[] {
  for (const { ways } of singleOf(machine).places) {
    const way = ways.find(
      ({ taken }) => taken.state === state && taken.type === type && taken.index === index,
    );
    if (way) return events(machine, [...namesTo(way.from), way.input.name]);
  }
  throw new Error(`nothing leads to ${machine} ${state} ${type} ${index}`);
}
