/**
 * Steps on the tables of any machines: each is checked before it is compiled. Its constructs are those
 * that the compiled step takes, and every state has an answer to every event. What creates it is one
 * action, the first of a way out of `none`: before that there is a sid, and nothing else that could be
 * asked about, written to or told.
 */
import {
  type Action,
  type Candidate,
  Declaration,
  type declaredMachines,
  eventsTo,
  type Guard,
  isCreation,
  machineNames,
  type Named,
} from '../../machines/index.ts';
import { stepping } from './compile.ts';
import { InvalidInput } from './errors.ts';
import type { Advance } from './snapshot.ts';
import { checkSubset, checkWhole, type Definition, definitionOf } from './subset.ts';

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
 * Checks a machine whose constructs are known.
 * @throws InvalidInput for a way out of `none` on which nothing is created, for what is created
 * elsewhere, and for what needs a machine where there is none; at its place.
 */
function checkCreation({ config, implementations }: Definition, declaration: Declaration) {
  const { actions, guards } = implementations;
  const wrong = (field: string, { type }: Named, expected: string) =>
    new InvalidInput(`machine ${config.id ?? '(machine)'}`, field, type, expected);
  const creates = ({ type }: Named) => isCreation(actions[type]);
  const needs = (part: unknown) => (part as Action | Guard).isAnytime !== true;

  const check = (path: string, place: string, { actions: done, guard, target }: Candidate) => {
    const leadsOut = path === 'none' && target !== undefined && target !== 'none';
    if (path === 'none' && guard && needs(guards[guard.type])) {
      throw wrong(`${place}.guard`, guard, 'one that is asked at any time: there is nothing yet');
    }
    for (const [i, action] of done.entries()) {
      const at = `${place}.actions[${i}]`;
      if (creates(action) !== (leadsOut && i === 0)) {
        const expected = leadsOut && i === 0 ? 'the one that creates' : 'one that does not create';
        throw wrong(
          at,
          action,
          `${expected}: that is the first on a way out of none, and no other`,
        );
      }
      if (path === 'none' && !leadsOut && needs(actions[action.type])) {
        throw wrong(at, action, 'one that is done at any time: there is nothing yet');
      }
    }
    if (leadsOut && done.length === 0) {
      throw wrong(`${place}.actions`, { type: '' }, 'the one that creates, first');
    }
  };
  for (const { path } of declaration.leaves) {
    for (const type of declaration.events) {
      for (const [i, candidate] of declaration.cell(path, type).entries()) {
        check(path, `states.${path.replaceAll('.', '.states.')}.on.${type}[${i}]`, candidate);
      }
    }
  }
  for (const { path, entry, exit } of declaration.states) {
    const stray = [...entry, ...exit].find(creates);
    const place = `states.${path.replaceAll('.', '.states.')}`;
    if (stray) throw wrong(place, stray, 'one that does not create, at an entry or exit');
  }
}
