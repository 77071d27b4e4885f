/**
 * What ways have in common that differ in times alone: a shape; and a way as its shape and its times,
 * numbers in a row. What can happen to a shape is found out once, and times follow by arithmetic.
 */
import type { Verdict } from '../../../../machines/index.ts';
import type { Believed, Letter, Table, Told } from '../believed.ts';
import { toldKey } from '../believed.ts';
import type { Way, Ways } from '../groups.ts';
import { numberOf, textOf } from '../once.ts';
import { type KnownPart, type Span, timerOf } from './spans.ts';

/** From and to of each span, one after the other, in the order of a shape. */
export type Times = readonly number[];

/** Where the times of a machine are. */
export interface Cells {
  readonly keys: readonly string[];
  /** Of the first of them. */
  readonly at: number;
  /** Of the time before which it is told nothing more. */
  readonly since: number;
}

/** In which order the spans of a machine stand, and where among them some are: as its snapshot says. */
interface Layout {
  readonly keys: readonly string[];
  readonly since: number;
  readonly timers: readonly number[];
}
const layouts = new WeakMap<KnownPart['snapshot'], Layout>();
function layoutOf({ snapshot, spans }: KnownPart): Layout {
  const known = layouts.get(snapshot);
  if (known) return known;
  const keys = Object.keys(spans).sort();
  const timers = keys.flatMap((key, i) => (timerOf(key) ? [2 * i] : []));
  const layout = { keys, since: 2 * keys.indexOf('since'), timers };
  layouts.set(snapshot, layout);
  return layout;
}

/** All of a way but its times. */
export class WayShape {
  /** A way of this shape: the one that was met first. */
  readonly own: Believed;
  readonly parts = new Map<string, Cells>();
  /** Where the time of the first letter of a channel is. */
  readonly mail = new Map<string, number>();
  readonly told = new Map<string, number>();
  /** Where times are that end something: timers, machine by machine, and messages. */
  readonly timers: (readonly number[])[] = [];
  readonly letters: number[] = [];

  constructor(own: Believed) {
    this.own = own;
    let at = 0;
    for (const slot in own.parts) {
      const { keys, since, timers } = layoutOf(own.parts[slot] as KnownPart);
      const first = at;
      this.parts.set(slot, { keys, at: first, since: first + since });
      this.timers.push(timers.map((timer) => first + timer));
      at += 2 * keys.length;
    }
    for (const channel in own.mail) {
      this.mail.set(channel, at);
      for (const _ of own.mail[channel] ?? []) {
        this.letters.push(at);
        at += 2;
      }
    }
    for (const one of own.told) {
      this.told.set(toldKey(one), at);
      at += 2;
    }
  }

  /** The times of a way of this shape. */
  timesIn(own: Believed): Times {
    const times: number[] = [];
    for (const [slot, { keys }] of this.parts) {
      const { spans } = own.parts[slot] as KnownPart;
      for (const key of keys) add(spans[key] as Span);
    }
    for (const channel in own.mail) for (const { at } of own.mail[channel] ?? []) add(at);
    for (const { at } of own.told) add(at);
    return times;

    function add([from, to]: Span) {
      times.push(from, to);
    }
  }

  /** A machine of a way of this shape. */
  partIn(slot: string, times: Times): KnownPart | undefined {
    const cells = this.parts.get(slot);
    if (!cells) return undefined;
    const spans: Record<string, Span> = {};
    for (const [i, key] of cells.keys.entries()) spans[key] = spanAt(times, cells.at + 2 * i);
    return { snapshot: (this.own.parts[slot] as KnownPart).snapshot, spans };
  }

  /** The way of this shape with these times. */
  ownWith(times: Times): Believed {
    const parts: Record<string, KnownPart> = {};
    for (const slot of this.parts.keys()) parts[slot] = this.partIn(slot, times) as KnownPart;
    const mail: Record<string, readonly Letter[]> = {};
    for (const [channel, at] of this.mail) {
      mail[channel] = (this.own.mail[channel] ?? []).map(({ signal }, i) => ({
        signal,
        at: spanAt(times, at + 2 * i),
      }));
    }
    const first = times.length - 2 * this.own.told.length;
    const told = this.own.told.map(
      (one, i): Told => ({ ...one, at: spanAt(times, first + 2 * i) }),
    );
    return { ...this.own, parts, mail, told };
  }
}
/** The span that begins at a place. */
export const spanAt = (times: Times, at: number): Span => [
  times[at] as number,
  times[at + 1] as number,
];

/** Tells two ways apart by all but their times, whichever session they are of. */
export function shapeKey(own: Believed): string {
  let key = '';
  for (const slot in own.parts) key += `${numberOf((own.parts[slot] as KnownPart).snapshot)} `;
  for (const channel in own.mail) {
    key += channel;
    for (const { signal } of own.mail[channel] ?? []) key += ` ${numberOf(signal)}`;
  }
  key += '|';
  for (const one of own.told) key += `${toldKey(one)},`;
  for (const id in own.asked) key += `|${id} ${numberOf(own.asked[id] as object)}`;
  for (const id in own.answered) key += `|${id} ${textOf(own.answered[id] as Verdict)}`;
  for (const name in own.took) key += `|${name} ${own.took[name]}`;
  for (const name in own.plans) key += `|${name} ${numberOf(own.plans[name] as object)}`;
  return key;
}

/** A way as its shape and its times. */
export class TimedWay<S extends WayShape = WayShape> implements Way {
  readonly shape: S;
  readonly times: Times;
  readonly below: Table<Ways>;
  #own: Believed | undefined;

  constructor(shape: S, times: Times, below: Table<Ways>) {
    this.shape = shape;
    this.times = times;
    this.below = below;
  }
  get own(): Believed {
    this.#own ??= this.shape.ownWith(this.times);
    return this.#own;
  }
}

/** The way, with others below it. */
export const over = (way: Way, below: Table<Ways>): Way =>
  way instanceof TimedWay ? new TimedWay(way.shape, way.times, below) : { own: way.own, below };

/** Whether all times of the other are among its own; both are of one shape. */
export function coversAll(one: Times, other: Times): boolean {
  for (let i = 0; i < one.length; i += 2) {
    if ((one[i] as number) > (other[i] as number)) return false;
    if ((one[i + 1] as number) < (other[i + 1] as number)) return false;
  }
  return true;
}
/** Every time of either is among its times. */
export function hullOf(one: Times, other: Times): Times {
  const times: number[] = [];
  for (let i = 0; i < one.length; i += 2) {
    times.push(Math.min(one[i] as number, other[i] as number));
    times.push(Math.max(one[i + 1] as number, other[i + 1] as number));
  }
  return times;
}
/** When the next timer or message cannot wait any longer. */
export function latestOf(
  { timers, letters }: WayShape,
  times: Times,
  skewMs: number,
  lagMs: number,
) {
  let until = Number.POSITIVE_INFINITY;
  for (const all of timers) {
    for (const at of all) until = Math.min(until, (times[at + 1] as number) + skewMs);
  }
  for (const at of letters) until = Math.min(until, (times[at + 1] as number) + lagMs);
  return until;
}
