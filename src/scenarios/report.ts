/** What a played scenario came to, as `--json` prints it. */
import { check } from './expect.ts';
import { livesOf, type RecordingReport } from './life.ts';
import type { Played } from './play.ts';

/** What playing a scenario came to, as JSON. */
export interface ScenarioReport {
  /** That of the scenario. */
  readonly name: string;
  /** Whether everything was as expected. */
  readonly ok: boolean;
  /** What was not as expected, one sentence each. */
  readonly failures: readonly string[];
  /** In the order in which they were made. */
  readonly recordings: readonly RecordingReport[];
}

/** Says what a played scenario came to, and holds it against what it expects. */
export function reportOf(played: Played): ScenarioReport {
  const failures = check(played);
  const { name } = played.scenario;
  return { name, ok: failures.length === 0, failures, recordings: livesOf(played) };
}
