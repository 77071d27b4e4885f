/** Two ways of stepping at once: the second is the judge, and whoever differs from it is named. */
import { isDeepStrictEqual } from 'node:util';
import type { Advance, Snapshot, Step } from '../../src/engine/index.ts';
import { frozen } from './freeze.ts';

/**
 * Whether two steps are the same: snapshot, verdict, signals and effects in their order, the bytes
 * of their stored form, and whether an unchanged snapshot is the same object. The first stepped
 * from `given`, which has to be as it `was` still.
 */
export const isSame = (
  step: Step,
  right: Step,
  given: Snapshot | undefined,
  was: Snapshot | undefined,
): boolean =>
  (step.snapshot === right.snapshot ? isLike(told(step), told(right)) : isLike(step, right)) &&
  (step.snapshot === given) === (right.snapshot === was) &&
  (given === was || isDeepStrictEqual(given, was));

const isLike = (one: object, other: object) =>
  JSON.stringify(one) === JSON.stringify(other) && isDeepStrictEqual(one, other);
const told = ({ snapshot: _, ...rest }: Step): object => rest;

/**
 * Steps both ways from one frozen snapshot, so that neither can write to it, and compares.
 * @throws Error at the first difference, with the step that shows it.
 */
export const both =
  (advance: Advance, judge: Advance): Advance =>
  (to, before, event) => {
    frozen(before);
    const right = judge(to, before, event);
    const step = advance(to, before, event);
    if (isSame(step, right, before, before)) return step;
    const shown = JSON.stringify({ to, before, event, step, right }, null, 1);
    throw new Error(`${to.machine} ${before?.state ?? 'none'} ${event.type} differs: ${shown}`);
  };
