/** The pages for sites whose pages are components: each compiles, and its links lead to the others. */
import { posix } from 'node:path';
import { compile } from '@mdx-js/mdx';
import { describe, expect, test } from 'vitest';
import { asMdx, mdxOf } from '../../src/pages/formats/mdx.ts';
import { drawn as files } from './drawn.ts';

const mdx = asMdx(files);
const written = [...mdx].filter(([file]) => file.endsWith('.mdx'));

test('every page is there, and every picture and export as it is', () => {
  const names = [...files.keys()].map((file) => file.replace(/\.md$/, '.mdx'));
  expect([...mdx.keys()]).toEqual(names);
  for (const [file, text] of mdx) {
    if (!file.endsWith('.mdx')) expect(text).toBe(files.get(file));
  }
});

test('the guides and the manual are among them, and their code says which file it is', () => {
  const names = written.map(([file]) => file);
  expect(names).toEqual(
    expect.arrayContaining(['guides/record-a-voicemail.mdx', 'manual/check.mdx', 'reading.mdx']),
  );
  expect(mdx.get('guides/record-a-voicemail.mdx')).toContain('```ts title="voicemail.ts"\n');
});

test.each(written)('%s compiles', async (_, text) => {
  await expect(compile(text)).resolves.toBeDefined();
});

test('every link to a page leads to one that is there', () => {
  const lost = written.flatMap(([file, text]) =>
    [...text.replace(/```.*?```/gs, '').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^\w+:/.test(target))
      .map((target) => posix.join(posix.dirname(file), target))
      .filter((target) => !mdx.has(target)),
  );
  expect(lost).toEqual([]);
});

describe('what MDX reads otherwise than Markdown', () => {
  test.each([
    ['a comment', '<!-- of `code` and {braces} -->', '{/* of `code` and {braces} */}'],
    ['a brace in prose', 'a {brace}', 'a \\{brace\\}'],
    ['a brace in code', '`{"a":1}`', '`{"a":1}`'],
    ['a break', 'a<br>b', 'a<br />b'],
    ['a break in a block of code', '```mermaid\na<br/>b<br>\n```', '```mermaid\na<br/>b<br>\n```'],
    [
      'an address',
      'on <http://127.0.0.1:4010>.',
      'on [http://127.0.0.1:4010](http://127.0.0.1:4010).',
    ],
    ['a link to a page', '[a](b/c.md#d)', '[a](b/c.mdx#d)'],
    ['a link into the web', '[a](https://example.com/c.md)', '[a](https://example.com/c.md)'],
  ])('%s', (_, markdown, says) => {
    expect(mdxOf(markdown)).toBe(says);
  });
});
