/** A part of the fuzzing; `npm run fuzz` does more of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzed, fuzzes, judged } from './fuzzing.ts';

test('requests that nobody should send get documented errors and change nothing', async () => {
  const { sandbox, sids } = await fuzzed();
  const statuses = new Set<number>();
  try {
    const promise = fc.asyncProperty(fuzzes, async (one) => {
      const { status, flaw } = await judged(sandbox, one, sids);
      expect(flaw).toBeUndefined();
      statuses.add(status);
    });
    await fc.assert(promise, { numRuns: 500, seed: 20_261_122 });
    // Some must get through, or nothing is tried.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 401, 404, 405, 422]));
  } finally {
    await sandbox.close();
  }
});
