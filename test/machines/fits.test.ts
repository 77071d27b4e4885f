/** Every action and guard is named only where the events it needs occur. */
import { describe, expect, test } from 'vitest';
import {
  type EventType,
  eventsTo,
  type MachineName,
  machineNames,
  machines,
  type Named,
  statesOf,
  tableOf,
} from '../../machines/index.ts';

type Fitting = { readonly fits?: readonly EventType[] };
const isWithin = (path: string, state: string) => path === state || path.startsWith(`${state}.`);

/** The events that can enter or leave a state, read off the table. */
function crossing(machine: MachineName, state: string, way: 'in' | 'out'): Set<EventType> {
  const events = new Set<EventType>();
  for (const { state: from, type, cell } of tableOf(machine)) {
    for (const { target, reenter } of cell) {
      if (target === undefined) continue;
      const [here, there] = way === 'in' ? [target, from] : [from, target];
      if (isWithin(here, state) && (reenter || !isWithin(there, state))) events.add(type);
    }
  }
  return events;
}

/** What is named where: `events` are those under which it may run. */
interface Use {
  readonly named: Named;
  readonly where: string;
  readonly events: Iterable<EventType>;
}
function uses(machine: MachineName): { readonly actions: Use[]; readonly guards: Use[] } {
  const actions: Use[] = [];
  const guards: Use[] = [];
  for (const { state, type, cell } of tableOf(machine)) {
    for (const one of cell) {
      const where = `${state} ${type}`;
      if (one.guard) guards.push({ named: one.guard, where, events: [type] });
      for (const named of one.actions) actions.push({ named, where, events: [type] });
    }
  }
  for (const { path, entry, exit } of statesOf(machine)) {
    const enter = crossing(machine, path, 'in');
    const leave = crossing(machine, path, 'out');
    for (const named of entry) actions.push({ named, where: `${path} entry`, events: enter });
    for (const named of exit) actions.push({ named, where: `${path} exit`, events: leave });
  }
  return { actions, guards };
}

const misfits = (of: readonly Use[], parts: Readonly<Record<string, unknown>>) =>
  of.flatMap(({ named, where, events }) => {
    const { fits } = (parts[named.type] ?? {}) as Fitting;
    return fits === undefined
      ? []
      : [...events]
          .filter((type) => !fits.includes(type))
          .map((type) => `${named.type}: ${where} (${type})`);
  });

describe.each(machineNames)('In %s', (machine) => {
  const { actions, guards } = uses(machine);
  const parts = machines[machine].implementations;

  test('every action fits the events it is named under', () => {
    expect(misfits(actions, parts.actions)).toEqual([]);
  });

  test('every guard fits the events it is named under', () => {
    expect(misfits(guards, parts.guards)).toEqual([]);
  });

  test('what fits some events only fits events that the machine understands', () => {
    const listed = [...Object.values(parts.actions), ...Object.values(parts.guards)].flatMap(
      (part) => (part as Fitting).fits ?? [],
    );
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.filter((type) => !eventsTo(machine).includes(type))).toEqual([]);
  });
});

test('an entry is entered by the events that lead there: the check sees them', () => {
  expect([...crossing('recording', 'inProgress', 'in')].sort()).toEqual([
    'media.refused',
    'media.resumed',
    'media.started',
    'timer.fired',
  ]);
  expect([...crossing('call', 'inProgress', 'in')].sort()).toEqual([
    'call.answered',
    'line.handedOver',
  ]);
  expect([...crossing('recording', 'stopping', 'in')]).toContain('media.started');
});
