/** The clock on the wall. */
import type { Clock } from './ports.ts';

/** The longest that a timer of the runtime can wait: 24.8 days. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  wake: (at, run) => {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number) => {
      timer = setTimeout(look, Math.min(Math.max(0, leftMs), longestMs));
    };
    // A timer of the runtime may be up to a millisecond early by the clock on the wall.
    const look = () => {
      const leftMs = at - Date.now();
      if (leftMs > 0) wait(leftMs);
      else run();
    };
    wait(at - Date.now());
    return () => clearTimeout(timer);
  },
};
