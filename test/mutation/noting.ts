/** Keeps which mutants a file of tests has come by; loaded before it, in a process of its own. */
import { appendFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
import { askedFor } from './loading.ts';

afterAll(() => {
  const path = process.env.MUTATION_NOTED;
  if (path === undefined) return;
  const { testPath: file } = expect.getState();
  appendFileSync(path, `${JSON.stringify({ file, mutants: [...askedFor] })}\n`);
});
