/** Time as every machine keeps it: when each timer is due, and the effects that set and cancel it. */

import type { MachineName, TimerName, Timers } from '../words/words.ts';
import type { Declaring, Draft } from './declare.ts';
import { type Said, tell } from './said.ts';

/** What keeping timers needs of a context. */
export interface Timed {
  readonly sid: string;
  readonly timers: Timers;
}
type Occurred = { readonly type: string; readonly at: number; readonly timer?: TimerName };

/** No timer runs: the same object for whoever has none. */
export const noTimers: Timers = Object.freeze({});

/** The timer deeds and questions of one machine. */
export const timing = (machine: MachineName) => ({
  /** Sets a timer; one of the same name is replaced. */
  set: (c: Draft<Timed>, timer: TimerName, dueAt: number, said: Said) => {
    const timers: Draft<Timers> = { ...c.timers };
    timers[timer] = dueAt;
    c.timers = timers;
    tell(said, { type: 'timer.set', machine, sid: c.sid, timer, dueAt });
  },

  /** Cancels a timer if it runs; one that has just fired needs no word about it. */
  cancel: (c: Draft<Timed>, event: Occurred, timer: TimerName, said: Said) => {
    if (c.timers === noTimers || c.timers[timer] === undefined) return;
    let left: Draft<Timers> | undefined;
    for (const name in c.timers) {
      if (name === timer) continue;
      left ??= {};
      left[name as TimerName] = c.timers[name as TimerName] as number;
    }
    c.timers = left ?? noTimers;
    if (event.timer !== timer) tell(said, { type: 'timer.cancel', machine, sid: c.sid, timer });
  },

  /** Sets the fired timer once more, for what is left: it came before its time. */
  setAgain: (c: Timed, { timer }: { readonly timer: TimerName }, said: Said) =>
    tell(said, {
      type: 'timer.set',
      machine,
      sid: c.sid,
      timer,
      dueAt: c.timers[timer] as number,
    }),
});

/** Whether the fired timer is this one, runs, and its time has come. */
export const isDue = (c: Timed, event: Occurred, timer: TimerName) =>
  event.timer === timer && (c.timers[timer] ?? Number.POSITIVE_INFINITY) <= event.at;

/** Whether the fired timer runs and its time has not come. */
const isEarly = (c: Timed, event: Occurred) =>
  event.timer !== undefined && (c.timers[event.timer] ?? 0) > event.at;

type Kept = Timed & { readonly updatedAt: number };
/** The actions about time that every machine has. */
export function timeDeeds<C extends Kept, M extends MachineName>(
  machine: M,
  { act, sayOn }: Declaring<C, M>,
) {
  const timer = timing(machine);
  return {
    stamp: act((c: Draft<Kept>, { at }) => {
      c.updatedAt = at;
    }),
    cancel: act((c: Draft<Kept>, e, said, { timer: name }: { timer: TimerName }) =>
      timer.cancel(c, e, name, said),
    ),
    setAgain: sayOn(['timer.fired'], timer.setAgain),
  };
}
/** The guards about time that every machine has. */
export const timeGuards = <C extends Kept, M extends MachineName>({ ask }: Declaring<C, M>) => ({
  isDue: ask((c: Kept, e, { timer }: { timer: TimerName }) => isDue(c, e, timer)),
  isEarly: ask((c: Kept, e) => isEarly(c, e)),
});
