/** A process that runs files of tests when it is told to, with one mutant planted or none. */
import { resolve } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer, createVitest } from 'vitest/node';
import { testMs } from '../house/patience.ts';

/** What it is told: the mutant's number, and the files by their paths, in this order. */
export interface Asked {
  readonly planted: number | undefined;
  readonly files: readonly string[];
}
/** What it says: the first test that has failed, if any has; and how long each file took. */
export interface Found {
  readonly failed: string | undefined;
  readonly durationsMs: Readonly<Record<string, number>>;
}

class AsTold extends BaseSequencer {
  override sort(files: TestSpecification[]) {
    return Promise.resolve(files);
  }
}

const root = resolve(import.meta.dirname, '../..');
const vitest = await createVitest('test', {
  root,
  config: false,
  watch: false,
  reporters: [{}],
  include: ['test/**/*.test.ts'],
  pool: 'forks',
  maxWorkers: 1,
  isolate: false,
  bail: process.argv[2] === 'first' ? 1 : 0,
  testTimeout: testMs,
  hookTimeout: testMs,
  setupFiles: ['test/mutation/noting.ts', 'test/house/offline.ts', 'test/house/compiled.ts'],
  sequence: { sequencer: AsTold },
  experimental: { viteModuleRunner: false },
  onConsoleLog: () => false,
});

process.on('message', async ({ planted, files }: Asked) => {
  if (planted === undefined) delete process.env.MUTATION_PLANTED;
  else process.env.MUTATION_PLANTED = String(planted);
  // What has failed before would count as failed now, and nothing would be run.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  vitest.state.errorsSet.clear();
  const [project] = vitest.projects;
  const specifications = files.flatMap(
    (file) => project?.createSpecification(resolve(root, file)) ?? [],
  );
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failures = testModules.flatMap((module) => [
    ...[...module.children.allTests()].flatMap((test) =>
      test.result().state === 'failed' ? [`${module.relativeModuleId} ${test.fullName}`] : [],
    ),
    ...module.errors().map(({ message }) => `${module.relativeModuleId} ${message}`),
  ]);
  const durationsMs = Object.fromEntries(
    testModules.map((module) => [
      module.relativeModuleId,
      Math.round(module.diagnostic().duration),
    ]),
  );
  const outside = unhandledErrors.map((error) => String((error as Error).message));
  const found: Found = { failed: [...failures, ...outside][0], durationsMs };
  process.send?.(found);
});
// Whoever has begun this is gone: so is all that this has begun, which is its group.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
process.send?.('ready');
