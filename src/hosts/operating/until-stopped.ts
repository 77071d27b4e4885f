/** How a process is asked to end. */

/** A supervisor, such as a container's, sends SIGTERM, and Ctrl+C SIGINT. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ends when this process is asked to end, with the signal; what it closes then has time to come to
 * its end. Asked a second time, the process ends at once, as it would without this.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const stop = (signal: NodeJS.Signals) => {
    for (const one of signals) process.removeListener(one, stop);
    resolve(signal);
  };
  for (const one of signals) process.on(one, stop);
  return promise;
}
