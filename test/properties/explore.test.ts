/** Bounded systems explored whole: every claim holds, every count is known, planted bugs are found. */
import { describe, expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import type { Explored } from '../../properties/check/explored.ts';
import { sequenceDiagram, violationText } from '../../properties/check/report.ts';
import { claims } from '../../properties/claims/index.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables, onXState } from '../../src/engine/index.ts';
import { pinned } from './pinned.ts';
import { plantedBugs, withBug } from './planted.ts';

const advance = onTables(machines);
const systemOf = (name: string) => {
  const found = systems.find((system) => system.name === name);
  if (!found) throw new Error(`no system ${name}`);
  return found;
};
const figures = ({ states, edges, isComplete }: Explored) => ({ states, edges, isComplete });

describe('In every order in which things can happen, every claim holds:', () => {
  test.each(Object.entries(pinned))('%s', (name, { states, edges }) => {
    const explored = explore(systemOf(name), { advance, claims });
    expect(explored.violations.map((one) => violationText(name, one))).toEqual([]);
    expect(figures(explored)).toEqual({ states, edges, isComplete: true });
  });
});

test('the same search on the transition of XState visits the same', () => {
  const explored = explore(systemOf('rejoining'), { advance: onXState(machines), claims: [] });
  const tables = explore(systemOf('rejoining'), { advance, claims: [] });
  expect(figures(explored)).toEqual(figures(tables));
});

test('every system says its bounds, and its name is its own', () => {
  expect(new Set(systems.map(({ name }) => name)).size).toBe(systems.length);
  for (const { name, says } of systems) expect(says, name).toMatch(/^[A-Z].{40,}\.$/s);
});

describe('A planted bug is found, and shown by at most twelve events:', () => {
  test.each(plantedBugs)('$says', (bug) => {
    const { violations } = explore(systemOf(bug.system), {
      advance: withBug(advance, bug),
      claims,
      stopsAtFirst: true,
      most: 60_000,
    });
    const [violation] = violations;
    expect(violation).toBeDefined();
    expect(violation?.trace.length).toBeLessThanOrEqual(12);
    expect(sequenceDiagram(violation?.moments ?? [])).toMatch(/^sequenceDiagram\n {2}participant/m);
  });
});
