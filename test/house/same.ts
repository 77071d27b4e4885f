/** An expectation for tests that compare thousands of things, most of which are the same. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/**
 * Expects what `toEqual` does, and says the same where it is not so; `what` says which it was. What is
 * the same to the last bit is so without it: it takes twenty times as long to come to that.
 */
export function expectSame(found: unknown, expected: unknown, what: string) {
  if (!isDeepStrictEqual(found, expected)) expect(found, what).toEqual(expected);
}
