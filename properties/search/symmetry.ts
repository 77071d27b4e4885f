/**
 * What a system says is alike: worlds in which two that are alike have changed places are one place,
 * so one of them is looked at.
 */

import { offerNames } from '../generators/moves.ts';
import type { System } from '../generators/system.ts';
import type { Column, Columns } from './columns.ts';

/** Who takes whose place: names by names, of machines, offers and whatever belongs to them. */
export type Exchange = ReadonlyMap<string, string>;

/** Every other order of those that a system says are alike, as exchanges of their names. */
export function exchangesOf(system: System): Exchange[] {
  const { alike = [], outages } = system;
  if (alike.length < 2) return [];
  if (outages) throw new Error(`${system.name}: who is alike is not known of a host that is away`);
  return ordersOf(alike)
    .slice(1)
    .map((order) => {
      const names = alike.flatMap((of, i) =>
        of.map((name, k) => [name, order[i]?.[k] ?? name] as const),
      );
      const exchange = new Map(names);
      return new Map([...exchange, ...offersBy(system, exchange)]);
    });
}

/** All orders of a list, the list itself first. */
function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, i) =>
    ordersOf([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [one, ...rest]),
  );
}

/** Which offer is to those who are exchanged what another was to the others. */
function offersBy({ name, offers }: System, exchange: Exchange): [string, string][] {
  const names = offerNames(offers);
  const texts = offers.map(({ when: _, ...offer }) => JSON.stringify(offer));
  return offers.map(({ when: _, ...offer }, i) => {
    const other = texts.indexOf(JSON.stringify(namesExchanged(offer, exchange)));
    if (other < 0) throw new Error(`${name}: ${texts[i]} is offered to one of those who are alike`);
    return [names[i] as string, names[other] as string];
  });
}

/** A value in which names have changed places. */
export function namesExchanged(value: unknown, by: Exchange): unknown {
  if (typeof value === 'string') return renamed(value, by);
  if (Array.isArray(value)) return value.map((one) => namesExchanged(one, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [renamed(name, by), namesExchanged(one, by)]),
  );
}
/** A text may name several: those in it that are names by themselves, or names of offers. */
const renamed = (text: string, by: Exchange) =>
  by.get(text) ?? text.replace(/[\w-]+/g, (word) => by.get(word) ?? word);

/** Puts into columns what is in them once names have changed places; by each column what it becomes. */
export class Exchanging {
  readonly #columns: Columns;
  readonly #by: Exchange;
  readonly #others = new Map<Column, { readonly column: Column; readonly numbers: number[] }>();

  constructor(columns: Columns, by: Exchange) {
    this.#columns = columns;
    this.#by = by;
  }

  /** What a number in a column becomes, and in which column. */
  of(column: Column, number: number): readonly [at: number, number: number] {
    const known = this.#others.get(column) ?? {
      column: this.#columns.of(column.part, renamed(column.name, this.#by)),
      numbers: [0],
    };
    this.#others.set(column, known);
    const other =
      known.numbers[number] ??
      known.column.numberOf(namesExchanged(column.values[number], this.#by));
    known.numbers[number] = other;
    return [known.column.at, other];
  }
}
