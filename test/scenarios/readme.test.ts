/** What is said about scenarios is so: the guide's own one plays, and the excerpt is really printed. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  libraryFiles,
  loadScenario,
  play,
  printScenario,
  readScenario,
  reportOf,
} from '../../src/scenarios/index.ts';

const page = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const readme = page('README.md');

test('the scenario of the guide plays as it expects', () => {
  const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(page('docs/scenarios.md')) ?? [];
  expect(yaml).not.toBe('');
  expect(reportOf(play(readScenario(yaml, 'scenarios.md'))).failures).toEqual([]);
});

test('the excerpt of the README is what npm run play prints', () => {
  const [, excerpt = ''] = /^```\n( +\d:\d\d.*?)^```$/ms.exec(readme) ?? [];
  const file = libraryFiles().find((one) => one.endsWith('/pause-resume-stop.yaml')) ?? '';
  const played = play(loadScenario(file));
  const printed = printScenario((_format, text) => text, played, reportOf(played));
  expect(excerpt).not.toBe('');
  for (const line of excerpt.trimEnd().split('\n')) expect(printed.split('\n')).toContain(line);
});
