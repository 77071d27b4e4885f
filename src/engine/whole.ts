/** Holds a table to its promise that every state has an answer to every event, whatever guards say. */
import type { Declaration, EventType, MachineName } from '../../machines/index.ts';
import { InvalidInput } from './errors.ts';

/**
 * Checks a table, before it is compiled.
 * @throws InvalidInput for an event that a state, with those around it, does not answer at all, or
 * only if a guard holds: at its place.
 */
export function checkWhole(
  machine: MachineName,
  declaration: Declaration,
  events: readonly EventType[],
): void {
  for (const { path } of declaration.leaves) {
    for (const type of events) {
      const last = declaration.cell(path, type).at(-1);
      if (last && last.guard === undefined) continue;
      const place = `states.${path.replaceAll('.', '.states.')}.on.${type}`;
      const expected = last
        ? 'one way more, without a guard, for when none of them holds'
        : 'an answer: every state answers every event';
      throw new InvalidInput(`machine ${machine}`, place, last?.guard, expected);
    }
  }
}
