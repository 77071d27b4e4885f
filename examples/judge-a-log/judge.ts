/** Judges a log of steps, one a line, by the claims that the model makes about its own. */
import type { Answered } from 'texml-recordings';
import { breachesOf, claims } from 'texml-recordings/properties';

/** A line of the log: a step, as `deliver` gives it in `steps`, or as a service of one's own says it. */
export const lineOf = (step: Answered): string => JSON.stringify(step);

/** What is wrong with a log, a sentence each; nothing, if it could be one of the model. */
export function judge(log: Iterable<string>): string[] {
  const steps = Array.from(log, (line): Answered => JSON.parse(line));
  return breachesOf(claims, steps).map(
    ({ claim: { id, says }, sid }) => `${sid === '' ? 'All together' : sid}: ${id} ${says}`,
  );
}
