/**
 * How machines are created: by one action, the first of a way out of `none`. Before that there is a
 * sid, and nothing else that could be asked about, written to or told.
 */
import type {
  Action,
  Candidate,
  Creation,
  Declaration,
  Guard,
  Named,
} from '../../machines/index.ts';
import { InvalidInput } from './errors.ts';
import type { Definition } from './subset.ts';

/** Whether an action creates its machine. */
export const isCreation = (action: unknown): action is Creation =>
  typeof (action as Partial<Creation> | undefined)?.begins === 'function';

/**
 * Checks a machine whose constructs are known.
 * @throws InvalidInput for a way out of `none` on which nothing is created, for what is created
 * elsewhere, and for what needs a machine where there is none; at its place.
 */
export function checkCreation({ config, implementations }: Definition, declaration: Declaration) {
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
