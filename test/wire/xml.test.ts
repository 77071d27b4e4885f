/** The XML reader: it reads well-formed documents with places, and refuses all others with them. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { TexmlError } from '../../src/wire/texml/place.ts';
import { readXml, type XmlElement, type XmlOptions, xmlLimits } from '../../src/wire/texml/xml.ts';

function rootOf(text: string, options?: XmlOptions): XmlElement {
  const { root, error } = readXml(text, options);
  if (error || !root) throw error ?? new Error('there is no root');
  return root;
}
function refused(text: string, limits = {}): TexmlError {
  const { error } = readXml(text, { file: 'call.xml', limits });
  if (!error) throw new Error('nothing was refused');
  return error;
}

describe('A well-formed document', () => {
  test('becomes elements, attributes and text, each with its place', () => {
    const text = '<?xml version="1.0"?>\n<a>\r\n  <b\r  c="1" d = \'2\'/>x</a>';
    const b = {
      name: 'b',
      line: 3,
      column: 3,
      attributes: [
        { name: 'c', value: '1', line: 4, column: 3 },
        { name: 'd', value: '2', line: 4, column: 9 },
      ],
      text: '',
      children: [],
      content: [],
    };
    const a = { name: 'a', line: 2, column: 1, attributes: [], text: '\n  x' };
    expect(rootOf(text)).toEqual({ ...a, children: [b], content: ['\n  ', b, 'x'] });
  });

  test.each([
    ['the five predefined entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', `<>&"'`],
    ['character references', '<a>&#233;&#x1F600;</a>', 'é😀'],
    ['CDATA beside text', '<a>1<![CDATA[<2>&]]>3</a>', '1<2>&3'],
    ['comments and instructions, which say nothing', '<a>1<!-- & -->2<?go?>3</a>', '123'],
    ['a byte order mark', '\uFEFF<a>x</a>', 'x'],
    ['white space inside tags', '<a\t>x</a\n>', 'x'],
  ])('may have %s', (_, text, expected) => {
    expect(rootOf(text).text).toBe(expected);
  });

  test('finds the attribute of a name that its own value repeats', () => {
    const [attribute] = rootOf(`<a xx="'xx=&quot;xx"/>`).attributes;
    expect(attribute).toEqual({ name: 'xx', value: `'xx="xx`, line: 1, column: 4 });
  });
});

describe('A document that is not well-formed is refused with file, line, column, what and why:', () => {
  const one = '<a>\n  <b></a>';
  test.each([
    ['nothing at all', '', 1, 1, 'the end of the document', 'an element'],
    ['an unclosed tag', '<a>\n<b></b>', 2, 8, 'the end of the document', '</a>'],
    ['a tag closed in the wrong order', one, 2, 6, '</a>', '</b>'],
    ['a closing tag alone', '</a>', 1, 1, '</a>', 'an element for it to close'],
    ['two roots', '<a/>\n<b/>', 2, 1, 'a second root element', 'one root element'],
    ['text before', ' x<a/>', 1, 2, 'text outside of the root element', 'white space or a comment'],
    ['text after', '<a/>x', 1, 5, 'text outside of the root element', 'white space or a comment'],
    ['no XML', '{"a": [1]}', 1, 1, 'text outside of the root element', 'white space or a comment'],
    ['no quotes', '<a\n b=1/>', 2, 4, 'an attribute value without quotes', 'a value in quotes'],
    ['no closing quote', '<a b="1>\n<c/></a>', 2, 1, '<', 'a character that XML allows here'],
    ['no value', '<a b c="1"/>', 1, 6, 'an attribute without a value', 'a value in quotes'],
    [
      'one attribute twice',
      '<a b="1"\n b="2"/>',
      2,
      2,
      'a second attribute b',
      'each attribute once',
    ],
    ['an unfinished comment', '<a><!-- &', 1, 10, 'the end of the document', '</a>'],
  ])('%s', (_, text, line, column, found, expected) => {
    expect(refused(text)).toMatchObject({ file: 'call.xml', line, column, found, expected });
  });

  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  test.each([
    ['a page', '<!doctype html>', 1, 'a declaration that XML does not have', /<!DOCTYPE$/],
    ['a blank before all', ' <?xml version="1.0"?>', 2, 'an XML declaration', /before all else$/],
    ['no version', '<?xml encoding="a"?>', 1, 'an XML declaration that is wrong', declaration],
    ['another version', '<?xml version="2"?>', 1, 'an XML declaration that is wrong', declaration],
    ['a figure for a name', '<a><1/></a>', 4, '<1', /^the name of an element$/],
    ['a tag inside a tag', '<a <b/></a>', 4, '<', /^the name of an attribute, or >$/],
    ['two hyphens', '<!-- a -- b --><a/>', 8, '-- inside a comment', /^--> at its end$/],
    ['the end of no CDATA', '<a>b]]></a>', 5, ']]> outside of CDATA', ']]&gt;'],
    ['a slash too early', '<a/ >', 3, 'a / inside a tag', /^\/> at its end$/],
    ['no blank', '<a b="1"c="2"/>', 9, 'an attribute right after another', /^white space/],
  ])('%s', (_, text, column, found, expected) => {
    const pattern = expect.stringMatching(expected);
    const exactly = typeof expected === 'string' ? expected : pattern;
    expect(refused(text)).toMatchObject({ line: 1, column, found, expected: exactly });
  });

  const reference = '&amp; &lt; &gt; &quot; &apos; or the number of a character';
  test.each([
    ['an ampersand in a URL', '<a b="/x?c=1&d=2">&lt;</a>', 13, '&d=2'],
    ['an ampersand in text', '<a>salt & pepper</a>', 9, '&'],
    ['an ampersand after harmless ones', '<a><!-- & --><![CDATA[&]]>&amp;&</a>', 32, '&'],
    ['an entity of HTML', '<a>&nbsp;</a>', 4, '&nbsp;'],
    ['a property of every object', '<a>&constructor;</a>', 4, '&constructor;'],
    ['a character that XML does not have', '<a>&#0;</a>', 4, '&#0;'],
  ])('%s', (_, text, column, found) => {
    expect(refused(text)).toMatchObject({ line: 1, column, found, expected: reference });
  });

  test.each([
    ['a document type after the root', '<a/>\n<!DOCTYPE a>', 2],
    ['two document types', '<!DOCTYPE a>\n<!DOCTYPE a><a/>', 2],
  ])('%s', (_, text, line) => {
    expect(refused(text)).toMatchObject({
      line,
      found: 'a document type declaration',
      expected: 'one at most, before the root element',
    });
  });

  test.each([
    ['a document type', '<!DOCTYPE a><a/>', 1],
    ['an external one', '\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 2],
  ])('%s defines nothing', (_, text, line) => {
    expect(readXml(text).doctype).toEqual({ line, column: 1 });
    expect(rootOf(text)).toMatchObject({ name: 'a', text: '' });
  });

  test('an entity that a document type defines is none', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;&c;&c;</a>';
    expect(refused(bomb)).toMatchObject({ column: bomb.indexOf('&c;') + 1, found: '&c;' });
  });

  test('the message says it in one line', () => {
    expect(refused('<a>\n</b>').message).toBe('call.xml:2:1: found </b>, expected </a>');
    expect(readXml('<a>').error?.message).toMatch(/^document:1:4: /);
  });
});

describe('A document that is too much is refused:', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  test('too deep', () => {
    expect(rootOf(nested(16)).name).toBe('a');
    const expected = 'elements at most 16 deep';
    expect(refused(nested(17))).toMatchObject({ line: 1, column: 49, found: '<a>', expected });
    expect(refused(nested(30_000 / 7))).toMatchObject({ expected });
  });

  test('too large', () => {
    const spaces = (characters: number) => `<a>${' '.repeat(characters - 7)}</a>`;
    expect(rootOf(spaces(262_144)).name).toBe('a');
    expect(refused(spaces(262_145))).toMatchObject({
      line: 1,
      column: 262_145,
      found: '262145 characters',
      expected: 'at most 262144',
    });
  });

  test('too many elements and attributes together', () => {
    const crowd = (pairs: number) => `<a>${'<b c=""/>'.repeat(pairs)}</a>`;
    expect(rootOf(crowd(9_999)).children).toHaveLength(9_999);
    expect(refused(crowd(10_000))).toMatchObject({
      column: 4 + 9_999 * 9 + 3,
      found: '20001 elements and attributes',
      expected: 'at most 20000',
    });
  });

  test('each limit can be set, and the others stay', () => {
    expect(refused('<a><b/></a>', { depth: 1 }).expected).toBe('elements at most 1 deep');
    expect(refused('<a><b/></a>', { nodes: 1 }).expected).toBe('at most 1');
    expect(refused('<a><b/></a>', { characters: 10 }).expected).toBe('at most 10');
    expect(xmlLimits).toEqual({ characters: 262_144, depth: 16, nodes: 20_000 });
  });
});

/** Pieces of XML in any order: likelier than single characters to reach the corners of a parser. */
const pieces = fc.constantFrom(
  ...'< > </ /> <a </a> <!-- --> <![CDATA[ ]]> <? ?> <?xml <!DOCTYPE [ & &amp; &#x &#0; ; ="'.split(
    ' ',
  ),
  ...[' ', '\n', '\r', '"', "'", '=', 'b', ' b="1"', '<a>', '<a/>', '\u0000', '\uD800', '\uFEFF'],
);
const garbage = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
  fc.array(pieces, { maxLength: 40 }).map((list) => `<a>${list.join('')}</a>`),
);

property.prop([garbage], { seed: 1, numRuns: 3_000 })(
  'whatever is given is read or refused, with a place inside the text',
  (text) => {
    const { error } = readXml(text);
    if (error === undefined) return;
    const { line, column, found, expected } = error;
    const lines = text.split(/\r\n|\r|\n/);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    // The end of a line stands one or two columns behind its last character.
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 2);
    expect(found).not.toBe('');
    expect(expected).not.toBe('');
  },
);

test.each([
  ['ampersands', '&'],
  ['unfinished comments', '<!--'],
  ['unfinished instructions', '<?'],
  ['quotes', '"'],
  ['attributes', ' b="1"'],
  ['brackets', ']]'],
  ['lines', '\n'],
])(
  'the largest document made of %s costs about as much as small ones of its length',
  (_, piece) => {
    const parts = 16;
    const pieces = xmlLimits.characters / piece.length - 10;
    /** In microseconds of the processor: others who work on this machine do not count. */
    const cost = (full: string, times: number) => {
      const before = process.cpuUsage();
      for (let i = 0; i < times; i += 1)
        for (const text of [
          full,
          `<a>${full}</a>`,
          `<a ${full}/>`,
          `<a b="${full}"/>`,
          `<a><![CDATA[${full}`,
        ])
          readXml(text);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const ratio = () => {
      const small = cost(piece.repeat(pieces / parts), parts);
      return cost(piece.repeat(pieces), 1) / Math.max(small, 1_000);
    };
    // What is quadratic costs sixteen times as much. Whoever collects garbage may be in the way once.
    expect(Math.min(ratio(), ratio(), ratio())).toBeLessThan(parts / 2);
  },
);
