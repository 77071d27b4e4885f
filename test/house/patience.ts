/**
 * How long tests wait for what does come, before they say that it does not: far longer than a busy
 * machine needs. No other limit on the clock of the wall stands in a test.
 */
import { setTimeout as wait } from 'node:timers/promises';

/** For one thing: an answer, a line that a process prints, an element of a page. */
export const patienceMs = 60_000;
/** For a whole test, and for what is done before and after it. */
export const testMs = 5 * patienceMs;

/** Gives up a request that nobody answers. */
export const givenUp = () => AbortSignal.timeout(patienceMs);

/** Waits until something is so; looks again after so many milliseconds. */
export async function until(isSo: () => boolean, againMs = 2) {
  const end = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`Not so within ${patienceMs} ms: ${isSo}`);
    await wait(againMs);
  }
}

/** The same of what has to be asked for: `what` says what is waited for. */
export async function untilSo(what: string, isSo: () => Promise<boolean>, againMs = 20) {
  const end = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not so within ${patienceMs} ms: ${what}`);
    await wait(againMs);
  }
}
