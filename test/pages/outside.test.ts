/** What the page says can be known from outside is what a follower says, from everywhere. */
import { expect, test } from 'vitest';
import { beliefsOf, liveStates } from '../../src/pages/gathered/beliefs.ts';

const { all, edges } = beliefsOf(() => true);
const statesAfter = (from: number, says: string) => {
  const edge = edges.find((one) => one.from === from && one.by.says === says);
  return edge && [...(all[edge.to]?.says.states ?? [])].sort();
};
const live = all.filter(({ says }) => liveStates(says).length > 0);

test('there are few enough beliefs to read, and the first is that nothing is known', () => {
  expect(all.length).toBeLessThanOrEqual(15);
  expect(all[0]?.says.statuses).toEqual(expect.arrayContaining([null, 'in-progress', 'stopped']));
});

test.each([
  ['stop → 200', ['absent', 'completed', 'processing', 'stopping']],
  ['completed', ['completed']],
  ['absent', ['absent']],
])('wherever it may go on, %s comes to the same', (says, states) => {
  expect(live.length).toBeGreaterThan(5);
  for (const { no } of live) expect([no, statesAfter(no, says)]).toEqual([no, states]);
});

test('only a GET tells that a recording is paused, and only an end leaves nothing to ask', () => {
  for (const { says } of all) {
    expect(says.isReadTelling).toBe(!['absent', 'completed'].includes(says.states.join()));
  }
  const paused = all.filter(({ says }) => liveStates(says).join() === 'paused');
  const ways = edges.filter(({ from, to }) => from !== to && paused.some(({ no }) => no === to));
  expect(new Set(ways.map(({ by }) => by.says))).toEqual(new Set(['GET: paused']));
});
