/** Hosts that go by an outage in another way lose what had happened in time, and the search says so. */
import { expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables } from '../../src/engine/index.ts';
import { plantedRules } from './planted.ts';

const advance = onTables(machines);
const judges = claims.filter(({ id }) => id === 'REC-48' || id === 'SYS-18');

test.each(plantedRules)('A host that $says is found out in $system', (planted) => {
  const { rule, id, moves } = planted;
  const system = systems.find(({ name }) => name === planted.system);
  if (!system?.outages) throw new Error(`no system ${planted.system}`);
  const outages = { ...system.outages, rule };
  const options = { advance, claims: judges, stopsAtFirst: true };
  const { violations } = explore({ ...system, outages }, options);
  const found = violations.map((one) => ({ id: one.id, moves: one.trace.length }));
  expect(found).toEqual([{ id, moves }]);
  expect(violations[0]?.trace).toContain('the host is away');
});
