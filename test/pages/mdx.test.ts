/** The pages for other hosts, of Markdown and of MDX: each is read to its end, and its links lead to the others. */
import { posix } from 'node:path';
import { compile } from '@mdx-js/mdx';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { asMdx, mdxOf } from '../../src/pages/formats/mdx.ts';
import { slug } from '../../src/pages/sheet/markdown.ts';
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

/** The places of a page that links lead to: its anchors, and its headings by the ids that GitHub gives. */
const placesIn = (text: string) =>
  new Set([
    ...Array.from(text.matchAll(/<a id="([^"]+)">/g), ([, id = '']) => id),
    ...Array.from(text.replace(/^```.*?^```/gms, '').matchAll(/^#+ (.*)$/gm), ([, head = '']) =>
      slug(head.replaceAll('`', '')),
    ),
  ]);

test.each([
  ['MDX', mdx, /\.mdx$/],
  ['Markdown', files, /\.md$/],
])('every link of the pages as %s leads to a page and a place that are there', (_, all, isPage) => {
  const places = new Map(Array.from(all, ([file, text]) => [file, placesIn(text)]));
  const lost = [...all]
    .filter(([file]) => isPage.test(file))
    .flatMap(([file, text]) =>
      [...text.replace(/^```.*?^```/gms, '').matchAll(/\]\(((?!\w+:)[^)\s]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => {
          const [path = '', place] = target.split('#');
          const to = path === '' ? file : posix.join(posix.dirname(file), path);
          return !all.has(to) || (place !== undefined && !places.get(to)?.has(place));
        })
        .map((target) => `${file}: ${target}`),
    );
  expect(lost).toEqual([]);
});

test.each([...files].filter(([file]) => file.endsWith('.md')))(
  '%s is read as Markdown to its end: none of its signs is left as text',
  (_, text) => {
    const said = marked
      .parse(text, { async: false })
      .replaceAll(/<(pre|code)[^>]*>.*?<\/\1>/gs, '')
      .replaceAll(/<[^>]*>/g, '');
    expect(said.match(/.*(?:\]\(|\*\*|```|\|---).*/g) ?? []).toEqual([]);
  },
);

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
