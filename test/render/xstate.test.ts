/** The files for XState are the machines: what is made of them takes the same steps. */
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { machineNames, machines } from '../../machines/index.ts';
import { runWalks } from '../../properties/check/walks.ts';
import { onTables, onXState } from '../../src/engine/index.ts';
import { xstateOf } from '../../src/render/index.ts';
import { both } from '../engine/both.ts';

/** A machine of a file, with what a file cannot hold. */
const made = (name: keyof typeof machines) => {
  const { implementations, config } = machines[name];
  const declared = { ...JSON.parse(xstateOf(name)), context: config.context };
  return createMachine(declared).provide(implementations as never) as never;
};

describe('A file for XState', () => {
  test.each(machineNames)('of %s is taken as it is', (name) => {
    const { states } = createMachine(JSON.parse(xstateOf(name)));
    expect(Object.keys(states)).toEqual(Object.keys(machines[name].states));
  });

  test('takes the steps of the model, once it has its deeds and guards', () => {
    const read = Object.fromEntries(machineNames.map((name) => [name, made(name)])) as never;
    const advance = both(onTables(machines), onXState(read));
    const { failure, steps } = runWalks({ advance, claims: [], runs: 40, length: 60, seed: 3 });
    expect(failure).toBeUndefined();
    expect(steps).toBeGreaterThan(1_000);
  });
});
