/** What a search keeps of two ways that differ in times alone. */
import { expect, test } from 'vitest';
import { atFirst, type Believed } from '../../src/follow/ways/believed.ts';
import { includes, joined } from '../../src/follow/ways/searched.ts';
import { never, type Span } from '../../src/follow/ways/shapes/spans.ts';

const call = { machine: 'call', sid: 'c' } as const;
/** A call that rings until then, with a word of it on its way to us and a message to it. */
const way = (ring: Span, at: Span): Believed => {
  const snapshot = { ...call, state: 'ringing' } as never;
  const event = { type: 'recording.ended', at: 0, recordingSid: 'r' } as never;
  return {
    ...atFirst,
    parts: { 'call c': { snapshot, spans: { since: [0, never], 'timer ring': ring } } },
    mail: { 'recording r > call c': [{ signal: { to: call, event }, at }] },
    told: [{ of: call, status: 'ringing', at }],
  };
};

test.each<[string, Believed, Believed]>([
  ['a timer', way([10, 20], [1, 2]), way([15, 25], [1, 2])],
  ['what is on its way', way([10, 20], [1, 4]), way([10, 20], [3, 6])],
])('two ways that differ in the time of %s are among what is kept of both', (_what, one, other) => {
  const both = joined(one, other);
  for (const each of [one, other, both]) expect(includes(both, each)).toBe(true);
  for (const each of [one, other]) expect(includes(each, both)).toBe(false);
  expect(includes(one, other) || includes(other, one)).toBe(false);
});

test('of a way that is the same but for its objects all is among it, and nothing is added', () => {
  const [one, again] = [way([10, 20], [1, 2]), way([10, 20], [1, 2])];
  expect(includes(one, again)).toBe(true);
  expect(joined(one, again)).toEqual(one);
});
