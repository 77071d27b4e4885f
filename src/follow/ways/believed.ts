/** One way how everything could be: machines, what is between them, and what is on its way to us. */
import type { Address, Effect, Signal, Verdict } from '../../../machines/index.ts';
import { slotOf } from '../../../machines/index.ts';
import { asks, type Manner } from './manner.ts';
import type { Untimed } from './observation.ts';
import type { KnownPart, Span } from './shapes/spans.ts';

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
