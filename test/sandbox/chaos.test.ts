/** Chaos is as wild as it was asked to be, and the same every time. */
import { expect, test } from 'vitest';
import { type Chaos, chaosFor } from '../../src/sandbox/stage/chaos.ts';

const keys = Array.from({ length: 4_000 }, (_, i) => `recording-${i}/${i % 7}`);
const fates = (chaos: Chaos) => keys.map((key) => chaosFor(chaos, key));
const wild: Chaos = { seed: 7, late: 0.2, lateByMs: 5_000, twice: 0.1 };
const share = (of: readonly unknown[]) => of.filter(Boolean).length / keys.length;

test('without chaos every callback is sent once, when it is due', () => {
  const fate = { lateMs: 0, twiceAfterMs: undefined };
  expect(chaosFor(undefined, 'key')).toEqual(fate);
  expect(new Set(fates({ ...wild, late: 0, twice: 0 }).map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify(fate)]),
  );
});

test('the same seed and key have the same fate, another seed has others', () => {
  expect(fates(wild)).toEqual(fates(wild));
  expect(fates(wild)).not.toEqual(fates({ ...wild, seed: 8 }));
});

test.each([0, 0.1, 0.5, 0.9, 1])('a share of %d is kept over many keys', (asked) => {
  const all = fates({ ...wild, late: asked, twice: asked });
  expect(Math.abs(share(all.map(({ lateMs }) => lateMs)) - asked)).toBeLessThan(0.03);
  expect(Math.abs(share(all.map(({ twiceAfterMs }) => twiceAfterMs)) - asked)).toBeLessThan(0.03);
});

test('what is late is late by no more than was asked, and not always by the same', () => {
  const late = fates({ ...wild, late: 1, twice: 1 }).flatMap((one) => [
    one.lateMs,
    one.twiceAfterMs ?? -1,
  ]);
  expect(Math.min(...late)).toBeGreaterThan(0);
  expect(Math.max(...late)).toBeLessThanOrEqual(5_000);
  expect(new Set(late).size).toBeGreaterThan(1_000);
});

test('to be late and to come twice are two matters', () => {
  const all = fates({ ...wild, late: 0.5, twice: 0.5 });
  const both = all.filter(({ lateMs, twiceAfterMs }) => lateMs > 0 && twiceAfterMs !== undefined);
  expect(Math.abs(share(both) - 0.25)).toBeLessThan(0.03);
});
