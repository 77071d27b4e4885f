/** A grace: for a while, what is at work may come to its end by itself. */

/** What a host and all around it give to what is at work when they are closed. */
export const usualGraceMs = 2_000;

/** How a host is closed. */
export interface Ending {
  /** How long what is being performed may take, before it is told to stop; 2 s when left out. */
  readonly graceMs?: number;
  /** Messages are taken until this has ended, too. */
  readonly after?: Promise<unknown>;
}

/** Waits until all of the work has ended, however it ends, for so long at most; whether it has. */
export async function endedWithin(
  work: Iterable<Promise<unknown>>,
  withinMs: number,
): Promise<boolean> {
  const all = [...work];
  if (all.length === 0) return true;
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), withinMs);
  try {
    return await Promise.race([Promise.allSettled(all).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
