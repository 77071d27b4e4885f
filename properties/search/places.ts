/**
 * Places of a search: what a world is at the moment, as a few numbers. Columns that change together
 * are numbered together, so that a place is short however many columns there are.
 */
import type { Snapshot } from '../../src/engine/index.ts';
import type { ModelWorld, Presence } from '../generators/world.ts';
import { type Column, Columns, mostColumns, type WorldPart } from './columns.ts';
import { ColumnGroup } from './group.ts';
import { type Exchange, Exchanging } from './symmetry.ts';

const groups = ['machines', 'mail', 'around', 'own', 'common'] as const;
/** In which of them the columns of a part are; time is by itself. */
const groupOf: Readonly<Record<WorldPart, number>> = {
  machines: 0,
  mail: 1,
  captures: 2,
  lines: 2,
  spent: 2,
  scalars: 2,
  own: 3,
  common: 4,
};
/** What of it is what claims remember: it is put into its columns only when it is asked for. */
export type Remembering = 'own' | 'common';
const firstRemembering = 3;
/** How many numbers say all of a place: those of the groups, and of the time. */
export const placeWidth = groups.length + 1;
const nowAt = groups.length;
/** How many numbers a place is known by, and how many of them, the first, what comes of it by itself. */
export const keyWidth = placeWidth + 1;
export const futureWidth = 5;

/** The places that come of others by an exchange, by the numbers of their groups. */
class Exchanged {
  readonly #groups: readonly ColumnGroup[];
  readonly #by: Exchanging;
  readonly #known: (number | undefined)[][];
  readonly #place = new Int32Array(placeWidth);
  readonly #cells = new Int32Array(mostColumns);

  constructor(groups: readonly ColumnGroup[], by: Exchanging) {
    this.#groups = groups;
    this.#by = by;
    this.#known = groups.map(() => []);
  }

  of(numbers: Int32Array): Int32Array {
    for (let i = 0; i < groups.length; i += 1) {
      const number = numbers[i] as number;
      const known = this.#known[i] as (number | undefined)[];
      known[number] ??= (this.#groups[i] as ColumnGroup).exchanged(number, this.#cells, this.#by);
      this.#place[i] = known[number];
    }
    this.#place[nowAt] = numbers[nowAt] as number;
    return this.#place;
  }
}

function isLess(one: Int32Array, other: Int32Array): boolean {
  for (let i = 0; i < keyWidth; i += 1) {
    if (one[i] !== other[i]) return (one[i] as number) < (other[i] as number);
  }
  return false;
}

export class Places {
  readonly columns: Columns;
  /** The place, once it is `numbered`: a number for each group, and for the time. */
  readonly numbers = new Int32Array(placeWidth);
  readonly #groups = groups.map(() => new ColumnGroup());
  readonly #machines = this.#groups[0] as ColumnGroup;
  /** By the place of a column its group; time has none. */
  readonly #groupAt: number[] = [];
  readonly #isStale = new Uint8Array(groups.length);
  /** What was in which column before it was changed, and how many such there are. */
  #was = new Int32Array(1_024);
  #changes = 0;
  readonly #known = new Int32Array(placeWidth);
  readonly #key = new Int32Array(keyWidth);
  readonly #presences = new Map<string, number>();

  readonly #other = new Int32Array(keyWidth);
  readonly #exchanges: readonly Exchanged[];

  /** `onNew` is told of each column as it comes; `exchanges`: who may take whose place. */
  constructor(onNew: (column: Column) => void, exchanges: readonly Exchange[] = []) {
    this.columns = new Columns((column) => {
      const isTime = column.part === 'scalars' && column.name === 'now';
      const group = isTime ? nowAt : groupOf[column.part];
      this.#groupAt.push(group);
      if (!isTime) (this.#groups[group] as ColumnGroup).add(column);
      onNew(column);
    });
    this.#exchanges = exchanges.map(
      (exchange) => new Exchanged(this.#groups, new Exchanging(this.columns, exchange)),
    );
  }

  /** Goes to a place that was numbered. */
  go(from: Int32Array, offset: number): void {
    const { cells, now } = this.columns;
    for (let i = 0; i < placeWidth; i += 1) {
      const number = from[offset + i] as number;
      this.numbers[i] = this.#known[i] = number;
      if (i < firstRemembering) (this.#groups[i] as ColumnGroup).spread(number, cells);
    }
    cells[now.at] = this.numbers[nowAt] as number;
    this.#changes = 0;
    this.#isStale.fill(0);
  }

  /** Takes over a world as it is, of which claims remember nothing yet. */
  take(world: ModelWorld): void {
    const { columns } = this;
    columns.take(world);
    this.#changes = 0;
    this.#isStale.fill(1);
    this.remember('own', this.renumbered('own'));
    this.remember('common', this.renumbered('common'));
    this.numbers[nowAt] = columns.cells[columns.now.at] as number;
  }

  /** Changes one column, until it is taken `back`. */
  set(at: number, number: number): void {
    const { cells } = this.columns;
    const was = cells[at] as number;
    if (was === number) return;
    if (2 * this.#changes === this.#was.length) {
      const more = new Int32Array(2 * this.#was.length);
      more.set(this.#was);
      this.#was = more;
    }
    this.#was[2 * this.#changes] = at;
    this.#was[2 * this.#changes + 1] = was;
    this.#changes += 1;
    cells[at] = number;
    const group = this.#groupAt[at] as number;
    if (group === nowAt) this.numbers[nowAt] = number;
    else this.#isStale[group] = 1;
  }

  /** Takes all back that was changed since it went to a place. */
  back(): void {
    const { cells } = this.columns;
    while (this.#changes > 0) {
      this.#changes -= 1;
      cells[this.#was[2 * this.#changes] as number] = this.#was[2 * this.#changes + 1] as number;
    }
    this.numbers.set(this.#known);
    this.#isStale.fill(0);
  }

  /** The number of what claims remember, and what it becomes. */
  remembered(of: Remembering): number {
    return this.numbers[groupOf[of]] as number;
  }
  remember(of: Remembering, number: number): void {
    this.numbers[groupOf[of]] = number;
  }
  /** Puts what claims remember into its columns, and numbers what is in them. */
  recall(of: Remembering): void {
    (this.#groups[groupOf[of]] as ColumnGroup).spread(this.remembered(of), this.columns.cells);
  }
  renumbered(of: Remembering): number {
    return (this.#groups[groupOf[of]] as ColumnGroup).numberIn(this.columns.cells);
  }

  /** What the place is known by: what comes of it by itself first. It is the same array each time. */
  key(): Int32Array {
    const { numbers } = this;
    const { cells } = this.columns;
    for (let i = 0; i < firstRemembering; i += 1) {
      if (this.#isStale[i] === 0) continue;
      numbers[i] = (this.#groups[i] as ColumnGroup).numberIn(cells);
      this.#isStale[i] = 0;
    }
    this.#put(this.#key, numbers);
    const isUndisturbed = cells[this.columns.presence.at] === 0;
    this.#key[6] = isUndisturbed ? 0 : this.#presence();
    for (const exchange of this.#exchanges) {
      this.#put(this.#other, exchange.of(numbers));
      if (isLess(this.#other, this.#key)) this.#key.set(this.#other);
    }
    return this.#key;
  }

  #put(key: Int32Array, numbers: Int32Array) {
    key[0] = numbers[nowAt] as number;
    key[1] = this.#machines.alike[numbers[0] as number] as number;
    key[2] = numbers[1] as number;
    key[3] = numbers[3] as number;
    key[4] = numbers[4] as number;
    key[5] = numbers[2] as number;
  }

  /** What an outage comes to depends on who was there then: on times that nobody else reads. */
  #presence(): number {
    const { columns } = this;
    const { over } = (columns.valueOf(columns.presence) as Presence).aftermath;
    const were = this.#machines.columns.filter((column) => {
      const snapshot = columns.valueOf(column) as Snapshot | undefined;
      return snapshot && snapshot.context.createdAt <= over;
    });
    const text = were.map(({ at }) => at).join();
    const known = this.#presences.get(text) ?? this.#presences.size + 1;
    this.#presences.set(text, known);
    return known;
  }

  /** How many bytes its tables take. */
  get bytes(): number {
    return this.#groups.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
