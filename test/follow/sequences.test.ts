/**
 * Of whatever sequence a system is seen in: all that can be so is believed, and nothing else. Here are small
 * systems; `npm run follow:sequences` takes those of the properties.
 */
import { expect, test } from 'vitest';
import { ends, systemNamed, whatever } from './bounded.ts';
import { sequencesHeld } from './sequences.ts';

test.each([
  ['hung-up', { worlds: 42, edges: 85, beliefs: 9, believed: 26 }],
  ['dialled-out', { worlds: 22, edges: 56, beliefs: 5, believed: 20 }],
])('in whatever order %s is seen, what is believed is what can be so', (name, counts) => {
  const held = sequencesHeld(systemNamed(name), ends);
  expect(held).toMatchObject({ ...counts, missed: [], inVain: 0, isComplete: true });
});

test.each(['rejoining', 'recorded-out'])(
  'of the first sequences of %s, what is believed is what can be so',
  (name) => {
    const held = sequencesHeld(whatever(systemNamed(name)), ends, 20);
    expect(held).toMatchObject({ missed: [], vain: [], inVain: 0 });
    expect(held.believed).toBeGreaterThan(held.beliefs);
  },
);

test('a leg that was given new TeXML passes on that it was hung up, and that is believed', () => {
  const held = sequencesHeld(systemNamed('redirected-leg'), ends, 12);
  expect(held.missed).toEqual([]);
  expect(held.believed).toBeGreaterThan(100);
});
