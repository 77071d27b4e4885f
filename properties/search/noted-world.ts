/**
 * A world that notes what is read of it, and keeps apart what is changed: so what was worked out
 * once is known to hold wherever the same is read.
 */
import { changing, type EntryChange, type ModelWorld, type Noting } from '../generators/world.ts';
import {
  type Column,
  type Columns,
  type ScalarName,
  type TableName,
  tableNames,
} from './columns.ts';

/** What becomes of a part: another value, or what comes of the one that it has. */
export type Rewriting = { readonly to: unknown } | { readonly by: readonly EntryChange<unknown>[] };
type Changes = ReadonlyMap<string, Rewriting>;

export class NotedWorld {
  /** The columns that were read, each once and in order. */
  readonly read: Column[] = [];
  /** The tables of which all names were read: a name that is new may change what comes of it. */
  readonly listed = new Set<TableName>();
  readonly #columns: Columns;
  readonly #varying: ReadonlySet<Column>;
  /** The changes of each table that was made. */
  readonly #changes = new WeakMap<object, Changes>();

  /** `varying`: what of that which a world has one of is not always the same. */
  constructor(columns: Columns, varying: ReadonlySet<Column>) {
    this.#columns = columns;
    this.#varying = varying;
  }

  /** The world as it is at the moment. */
  world(): ModelWorld {
    const scalar = (name: ScalarName) => this.#scalar(name);
    const tables = tableNames.map((part) => [part, this.#table(part, new Map())]);
    return {
      ...(Object.fromEntries(tables) as Pick<ModelWorld, TableName>),
      get now() {
        return scalar('now') as number;
      },
      get again() {
        return scalar('again') as string;
      },
      get presence() {
        return scalar('presence') as NonNullable<ModelWorld['presence']>;
      },
    };
  }

  /** What was changed in a table of a world that came of this one. */
  changesOf(table: object): Changes {
    const changes = this.#changes.get(table);
    if (!changes) throw new Error('a move has changedBy a table by itself, not by put or update');
    return changes;
  }

  #scalar(name: ScalarName): unknown {
    const column = this.#columns[name];
    if (this.#varying.has(column)) this.#note(column);
    return this.#columns.valueOf(column);
  }

  #note(column: Column) {
    if (!this.read.includes(column)) this.read.push(column);
  }
  #valueOf(part: TableName, name: string, changes: Changes): unknown {
    const written = changes.get(name);
    if (written && 'to' in written) return written.to;
    const column = this.#columns.of(part, name);
    this.#note(column);
    return changedBy(this.#columns.valueOf(column), written?.by ?? []);
  }
  #namesOf(part: TableName, changes: Changes): string[] {
    this.listed.add(part);
    const names = new Set(this.#columns.ofPart(part).map(({ name }) => name));
    for (const name of changes.keys()) names.add(name);
    return [...names].filter((name) => this.#valueOf(part, name, changes) !== undefined);
  }

  #table(part: TableName, changes: Changes): ModelWorld[TableName] {
    const next = (name: string, change: EntryChange<unknown> | { readonly to: unknown }) =>
      this.#table(part, new Map([...changes, [name, written(changes.get(name), change)]]));
    const entryOf = (name: string | symbol, target: object) => {
      if (name === changing) return next;
      // As any other table it has what all objects have, unless something in it is called so.
      const isName =
        typeof name === 'string' && (!(name in target) || this.#columns.has(part, name));
      return isName ? this.#valueOf(part, name, changes) : Reflect.get(target, name);
    };
    const table = new Proxy<Partial<Noting<unknown>>>(
      {},
      {
        get: (target, name) => entryOf(name, target),
        has: (target, name) => entryOf(name, target) !== undefined,
        ownKeys: () => this.#namesOf(part, changes),
        getOwnPropertyDescriptor: (_, name) => {
          const value = typeof name === 'string' && this.#valueOf(part, name, changes);
          if (typeof name === 'symbol' || value === undefined) return undefined;
          return { value, enumerable: true, configurable: true, writable: true };
        },
      },
    );
    this.#changes.set(table, changes);
    return table as ModelWorld[TableName];
  }
}

function written(
  was: Rewriting | undefined,
  change: EntryChange<unknown> | { to: unknown },
): Rewriting {
  if (typeof change !== 'function') return change;
  if (was && 'to' in was) return { to: change(was.to) };
  return { by: [...(was?.by ?? []), change] };
}
/** What comes of a value by changes, one after the other. */
export const changedBy = (value: unknown, by: readonly EntryChange<unknown>[]): unknown =>
  by.reduce((was, change) => change(was), value);
