/** The clock on the wall. */
import type { Clock } from './ports.ts';

/** The longest that a timer of the runtime can wait: 24.8 days. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  wake: (at, run) => {
    let timer: NodeJS.Timeout;
    const wait = () => {
      const leftMs = at - Date.now();
      timer = setTimeout(leftMs > longestMs ? wait : run, Math.min(Math.max(0, leftMs), longestMs));
    };
    wait();
    return () => clearTimeout(timer);
  },
};
