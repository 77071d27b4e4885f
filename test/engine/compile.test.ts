/** The compiled step is XState's own, only faster: on every edge, and on random steps. */
import { describe, expect, test } from 'vitest';
import { hasTag, leavesOf, machineNames, machines } from '../../machines/index.ts';
import { bySearch } from '../../properties/check/single.ts';
import { runWalks } from '../../properties/check/walks.ts';
import { onTables, onXState } from '../../src/engine/index.ts';
import { both } from './both.ts';

describe('The compiled step is the step of XState', () => {
  const advance = both(onTables(machines), onXState(machines));

  test.each(machineNames)('on every edge of %s', (machine) => {
    // A transcription has few states, and nothing to count.
    const least = machine === 'transcription' ? 50 : 1_000;
    expect(bySearch(machine, advance).edges).toBeGreaterThan(least);
  });

  test('on every step of random walks', () => {
    const { steps, failure } = runWalks({ advance, claims: [], runs: 100, length: 60, seed: 4 });
    expect(failure).toBe(undefined);
    expect(steps).toBeGreaterThan(4_000);
  });
});

const allTags = ['none', 'live', 'answered', 'capturing', 'ended'];
const stateValue = (path: string) =>
  path.split('.').reduceRight<unknown>((value, name) => (value ? { [name]: value } : name), '');

test.each(machineNames)('the tags of every state of %s are those of XState', (machine) => {
  const declared = machines[machine] as unknown as typeof machines.recording;
  for (const { path } of leavesOf(machine)) {
    const { tags, status } = declared.resolveState({
      value: stateValue(path) as never,
      context: {} as never,
    });
    expect(status).toBe('active');
    expect([...tags].sort()).toEqual(allTags.filter((tag) => hasTag(machine, path, tag)).sort());
  }
});
