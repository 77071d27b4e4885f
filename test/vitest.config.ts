/** How the tests run: in three processes, on this machine alone, however busy it is. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { closingLine } from './house/closing-line.ts';
import { inEnvironments } from './house/environments.ts';
import { LongestFirst } from './house/longest-first.ts';
import { patienceMs, testMs } from './house/patience.ts';

/** What Node has compiled of the project, for the tests and for all processes that they begin. */
process.env.NODE_COMPILE_CACHE ??= resolve(import.meta.dirname, '../node_modules/.cache/compiled');

/** Files that share no module with others: another stands in the place of one. */
const apart = ['documents', 'moving', 'slow'].map((name) => `test/sandbox/${name}.test.ts`);

const common = {
  setupFiles: ['test/house/offline.ts', 'test/house/compiled.ts'],
  pool: 'forks' as const,
  maxWorkers: 3,
  testTimeout: testMs,
  hookTimeout: testMs,
};
/** Most of the time of a small file goes into loading what all files load. */
const sharing = {
  ...common,
  isolate: false,
  // Node imports our files as they are. What imports through Vite can be mocked, and is slower.
  experimental: { viteModuleRunner: false },
};

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    reporters: ['default', closingLine],
    sequence: { sequencer: LongestFirst },
    teardownTimeout: patienceMs,
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          ...sharing,
          name: 'together',
          include: ['{test,examples}/**/*.test.ts'],
          exclude: [...apart, ...inEnvironments],
        },
      },
      { extends: true, test: { ...common, name: 'apart', include: apart } },
      { extends: true, test: { ...sharing, name: 'environments', include: inEnvironments } },
    ],
  },
});
