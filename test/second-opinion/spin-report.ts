/** What SPIN prints at the end of a search, read. */
export interface SpinReport {
  readonly states: number;
  /** How many steps it tried, over all states. */
  readonly edges: number;
  /** Whether it looked at every state. */
  readonly isWhole: boolean;
  /** What it stumbled over, in a word: ids of claims, `missing cell`, `limbo`, …; none if nothing. */
  readonly found?: string;
}

/** What is asserted in the model, and what it means when it is not so. */
const meanings: readonly (readonly [says: RegExp, found: string])[] = [
  [/!\(?\s*\(?missing/u, 'missing cell'],
  [/!\(?\s*\(?limbo/u, 'limbo'],
  [/!\(?\s*\(?owed/u, 'something is owed'],
  [/acceptance cycle/u, 'no rest'],
];

/**
 * Reads a report; `broken` are the claims that steps broke, `failure` what a machine threw.
 * @throws Error if SPIN did not come to an end, or counts what it cannot print exactly
 */
export function reportOf(
  printed: string,
  broken: readonly string[],
  failure: string | undefined,
): SpinReport {
  if (failure !== undefined) return { ...nothing, found: `error: ${failure}` };
  const states = figure(printed, /(\S+) states, stored/u);
  const transitions = figure(printed, /(\S+) transitions/u);
  if (states === undefined || transitions === undefined) return { ...nothing, ...foundIn(printed) };
  // It counts that it came to the first state as a step.
  const counts = { states, edges: transitions - 1 };
  const errors = figure(printed, /errors: (\d+)/u);
  if (errors === 0) return { ...counts, isWhole: !/not completed|too small/u.test(printed) };
  const [claim] = broken;
  const says = /assertion violated(.*)|acceptance cycle/u.exec(printed)?.[0] ?? 'an error';
  if (/broken/u.test(says) && claim !== undefined)
    return { ...counts, isWhole: false, found: claim };
  const [, found = says.trim()] = meanings.find(([pattern]) => pattern.test(says)) ?? [];
  return { ...counts, isWhole: false, found };
}

const nothing = { states: 0, edges: 0, isWhole: false };
const foundIn = (printed: string) =>
  /error: max search depth|out of memory/u.test(printed) ? { found: 'beyond its bounds' } : {};

function figure(printed: string, pattern: RegExp): number | undefined {
  const text = pattern.exec(printed)?.[1];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || /e/u.test(text)) {
    throw new Error(`SPIN prints ${text}, which is not exact`);
  }
  return number;
}
