/** Hosts that go by an outage in another way lose what had happened in time, and the search says so. */
import { expect, test } from 'vitest';
import { afterOutage, firesAt, machines, noOutage } from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import type { OutageRule } from '../../properties/generators/system.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables } from '../../src/engine/index.ts';

const advance = onTables(machines);
const judges = claims.filter(({ id }) => id === 'REC-48' || id === 'SYS-18');
const rule = (other: Partial<OutageRule>): OutageRule => ({
  after: afterOutage,
  fires: firesAt,
  ...other,
});

/** Every deadline of these systems. */
const deadlineMs = 1;
const planted: readonly [says: string, system: string, OutageRule, id: string, moves: number][] = [
  [
    'fires what fell due while it was away',
    'host-away',
    rule({ after: (_, since, now) => ({ since, firstOver: now, over: now, until: now }) }),
    'SYS-18',
    7,
  ],
  [
    'waits as long as it was away, without the pause that comes on top',
    'host-away',
    rule({
      after: (last, since, now, again) =>
        afterOutage(last, since, now, { ...again, firstPauseMs: 0 }),
    }),
    'SYS-18',
    8,
  ],
  [
    'keeps back no deadline that was set after it came back',
    'host-away',
    rule({
      fires: (after, context, timer, dueAt) =>
        dueAt - deadlineMs < after.over ? firesAt(after, context, timer, dueAt) : dueAt,
    }),
    'REC-48',
    13,
  ],
  [
    'takes a second outage for itself while things of the first still wait',
    'host-away-twice',
    rule({ after: (_, since, now, again) => afterOutage(noOutage, since, now, again) }),
    'SYS-18',
    10,
  ],
];
test.each(planted)('A host that %s is found out in %s', (_says, name, broken, id, moves) => {
  const system = systems.find((one) => one.name === name);
  if (!system?.outages) throw new Error(`no system ${name}`);
  const outages = { ...system.outages, rule: broken };
  const options = { advance, claims: judges, stopsAtFirst: true };
  const { violations } = explore({ ...system, outages }, options);
  const found = violations.map((one) => ({ id: one.id, moves: one.trace.length }));
  expect(found).toEqual([{ id, moves }]);
  expect(violations[0]?.trace).toContain('the host is away');
});
