/** One way how everything could be: machines, what is between them, and what is on its way to us. */
import type { Address, Effect, Signal, Verdict } from '../../machines/index.ts';
import { slotOf } from '../../machines/index.ts';
import type { Untimed } from './observation.ts';
import { covers, hull, type Part, type Span, timerOf } from './spans.ts';

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
/** A request of ours that has not been carried out. `isLost`: nobody waits for its answer. */
export interface Ask {
  readonly to: Address;
  readonly event: Untimed;
  readonly at: number;
  readonly isLost?: true;
}
type Table<T> = Readonly<Record<string, T>>;
/** One way how everything could be. */
export interface Believed {
  /** By `slotOf` their addresses. */
  readonly parts: Table<Part>;
  /** By sender and receiver, first in, first out. */
  readonly mail: Table<readonly Letter[]>;
  readonly told: readonly Told[];
  /** Requests on their way, by their ids. */
  readonly asked: Table<Ask>;
  /** What the model has answered to requests, by their ids. */
  readonly answered: Table<Verdict>;
  /** What documents still have to ask of calls, by their sids. */
  readonly plans: Table<readonly Untimed[]>;
  /** The earliest time at which all of this can have happened. */
  readonly since: number;
}

export const nothing = (since: number): Believed => ({
  parts: {},
  mail: {},
  told: [],
  asked: {},
  answered: {},
  plans: {},
  since,
});

const keys = new WeakMap<object, string>();
/** The JSON of what never changes, worked out once. */
const textOf = (value: object): string => {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  keys.set(value, text);
  return text;
};
const sorted = (table: Table<object>, text: (one: object) => string) =>
  Object.keys(table)
    .sort()
    .map((name) => `${name} ${text(table[name] as object)}`)
    .join('\n');

/** Tells two of them apart by all but their times. */
export function keyOf(one: Believed): string {
  return [
    sorted(one.parts, (part) => textOf((part as Part).snapshot)),
    sorted(one.mail, (letters) =>
      (letters as readonly Letter[]).map(({ signal }) => textOf(signal)).join(),
    ),
    one.told.map(toldKey).sort().join(),
    Object.keys(one.asked).sort().join(),
    sorted(one.answered, textOf),
    sorted(one.plans, (plan) => String((plan as readonly unknown[]).length)),
  ].join('\n\n');
}
export const toldKey = ({ of, status, callSid = '', recordingSid = '' }: Told) =>
  `${slotOf(of)} ${status} ${callSid} ${recordingSid}`;

/** Everything that has a span, in the same order for all with the same key. */
function* spansIn(one: Believed): Generator<Span> {
  for (const slot of Object.keys(one.parts).sort()) {
    const { spans } = one.parts[slot] as Part;
    for (const key of Object.keys(spans).sort()) yield spans[key] as Span;
  }
  for (const channel of Object.keys(one.mail).sort()) {
    for (const { at } of one.mail[channel] ?? []) yield at;
  }
  for (const { at } of byKey(one.told)) yield at;
}
const byKey = (told: readonly Told[]) =>
  [...told].sort((a, b) => (toldKey(a) < toldKey(b) ? -1 : 1));

/** Whether all times of the other are among its own; both have the same key. */
export function includes(one: Believed, other: Believed): boolean {
  if (one.since > other.since) return false;
  const others = spansIn(other);
  for (const span of spansIn(one)) {
    const next = others.next();
    if (next.done || !covers(span, next.value)) return false;
  }
  return true;
}

/** Both in one: every time of either is among its times. They have the same key. */
export function joined(one: Believed, other: Believed): Believed {
  const parts = Object.fromEntries(
    Object.entries(one.parts).map(([slot, part]) => {
      const spans: Record<string, Span> = {};
      const theirs = (other.parts[slot] as Part).spans;
      for (const key in part.spans) {
        spans[key] = hull(part.spans[key] as Span, theirs[key] as Span);
      }
      return [slot, { snapshot: part.snapshot, spans }];
    }),
  );
  const mail = Object.fromEntries(
    Object.entries(one.mail).map(([channel, letters]) => [
      channel,
      letters.map((letter, i) => ({
        ...letter,
        at: hull(letter.at, ((other.mail[channel] ?? [])[i] as Letter).at),
      })),
    ]),
  );
  const theirs = byKey(other.told);
  const told = byKey(one.told).map((it, i) => ({ ...it, at: hull(it.at, (theirs[i] as Told).at) }));
  return { ...one, parts, mail, told, since: Math.min(one.since, other.since) };
}

/** When the next timer or message cannot wait any longer. */
export function latest(one: Believed, skewMs: number, lagMs: number): number {
  let until = Number.POSITIVE_INFINITY;
  for (const slot in one.parts) {
    const { spans } = one.parts[slot] as Part;
    for (const key in spans) {
      if (timerOf(key)) until = Math.min(until, (spans[key] as Span)[1] + skewMs);
    }
  }
  for (const channel in one.mail) {
    for (const { at } of one.mail[channel] ?? []) until = Math.min(until, at[1] + lagMs);
  }
  return until;
}

/** What an effect tells the customer, if anything. */
export function toldBy(effect: Effect, at: Span): Told | undefined {
  if (effect.type === 'instructions.requested') {
    const { machine, sid, recordingSid } = effect;
    const more = recordingSid === undefined ? {} : { recordingSid };
    return { of: { machine, sid }, status: 'asks', ...more, at };
  }
  if (effect.type !== 'announced') return undefined;
  const { machine, sid, status } = effect;
  const callSid = 'callSid' in effect ? effect.callSid : undefined;
  return { of: { machine, sid }, status, ...(callSid === undefined ? {} : { callSid }), at };
}
