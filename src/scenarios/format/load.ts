/** Reads scenario files: YAML in, a checked scenario out, or an error with file, line and column. */
import { readFileSync } from 'node:fs';
import { type Scenario, scenarioSchema } from './format.ts';
import { checkedBy, firstFlaw } from './words.ts';
import { FileError, readYaml } from './yaml.ts';

/** A scenario that cannot be played: where, and what was expected. */
export class ScenarioError extends FileError {}

/** Reads a scenario from its text; `file` is what errors call it. */
export function readScenario(text: string, file: string): Scenario {
  const { value, flaw } = readYaml(text, file, ScenarioError);
  const parsed = checkedBy(scenarioSchema, value);
  if (parsed.success) return parsed.data;
  const { path, says } = firstFlaw(parsed.error);
  throw flaw(path, says);
}

/** Reads a scenario file. */
export function loadScenario(file: string): Scenario {
  return readScenario(readFileSync(file, 'utf8'), file);
}
