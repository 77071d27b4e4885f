/** SPIN checks a small system of the gate, and comes to what our own search comes to. */
import { describe, expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import type { System } from '../../properties/generators/system.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables, onXState } from '../../src/engine/index.ts';
import { pinned } from '../properties/pinned.ts';
import { CompiledModel, lacking, sayUnchecked } from './checker.ts';
import { seededFaults } from './controls/faults.ts';
import { partiesOf } from './model/parties.ts';
import { promelaOf } from './model/promela.ts';
import { pinnedFinds, pinnedOpinions } from './pinned.ts';
import { reportOf } from './spin-report.ts';

const systemOf = (name: string): System => {
  const found = systems.find((system) => system.name === name);
  if (!found) throw new Error(`no system ${name}`);
  return found;
};
const small = systemOf('rejoining');
const right = { advance: onXState(machines), declared: machines, claims };

if (lacking.length > 0) {
  test(`THERE WAS NO SECOND OPINION: no ${lacking.join(' and no ')} found`, () => {
    sayUnchecked('there was no second opinion');
  });
} else {
  test('SPIN counts the same states and edges as our search, all claims beside them', async () => {
    const ours = explore(small, { advance: onTables(machines), claims });
    using model = await CompiledModel.of(small, {}, true);
    const { states, edges, isWhole, found } = await model.check(right);
    expect({ states, edges, isWhole, found }).toEqual({
      ...{ states: ours.states, edges: ours.edges },
      ...{ isWhole: true, found: undefined },
    });
  });

  test('all comes to its end when everybody outside falls silent; a missing cell is found', async () => {
    using model = await CompiledModel.of(small, { falls: 'silent' }, true);
    const { states, edges, found } = await model.check(right);
    expect({ states, edges, found }).toEqual({
      ...pinnedOpinions[small.name]?.rest,
      found: undefined,
    });
    const gap = seededFaults.find(
      ({ kind, system }) => kind === 'missing cell' && system === small,
    );
    if (!gap) throw new Error(`no cell is missing in ${small.name}`);
    const { transitions: advance, declared } = gap;
    expect(await model.check({ advance, declared })).toMatchObject({ found: 'missing cell' });
  });
}

describe('What is pinned of both searches is the same:', () => {
  test.each(Object.entries(pinned))('%s', (name, { states, edges }) => {
    expect(pinnedOpinions[name]?.claims).toEqual({ states, edges });
  });
});

/** Where machines may change places our search alone counts, and holds both ways against each other. */
const toldApart = systems.filter(({ alike }) => alike === undefined);
test('every system whose machines are told apart has a second opinion', () => {
  expect(Object.keys(pinnedOpinions)).toEqual(toldApart.map(({ name }) => name));
});

test('every seeded fault is found by both', () => {
  expect(Object.keys(pinnedFinds)).toEqual(seededFaults.map(({ says }) => says));
  for (const [says, { ours, spin }] of Object.entries(pinnedFinds)) {
    expect([ours, spin], says).not.toContain('');
  }
});

describe('What cannot be exported is said:', () => {
  const offer = small.offers[1];
  test.each([
    ['is not read from one machine and one offer', () => true],
    ['waits for nobody', () => true],
  ])('a condition that %s', (says, when) => {
    if (!offer) throw new Error('no offer');
    const odd = says.startsWith('waits')
      ? when
      : (world: Parameters<NonNullable<typeof offer.when>>[0]) =>
          ['call c', 'call d'].every((slot) => world.machines[slot]?.state === 'completed');
    const system = { ...small, offers: [{ ...offer, when: odd }] };
    expect(() => promelaOf(system, partiesOf(system))).toThrow(says);
  });
});

describe('What SPIN prints is read:', () => {
  const counts =
    '     692 states, stored\n     689 states, matched\n    1381 transitions (= stored+matched)';
  test.each([
    ['a whole search', `errors: 0\n${counts}`, { states: 692, edges: 1380, isWhole: true }],
    [
      'a search that was too shallow',
      `error: max search depth too small\nerrors: 0\n${counts}`,
      { states: 692, edges: 1380, isWhole: false },
    ],
    [
      'a missing cell',
      `pan:1: assertion violated  !(missing) (at depth 5)\nerrors: 1\n${counts}`,
      { states: 692, edges: 1380, isWhole: false, found: 'missing cell' },
    ],
    [
      'a claim that is broken',
      `pan:1: assertion violated  !(broken) (at depth 5)\nerrors: 1\n${counts}`,
      { states: 692, edges: 1380, isWhole: false, found: 'CALL-1' },
    ],
    [
      'a run that never rests',
      `pan:1: acceptance cycle (at depth 9)\nerrors: 1\n${counts}`,
      { states: 692, edges: 1380, isWhole: false, found: 'no rest' },
    ],
    ['a search that was stopped', '', { states: 0, edges: 0, isWhole: false }],
  ])('%s', (_says, printed, report) => {
    expect(reportOf(printed, ['CALL-1'], undefined)).toEqual(report);
  });

  test('a figure that is not exact is refused', () => {
    const rough = 'errors: 0\n1.2345e+08 states, stored\n2e+08 transitions';
    expect(() => reportOf(rough, [], undefined)).toThrow('1.2345e+08');
  });
});
