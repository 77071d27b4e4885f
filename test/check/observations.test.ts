/** What an application sees of a story is followed: every observation is news, late or a repeat. */
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { observationsOf } from '../../src/check/index.ts';
import { type Belief, follow } from '../../src/follow/index.ts';
import { libraryFiles, loadScenario, play } from '../../src/scenarios/index.ts';
import { logOf } from './logs.ts';

test.each([
  ['voicemail', 'completed'],
  ['silence-timeout', 'completed'],
  ['empty-file', 'absent'],
])('%s is followed to its end', (name, end) => {
  const file = libraryFiles().find((one) => basename(one, '.yaml') === name) ?? name;
  let belief: Belief | undefined;
  const said: string[] = [];
  let states: readonly string[] = [];
  for (const seen of observationsOf(logOf(play(loadScenario(file))))) {
    const { belief: next, says } = follow(belief, seen);
    belief = next;
    said.push(says.is);
    states = says.machines.find(({ machine }) => machine === 'recording')?.states ?? states;
  }
  expect(said).not.toContain('unexplained');
  expect(said.length).toBeGreaterThan(5);
  expect(states).toEqual([end]);
});
