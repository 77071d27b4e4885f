/** The declarations as plain data in one spelling, and copies of them that differ in one place. */
import { type MachineName, type Named, machines as originals } from '../../machines/index.ts';

/** A transition with everything spelled out. */
export interface Transition {
  readonly target?: string;
  readonly guard?: Named;
  readonly actions: readonly Named[];
  readonly reenter?: boolean;
  readonly description?: string;
  readonly meta?: unknown;
}
export interface WrittenState {
  readonly entry: readonly Named[];
  readonly exit: readonly Named[];
  readonly on: Readonly<Record<string, readonly Transition[]>>;
  readonly initial?: string;
  readonly states?: Readonly<Record<string, WrittenState>>;
}
/** A machine as the engine reads it: the declaration, and what its names mean. */
export interface WrittenMachine {
  readonly config: WrittenState & { readonly context: unknown };
  readonly implementations: {
    readonly actions: Readonly<Record<string, unknown>>;
    readonly guards: Readonly<Record<string, unknown>>;
  };
}
export type Catalogue = typeof originals;

/** Where a declaration can be changed: one candidate of a cell, or what a state does at its edge. */
export type FaultPlace =
  | { readonly state: string; readonly type: string; readonly index: number }
  | { readonly state: string; readonly edge: 'entry' | 'exit' };

type Raw = Readonly<Record<string, unknown>>;
const many = (of: unknown): readonly unknown[] =>
  Array.isArray(of) ? of : [of].filter((one) => one !== undefined);
const named = (of: unknown) => (typeof of === 'string' ? { type: of } : of) as Named;
const valuesOf = <T>(of: unknown, value: (raw: unknown) => T): Record<string, T> =>
  Object.fromEntries(Object.entries((of ?? {}) as Raw).map(([name, raw]) => [name, value(raw)]));

function transition(of: unknown): Transition {
  const { guard, actions, ...rest } = (typeof of === 'string' ? { target: of } : of) as Raw;
  return {
    ...rest,
    ...(guard === undefined ? {} : { guard: named(guard) }),
    actions: many(actions).map(named),
  };
}
function state(of: unknown): WrittenState {
  const { entry, exit, on, states, ...rest } = of as Raw;
  return {
    ...rest,
    entry: many(entry).map(named),
    exit: many(exit).map(named),
    on: valuesOf(on, (cell) => many(cell).map(transition)),
    ...(states === undefined ? {} : { states: valuesOf(states, state) }),
  };
}

/** A machine with its declaration as a deep copy: fragments that states share are apart in it. */
function written(machine: MachineName): WrittenMachine {
  const { config, implementations } = originals[machine] as WrittenMachine;
  const copy = JSON.parse(JSON.stringify(config)) as unknown;
  return { config: { ...state(copy), context: config.context }, implementations };
}
/** The machines, unchanged. */
export const originalMachines: Readonly<Record<MachineName, WrittenMachine>> = {
  call: written('call'),
  dialLeg: written('dialLeg'),
  conference: written('conference'),
  recording: written('recording'),
  transcription: written('transcription'),
};

/** The originals with one machine changed. */
export const withMachine = (machine: MachineName, definition: WrittenMachine): Catalogue =>
  ({ ...originals, [machine]: definition }) as Catalogue;

/** Every state with its dotted path, parents before children; the root is not one of them. */
export const statesIn = (
  { states = {} }: WrittenState,
  parent = '',
): (readonly [string, WrittenState])[] =>
  Object.entries(states).flatMap(([name, inner]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    return [[path, inner] as const, ...statesIn(inner, path)];
  });

/** The atomic states in a state whose answer to an event, if one is named, it declares. */
export function leavesUnder(root: WrittenState, source: string, type?: string): string[] {
  const all = statesIn(root);
  const declares = (path: string) =>
    type !== undefined && all.some(([at, { on }]) => at === path && type in on);
  return all.flatMap(([path, { states }]) => {
    if (states || (path !== source && !path.startsWith(`${source}.`))) return [];
    return path !== source && declares(path) ? [] : [path];
  });
}

/** The same state with something else in one place of it; undefined takes a candidate out. */
function put(of: WrittenState, place: FaultPlace, value: unknown): WrittenState {
  if ('edge' in place) return { ...of, [place.edge]: value };
  const cell = (of.on[place.type] ?? []).flatMap((one, i) => (i === place.index ? [value] : [one]));
  return { ...of, on: { ...of.on, [place.type]: cell.filter(Boolean) as Transition[] } };
}
/** The same declaration with something else in one place. */
export function replaced<T extends WrittenState>(
  of: T,
  place: FaultPlace,
  value: Transition | readonly Named[] | undefined,
): T {
  const inside = (at: WrittenState, [name, ...rest]: readonly string[]): WrittenState =>
    name === undefined
      ? put(at, place, value)
      : {
          ...at,
          states: { ...at.states, [name]: inside(at.states?.[name] as WrittenState, rest) },
        };
  return inside(of, place.state.split('.')) as T;
}
