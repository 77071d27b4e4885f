/** What a document is written in: who says so, and what comes of it. */
import { describe, expect, test } from 'vitest';
import { EncodingError, readTexml, textIn } from '../../src/wire/index.ts';

const said = (label: string, text = 'Grüße') =>
  `<?xml version="1.0" encoding="${label}"?><Response><Say>${text}</Say></Response>`;
const plain = '<Response><Say>Grüße</Say></Response>';
const latin = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBig = false) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), !isBig);
  return bytes;
};
/** In windows-1252 alone. */
const euro = (text: string) => latin(text.replace('Grüße', '\u0080'));
const mark = '\uFEFF';

describe('A document is read', () => {
  test.each<[string, Uint8Array, contentType: string, heard?: string]>([
    ['in UTF-8 where nobody says anything', utf8(plain), ''],
    ['in UTF-8 where its type says nothing', utf8(plain), 'application/xml'],
    ['as its declaration says', latin(said('ISO-8859-1')), 'text/xml'],
    ['as its declaration says in other quotes', latin(said('latin1').replaceAll('"', "'")), ''],
    ['as its declaration says in windows-1252', euro(said('windows-1252')), '', '€'],
    ['as US-ASCII', latin(said('US-ASCII', 'Hello')), '', 'Hello'],
    [
      'in a far alphabet',
      Uint8Array.of(...latin('<Response><Say>'), 0x82, 0xa0, ...latin('</Say></Response>')),
      'text/xml; charset=Shift_JIS',
      'あ',
    ],
    ['as its header says', latin(plain), 'text/xml; charset=ISO-8859-1'],
    ['as its header says in quotes', latin(plain), 'text/xml;charset="iso-8859-1"; a=b'],
    [
      'as its header says against the declaration',
      latin(said('UTF-8')),
      'text/xml; Charset=latin1',
    ],
    [
      'as its header says against the declaration, again',
      utf8(said('latin1')),
      'text/xml; charset=utf-8',
    ],
    ['in UTF-16 with a mark', utf16(mark + said('UTF-16')), 'text/xml'],
    ['in UTF-16, the other way round, with a mark', utf16(mark + said('UTF-16'), true), ''],
    ['in UTF-16 without a mark', utf16(said('UTF-16')), ''],
    ['in UTF-16, the other way round, without a mark', utf16(said('UTF-16'), true), ''],
    ['in UTF-16 as its header says', utf16(plain), 'text/xml; charset=utf-16le'],
    ['by its mark, against the header', utf8(mark + plain), 'text/xml; charset=iso-8859-1'],
    ['in UTF-8 where it claims UTF-16 byte by byte', utf8(said('utf-16')), ''],
    ['in UTF-8 where the header is empty', utf8(plain), 'text/xml; charset='],
  ])('%s', (_, bytes, contentType, heard = 'Grüße') => {
    const { instructions } = readTexml(textIn(bytes, contentType));
    expect(instructions).toMatchObject([{ verb: 'Say', text: heard }]);
  });
});

test.each<[string, Uint8Array, readonly string[]]>([
  ['windows-1252 where UTF-8 is expected', latin(`<Response>\n${plain.slice(10)}`), ['2:8']],
  ['half a character at the end', utf8(said('utf-8', 'ü')).subarray(0, -18), ['1:54']],
  ['what can be decoded', utf8(plain), []],
])('%s: the first character that is lost is told', (_, bytes, places) => {
  const lost = readTexml(textIn(bytes)).noticed.filter(({ rule }) => rule === 'characters-lost');
  expect(lost.map(({ kind, line, column }) => [kind, `${line}:${column}`])).toEqual(
    places.map((place) => ['warning', place]),
  );
});

test.each([
  ['the declaration', utf8(said('klingon')), ''],
  ['the header', utf8(plain), 'text/xml; charset=klingon'],
  ['the header, though the declaration is known', utf8(said('utf-8')), 'text/xml; charset=klingon'],
])('an encoding that nobody knows is named: by %s', (_, bytes, contentType) => {
  const read = () => textIn(bytes, contentType);
  expect(read).toThrow(EncodingError);
  expect(read).toThrow('is written in "klingon", which is no encoding known here');
});

test.each(['UTF-32', 'UTF-7', 'x'.repeat(200)])('so is %s', (label) => {
  expect(() => textIn(utf8(said(label)))).toThrow(/^is written in "[^"]{1,61}", which/);
});
