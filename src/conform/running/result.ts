/** What has come of a check, and of all of them. */
import type { ConformCheck } from '../checks/check.ts';
import type { TracedExchange } from '../checks/trace.ts';

/**
 * What has come of a check:
 * `passed`; `failed`; `unsteady`: it failed, and passed when it was run again alone; `expected`: it
 * failed or was not tested, as a list of expected failures says; `stale`: that list has it, and it
 * passed; `not-tested`: what it needs failed or is missing; `not-selected`: it was left out on
 * purpose; `broken`: the kit, or what was given to it, has a fault.
 */
export const checkOutcomes = [
  'passed',
  'failed',
  'unsteady',
  'expected',
  'stale',
  'not-tested',
  'not-selected',
  'broken',
] as const;
/** One of them. */
export type CheckOutcome = (typeof checkOutcomes)[number];

/** What every check has, whatever it works with. */
export type AnyCheck = Omit<ConformCheck<never>, 'run'>;

/** What has come of one check. */
export interface CheckResult {
  /** Which one. */
  readonly check: AnyCheck;
  /** What has come of it. */
  readonly outcome: CheckOutcome;
  /** What was found, why it was not tested or selected, or what broke; of what passed, what is said beside it. */
  readonly because?: string;
  /** What went to and fro, if it did not pass. */
  readonly exchanges: readonly TracedExchange[];
  /** How long it took, in milliseconds. */
  readonly tookMs: number;
}

/** What a whole run has come to. */
export interface ConformResult {
  /** Who was tested: a receiver, or a platform. */
  readonly subject: string;
  /** What was tested: a URL, without what would let somebody in. */
  readonly target: string;
  /** When it began, in milliseconds since the epoch. */
  readonly at: number;
  /** How long it took, in milliseconds. */
  readonly tookMs: number;
  /** Whether a `should` or `may` fails the run too. */
  readonly isStrict: boolean;
  /** Of each check, in the order of the list. */
  readonly results: readonly CheckResult[];
}

/** How many came to what. */
export function outcomeCounts({ results }: Pick<ConformResult, 'results'>) {
  const of = (outcome: CheckOutcome) => results.filter((one) => one.outcome === outcome).length;
  return Object.fromEntries(checkOutcomes.map((one) => [one, of(one)])) as Readonly<
    Record<CheckOutcome, number>
  >;
}

/** Outcomes that are not as they should be. */
const isWrong: Readonly<Record<CheckOutcome, boolean>> = {
  passed: false,
  failed: true,
  unsteady: true,
  expected: false,
  stale: true,
  'not-tested': true,
  'not-selected': false,
  broken: true,
};

/** Whether a result fails the run: a stale entry always does, a `should` only where it is strict. */
export const failsRun = (
  { check, outcome }: CheckResult,
  { isStrict }: Pick<ConformResult, 'isStrict'>,
): boolean => isWrong[outcome] && (isStrict || check.priority === 'must' || outcome === 'stale');

/** What the exit codes of the command mean; 2 is a wrong use of it. */
export const conformExitCodes = {
  0: 'every promise that must be kept is kept, or fails as expected',
  1: 'one is not kept or could not be tested, or an expected failure is stale',
  2: 'the command is used wrongly, or a file cannot be read',
  3: 'the kit broke, or what was given to it, such as the probe: nothing is said of the subject',
} as const;

/** The exit code of a run. A fault of the kit says nothing of the subject, so it goes first. */
export function conformExitCode(result: ConformResult): 0 | 1 | 3 {
  if (result.results.some(({ outcome }) => outcome === 'broken')) return 3;
  return result.results.some((one) => failsRun(one, result)) ? 1 : 0;
}
