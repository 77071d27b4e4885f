/**
 * What the compiled step takes: states, guards, and actions that are deeds. Whatever else XState
 * offers is refused by the name of its place, so that nothing is compiled into something else. And
 * a table is whole: every state has an answer to every event, whatever guards say.
 */
import type {
  Declaration,
  declaredMachines,
  EventType,
  MachineName,
} from '../../machines/index.ts';
import { isPlain } from '../../machines/words/shape.ts';
import { InvalidInput } from './errors.ts';

/** What compilation reads of an XState machine. */
export interface Definition {
  readonly config: { readonly id?: string; readonly context?: unknown };
  readonly implementations: {
    readonly actions: Readonly<Record<string, unknown>>;
    readonly guards: Readonly<Record<string, unknown>>;
  };
}
/** A machine as compilation reads it: XState's own type says less of what is in it. */
export const definitionOf = (catalogue: typeof declaredMachines, name: MachineName): Definition =>
  catalogue[name] as Definition;
type Raw = Readonly<Record<string, unknown>>;

const stateKeys = ['description', 'tags', 'entry', 'exit', 'on', 'initial', 'states', 'meta'];
const rootKeys = ['id', 'context', 'initial', 'states', 'description', 'meta', 'schemas'];
const transitionKeys = ['target', 'guard', 'actions', 'reenter', 'description', 'meta'];
const namedKeys = ['type', 'params'];

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
/** Whether anything is said: an empty list or object says nothing. */
const isSaid = (value: unknown) =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== undefined;
const entriesOf = (value: unknown) => Object.entries((value ?? {}) as Raw);

/**
 * Checks a machine, before it is compiled.
 * @throws InvalidInput for a construct that the compiled step does not know, at its place.
 */
export function checkSubset(definition: Definition, declaration: Declaration): void {
  new Check(definition, declaration).root();
}

class Check {
  readonly #config: Raw;
  readonly #id: string;
  readonly #declaration: Declaration;
  readonly #implementations: Definition['implementations'];

  constructor({ config, implementations }: Definition, declaration: Declaration) {
    this.#config = config as Raw;
    this.#id = config.id ?? '(machine)';
    this.#declaration = declaration;
    this.#implementations = implementations;
  }

  root() {
    const { context, initial } = this.#config;
    this.#keys('', this.#config, rootKeys);
    if (typeof context !== 'function') throw this.#wrong('context', context, 'a function of input');
    if (initial !== 'none') {
      throw this.#wrong('initial', initial, '"none", the state of what does not exist');
    }
    for (const [name, state] of entriesOf(this.#config.states)) {
      this.#state(`states.${name}`, state as Raw);
    }
    const { none } = this.#config.states as Raw;
    for (const key of ['entry', 'exit', 'states'] as const) {
      const found = (none as Raw)[key];
      if (isSaid(found)) throw this.#wrong(`states.none.${key}`, found, 'no such key');
    }
  }

  #state(place: string, state: Raw) {
    this.#keys(place, state, stateKeys);
    const inner = state.states as Raw | undefined;
    const isInitial = inner
      ? typeof state.initial === 'string' && Object.hasOwn(inner, state.initial)
      : state.initial === undefined;
    if (!isInitial) {
      const expected = inner ? `one of ${Object.keys(inner).join(', ')}` : 'no such key';
      throw this.#wrong(`${place}.initial`, state.initial, expected);
    }
    this.#actions(`${place}.entry`, state.entry);
    this.#actions(`${place}.exit`, state.exit);
    for (const [type, cell] of entriesOf(state.on)) this.#cell(`${place}.on`, type, cell);
    for (const [name, child] of entriesOf(inner)) {
      this.#state(`${place}.states.${name}`, child as Raw);
    }
  }

  #cell(place: string, type: string, cell: unknown) {
    if (type === '' || type.includes('*')) {
      throw this.#wrong(place, type, 'the name of an event, no wildcard');
    }
    for (const [i, one] of listOf(cell).entries()) {
      const at = Array.isArray(cell) ? `${place}.${type}[${i}]` : `${place}.${type}`;
      this.#transition(at, typeof one === 'string' ? { target: one } : one);
    }
  }

  #transition(place: string, transition: unknown) {
    if (!isPlain(transition)) throw this.#wrong(place, transition, 'a transition');
    const { target, guard, actions } = transition as Raw;
    this.#keys(place, transition as Raw, transitionKeys);
    if (target !== undefined) this.#target(place, target);
    if (guard !== undefined) {
      const ask = this.#named(`${place}.guard`, guard, this.#implementations.guards);
      if (typeof (ask as { answer?: unknown } | undefined)?.answer !== 'function') {
        throw this.#wrong(`${place}.guard`, guard, 'the name of a guard made by ask or askOn');
      }
    }
    this.#actions(`${place}.actions`, actions);
  }

  #target(place: string, target: unknown) {
    const source = place.slice(0, place.lastIndexOf('.on.')).replaceAll('states.', '');
    if (typeof target === 'string') {
      const aim = this.#declaration.aimOf(source, target);
      if (this.#declaration.states.some(({ path }) => path === aim)) return;
    }
    const expected = `one state: a sibling, or "#${this.#id}." and its path`;
    throw this.#wrong(`${place}.target`, target, expected);
  }

  #actions(place: string, actions: unknown) {
    if (actions === undefined) return;
    for (const [i, one] of listOf(actions).entries()) {
      const at = Array.isArray(actions) ? `${place}[${i}]` : place;
      const action = this.#named(at, one, this.#implementations.actions);
      const { deed, begins } = (action ?? {}) as { deed?: unknown; begins?: unknown };
      if (typeof deed === 'function' || typeof begins === 'function') continue;
      throw this.#wrong(at, one, 'the name of an action made by act, actOn or begin');
    }
  }

  /** What a name stands for: `name`, or `{ type: name, params }` with params that are data. */
  #named(place: string, value: unknown, known: Raw): unknown {
    const { type, params } = typeof value === 'string' ? { type: value } : ((value ?? {}) as Raw);
    if (typeof type !== 'string' || typeof params === 'function') {
      throw this.#wrong(place, value, 'a name, or a name with params that are data');
    }
    if (isPlain(value)) this.#keys(place, value as Raw, namedKeys);
    return Object.hasOwn(known, type) ? known[type] : undefined;
  }

  #keys(place: string, of: Raw, known: readonly string[]) {
    for (const key in of) {
      if (known.includes(key) || !isSaid(of[key])) continue;
      const field = place === '' ? key : `${place}.${key}`;
      throw this.#wrong(field, of[key], `no such key; the compiled step knows ${known.join(', ')}`);
    }
  }

  #wrong(field: string, found: unknown, expected: string) {
    return new InvalidInput(`machine ${this.#id}`, field, found, expected);
  }
}

/**
 * Checks a table, before it is compiled.
 * @throws InvalidInput for an event that a state, with those around it, does not answer at all, or
 * only if a guard holds: at its place.
 */
export function checkWhole(
  machine: MachineName,
  declaration: Declaration,
  events: readonly EventType[],
): void {
  for (const { path } of declaration.leaves) {
    for (const type of events) {
      const last = declaration.cell(path, type).at(-1);
      if (last && last.guard === undefined) continue;
      const place = `states.${path.replaceAll('.', '.states.')}.on.${type}`;
      const expected = last
        ? 'one way more, without a guard, for when none of them holds'
        : 'an answer: every state answers every event';
      throw new InvalidInput(`machine ${machine}`, place, last?.guard, expected);
    }
  }
}
