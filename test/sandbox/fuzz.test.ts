/** A part of the fuzzing; `npm run fuzz` does more of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flawOf, fuzzed, fuzzes } from './fuzzing.ts';

test('requests that nobody should send get documented errors and change nothing', async () => {
  const { sandbox, sids } = await fuzzed();
  try {
    const promise = fc.asyncProperty(fuzzes, async (one) => {
      expect(await flawOf(sandbox, one, sids)).toBeUndefined();
    });
    await fc.assert(promise, { numRuns: 500, seed: 20_261_122 });
  } finally {
    await sandbox.close();
  }
});
