/** Values to try, drawn at random or from a list, until one fails; then the smallest that fails so. */
import type { Arbitrary } from 'fast-check';
import { CheckFailed } from '../checks/check.ts';

/**
 * Draws values: an arbitrary of fast-check is one. It is described by what is asked of it, so that
 * whoever draws none needs no fast-check.
 */
export interface ConformArbitrary<T> {
  /** Draws one, and what shrinks it. */
  generate(random: never, biasFactor: number | undefined): { readonly value: T };
}
/** How much is drawn, and what with. */
export interface Drawing {
  readonly seed: number;
  readonly runs: number;
}

/** So long is looked for a smaller one that fails too, on the wall. */
const shrinkMs = 120_000;

/** fast-check, which whoever draws values installs. @throws Error that says how. */
export async function fastCheck() {
  try {
    return (await import('fast-check')).default;
  } catch (error) {
    const how =
      'npm install fast-check, or npx --package texml-recordings --package fast-check texml-recordings conform …';
    throw new Error(`Values are drawn with fast-check, which is not there: ${how}`, {
      cause: error,
    });
  }
}

/** Tries each; `tried` rejects with CheckFailed where one fails, the last time with the smallest. */
export async function eachOf<T>(
  values: ConformArbitrary<T> | readonly T[],
  { seed, runs }: Drawing,
  tried: (value: T) => Promise<void>,
): Promise<void> {
  if (!('generate' in values)) {
    for (const value of values) await tried(value);
    return;
  }
  const fc = await fastCheck();
  let fault: unknown;
  let until = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(values as Arbitrary<T>, async (value) => {
    // What is no failure of the subject is no smaller for a smaller value.
    if (fault !== undefined || performance.now() > until) return;
    try {
      await tried(value);
    } catch (error) {
      if (error instanceof CheckFailed) {
        until = Math.min(until, performance.now() + shrinkMs);
        throw error;
      }
      fault = error;
    }
  });
  const came = await fc.check(property, { seed, numRuns: runs });
  if (fault !== undefined) throw fault;
  if (!came.failed || came.counterexample === null) return;
  // The last that was tried may be another: what is shown is the smallest.
  await tried(came.counterexample[0]);
  throw came.errorInstance;
}
