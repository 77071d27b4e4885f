/** Whatever the outside sees of worlds at random is explained, and mutants of the model are noticed: a few. */
import { expect, test } from 'vitest';
import { mutants } from '../../properties/mutants/index.ts';
import { noticedFrom, refutedOfRight } from './mutated.ts';
import { worldKinds } from './worlds.ts';

const kinds = worldKinds(40);
test.each(['pause-and-resume', 'pause-resume-stop', 'voicemail'])(
  'what is seen of %s is explained: late, twice, out of order, with answers lost',
  (name) => {
    const kind = kinds.find((one) => one.name === name);
    const worlds = [1, 2, 3].map((seed) => kind?.check(seed));
    expect(worlds.map((one) => one?.failure)).toEqual([undefined, undefined, undefined]);
    expect(worlds.reduce((sum, one) => sum + (one?.seen ?? 0), 0)).toBeGreaterThan(9);
  },
);

test.each([
  ['never-answered', 101],
  ['hang-up-while-pausing', 100],
  ['three-sources', 101],
  ['participant-both', 101],
  ['participant-given-texml', 106],
  ['dismissed-while-rejoining', 104],
  ['redirect-out-of-conference', 103],
  ['twilio-second-request', 103],
  ['full-conference', 111],
  ['never-answered', 5000],
  ['never-answered', 5006],
  ['twilio-second-request', 6029],
])('what is seen of %s, seed %i, is explained: it once was not', (name, seed) => {
  expect(kinds.find((one) => one.name === name)?.check(seed).failure).toBeUndefined();
});

test('two calls that dial a leg under one sid are explained, whoever was first', () => {
  const kind = worldKinds(60).find(({ name }) => name === 'same-leg');
  expect(kind?.check(6034).failure).toBeUndefined();
});

test('a platform with a fault is noticed from outside, and one without is not', () => {
  const wrong = mutants.find(({ id }) => id === 'dialLeg/completed/call.redirect[0]/refuse→ignore');
  expect(wrong).toBeDefined();
  expect(wrong && noticedFrom(wrong, [4], 40).is).toBe('noticed');
  expect(refutedOfRight([4], 40)).toMatchObject({ refuted: 0 });
});
