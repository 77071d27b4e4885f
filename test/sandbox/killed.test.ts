/**
 * A part of the loops: a served sandbox that is killed, or cannot write for a while, keeps what it
 * acknowledged and does nothing twice. `npm run kill` and `npm run hiccups` do more of it.
 */
import { expect, test } from 'vitest';
import { loop } from '../kill/loop.ts';
import { canLimit, kills, noWriting } from '../kill/troubles.ts';

const nothing = { lost: [], doubled: [], flaws: [] };

test('killed again and again, it keeps what it acknowledged, and tells it once', async () => {
  const { lost, doubled, flaws, ...figures } = await loop({
    rounds: 2,
    lives: 8,
    seed: 20_261_122,
    trouble: () => kills,
  });
  expect({ lost, doubled, flaws }).toEqual(nothing);
  expect(figures.kills).toBeGreaterThanOrEqual(2);
  expect(figures.acknowledged).toBeGreaterThan(25);
  expect(figures.recordings + figures.deleted).toBeGreaterThan(2);
});

// Only Linux can forbid a process that runs to write.
test.runIf(canLimit)(
  'kept from writing for a while, it keeps what it acknowledged, and ends',
  async () => {
    const { lost, doubled, flaws, ...figures } = await loop({
      rounds: 2,
      lives: 8,
      seed: 20_261_122,
      trouble: () => noWriting,
    });
    expect({ lost, doubled, flaws }).toEqual(nothing);
    expect(figures.acknowledged).toBeGreaterThan(25);
  },
);
