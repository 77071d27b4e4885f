/**
 * Outages: stretches in which a host could take nothing. What happens meanwhile waits outside and is
 * told again; until it had time to come in, no deadline of whoever was there gives up on it (D-28).
 */
import type { TimerName } from './words.ts';

/** Timers that wait for a fact. The others are limits, which nothing that waits outside changes. */
const deadlines: ReadonlySet<TimerName> = new Set([
  'start-deadline',
  'answer-deadline',
  'finish-deadline',
  'ring',
]);
/** Whether a timer waits for a fact, so that an outage may keep it back. */
export const isDeadline = (timer: TimerName) => deadlines.has(timer);

/** How whoever was not heard tries again: its pauses double, from the first to the longest. */
export interface TryingAgain {
  /** In milliseconds. */
  readonly firstPauseMs: number;
  /** In milliseconds: nothing waits longer for its next attempt. */
  readonly longestPauseMs: number;
}
/** What an outage leaves behind when it is over. Times are milliseconds since the epoch. */
export interface Aftermath {
  /** Since when something may have waited. */
  readonly since: number;
  /** When the first of those that go on with each other was over. */
  readonly firstOver: number;
  /** When it was over. Of whatever came to be later nothing waits outside. */
  readonly over: number;
  /** What waited is in by then. */
  readonly until: number;
}
/** So many attempts, each after the longest pause, may fall into outages that go on with each other. */
const mostPauses = 5;

/** Nothing was ever missed. */
export const noOutage: Aftermath = { since: 0, firstOver: 0, over: 0, until: 0 };

/**
 * What is left behind when an outage is over. Whoever doubles pauses tries again within as long as it
 * has tried so far, and a first pause. One that begins while things still come in goes on with the
 * one before, as they may have been missed again: but for a few of the longest pauses after the first
 * at most, lest outages that keep coming keep deadlines back for ever. What it took itself it always
 * has.
 */
export function afterOutage(
  last: Aftermath,
  since: number,
  now: number,
  { firstPauseMs, longestPauseMs }: TryingAgain,
): Aftermath {
  const goesOn = since < last.until;
  const began = goesOn ? Math.min(last.since, since) : since;
  const firstOver = goesOn ? last.firstOver : now;
  const pauseMs = (from: number) =>
    Math.min(Math.max(0, now - from) + firstPauseMs, longestPauseMs);
  const together = Math.min(now + pauseMs(began), firstOver + mostPauses * longestPauseMs);
  const until = Math.max(last.until, now + pauseMs(since), together);
  return { since: began, firstOver, over: now, until };
}

/** When a timer of a machine may fire: later than it is due if it is kept back. */
export function firesAt(
  { over, until }: Aftermath,
  { createdAt }: { readonly createdAt: number },
  timer: TimerName,
  dueAt: number,
): number {
  return dueAt < until && deadlines.has(timer) && createdAt <= over ? until : dueAt;
}
