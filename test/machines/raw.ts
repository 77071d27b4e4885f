/** The declarations as plain data: what XState was given, for tests that read every key of it. */
import { type MachineName, machines, type Named } from '../../machines/index.ts';

export type Data = Readonly<Record<string, unknown>>;
/** One transition as it is written, and where. */
export interface Written {
  readonly state: string;
  readonly type: string;
  readonly transition: Data;
}

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

/** A transition as data: a bare target is written out. */
export const transitionOf = (one: unknown): Data => (isData(one) ? one : { target: one });

/** The declaration, with every key that it has. */
export const configOf = (machine: MachineName): Data => machines[machine].config as object as Data;

/** Every state as it is written, the machine itself first, by dotted path. */
export function writtenStates(machine: MachineName): readonly (readonly [string, Data])[] {
  const walk = (path: string, state: Data): (readonly [string, Data])[] => [
    [path, state],
    ...Object.entries((state.states ?? {}) as Record<string, Data>).flatMap(([name, inner]) =>
      walk(path === '' ? name : `${path}.${name}`, inner),
    ),
  ];
  return walk('', configOf(machine));
}

/** Every transition as it is written, and where. */
export const writtenTransitions = (machine: MachineName): readonly Written[] =>
  writtenStates(machine).flatMap(([state, written]) =>
    Object.entries((written.on ?? {}) as Data).flatMap(([type, cell]) =>
      listOf(cell).map((one) => ({ state, type, transition: transitionOf(one) })),
    ),
  );

/** The actions or guards of a key, written out as type and params. */
export const namedIn = (value: unknown): readonly Named[] =>
  listOf(value).map((one) => (typeof one === 'string' ? { type: one } : (one as Named)));
/** Whether every entry is a name, or a name with params: nothing that cannot be read as data. */
export const isNamed = (value: unknown): boolean =>
  listOf(value).every(
    (one) => typeof one === 'string' || (isData(one) && typeof one.type === 'string'),
  );
