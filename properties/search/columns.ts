/**
 * What a world consists of, as numbers: a column for everything that can differ by itself, and in
 * each a number for every value that it has had. 0 stands for what is not there.
 */
import type { Snapshot } from '../../src/engine/index.ts';
import { fieldsOf, type ModelWorld } from '../generators/world.ts';

/** The tables of a world. */
export const tableNames = ['machines', 'mail', 'captures', 'lines', 'spent'] as const;
export type TableName = (typeof tableNames)[number];
/** What a world has one of. */
export const scalarNames = ['now', 'again', 'presence'] as const;
export type ScalarName = (typeof scalarNames)[number];
/** Where a column belongs: what claims remember of a machine is its own, of the system common. */
export type WorldPart = TableName | 'scalars' | 'own' | 'common';

type Table = Readonly<Record<string, unknown>>;

/** Times that no deed reads, and of the guards only those that know a request again: `createdAt`. */
const idle: ReadonlySet<string> = new Set(['createdAt', 'updatedAt']);
const entryOf = (name: string, said: string) => `${name.length} ${name} ${said}`;

/** All that a snapshot says but its idle times: two of one saying are the same to whoever goes on. */
function sayingOf({ state, context }: Snapshot): string {
  const fields = fieldsOf(context);
  const names = Object.keys(fields).sort();
  const said = (name: string) => (idle.has(name) ? '' : JSON.stringify(fields[name]));
  return `${state} ${names.map((name) => entryOf(name, said(name))).join(' ')}`;
}
const idleOf = ({ context }: Snapshot) => `${context.createdAt} ${context.updatedAt}`;
const tableText = (table: Table) =>
  Object.keys(table)
    .sort()
    .map((name) => entryOf(name, JSON.stringify(table[name])))
    .join(' ');

/** One part of a world, with the values that it has had, by their numbers. */
export class Column {
  readonly part: WorldPart;
  readonly name: string;
  /** Its place among all columns. */
  readonly at: number;
  readonly values: unknown[] = [undefined];
  /** By the number of a value, the least number of one that is the same to whoever goes on. */
  readonly alike: number[] = [0];
  readonly #byText = new Map<string, number>();
  readonly #bySaying = new Map<string, number>();
  readonly #byObject = new WeakMap<object, number>();

  constructor(part: WorldPart, name: string, at: number) {
    this.part = part;
    this.name = name;
    this.at = at;
  }

  /** The number of a value: what says the same has the same. */
  numberOf(value: unknown): number {
    if (value === undefined) return 0;
    const isObject = typeof value === 'object' && value !== null;
    const known = isObject ? this.#byObject.get(value) : undefined;
    if (known !== undefined) return known;
    const number = this.#numbered(value);
    if (isObject) this.#byObject.set(value, number);
    return number;
  }

  #numbered(value: unknown): number {
    const saying = this.#sayingOf(value);
    const text = this.part === 'machines' ? `${idleOf(value as Snapshot)} ${saying}` : saying;
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const number = this.values.push(value) - 1;
    this.#byText.set(text, number);
    const alike = this.#bySaying.get(saying) ?? number;
    this.#bySaying.set(saying, alike);
    this.alike.push(alike);
    return number;
  }

  #sayingOf(value: unknown): string {
    if (this.part === 'machines') return sayingOf(value as Snapshot);
    const isMemory = this.part === 'own' || this.part === 'common';
    return isMemory ? tableText(value as Table) : JSON.stringify(value);
  }
}

/** More parts than any system has that could be explored. */
export const mostColumns = 16_384;

/** The columns of a search, and what is in each at the moment. */
export class Columns {
  readonly all: Column[] = [];
  /** The number of the value that each column has, by its place. */
  readonly cells = new Int32Array(mostColumns);
  readonly now: Column;
  readonly again: Column;
  readonly presence: Column;
  readonly #byPart = new Map<WorldPart, Map<string, Column>>();
  readonly #onNew: (column: Column) => void;

  /** `onNew` is told of each column as it comes. */
  constructor(onNew: (column: Column) => void) {
    this.#onNew = onNew;
    this.now = this.of('scalars', 'now');
    this.again = this.of('scalars', 'again');
    this.presence = this.of('scalars', 'presence');
  }

  /** The column of that name, which is there from now on. */
  of(part: WorldPart, name: string): Column {
    const named = this.#byPart.get(part) ?? new Map<string, Column>();
    const known = named.get(name);
    if (known) return known;
    const column = new Column(part, name, this.all.length);
    this.all.push(column);
    if (this.all.length > mostColumns) throw new Error(`a world of more than ${mostColumns} parts`);
    this.#byPart.set(part, named.set(name, column));
    this.#onNew(column);
    return column;
  }
  /** The columns of a part, in the order in which they came. */
  ofPart(part: WorldPart): Column[] {
    return [...(this.#byPart.get(part)?.values() ?? [])];
  }
  has(part: WorldPart, name: string): boolean {
    return this.#byPart.get(part)?.has(name) === true;
  }

  /** What a column has at the moment. */
  valueOf(column: Column): unknown {
    return column.values[this.cells[column.at] as number];
  }

  /** Takes over a world as it is. */
  take(world: ModelWorld): void {
    this.cells.fill(0);
    for (const name of scalarNames) {
      const column = this[name];
      this.cells[column.at] = column.numberOf(world[name]);
    }
    for (const part of tableNames) {
      for (const [name, value] of Object.entries(world[part])) {
        const column = this.of(part, name);
        this.cells[column.at] = column.numberOf(value);
      }
    }
  }
}
