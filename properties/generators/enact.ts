/** Puts inputs to one machine, one after the other, on a clock that goes on. */
import type { MachineName } from '../../machines/index.ts';
import type { Advance, Snapshot } from '../../src/engine/index.ts';
import type { Moment } from '../claims/claim.ts';
import { inputsTo, subjects } from './inputs/index.ts';

const secondMs = 1_000;

/**
 * What a machine answers to the inputs of these names. A second passes whenever something has
 * changed; a timer fires when it is due.
 * @throws Error for an input that is not offered at its turn.
 */
export function enact(machine: MachineName, names: readonly string[], advance: Advance): Moment[] {
  const to = subjects[machine];
  const moments: Moment[] = [];
  let now = secondMs;
  let before: Snapshot | undefined;
  for (const name of names) {
    const input = inputsTo(machine, before, now).find((one) => one.name === name);
    if (!input) throw new Error(`${machine} in ${before?.state ?? 'none'} is not offered ${name}`);
    const { event } = input;
    const step = advance(to, before, event);
    moments.push({ ...step, to, event, before });
    now = Math.max(now, event.at) + (step.snapshot === before ? 0 : secondMs);
    before = step.snapshot;
  }
  return moments;
}
