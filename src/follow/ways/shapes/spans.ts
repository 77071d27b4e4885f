/** Times that are not known exactly: spans, and a step of a machine whose times are spans. */
import type { Address, AnyEvent, Signal, TimerName } from '../../../../machines/index.ts';
import type { Snapshot, Step } from '../../../engine/index.ts';
import { advance } from '../../../engine/step.ts';
import { once, textOf } from '../once.ts';

/** From the earliest to the latest, both in milliseconds. */
export type Span = readonly [from: number, to: number];
/** Spans by what they are of: `openedAt`, or `timer ring`. */
export type Spans = Readonly<Record<string, Span>>;
/** A machine as an observer can know it: a snapshot whose times are 0, and their spans. */
export interface KnownPart {
  readonly snapshot: Snapshot;
  readonly spans: Spans;
}
/** What a step of a part comes to. Signals carry no times; the span of the event is theirs. */
export interface PartStep extends Omit<Step, 'snapshot'> {
  readonly part: KnownPart | undefined;
}

/** The smallest span with both in it. */
export const hull = (one: Span, other: Span): Span =>
  covers(one, other) ? one : [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
export const covers = (one: Span, other: Span) => one[0] <= other[0] && one[1] >= other[1];

/** Which end of a span makes what is captured longest. */
const lengths = {
  openedAt: 0,
  pausedAt: 0,
  capturedMs: 1,
  pausedMs: 1,
  durationSeconds: 1,
} as const;
type Length = keyof typeof lengths;
/** Whether this is how long something is, and no time at which something is. */
export const isLength = (key: string) => lengths[key as Length] === 1;
/** The far end of what has no end, as JSON can say it. */
export const never = 8_640_000_000_000_000;
/** Not before this a part is told anything more: what came last came no earlier. */
export const sinceOf = ({ spans }: KnownPart): number => (spans.since as Span)[0];
/** The part as it was at a time, so that whatever it is told next comes later. */
export const partAt = (part: KnownPart, at: number): KnownPart =>
  at <= sinceOf(part) ? part : { ...part, spans: { ...part.spans, since: [at, never] } };
const timerKey = (name: string) => `timer ${name}`;
/** The timer that a span is of; undefined: it is of something else. */
export const timerOf = (key: string) =>
  key.startsWith('timer ') ? (key.slice('timer '.length) as TimerName) : undefined;

type Loose = Record<string, unknown>;
// A context is an interface, which has no index; it is read as the table of its fields all the same.
const looseOf = (context: Snapshot['context']) => context as unknown as Loose;

/** The snapshot with one choice of times: those that make its length longest, or shortest. */
function corner({ snapshot, spans }: KnownPart, isLongest: boolean): Snapshot {
  const context: Loose = { ...looseOf(snapshot.context) };
  const timers: Record<string, number> = {};
  for (const key in spans) {
    const [from, to] = spans[key] as Span;
    const name = timerOf(key);
    if (key === 'since') continue;
    if (name) timers[name] = isLongest ? from : to;
    else context[key] = (lengths[key as Length] === 1) === isLongest ? to : from;
  }
  context.timers = timers;
  // The same fields with other numbers.
  return { ...snapshot, context: context as never };
}

/** Times are 0 where there is one; lengths too: their spans stand beside. */
function timeless(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(timeless);
  const found: Loose = {};
  for (const [key, one] of Object.entries(value)) {
    const isTime =
      typeof one === 'number' && (key.endsWith('At') || key === 'at' || key in lengths);
    if (isTime || key === 'durationMs') found[key] = 0;
    else found[key] = key === 'timers' ? zeros(one) : timeless(one);
  }
  return found;
}
const zeros = (timers: unknown) =>
  Object.fromEntries(
    Object.keys(timers as object)
      .sort()
      .map((name) => [name, 0]),
  );

/**
 * What an observer needs of a snapshot: no times, no running numbers beyond what tells an answer
 * from a stale one, and of what is over nothing that nobody can see any more.
 */
function canonical(snapshot: Snapshot): Snapshot {
  const context = timeless(snapshot.context) as Loose;
  if (snapshot.machine === 'recording') forgetCapture(context);
  const record = context.record as { readonly isOver: boolean } | null | undefined;
  if (record?.isOver) context.record = { ...record, digit: null };
  return { ...snapshot, context: context as never };
}
/** Of a recording: why it ended or was lost is no matter here, nor what it was asked before that. */
function forgetCapture(context: Loose) {
  context.order = Math.min(context.order as number, 3);
  if (context.endReason !== null) context.endReason = 'requested';
  if (context.errorCode !== null) context.errorCode = 'media-failed';
  if (context.endedAt === null) return;
  Object.assign(context, { order: 3, asked: null, crossed: null, wanted: null });
  Object.assign(context, { speech: 'unheard', startedAt: 0, location: 'file' });
}

function spansOf(snapshots: readonly Snapshot[]): Spans {
  const spans: Record<string, Span> = {};
  const add = (key: string, value: number) => {
    const known = spans[key];
    spans[key] = known ? hull(known, [value, value]) : [value, value];
  };
  for (const { context, machine } of snapshots) {
    for (const [name, due] of Object.entries(context.timers)) add(timerKey(name), due as number);
    if (machine !== 'recording') continue;
    for (const key in lengths) {
      const value = looseOf(context)[key];
      if (typeof value === 'number') add(key, value);
    }
  }
  return spans;
}

/** What a step says that does not depend on times: the same for the same machine and event. */
type Timeless = Omit<PartStep, 'part'> & { readonly snapshot: Snapshot | undefined };
const known = new WeakMap<Snapshot, Map<string, Timeless>>();
/** Worked out once for a machine that is there: what differs is times alone. */
function timelessOf(before: Snapshot | undefined, event: AnyEvent, step: Step): Timeless {
  const memory = before && (known.get(before) ?? new Map<string, Timeless>());
  if (before && memory) known.set(before, memory);
  const text = event.type === 'timer.fired' ? event.timer : textOf(event);
  const remembered = memory?.get(text);
  if (remembered) return remembered;
  const { verdict, effects, signals, snapshot } = step;
  const found = {
    verdict,
    effects,
    signals: signals.map((one) => once(timeless(one) as Signal)),
    snapshot: snapshot && once(canonical(snapshot)),
  };
  memory?.set(text, found);
  return found;
}

type Stepped = { readonly at: Span; readonly lateMs: number; readonly step: PartStep };
const taken = new WeakMap<KnownPart, WeakMap<AnyEvent, Stepped[]>>();

/**
 * Lets a part answer an event that happened within a span of time, and may have come so much later; the same
 * is asked often.
 */
export function stepOf(
  to: Address,
  before: KnownPart | undefined,
  event: AnyEvent,
  at: Span,
  lateMs = 0,
): PartStep {
  if (!before) return workedOut(to, before, event, at, lateMs);
  const byEvent = taken.get(before) ?? new WeakMap<AnyEvent, Stepped[]>();
  taken.set(before, byEvent);
  const steps = byEvent.get(event) ?? [];
  byEvent.set(event, steps);
  const known = steps.find(
    (one) => one.at[0] === at[0] && one.at[1] === at[1] && one.lateMs === lateMs,
  );
  if (known) return known.step;
  const step = workedOut(to, before, event, at, lateMs);
  steps.push({ at, lateMs, step });
  return step;
}

/**
 * Lets a part answer an event, and remembers nothing. A timer that it sets runs from when the event happened,
 * and fires when that has come at the earliest.
 */
export function workedOut(
  to: Address,
  before: KnownPart | undefined,
  event: AnyEvent,
  at: Span,
  lateMs: number,
): PartStep {
  const steps = [0, 1].flatMap((end) => {
    const time = at[end] as number;
    return cornersOf(before, end === 0).map((one) =>
      advance(to, due(one, event, time), timed(event, time, end === 1)),
    );
  });
  const [first] = steps as [Step];
  const { snapshot, ...answer } = timelessOf(before?.snapshot, event, first);
  if (!snapshot) return { ...answer, part: undefined };
  const since: Span = [Math.max(at[0], before ? sinceOf(before) : 0), never];
  const said = spansOf(steps.flatMap((step) => step.snapshot ?? []));
  const spans = { ...(lateMs > 0 ? notFiredBy(at[1] + lateMs, said, before) : said), since };
  const isSame = snapshot === before?.snapshot && sameSpans(spans, before.spans);
  return { ...answer, part: isSame ? before : { snapshot, spans } };
}
/** The spans, where the timers that an event has set wait until it has come, however soon they are due. */
function notFiredBy(come: number, spans: Spans, before: KnownPart | undefined): Spans {
  const waiting: Record<string, Span> = {};
  for (const key in spans) {
    const [from, to] = spans[key] as Span;
    const [wasFrom, wasTo] = before?.spans[key] ?? [];
    const isSet = timerOf(key) !== undefined && !(from === wasFrom && to === wasTo);
    waiting[key] = isSet && to < come ? [from, come] : [from, to];
  }
  return waiting;
}
/** Whether all spans are the same, whenever the machine was told something last. */
export function sameSpans(one: Spans, other: Spans): boolean {
  for (const key in one) {
    const [a, b] = [one[key] as Span, other[key]];
    if (key === 'since') continue;
    if (!b || a[0] !== b[0] || a[1] !== b[1]) return false;
  }
  return true;
}
/** Of a recording both lengths at either end; other machines have only timers. */
const cornersOf = (before: KnownPart | undefined, isFirst: boolean) => {
  if (!before) return [undefined];
  if (before.snapshot.machine !== 'recording') return [corner(before, isFirst)];
  return [corner(before, true), corner(before, false)];
};
/** The event at one end of its span. When a line was answered that is handed over is not known. */
function timed(event: AnyEvent, at: number, isLatest: boolean): AnyEvent {
  if (event.type !== 'line.handedOver') return { ...event, at };
  const answeredAt = isLatest ? at : at - event.timeLimitMs;
  return { ...event, at, createdAt: answeredAt, answeredAt };
}

/** The timer that fires is due. */
function due(snapshot: Snapshot | undefined, event: AnyEvent, at: number): Snapshot | undefined {
  if (event.type !== 'timer.fired' || !snapshot) return snapshot;
  const timers = { ...snapshot.context.timers, [event.timer]: at };
  return { ...snapshot, context: { ...snapshot.context, timers } as never };
}
