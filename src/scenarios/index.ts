/** The room's door: load scenarios, play them, and say what they came to. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type { Scenario } from './format/format.ts';
export { loadScenario, readScenario, ScenarioError } from './format/load.ts';
export type { RecordingReport } from './life.ts';
export { type Played, play } from './play.ts';
export { type Paint, printScenario, printSummary } from './print.ts';
export { reportOf, type ScenarioReport } from './report.ts';

const library = new URL('./library/', import.meta.url);

/** The files of the scenarios that come with the package, in the order of their names. */
export const libraryFiles = (): string[] =>
  readdirSync(library)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => fileURLToPath(new URL(name, library)));
