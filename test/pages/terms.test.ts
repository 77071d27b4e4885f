/** Words lead to the glossary: once a page, where it says them, and nowhere that a link may not be. */
import { describe, expect, test } from 'vitest';
import { abbreviations, ideas } from '../../src/pages/gathered/explained.ts';
import { wordAnchor } from '../../src/pages/sheet/sheet.ts';
import { linkTerms, type Term } from '../../src/pages/sheet/terms.ts';
import { terms, termsOfGuides } from '../../src/pages/terms.ts';
import { drawn } from './drawn.ts';

const words: readonly Term[] = [
  { to: 'words.md#word-host', said: '[Hh]osts?' },
  { to: 'words.md#word-media-server', said: '[Mm]edia servers?' },
  { to: 'words.md#word-server', said: 'servers?' },
  { to: 'words.md#event-media-paused', code: 'media.paused' },
];
describe('A page that says a word of the glossary', () => {
  test.each([
    ['leads there once', 'A host, a host.', 'A [host](words.md#word-host), a host.'],
    ['leads there from its plural', 'Hosts.', '[Hosts](words.md#word-host).'],
    [
      'takes the longest word',
      'a media server, a server',
      'a [media server](words.md#word-media-server), a [server](words.md#word-server)',
    ],
    [
      'leads there from code that is one',
      '`media.paused`',
      '[`media.paused`](words.md#event-media-paused)',
    ],
    ['does not from other code', '`host` and `a host`', '`host` and `a host`'],
    ['does not from a block', '```ts\nhost\n```', '```ts\nhost\n```'],
    ['does not from a heading', '## The host', '## The host'],
    ['does not from the head of a table', '| host |\n|---|\n| x |', '| host |\n|---|\n| x |'],
    ['does from a cell', '| a |\n|---|\n| host |', '| a |\n|---|\n| [host](words.md#word-host) |'],
    ['does not from a link', '[a host](x.md) <http://host/>', '[a host](x.md) <http://host/>'],
    ['does not from what is HTML', '<summary>A host</summary>', '<summary>A host</summary>'],
    ['does not from a longer name', 'host.ended, in-host', 'host.ended, in-host'],
    [
      'does not again where it is linked by hand',
      '[hosts](words.md#word-host), a host',
      '[hosts](words.md#word-host), a host',
    ],
  ])('%s', (_, text, says) => {
    expect(linkTerms('README.md', text, words)).toBe(says);
  });

  test('leads there from any folder, and not from the glossary itself', () => {
    expect(linkTerms('a/b.md', 'host', words)).toBe('[host](../words.md#word-host)');
    expect(linkTerms('words.md', 'host', words)).toBe('host');
  });
});

const pages = [...drawn].filter(([file]) => file.endsWith('.md') && file !== 'words.md');

test('no page says a word for the first time without a link', () => {
  const isByHand = (file: string) => /^(guides|manual)\//.test(file);
  const missed = pages.filter(
    ([file, text]) => linkTerms(file, text, isByHand(file) ? termsOfGuides : terms) !== text,
  );
  expect(missed.map(([file]) => file)).toEqual([]);
});

test('every word of the glossary is led to from a page, and every abbreviation from where it is said', () => {
  const all = pages.map(([, text]) => text).join('');
  const isLed = (word: string) => all.includes(`words.md#${wordAnchor(word)})`);
  expect(Object.keys(ideas).filter((word) => !isLed(word))).toEqual([]);
  const inLinksAlone = ['DOT', 'PlantUML', 'SCXML'];
  expect(Object.keys(abbreviations).filter((word) => !isLed(word))).toEqual(inLinksAlone);
});

test('no link of a word stands in a heading, in code or in another link', () => {
  const odd = pages.flatMap(([file, text]) => [
    ...[...text.matchAll(/^#.*words\.md#.*$/gm)].map(([line]) => `${file}: ${line}`),
    ...[...text.matchAll(/^```.*?^```$/gms)].filter(([block]) => block.includes('words.md#')),
    ...[...text.matchAll(/\[[^\]]*\[[^\]]*\]\([^)]*words\.md#word/g)],
  ]);
  expect(odd).toEqual([]);
});
