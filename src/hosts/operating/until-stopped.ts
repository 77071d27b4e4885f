/** How a process is asked to end. */
import { constants } from 'node:os';

/** A supervisor, such as a container's, sends SIGTERM, and Ctrl+C SIGINT. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ends when this process is asked to end, with the signal; what it closes then has time to come to
 * its end. Asked a second time, the process ends at once, with 128 and the number of that signal.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let isAsked = false;
  const stop = (signal: (typeof signals)[number]) => {
    // The first process of a container would not die of a signal by itself.
    if (isAsked) process.exit(128 + constants.signals[signal]);
    isAsked = true;
    resolve(signal);
  };
  for (const one of signals) process.on(one, stop);
  return promise;
}
