/** Keeps which mutants a file of tests has come by: as it was loaded, and in all. */
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { askedFor } from './loading.ts';

const path = process.env.MUTATION_NOTED;
let loaded: number[] = [];

beforeAll(() => {
  loaded = [...askedFor];
});
afterAll(() => {
  if (path === undefined) return;
  const { testPath: file } = expect.getState();
  appendFileSync(path, `${JSON.stringify({ file, loaded, mutants: [...askedFor] })}\n`);
  // The next file shares this process.
  askedFor.clear();
});
