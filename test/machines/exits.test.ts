/**
 * XState 6 gives a transition the context as it was before any exit, and lays what it changes over what
 * exits have changed. So no exit touches what a way out of its state touches (D-71).
 */
import { expect, test } from 'vitest';
import {
  type Action,
  Declaration,
  type Deed,
  isCreation,
  type MachineName,
  machineNames,
  type Named,
} from '../../machines/index.ts';
import { bySearch } from '../../properties/check/single.ts';
import { originalMachines, withMachine } from '../../properties/mutants/written.ts';
import { crossed } from '../../src/engine/compile.ts';
import { onTables } from '../../src/engine/index.ts';
import { leavingLate } from './leaving-late.ts';

type Anything = Deed<object, never, unknown>;
type Touched = ReadonlyMap<string, ReadonlySet<string>>;
const spelt = (type: string, params: object = {}) => [type, ...Object.values(params)].join(' ');

/** Which fields of the context each action of a machine reads or writes, in any step that it takes. */
function touchedBy(machine: MachineName): Touched {
  const touched = new Map<string, Set<string>>();
  const watching = (type: string, action: Action) => {
    const deed: Anything = (context, event, said, params) => {
      const key = spelt(type, params as Named['params']);
      const fields = touched.get(key) ?? new Set();
      touched.set(key, fields);
      const noting = new Proxy(context, {
        get(of, field) {
          fields.add(String(field));
          return Reflect.get(of, field);
        },
        set(of, field, value) {
          fields.add(String(field));
          return Reflect.set(of, field, value);
        },
      });
      // What an action takes is for its own machine to say.
      (action.deed as unknown as Anything)(noting, event, said, params);
    };
    return { ...action, deed };
  };
  const { config, implementations } = originalMachines[machine];
  const entries = Object.entries(implementations.actions).map(([type, action]) => [
    type,
    isCreation(action) ? action : watching(type, action as Action),
  ]);
  const watched = { ...implementations, actions: Object.fromEntries(entries) };
  bySearch(machine, onTables(withMachine(machine, { config, implementations: watched })));
  return touched;
}

/** Each way out whose actions touch a field that an exit on it touches. */
function clashes(config: unknown, touched: Touched): string[] {
  const declaration = new Declaration(config);
  const exits = new Map(declaration.states.map(({ path, exit }) => [path, exit]));
  const fieldsOf = (actions: readonly Named[]) =>
    new Set(actions.flatMap(({ type, params }) => [...(touched.get(spelt(type, params)) ?? [])]));
  return declaration.leaves.flatMap(({ path }) =>
    declaration.events.flatMap((type) =>
      declaration.cell(path, type).flatMap((candidate) => {
        const { left } = crossed(path, candidate);
        const atExit = fieldsOf(left.flatMap((state) => exits.get(state) ?? []));
        // Nobody writes a sid.
        atExit.delete('sid');
        const both = [...fieldsOf(candidate.actions)].filter((field) => atExit.has(field));
        return both.map((field) => `${path} ${type} → ${candidate.target}: ${field}`);
      }),
    ),
  );
}

const leavesByExit = machineNames.filter((machine) =>
  new Declaration(originalMachines[machine].config).states.some(({ exit }) => exit.length > 0),
);
const touched = new Map(leavesByExit.map((machine) => [machine, touchedBy(machine)]));

test.each(leavesByExit)('no exit of %s touches what a way out of its state touches', (machine) => {
  const known = touched.get(machine) as Touched;
  expect(known.get('cancel finish-deadline')).toContain('timers');
  expect(clashes(originalMachines[machine].config, known)).toEqual([]);
});

test('an exit that touches what ways out touch is named, with them and the field', () => {
  expect(clashes(leavingLate.config, touched.get('recording') as Touched)).toEqual([
    'pausing media.paused → resuming: timers',
    'pausing media.paused → paused: timers',
    'pausing media.refused → inProgress: timers',
    'pausing timer.fired → inProgress: timers',
    'pausing timer.fired → inProgress: timers',
  ]);
});
