/** Scripts of far ends are read as they are written, and what cannot be read is named. */
import { expect, test } from 'vitest';
import { magicNumbers, magicRows, scriptOf } from '../../src/sandbox/lines/numbers.ts';
import {
  laterOf,
  openingOf,
  readScript,
  type Script,
  usualOpening,
} from '../../src/sandbox/stage/scripts.ts';
import { read } from '../house/tree.ts';

test('a script is read deed by deed, in its order', () => {
  expect(readScript('0.5s ring, 2s answer,3s press 12#,  1m  hang   up, 90s fall silent')).toEqual([
    { deed: 'ring', afterMs: 500 },
    { deed: 'answer', afterMs: 2_000 },
    { deed: 'press', afterMs: 3_000, keys: '12#' },
    { deed: 'hang up', afterMs: 60_000 },
    { deed: 'fall silent', afterMs: 90_000 },
  ]);
});

test('what takes the call counts from the dial, everything else from the answer, keys one by one', () => {
  const script = readScript('1s ring, 4s no answer, 250ms press *1, 2s speak');
  expect(openingOf(script)).toEqual([
    { deed: 'ring', afterMs: 1_000 },
    { deed: 'no answer', afterMs: 4_000 },
  ]);
  expect(laterOf(script)).toEqual([
    { deed: 'press', afterMs: 250, keys: '*' },
    { deed: 'press', afterMs: 550, keys: '1' },
    { deed: 'speak', afterMs: 2_000 },
  ]);
});

test('a deed can wait for the beep, or for a recording, and is none of those after the answer', () => {
  const script = readScript(
    '1s after the beep press 1#, 2s after the recording starts hang up, 3s end service',
  );
  expect(laterOf(script)).toEqual([{ deed: 'end service', afterMs: 3_000 }]);
  const awaits = 'after the beep';
  expect(laterOf(script, awaits)).toEqual([
    { deed: 'press', afterMs: 1_000, keys: '1', awaits },
    { deed: 'press', afterMs: 1_300, keys: '#', awaits },
  ]);
  expect(laterOf(script, 'after the recording starts')).toMatchObject([
    { deed: 'hang up', afterMs: 2_000 },
  ]);
});

test('a script that does not say how the call is taken begins as usual', () => {
  expect(readScript('3s press 1')).toEqual(readScript(`${usualOpening}, 3s press 1`));
  expect(openingOf(readScript('1s busy'))).toHaveLength(1);
});

test.each([
  ['', '""', 'a time and a deed'],
  ['answer', '"answer"', 'a time and a deed'],
  ['2 answer', '"2 answer"', 'a time and a deed'],
  ['-1s answer', '"-1s answer"', 'a time and a deed'],
  ['99999h answer', '"99999h answer"', 'a time and a deed'],
  ['1s ring,', '""', 'a time and a deed'],
  ['1s ring, 2s sing', '"2s sing"', 'ring, answer, busy, no answer, fail, hang up, press'],
  ['2s after the beep', '"2s after the beep"', 'one of the deeds'],
  ['2s after the beeps speak', '"2s after the beeps speak"', 'one of the deeds'],
  ['2s after the beep answer', '"2s after the beep answer"', 'not to come after the beep'],
  ['1s speak hello', '"1s speak hello"', 'the words after "speak" in quotes'],
  ['1s speak "hello', '"1s speak \\"hello"', 'the words after "speak" in quotes'],
  ['human, 1s machine', '"machine"', 'one word at most for who answers'],
  ['2s press', '"2s press"', 'keys after "press"'],
  ['2s press A', '"2s press A"', 'a time and a deed'],
  ['2s press 1 2', '"2s press 1 2"', 'a time and a deed'],
  ['2s answer 5', '"2s answer 5"', 'keys after "press" and nowhere else'],
  [`1s press ${'1'.repeat(65)}`, '"1s press 1', '64 keys at most'],
  [Array(101).fill('1s ring').join(), '"…"', '100 deeds at most'],
])('%j cannot be read: the error names the part and what was expected', (text, part, expected) => {
  expect(() => readScript(text)).toThrow(part);
  expect(() => readScript(text)).toThrow(expected);
});

const usual = readScript(usualOpening);
const bob = readScript('1s busy');
const own: ReadonlyMap<string, Script> = new Map([
  ['+12025550103', readScript('1s fail')],
  ['sip:bob@example.com', bob],
  ['alice', bob],
]);

test.each([
  ['+12025550106', readScript('1s fail'), 'a magic number'],
  ['sip:+12025550106@anything', readScript('1s fail'), 'a SIP address of one'],
  ['sips:+12025550106@anything:5061;transport=tls', readScript('1s fail'), 'with parameters'],
  ['tel:+12025550106', readScript('1s fail'), 'a tel URI of one'],
  ['+1 (202) 555-0106', readScript('1s fail'), 'a magic number with separators'],
  ['1.202.555.0106', readScript('1s fail'), 'without its plus'],
  [' 12025550106', readScript('1s fail'), 'with a blank for it'],
  ['202-555-0106', readScript('1s fail'), 'as it is dialled at home'],
  ['0012025550106', readScript('1s fail'), 'as it is dialled from abroad'],
  ['"Anna" <sip:%2B12025550106@anything>', readScript('1s fail'), 'a SIP address with a name'],
  ['sip:1-202-555-0106@anything', readScript('1s fail'), 'a SIP address with separators'],
  ['sip:agent12025550106@anything', usual, 'a user with figures in the name'],
  ['+4912025550106', usual, 'a number of another country'],
  ['+1 202 555 0103', readScript('1s fail'), "one's own number, written otherwise"],
  ['+12025550103', readScript('1s fail'), "one's own number, though it is magic too"],
  ['sip:bob@example.com', bob, "one's own address"],
  ['sip:alice@example.com', bob, "the user of one's own"],
  ['sip:bob@example.org', usual, 'another bob'],
  ['+4930123456', usual, 'any other number'],
  ['', usual, 'no address at all'],
  ['constructor', usual, 'a word that objects know'],
])('%s does what it should: %#', (address, script) => {
  expect(scriptOf(address, { numbers: own })).toEqual(script);
});

test('magic numbers are all different, for fiction only, and say what they do', () => {
  const all = magicNumbers.map(({ number }) => number);
  expect(new Set(all).size).toBe(all.length);
  for (const { number, script, says } of magicNumbers) {
    expect(number).toMatch(/^\+120255501\d\d$/);
    expect(readScript(script).length).toBeGreaterThan(0);
    expect(says).not.toMatch(/\bn\b/);
  }
  expect(magicRows.length).toBeLessThan(20);
});

test('the table of magic numbers in the guide is this one', () => {
  const rows = magicRows.map(({ number, says }) => `| \`${number}\` | ${says} |\n`);
  expect(read('docs/sandbox.md')).toContain(`| --- | --- |\n${rows.join('')}\n`);
});
