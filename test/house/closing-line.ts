/** The last line of a test run, in the plain words that a counting machine understands. */
import type { Reporter, TestModule } from 'vitest/node';

export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const passed = count('passed');
    const failed = count('failed') + modules.flatMap(errorsOutside).length + unhandledErrors.length;
    const skipped = tests.length - passed - count('failed');
    process.stdout.write(
      `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  },
};

/** Errors that belong to no test: a file that does not load, a hook that throws. */
const errorsOutside = (module: TestModule) => [
  ...module.errors(),
  ...[...module.children.allSuites()].flatMap((suite) => suite.errors()),
];
