/** The way to rest from a place, in numbers: the order in which `settle` goes it. */
import { slotOf, type TimerName } from '../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../src/engine/index.ts';
import { channelOf, type Mailed } from '../generators/world.ts';
import { Becoming } from './choices.ts';
import type { Column } from './columns.ts';
import type { Places } from './places.ts';
import type { KnownStep, Steps } from './steps.ts';

/** The first message of a channel, and what is left of it then. */
interface Letter {
  readonly slot: Column;
  readonly sent: Mailed;
  readonly rest: number;
  /** By the number of what its receiver is. */
  readonly steps: (KnownStep | undefined)[];
}
/** The timer of a machine that is due first. */
interface Due {
  readonly timer: TimerName;
  readonly at: number;
  step: KnownStep | undefined;
}
/** A message that is on its way then. */
interface Sending {
  readonly column: Column;
  readonly turn: Becoming;
}

/** The columns of a part in the order of their names, and by number what each has worked out. */
interface Ordered<T> {
  readonly column: Column;
  readonly known: (T | undefined)[];
}

export class Resting {
  readonly #places: Places;
  readonly #steps: Steps;
  readonly #mail: Ordered<Letter>[] = [];
  readonly #machines: Ordered<Due | 'none'>[] = [];
  /** By the number of what all machines are. */
  readonly #living = new Map<number, readonly Snapshot[]>();
  readonly #sendings = new WeakMap<KnownStep, readonly Sending[]>();

  constructor(places: Places, steps: Steps) {
    this.#places = places;
    this.#steps = steps;
  }

  /** A column is new. */
  add(column: Column): void {
    if (column.part === 'mail') insert(this.#mail, column);
    if (column.part === 'machines') insert(this.#machines, column);
  }

  /** Takes the next step to rest, and says which; `undefined`: it is at rest. */
  step(): KnownStep | undefined {
    const { columns } = this.#places;
    const now = columns.valueOf(columns.now) as number;
    const step = this.#told(now) ?? this.#fired(now);
    if (!step) return undefined;
    const { moment, slot, after } = step;
    this.#places.set(slot.at, after);
    for (const { column, turn } of this.#sendingsOf(step)) {
      this.#places.set(column.at, turn.after(columns.cells[column.at] as number));
    }
    const { at } = moment.event;
    if (at > now) this.#places.set(columns.now.at, columns.now.numberOf(at));
    return step;
  }

  /** The machines that have not ended. */
  living(): readonly Snapshot[] {
    const number = this.#places.numbers[0] as number;
    const known = this.#living.get(number);
    if (known) return known;
    const { columns } = this.#places;
    const living = this.#machines.flatMap(({ column }) => {
      const snapshot = columns.valueOf(column) as Snapshot | undefined;
      return snapshot && !hasEnded(snapshot) ? [snapshot] : [];
    });
    this.#living.set(number, living);
    return living;
  }

  #told(now: number): KnownStep | undefined {
    const { cells } = this.#places.columns;
    for (const { column, known } of this.#mail) {
      const number = cells[column.at] as number;
      if (number === 0) continue;
      let letter = known[number];
      if (!letter) known[number] = letter = this.#letter(column, number);
      const { slot, sent, rest, steps } = letter;
      const before = cells[slot.at] as number;
      this.#places.set(column.at, rest);
      if (sent.happenedAt !== undefined) {
        return this.#steps.of(slot, before, { ...sent.event, at: now }, sent.happenedAt);
      }
      let step = steps[before];
      if (!step) steps[before] = step = this.#steps.of(slot, before, sent.event, undefined);
      return step;
    }
    return undefined;
  }

  #letter(column: Column, number: number): Letter {
    const [sent, ...rest] = column.values[number] as [Mailed, ...Mailed[]];
    const slot = this.#places.columns.of('machines', slotOf(sent.to));
    const left = column.numberOf(rest.length > 0 ? rest : undefined);
    return { slot, sent, rest: left, steps: [] };
  }

  #fired(now: number): KnownStep | undefined {
    const { cells } = this.#places.columns;
    let next: { column: Column; due: Due } | undefined;
    for (const { column, known } of this.#machines) {
      const number = cells[column.at] as number;
      if (number === 0) continue;
      let due = known[number];
      if (!due) known[number] = due = firstOf(column.values[number] as Snapshot);
      if (due !== 'none' && (!next || due.at < next.due.at)) next = { column, due };
    }
    if (!next) return undefined;
    const { column, due } = next;
    const { timer } = due;
    const before = cells[column.at] as number;
    const at = Math.max(due.at, now);
    const fire = () =>
      this.#steps.of(column, before, { type: 'timer.fired', at, timer }, undefined);
    if (at > due.at) return fire();
    due.step ??= fire();
    return due.step;
  }

  #sendingsOf(step: KnownStep): readonly Sending[] {
    const known = this.#sendings.get(step);
    if (known) return known;
    const { slot, moment } = step;
    const { columns } = this.#places;
    const sendings = moment.signals.map((signal) => {
      const column = columns.of('mail', channelOf(slot.name, slotOf(signal.to)));
      return {
        column,
        turn: new Becoming(column, [(sent = []) => [...(sent as Mailed[]), signal]]),
      };
    });
    this.#sendings.set(step, sendings);
    return sendings;
  }
}

function firstOf({ context }: Snapshot): Due | 'none' {
  let first: Due | undefined;
  for (const [timer, at] of Object.entries(context.timers) as [TimerName, number][]) {
    if (!first || at < first.at) first = { timer, at, step: undefined };
  }
  return first ?? 'none';
}

/** Keeps the order of names, which is that of `settle`. */
function insert<T>(ordered: Ordered<T>[], column: Column) {
  const at = ordered.findIndex((one) => column.name < one.column.name);
  ordered.splice(at < 0 ? ordered.length : at, 0, { column, known: [] });
}
