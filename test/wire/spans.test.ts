/** No request and no document comes to a span that the model refuses, however long it says. */
import { expect, test } from 'vitest';
import { longestSpanMs } from '../../machines/words/shape.ts';
import { parameters } from '../../src/wire/rest/parameters.ts';
import { valueIn } from '../../src/wire/texml/values.ts';
import { verbs } from '../../src/wire/texml/verbs.ts';

const longest = longestSpanMs / 1000;
const tooLong = [longest + 1, 9_007_199_254_740];

interface Parameter {
  safeParse(value: unknown): { readonly data?: unknown };
}
const numbers = Object.entries(parameters).flatMap(([operation, { shape }]) =>
  Object.entries<Parameter>(shape)
    .filter(([, one]) => one.safeParse('30').data === 30)
    .map(([name, one]) => [`${operation} ${name}`, one] as const),
);
test.each(numbers)('%s takes no more seconds than a span has', (_, one) => {
  for (const value of tooLong) {
    expect(one.safeParse(value).data).toBeUndefined();
    expect(one.safeParse(String(value)).data).toBeUndefined();
  }
});

const lengths = Object.entries(verbs).flatMap(([verb, attributes]) =>
  Object.entries(attributes)
    .filter(([, { kind }]) => kind === 'seconds')
    .map(([name, attribute]) => [`${verb} ${name}`, attribute] as const),
);
test.each(lengths)('%s takes no more seconds than a span has', (_, attribute) => {
  for (const value of tooLong) expect(valueIn(attribute, String(value))).toBeUndefined();
});

test('what is not bounded takes as much as a span has', () => {
  const taken = numbers.filter(([, one]) => one.safeParse(longest).data === longest);
  expect(taken.map(([name]) => name)).toContain('dialParticipant TimeLimit');
  expect(valueIn(verbs.Record.timeout, String(longest))).toBe(longest);
});
