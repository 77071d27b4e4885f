/** But for the first context the declarations are JSON; a machine made of it behaves the same. */
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate';
import { type MachineName, machineNames, machines } from '../../machines/index.ts';
import { configOf } from './raw.ts';
import { addresses, type Said, ways } from './stage.ts';

const asJson = (machine: MachineName): object => {
  const { context: _, ...config } = configOf(machine);
  return JSON.parse(JSON.stringify(config));
};

test.each(machineNames)('%s survives JSON whole', (machine) => {
  const { context: _, ...config } = configOf(machine);
  expect(asJson(machine)).toStrictEqual(config);
});

/** The machine of the JSON, with the first context, actions and guards of the original. */
function rebuilt(machine: MachineName): AnyStateMachine {
  const { context } = configOf(machine);
  const { actions, guards } = machines[machine].implementations;
  const config = { ...asJson(machine), context } as Parameters<typeof createMachine>[0];
  return createMachine(config).provide({ actions, guards } as never) as unknown as AnyStateMachine;
}

/** Every state of a life, and everything it tells. */
function lived(machine: AnyStateMachine, sid: string, life: readonly Said[]) {
  let [state] = initialTransition(machine, { sid });
  return life.map((said, i) => {
    const [next, actions] = transition(machine, state, { at: 1000 * (i + 1), ...said });
    state = next;
    const told = actions.map(({ type, params }) => ({ type, params }));
    return { value: next.value, context: next.context, told };
  });
}

describe('A machine made from the JSON lives the same lives:', () => {
  const lives = machineNames.flatMap((machine) =>
    Object.entries(ways[machine]).map(([state, life]) => ({ machine, state, life })),
  );
  test.each(lives)('$machine to $state', ({ machine, life }) => {
    const { sid } = addresses[machine];
    const original = machines[machine] as unknown as AnyStateMachine;
    expect(lived(rebuilt(machine), sid, life)).toEqual(lived(original, sid, life));
  });

  test('and tells the same', () => {
    const told = lived(rebuilt('recording'), 'R', ways.recording.deleted ?? []).at(-1)?.told;
    expect(told?.map(({ type }) => type)).toContain('xstate.emit');
  });
});
