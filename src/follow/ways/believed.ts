/** One way how everything could be: machines, what is between them, and what is on its way to us. */
import type { Address, Effect, Signal, Verdict } from '../../../machines/index.ts';
import { slotOf } from '../../../machines/index.ts';
import { asks, type Manner } from './manner.ts';
import type { Untimed } from './observation.ts';
import { numberOf, textOf } from './once.ts';
import {
  covers,
  hull,
  joinedPart,
  type KnownPart,
  type Span,
  sinceOf,
  timerOf,
} from './shapes/spans.ts';

/** A message between machines, and when it was sent. */
export interface Letter {
  readonly signal: Signal;
  readonly at: Span;
}
/** What was announced, or asked of the customer, and has not been seen. */
export interface Told {
  readonly of: Address;
  /** The status; of a request for a document `asks`. */
  readonly status: string;
  readonly callSid?: string;
  readonly recordingSid?: string;
  readonly at: Span;
}
/** A request of ours that has not been carried out. */
export interface Ask {
  readonly to: Address;
  readonly event: Untimed;
  readonly at: number;
  /** Its answer was given up; it is carried out until then, or never. */
  readonly lostBy?: number;
}
/** By what the plan of a call is known: its slot, for a sid may be any text. */
export const planKey = (callSid: string) => slotOf({ machine: 'call', sid: callSid });
/** Entries by names, in the order of these. */
export type Table<T> = Readonly<Record<string, T>>;
/** One way how everything could be. */
export interface Believed {
  /** By `slotOf` their addresses. */
  readonly parts: Table<KnownPart>;
  /** By sender and receiver, first in, first out. */
  readonly mail: Table<readonly Letter[]>;
  readonly told: readonly Told[];
  /** Requests on their way, by their ids. */
  readonly asked: Table<Ask>;
  /** What the model has answered to requests, by their ids. */
  readonly answered: Table<Verdict>;
  /** What documents still have to ask of calls, by `planKey`. */
  readonly plans: Table<readonly Untimed[]>;
  /**
   * How many messages of each group below it has passed on, and what was done once: it is no other for
   * that, so what is below would be believed both before and after.
   */
  readonly took: Table<number>;
}

export const atFirst: Believed = {
  parts: {},
  mail: {},
  told: [],
  asked: {},
  answered: {},
  plans: {},
  took: {},
};

export const mapped = <A, B>(table: Table<A>, of: (one: A) => B): Table<B> =>
  Object.fromEntries(Object.entries(table).map(([key, one]) => [key, of(one)]));
const inOrder = <T>(table: Table<T>): Table<T> =>
  Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What is known of some machines and what is known of others, as one. */
export const together = (one: Believed, other: Believed): Believed => ({
  parts: inOrder({ ...one.parts, ...other.parts }),
  mail: inOrder({ ...one.mail, ...other.mail }),
  told: [...one.told, ...other.told].sort((a, b) => (toldKey(a) < toldKey(b) ? -1 : 1)),
  asked: inOrder({ ...one.asked, ...other.asked }),
  answered: inOrder({ ...one.answered, ...other.answered }),
  plans: inOrder({ ...one.plans, ...other.plans }),
  took: inOrder({ ...one.took, ...other.took }),
});

/** Tells two of them apart by all but their times. */
export function wayKey(one: Believed): string {
  let key = '';
  for (const slot of namesIn(one.parts))
    key += `${numberOf((one.parts[slot] as KnownPart).snapshot)} `;
  for (const channel of namesIn(one.mail)) {
    key += `${channel}`;
    for (const { signal } of one.mail[channel] ?? []) key += ` ${numberOf(signal)}`;
  }
  key += `|${one.told.map(toldKey).join()}|`;
  for (const id in one.asked) key += `${id} `;
  for (const id in one.answered) key += `|${id} ${textOf(one.answered[id] as Verdict)}`;
  for (const name in one.took) key += `|${name} ${one.took[name]}`;
  for (const name in one.plans) {
    const [next, ...others] = one.plans[name] ?? [];
    key += `|${name} ${others.length} ${next && numberOf(next)}`;
  }
  return key;
}
/** Tables are kept in the order of their names. */
const namesIn = (table: Table<unknown>) => Object.keys(table);
const toldKeys = new WeakMap<Told, string>();
/** Tells two words apart by all but their times. */
export function toldKey(told: Told): string {
  const known = toldKeys.get(told);
  if (known !== undefined) return known;
  const { of, status, callSid = '', recordingSid = '' } = told;
  const key = `${slotOf(of)} ${status} ${callSid} ${recordingSid}`;
  toldKeys.set(told, key);
  return key;
}

const times = new WeakMap<KnownPart, readonly number[]>();
const timesIn = (part: KnownPart): readonly number[] => {
  const known = times.get(part);
  if (known) return known;
  const found = Object.keys(part.spans)
    .sort()
    .flatMap((key) => part.spans[key] as Span);
  times.set(part, found);
  return found;
};

/** Whether all times of the other are among its own; both have the same key. */
export function includes(one: Believed, other: Believed): boolean {
  for (const slot in one.parts) {
    const [mine, theirs] = [one.parts[slot] as KnownPart, other.parts[slot] as KnownPart];
    if (mine === theirs) continue;
    const [a, b] = [timesIn(mine), timesIn(theirs)];
    for (let i = 0; i < a.length; i += 2) {
      if ((a[i] as number) > (b[i] as number)) return false;
      if ((a[i + 1] as number) < (b[i + 1] as number)) return false;
    }
  }
  for (const channel in one.mail) {
    const theirs = other.mail[channel] ?? [];
    const isIn = (one.mail[channel] ?? []).every(({ at }, i) =>
      covers(at, (theirs[i] as Letter).at),
    );
    if (!isIn) return false;
  }
  return one.told.every(({ at }, i) => covers(at, (other.told[i] as Told).at));
}

/** Both in one: every time of either is among its times. They have the same key. */
export function joined(one: Believed, other: Believed): Believed {
  const parts: Record<string, KnownPart> = {};
  for (const slot in one.parts) {
    parts[slot] = joinedPart(one.parts[slot] as KnownPart, other.parts[slot] as KnownPart);
  }
  const mail = Object.fromEntries(
    Object.entries(one.mail).map(([channel, letters]) => [
      channel,
      letters.map((letter, i) => ({
        ...letter,
        at: hull(letter.at, ((other.mail[channel] ?? [])[i] as Letter).at),
      })),
    ]),
  );
  const told = one.told.map((it, i) => ({ ...it, at: hull(it.at, (other.told[i] as Told).at) }));
  return { ...one, parts, mail, told };
}

/** What cannot wait longest: the next timer or message, by when, and of which machine. */
export function firstDue(one: Believed, skewMs: number, lagMs: number) {
  const first = { at: Number.POSITIVE_INFINITY, slot: '' };
  const note = (at: number, slot: string) => {
    if (at < first.at) Object.assign(first, { at, slot });
  };
  for (const slot in one.parts) {
    const { spans } = one.parts[slot] as KnownPart;
    for (const key in spans) if (timerOf(key)) note((spans[key] as Span)[1] + skewMs, slot);
  }
  for (const channel in one.mail) {
    for (const { signal, at } of one.mail[channel] ?? []) note(at[1] + lagMs, slotOf(signal.to));
  }
  return first;
}
/** When the next timer or message cannot wait any longer. */
export const latest = (one: Believed, skewMs: number, lagMs: number): number =>
  firstDue(one, skewMs, lagMs).at;

/**
 * Whether a machine has been told something after the latest time at which a message should have come to
 * it, or a timer have fired: then neither ever will, and the way is none.
 */
export function isStuck({ parts, mail }: Believed, skewMs: number, lagMs: number): boolean {
  for (const channel in mail) {
    for (const { signal, at } of mail[channel] ?? []) {
      const part = parts[slotOf(signal.to)];
      if (part && sinceOf(part) > at[1] + lagMs) return true;
    }
  }
  for (const slot in parts) {
    const part = parts[slot] as KnownPart;
    const since = sinceOf(part);
    for (const key in part.spans)
      if (timerOf(key) && since > (part.spans[key] as Span)[1] + skewMs) return true;
  }
  return false;
}

/** What an effect tells the customer, if anything. */
export function wordFrom(effect: Effect, at: Span, { tells }: Manner): Told | undefined {
  const one = wordOf(effect, at);
  return one && tells[one.of.machine]?.includes(one.status) ? one : undefined;
}
function wordOf(effect: Effect, at: Span): Told | undefined {
  if (effect.type === 'instructions.requested') {
    const { machine, sid, recordingSid } = effect;
    const more = recordingSid === undefined ? {} : { recordingSid };
    return { of: { machine, sid }, status: asks, ...more, at };
  }
  if (effect.type !== 'announced') return undefined;
  const { machine, sid, status } = effect;
  const callSid = 'callSid' in effect ? effect.callSid : undefined;
  return { of: { machine, sid }, status, ...(callSid === undefined ? {} : { callSid }), at };
}
