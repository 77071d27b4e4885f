/** Timers as every machine keeps them: when each is due, and the effects that set and cancel them. */
import type { Deed } from './declare.ts';
import type { Emitted } from './effects.ts';
import type { MachineName, TimerName, Timers } from './words.ts';

/** What keeping timers needs of a context. */
export interface Timed {
  readonly sid: string;
  readonly timers: Timers;
}
type Occurred = { readonly type: string; readonly at: number; readonly timer?: TimerName };

/** The timer deeds and questions of one machine. */
export const timing = (machine: MachineName) => ({
  /** Sets a timer; one of the same name is replaced. */
  set: (c: Timed, timer: TimerName, dueAt: number): Deed<Timed> => ({
    set: { timers: { ...c.timers, [timer]: dueAt } },
    tell: [{ type: 'timer.set', machine, sid: c.sid, timer, dueAt }],
  }),

  /** Cancels those of the timers that run; the one that has just fired needs no cancelling. */
  cancel: (c: Timed, event: Occurred, ...names: TimerName[]): Deed<Timed> => {
    const running = names.filter((timer) => c.timers[timer] !== undefined);
    if (running.length === 0) return {};
    const left = { ...c.timers };
    const tell: Emitted[] = [];
    for (const timer of running) {
      delete left[timer];
      if (event.timer !== timer) tell.push({ type: 'timer.cancel', machine, sid: c.sid, timer });
    }
    return { set: { timers: left }, tell };
  },

  /** Sets the fired timer once more, for what is left: it came before its time. */
  setAgain: (c: Timed, event: { readonly timer: TimerName }): Deed<Timed> => ({
    tell: [
      {
        type: 'timer.set',
        machine,
        sid: c.sid,
        timer: event.timer,
        dueAt: c.timers[event.timer] as number,
      },
    ],
  }),
});

/** Whether the fired timer is this one, runs, and its time has come. */
export const isDue = (c: Timed, event: Occurred, timer: TimerName) =>
  event.timer === timer && (c.timers[timer] ?? Number.POSITIVE_INFINITY) <= event.at;

/** Whether the fired timer runs and its time has not come. */
export const isEarly = (c: Timed, event: Occurred) =>
  event.timer !== undefined && (c.timers[event.timer] ?? 0) > event.at;
