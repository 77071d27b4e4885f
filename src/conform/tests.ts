/** Checks as the tests of whatever runner there is: one a check. */
import type { CheckResult, ConformResult } from './running/result.ts';
import { failsRun } from './running/result.ts';
import type { CheckRunner, RunOf } from './running/runner.ts';
import { resultText } from './shown/text.ts';

/** A check, as a test: `test(title, run)`. */
export interface ConformTest {
  /** The id of the check. */
  readonly id: string;
  /** Its id and sentence. */
  readonly title: string;
  /** Runs it, and what it needs first. It rejects where the check fails, and says how to see it again. */
  readonly run: () => Promise<void>;
}
/** All that can be run of a subject, and what its profile leaves out. */
export interface ConformTests {
  /** One for each check that is selected. */
  readonly tests: readonly ConformTest[];
  /** The checks that are left out, and why. */
  readonly leftOut: readonly { readonly id: string; readonly because: string }[];
  /** Runs all, and gives what they come to: `conformReport`, `junitOf` and `conformPage` tell it. */
  all(): Promise<ConformResult>;
}

/** The tests of a runner. */
export function testsOf<World>(runner: CheckRunner<World>, of: RunOf<World>): ConformTests {
  const { checks, isStrict = false } = of;
  return {
    tests: checks
      .filter(({ id }) => runner.leftOut(id) === undefined)
      .map(({ id, says }) => ({
        id,
        title: `${id}: ${says}`,
        run: async () => refuse(await runner.one(id), isStrict),
      })),
    leftOut: checks.flatMap(({ id }) => {
      const because = runner.leftOut(id);
      return because === undefined ? [] : [{ id, because }];
    }),
    all: () => runner.all(),
  };
}

const plain = (_: unknown, text: string) => text;
function refuse(result: CheckResult, isStrict: boolean) {
  if (failsRun(result, { isStrict }) || result.outcome === 'broken') {
    throw new Error(resultText(result, plain));
  }
}
