/** Time as the platform has it: that of the wall, or a clock that is moved. */
import { setTimeout as wait } from 'node:timers/promises';
import type { FarEndClock } from '../far-end/far-end.ts';

/** What comes from the platform while its clock is moved is of a time that is known so exactly. */
const stepMs = 250;

/** What the kit and the platform call now, and how it comes to be later. */
export interface PlatformTime {
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends when so much time has passed. */
  readonly pass: (ms: number) => Promise<void>;
  /** How long it is worth while to wait before something is looked at again. */
  readonly stepMs: number;
  /** Whether it is moved: nobody waits for it. */
  readonly isMoved: boolean;
}

/** Time that passes by itself. */
export const wallTime: PlatformTime = {
  now: Date.now,
  pass: (ms) => wait(ms),
  stepMs: 50,
  isMoved: false,
};

/** That of a clock which stands until it is moved; nobody else may move it. */
export async function movedTime(clock: FarEndClock): Promise<PlatformTime> {
  let now = await clock.now();
  return {
    now: () => now,
    async pass(ms) {
      for (let left = ms; left > 0; left -= stepMs) {
        const step = Math.min(left, stepMs);
        // Whatever comes meanwhile is not earlier than it is said to be.
        now += step;
        await clock.pass(step);
        now = Math.max(now, await clock.now());
      }
    },
    stepMs,
    isMoved: true,
  };
}
