/**
 * Steps on the tables of any machines: first each is held to what the compiled step takes, and to its
 * promise that every state has an answer to every event, whatever guards say.
 */
import {
  Declaration,
  type declaredMachines,
  type EventType,
  eventsTo,
  type MachineName,
  machineNames,
} from '../../machines/index.ts';
import { stepping } from './compile.ts';
import { checkCreation } from './creation.ts';
import { InvalidInput } from './errors.ts';
import type { Advance } from './snapshot.ts';
import { checkSubset, type Definition, definitionOf } from './subset.ts';

/** What has been checked: catalogues that differ in one machine share the others. */
const sound = new WeakSet<Definition>();

/**
 * Steps on tables compiled from the given machines; equal to `onXState`, and much faster.
 * @throws InvalidInput for a construct that the compiled step does not know, and for an event that a
 * state may leave without an answer, naming the place.
 */
export function onTables(catalogue: typeof declaredMachines): Advance {
  for (const machine of machineNames) {
    const definition = definitionOf(catalogue, machine);
    if (sound.has(definition)) continue;
    const declaration = new Declaration(definition.config);
    checkSubset(definition, declaration);
    checkWhole(machine, declaration, eventsTo(machine));
    checkCreation(definition, declaration);
    sound.add(definition);
  }
  return stepping(catalogue);
}

/**
 * Checks that a table has all its answers.
 * @throws InvalidInput for an event that a state, with those around it, does not answer at all, or
 * only if a guard holds: at its place.
 */
function checkWhole(
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
