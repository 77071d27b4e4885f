/** The truth is always among what is believed: a few lives of each kind; test/follow.ts takes more. */
import { expect, test } from 'vitest';
import { systems } from '../../properties/systems/index.ts';
import { libraryFiles, loadScenario } from '../../src/scenarios/index.ts';
import { observed } from './manner.ts';
import { live } from './soundness.ts';
import { followStory } from './told-stories.ts';

test.each([
  ['record-verb', 1],
  ['pause-and-resume', 3],
  ['dial-from-answer', 2],
  ['two-participants', 1],
  ['participant-request', 1],
  ['redirected-participant', 11],
  ['transcription', 11],
  // A message comes when what it sets is overdue.
  ['limits', 20_013],
  ['host-away-stopped', 20_022],
])('whatever happens to %s, the true state is among those believed', (name, seed) => {
  const system = systems.find((one) => one.name === name);
  if (!system) throw new Error(`no system ${name}`);
  const lived = live(system, observed, seed, 40);
  expect(lived.failure).toBeUndefined();
  expect(lived.isGivenUp).toBe(false);
  expect(lived.costs.length).toBeGreaterThan(2);
});

const story = (name: string) => {
  const file = libraryFiles().find((one) => one.endsWith(`/${name}.yaml`));
  if (file === undefined) throw new Error(`no scenario ${name}`);
  return loadScenario(file);
};
test.each([
  ['pause-resume-stop', undefined],
  ['conference-recorded-twice', 1],
  ['conference-verb', 1],
])('all that is seen of %s is explained, in time or late, twice and lost', (name, seed) => {
  const lived = followStory(story(name), observed, seed);
  expect(lived.failure).toBeUndefined();
  expect(lived.isGivenUp).toBe(false);
  expect(lived.costs.length).toBeGreaterThan(5);
});
