/** The truth is always among what is believed: a few lives of each path; test/follow.ts takes more. */
import { expect, test } from 'vitest';
import { systems } from '../../properties/systems/index.ts';
import { observed } from './manner.ts';
import { live } from './soundness.ts';

const followed = ['outbound-call', 'record-verb', 'pause-and-resume', 'late-files'];

test.each(followed)('whatever happens to %s, the true state is among those believed', (name) => {
  const system = systems.find((one) => one.name === name);
  if (!system) throw new Error(`no system ${name}`);
  const lives = [1, 3].map((seed) => live(system, observed, seed, 40));
  expect(lives.flatMap(({ failure }) => failure ?? [])).toEqual([]);
  expect(lives.some(({ costs }) => costs.length > 3)).toBe(true);
});
