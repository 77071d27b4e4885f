/** What the hand-written reducers share: verdicts, steps that change nothing, and timers. */
import type {
  Effect,
  EventOf,
  MachineName,
  RefusalReason,
  Signal,
  TimerName,
  Timers,
  Verdict,
} from '../../../machines/index.ts';
import type { Snapshot, Step } from '../../../src/engine/index.ts';

export const accepted: Verdict = { verdict: 'accepted' };
const unchangedVerdict: Verdict = { verdict: 'unchanged' };
const ignoredVerdict: Verdict = { verdict: 'ignored' };
/** Nothing told: one list for all, since nobody writes into it. */
export const none: readonly never[] = [];

type Before<M extends MachineName> = Snapshot<M> | undefined;

export const unchanged = <M extends MachineName>(snapshot: Before<M>): Step<M> => ({
  snapshot,
  verdict: unchangedVerdict,
  signals: none,
  effects: none,
});
export const ignored = <M extends MachineName>(snapshot: Before<M>): Step<M> => ({
  snapshot,
  verdict: ignoredVerdict,
  signals: none,
  effects: none,
});
export const refused = <M extends MachineName>(
  snapshot: Before<M>,
  reason: RefusalReason,
): Step<M> => ({
  snapshot,
  verdict: { verdict: 'refused', reason },
  signals: none,
  effects: none,
});
/** The event is taken in, something may be told, and the machine stays as it is. */
export const told = <M extends MachineName>(
  snapshot: Before<M>,
  effects: readonly Effect[],
  signals: readonly Signal[] = none,
): Step<M> => ({ snapshot, verdict: accepted, signals, effects });

export const timerSet = (
  machine: MachineName,
  sid: string,
  timer: TimerName,
  dueAt: number,
): Effect => ({ type: 'timer.set', machine, sid, timer, dueAt });
export const timerCancelled = (machine: MachineName, sid: string, timer: TimerName): Effect => ({
  type: 'timer.cancel',
  machine,
  sid,
  timer,
});
export const without = (timers: Timers, timer: TimerName): Timers => {
  const { [timer]: _, ...left } = timers;
  return left;
};

/** The timer that an event says has fired; it needs no cancelling. */
export const firedBy = (event: { readonly type: string }): TimerName | undefined =>
  event.type === 'timer.fired' ? (event as EventOf<'timer.fired'>).timer : undefined;

/** A timer fired that nothing more is to be done about: it came too early, or does not run. */
export function notDue<M extends MachineName>(
  before: Snapshot<M>,
  { timer, at }: EventOf<'timer.fired'>,
): Step<M> {
  const dueAt = (before.context.timers as Timers)[timer];
  if (dueAt === undefined || dueAt <= at) return ignored(before);
  return told(before, [timerSet(before.machine, before.sid, timer, dueAt)]);
}
export const isDue = (timers: Timers, event: EventOf<'timer.fired'>, timer: TimerName): boolean => {
  if (event.timer !== timer) return false;
  const dueAt = timers[timer];
  return dueAt !== undefined && dueAt <= event.at;
};
