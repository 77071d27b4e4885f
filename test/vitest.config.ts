/** How the tests run: in two processes, on this machine alone, each within ten seconds. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { closingLine } from './house/closing-line.ts';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/house/offline.ts'],
    reporters: ['default', closingLine],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 10_000,
    hookTimeout: 10_000,
  },
});
