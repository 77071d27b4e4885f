/** Tests of the follower with one fault planted into it: as its modules are loaded, not on disk. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { testMs } from '../../house/patience.ts';
import { faultOf, planted } from './planted.ts';

const root = resolve(import.meta.dirname, '../../..');
const fault = faultOf(process.env.FAULT);

/** What takes seconds comes last: most faults are seen before. */
const slow = ['tight', 'arithmetic', 'truth', 'sequences'];
const rank = ({ moduleId }: TestSpecification) =>
  slow.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
class ShortestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const name = (one: TestSpecification) => one.moduleId;
    return Promise.resolve(
      files.toSorted((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1)),
    );
  }
}

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
    sequence: { sequencer: ShortestFirst },
    isolate: false,
    bail: 1,
    // What was loaded with another fault is not this.
    fsModuleCache: false,
    testTimeout: testMs,
  },
});
