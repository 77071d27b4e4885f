/** Tests of the follower with one fault planted into it: as its modules are loaded, not on disk. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { testMs } from '../../house/patience.ts';
import { faultOf, planted } from './planted.ts';

const root = resolve(import.meta.dirname, '../../..');
const fault = faultOf(process.env.FAULT);

export default defineConfig({
  root,
  plugins: [
    {
      name: 'fault',
      enforce: 'pre',
      transform: (code, id) =>
        fault && id === resolve(root, 'src/follow', fault.file) ? planted(code, fault) : undefined,
    },
  ],
  test: {
    include: ['test/follow/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    bail: 1,
    // What was loaded with another fault is not this.
    fsModuleCache: false,
    testTimeout: testMs,
  },
});
