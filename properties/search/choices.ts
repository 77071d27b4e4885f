/**
 * What can happen next, as tables that are filled on first use: what a source answers depends on a
 * few columns, and is looked up by what is in those.
 */
import { type Address, type AnyEvent, slotOf } from '../../machines/index.ts';
import type { Advance, Snapshot } from '../../src/engine/index.ts';
import { moveSources, offerNames, repetition } from '../generators/moves.ts';
import type { Move, System, Tick } from '../generators/system.ts';
import { answerIn, type EntryChange, type ModelWorld } from '../generators/world.ts';
import { type Column, scalarNames, tableNames } from './columns.ts';
import { changedBy, NotedWorld } from './noted-world.ts';
import type { Places } from './places.ts';
import type { KnownStep, Steps } from './steps.ts';

/** A column that becomes another by what was in it. */
export class Becoming {
  readonly #column: Column;
  readonly #by: readonly EntryChange<unknown>[];
  readonly #next: number[] = [];

  constructor(column: Column, by: readonly EntryChange<unknown>[]) {
    this.#column = column;
    this.#by = by;
  }

  /** The number of what comes of that number. */
  after(number: number): number {
    const known = this.#next[number];
    if (known !== undefined) return known;
    const next = this.#column.numberOf(changedBy(this.#column.values[number], this.#by));
    this.#next[number] = next;
    return next;
  }
}

/** Something that can happen: what it changes, and the step that a machine takes, if one does. */
export interface OpenWay {
  /** The places of the columns that it changes. */
  readonly columns: readonly number[];
  /** What is in each then: a number, or what comes of the one that was. */
  readonly to: readonly (number | Becoming)[];
  readonly step: KnownStep | undefined;
}

/** A look at one column, and what follows from each number in it; or what there is to choose. */
class Look {
  at = -1;
  ways: readonly OpenWay[] | undefined;
  /** The first ones in turn, without a gap: so they are looked up fastest. */
  readonly #next: (Look | undefined)[] = [];
  readonly #more = new Map<number, Look>();

  after(number: number): Look | undefined {
    return number < mostInTurn ? this.#next[number] : this.#more.get(number);
  }
  keep(number: number, look: Look) {
    if (number >= mostInTurn) this.#more.set(number, look);
    while (this.#next.length <= number && number < mostInTurn) this.#next.push(undefined);
    if (number < mostInTurn) this.#next[number] = look;
  }
}
const mostInTurn = 1_024;

/** One source, asked about one thing. */
class Asking {
  /** The column of what it is asked about: nothing comes of what is not there. */
  readonly column: Column | undefined;
  readonly movesIn: (world: ModelWorld) => readonly (Move | Tick)[];
  /** The tables of which it has read all names. */
  readonly listed = new Set<string>();
  first = new Look();

  constructor(movesIn: Asking['movesIn'], column?: Column) {
    this.movesIn = movesIn;
    this.column = column;
  }
}

export class Choices {
  readonly #system: System;
  readonly #places: Places;
  readonly #steps: Steps;
  /** Source by source. */
  readonly #askings: Asking[][];
  readonly #again = new Asking((world) => [repetition(world) ?? []].flat());
  /** What of that which a world has one of has changed in any way. */
  readonly #varying = new Set<Column>();

  constructor(system: System, places: Places, steps: Steps) {
    this.#system = system;
    this.#places = places;
    this.#steps = steps;
    this.#askings = moveSources.map(({ about, moves }) => {
      const names = { offers: offerNames(system.offers), world: [''] };
      if (about !== 'offers' && about !== 'world') return [];
      return names[about].map((name) => new Asking((world) => moves(system, world, name)));
    });
  }

  /** A column is new: it is asked about, and what depends on all names is worked out anew. */
  add(column: Column): void {
    for (const [i, { about, moves }] of moveSources.entries()) {
      if (about !== column.part) continue;
      const { name } = column;
      this.#askings[i]?.push(new Asking((world) => moves(this.#system, world, name), column));
    }
    for (const asking of this.#all()) {
      if (asking.listed.has(column.part)) asking.first = new Look();
    }
  }

  /** Calls back with each way that is open, in the order of their sources. */
  each(take: (way: OpenWay) => void): void {
    const { cells, again } = this.#places.columns;
    if (cells[again.at] !== 0) {
      for (const way of this.#waysOf(this.#again)) take(way);
      return;
    }
    for (const askings of this.#askings) {
      // What comes meanwhile is not there yet.
      const { length } = askings;
      for (let i = 0; i < length; i += 1) {
        const asking = askings[i] as Asking;
        if (asking.column && cells[asking.column.at] === 0) continue;
        const ways = this.#waysOf(asking);
        for (let k = 0; k < ways.length; k += 1) take(ways[k] as OpenWay);
      }
    }
  }

  *#all(): Iterable<Asking> {
    yield this.#again;
    for (const askings of this.#askings) yield* askings;
  }

  #waysOf(asking: Asking): readonly OpenWay[] {
    const { cells } = this.#places.columns;
    let look = asking.first;
    while (look.ways === undefined) {
      const next = look.at < 0 ? undefined : look.after(cells[look.at] as number);
      if (next === undefined) return this.#workOut(asking);
      look = next;
    }
    return look.ways;
  }

  #workOut(asking: Asking): readonly OpenWay[] {
    for (;;) {
      const reading = new NotedWorld(this.#places.columns, this.#varying);
      const world = reading.world();
      const varied = this.#varying.size;
      const ways = asking.movesIn(world).map((by) => this.#way(by, world, reading));
      // What was worked out before something began to vary has not looked at it.
      if (this.#varying.size > varied) continue;
      for (const part of reading.listed) asking.listed.add(part);
      this.#keep(asking, reading.read, ways);
      return ways;
    }
  }

  #keep(asking: Asking, read: readonly Column[], ways: readonly OpenWay[]) {
    const { cells } = this.#places.columns;
    let look = asking.first;
    for (const { at } of read) {
      if (look.at < 0 && !look.ways) look.at = at;
      if (look.at !== at) throw new Error(unlike);
      const number = cells[at] as number;
      const next = look.after(number) ?? new Look();
      look.keep(number, next);
      look = next;
    }
    if (look.at >= 0) throw new Error(unlike);
    look.ways = ways;
  }

  #way(by: Move | Tick, world: ModelWorld, reading: NotedWorld): OpenWay {
    if ('now' in by) return { ...this.#changes(by.before(world), reading), step: undefined };
    const { to, event, happenedAt } = by;
    const { columns } = this.#places;
    const slot = columns.of('machines', slotOf(to));
    let step: KnownStep | undefined;
    const advance = (_to: Address, before: Snapshot | undefined, told: AnyEvent) => {
      step = this.#steps.of(slot, slot.numberOf(before), told, happenedAt);
      return step.moment;
    };
    // The step that it answers with is that of the machine it was asked about.
    const after = answerIn(advance as Advance, by.before(world), to, event, happenedAt);
    return { ...this.#changes(after.world, reading), step };
  }

  #changes(after: ModelWorld, reading: NotedWorld): Pick<OpenWay, 'columns' | 'to'> {
    const { columns } = this.#places;
    const { cells } = columns;
    const found: { at: number; to: number | Becoming }[] = [];
    for (const name of scalarNames) {
      const column = columns[name];
      const to = column.numberOf(after[name]);
      if (to === cells[column.at]) continue;
      if (!this.#varying.has(column)) this.#vary(column);
      found.push({ at: column.at, to });
    }
    for (const part of tableNames) {
      for (const [name, written] of reading.changesOf(after[part])) {
        const column = columns.of(part, name);
        if ('by' in written) found.push({ at: column.at, to: new Becoming(column, written.by) });
        else found.push({ at: column.at, to: column.numberOf(written.to) });
      }
    }
    return { columns: found.map(({ at }) => at), to: found.map(({ to }) => to) };
  }

  #vary(column: Column) {
    this.#varying.add(column);
    for (const asking of this.#all()) asking.first = new Look();
  }
}
const unlike = 'what can happen in a world is not the same whenever it is asked';
