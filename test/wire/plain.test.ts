/** Texts of others are shown without the orders that are in them. */
import { expect, test } from 'vitest';
import { plainIn, printable } from '../../src/wire/said/plain.ts';

test.each([
  ['a\u{1b}[31mb', 'a\\u{1b}[31mb'],
  ['a\u{202e}b', 'a\\u{202e}b'],
  ['a\u{e0001}b', 'a\\u{e0001}b'],
  ['a\u{d800}b', 'a\\u{d800}b'],
  ['a\r\n\t b', 'a b'],
  ['Grüße 🎙', 'Grüße 🎙'],
])('%j stands on one line as %j: what gives orders is shown by its number', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('in data a sign stands for each of them, and all else stays', () => {
  const data = { at: 7, says: ['a\u{1b}b', { note: 'c\u{e0001}' }], isSo: true, none: null };
  const plain = { ...data, says: ['a\u{fffd}b', { note: 'c\u{fffd}' }] };
  expect(plainIn(data)).toEqual(plain);
});
