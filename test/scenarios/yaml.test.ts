/** YAML that nobody writes by mistake: it is refused in a sentence, with its place, before it costs. */
import { describe, expect, test } from 'vitest';
import { FileError, readYaml } from '../../src/scenarios/format/yaml.ts';

const saidOf = (text: string) => {
  try {
    return readYaml(text, 'file.yaml').value;
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
};
const times = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i));
const deep = 'nested too deeply; expected 64 levels at most';
const long = 'too long; expected 10000 words and signs at most';
const marked = 'too many anchors, aliases and tags; expected 100 at most';

describe('A file', () => {
  test.each([
    ['brackets', '['.repeat(100_000), `1:65: ${deep}`],
    ['brackets that are closed', `${'['.repeat(65)}${']'.repeat(65)}`, `1:65: ${deep}`],
    ['braces', `a:\n ${'{a: '.repeat(50_000)}`, `2:258: ${deep}`],
    ['dashes', `${'- '.repeat(100_000)}a`, `1:129: ${deep}`],
    ['question marks', '? '.repeat(100_000), `1:129: ${deep}`],
    ['tags', '!a '.repeat(50_000), `1:301: ${marked}`],
    ['anchors', times(101, (i) => `k${i}: &k${i} 1`).join('\n'), `101:7: ${marked}`],
    ['aliases', `a: &a [x]\nb: [${'*a,'.repeat(1_000)}]`, `2:302: ${marked}`],
    ['commas', `[${','.repeat(200_000)}]`, `1:10001: ${long}`],
    ['quotation marks', '"'.repeat(200_000), `1:20001: ${long}`],
    ['keys', times(27_000, (i) => `k${i}: x`).join('\n'), `3334:6: ${long}`],
    ['keys in braces', `{${times(30_000, (i) => `k${i}`).join()}}`, `1:28891: ${long}`],
    [
      'aliases of aliases',
      `a: &a0 [1]\n${times(20, (i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`,
      '2:10: the aliases from here on stand for too many values',
    ],
    ['an alias in itself', 'a: &a [*a]', '1:8: *a stands for itself'],
    ['an alias of nothing', 'a: 1\nb: *b', '2:4: *b stands for nothing'],
  ])('with too much of %s is refused where it is too much', (_says, text, says) => {
    expect(saidOf(text)).toBe(`file.yaml:${says}`);
  });

  test.each<[string, string, unknown]>([
    ['64 brackets', `${'['.repeat(64)}${']'.repeat(64)}`, expect.any(Array)],
    ['brackets in text', `'${'['.repeat(1_000)}'`, '['.repeat(1_000)],
    ['brackets one after another', `[${'[1], '.repeat(1_000)}]`, expect.any(Array)],
    ['3000 keys', times(3_000, (i) => `k${i}: x`).join('\n'), expect.any(Object)],
    ['comments and empty lines', `a: 1\n${'# Hm.\n\n'.repeat(20_000)}`, { a: 1 }],
    ['dashes in lines of their own', '- 1\n'.repeat(1_000), expect.any(Array)],
    ['100 marks', `a: &a [x]\nb: [${'*a, '.repeat(99)}]`, expect.any(Object)],
    ['an alias', 'a: &a {x: 1}\nb: *a', { a: { x: 1 }, b: { x: 1 } }],
  ])('with %s is read', (_says, text, value) => {
    expect(saidOf(text)).toEqual(value);
  });
});
