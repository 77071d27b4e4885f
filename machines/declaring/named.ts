/** What all machines name alike: orders, timers and announcements, as declarations spell them. */

import type { TimerName } from '../words/words.ts';
import { ignored, when } from './cells.ts';

/** An order to the network or the media server. */
export const order = <const V extends string>(verb: V) =>
  ({ type: 'order', params: { verb } }) as const;
/** A word for the customer. */
export const announce = <const S extends string>(status: S) =>
  ({ type: 'announce', params: { status } }) as const;
export const cancel = <const T extends TimerName>(timer: T) =>
  ({ type: 'cancel', params: { timer } }) as const;
/** The fired timer is this one, runs, and its time has come. */
export const due = <const T extends TimerName>(timer: T) =>
  ({ type: 'isDue', params: { timer } }) as const;
/** How every cell of `timer.fired` ends: one that comes too early is set again, others are stale. */
export const early = [
  when('isEarly', { actions: 'setAgain' }),
  ignored('No such timer runs.'),
] as const;
