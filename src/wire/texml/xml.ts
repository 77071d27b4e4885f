/** XML as TeXML needs it: elements, attributes and text with their places; nothing ever expands. */
import { SaxesParser } from 'saxes';
import { given } from '../resources/given.ts';
import { clipped, nameless, placesIn, type SourcePosition, TexmlError } from './place.ts';

export interface XmlAttribute extends SourcePosition {
  readonly name: string;
  readonly value: string;
}
export interface XmlElement extends SourcePosition {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  /** The text directly inside, CDATA included, without the text of the children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** Texts and children, in their order. */
  readonly content: readonly (string | XmlElement)[];
}

/** The most that a document may hold. */
export interface XmlLimits {
  /** UTF-16 units, all that there are. */
  readonly characters: number;
  /** How many elements are open at once. */
  readonly depth: number;
  /** Elements and attributes together. */
  readonly nodes: number;
}
/** As many characters as bytes are fetched; TeXML nests four deep. */
export const xmlLimits: XmlLimits = { characters: 262_144, depth: 16, nodes: 20_000 };
export interface XmlOptions {
  /** What errors call the document. */
  readonly file?: string;
  readonly limits?: Partial<XmlLimits>;
}

/** What came of reading XML: as much of it as could be read, and what ended that. */
export interface XmlReading {
  /** Left out: not even its name was there. */
  readonly root?: XmlElement;
  /** Left out: it is well-formed, and no more than the limits allow. */
  readonly error?: TexmlError;
  /** Elements whose end was not reached. */
  readonly unfinished: readonly XmlElement[];
  /** Where a document type is declared. */
  readonly doctype?: SourcePosition;
}

/** Reads a document, as far as it is well-formed XML and within the limits. */
export function readXml(text: string, options: XmlOptions = {}): XmlReading {
  return new TreeReader(text, options).read();
}

type Growing = SourcePosition & {
  readonly name: string;
  readonly attributes: XmlAttribute[];
  text: string;
  readonly children: XmlElement[];
  readonly content: (string | XmlElement)[];
};

class TreeReader {
  readonly #text: string;
  readonly #file: string;
  readonly #limits: XmlLimits;
  readonly #placeOf: (offset: number) => SourcePosition;
  readonly #parser = new SaxesParser({ position: false });
  readonly #open: Growing[] = [];
  /** The attributes of the latest tag. */
  #names = new Set<string>();
  #root: Growing | undefined;
  #doctype: SourcePosition | undefined;
  #nodes = 0;

  constructor(text: string, { file = nameless, limits }: XmlOptions) {
    this.#text = text;
    this.#file = file;
    this.#limits = { ...xmlLimits, ...limits };
    this.#placeOf = placesIn(text.slice(0, this.#limits.characters));
  }

  read(): XmlReading {
    const error = this.#parse();
    const unfinished = [...this.#open];
    return { unfinished, ...given({ root: this.#root, error, doctype: this.#doctype }) };
  }

  #parse(): TexmlError | undefined {
    this.#parser.on('opentagstart', ({ name }) => this.#begin(name));
    this.#parser.on('attribute', ({ name, value }) => this.#attribute(name, value));
    this.#parser.on('text', (more) => this.#addText(more));
    this.#parser.on('cdata', (more) => this.#addText(more));
    this.#parser.on('closetag', ({ name }) => this.#end(name));
    this.#parser.on('doctype', () => {
      this.#doctype = this.#placeOf(this.#back('<!DOCTYPE'));
    });
    this.#parser.on('error', ({ message }) => this.#complain(message));
    try {
      this.#readAll();
    } catch (error) {
      if (error instanceof TexmlError) return error;
      throw error;
    }
    return undefined;
  }

  #readAll() {
    const { characters } = this.#limits;
    const { length } = this.#text;
    this.#parser.write(this.#text.slice(0, characters));
    if (length > characters)
      this.#fail(characters, `${length} characters`, `at most ${characters}`, 'too-much');
    this.#parser.close();
  }

  #begin(name: string) {
    const offset = this.#back('<');
    this.#count(offset);
    const { depth } = this.#limits;
    if (this.#open.length === depth)
      this.#fail(offset, `<${name}>`, `elements at most ${depth} deep`, 'too-much');
    this.#names = new Set();
    const place = this.#placeOf(offset);
    const element: Growing = {
      name,
      ...place,
      attributes: [],
      text: '',
      children: [],
      content: [],
    };
    this.#open.at(-1)?.children.push(element);
    this.#open.at(-1)?.content.push(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  #attribute(name: string, value: string) {
    const end = this.#parser.position - 1;
    const openingQuote = this.#text.lastIndexOf(this.#text.charAt(end), end - 1);
    const offset = this.#text.lastIndexOf(name, openingQuote - name.length);
    this.#count(offset);
    const { attributes } = this.#open.at(-1) as Growing;
    if (this.#names.has(name))
      this.#fail(offset, `a second attribute ${name}`, 'each attribute once');
    this.#names.add(name);
    attributes.push({ name, value, ...this.#placeOf(offset) });
  }

  #addText(more: string) {
    const element = this.#open.at(-1);
    if (!element) return;
    element.text += more;
    element.content.push(more);
  }

  #end(name: string) {
    const offset = this.#back('<');
    const tag = this.#text.slice(offset, this.#parser.position);
    if (tag.startsWith('</') && tag.slice(2, -1).trimEnd() !== name)
      this.#fail(offset, clipped(tag), `</${name}>`);
    this.#open.pop();
  }

  #count(offset: number) {
    this.#nodes += 1;
    const { nodes } = this.#limits;
    if (this.#nodes > nodes)
      this.#fail(offset, `${this.#nodes} elements and attributes`, `at most ${nodes}`, 'too-much');
  }

  #complain(message: string) {
    const [, mark = '', found = message.replace(/\.$/, ''), expected = 'well-formed XML'] =
      complaints.find(([pattern]) => pattern.test(message)) ?? [];
    const bare = bareAmpersand(this.#text);
    if (bare && (mark === '&' || mark === 'end'))
      this.#fail(bare.index, clipped(bare[0]), character);
    if (mark === 'end') {
      const unclosed = this.#open.at(-1);
      const wanted = unclosed ? `</${unclosed.name}>` : 'an element';
      this.#fail(this.#text.length, 'the end of the document', wanted);
    }
    const offset = this.#back(mark);
    const seen = this.#text.slice(offset, this.#parser.position);
    this.#fail(offset, found || clipped(seen), expected);
  }

  /** Where the last `mark` stands among what was read, or the text; the last character without any. */
  #back(mark: string): number {
    const last = Math.max(0, Math.min(this.#parser.position, this.#text.length) - 1);
    if (mark === '') return last;
    const at = mark === 'text' ? this.#textBefore(last) : this.#text.lastIndexOf(mark, last);
    return at === -1 ? last : at;
  }

  /** Where the text begins, blanks aside, that a character ends; -1 where it is none. */
  #textBefore(last: number): number {
    const from = this.#text.lastIndexOf('>', last) + 1;
    const blanks = this.#text.slice(from, last + 1).search(/\S/);
    return blanks === -1 ? -1 : from + blanks;
  }

  #fail(
    offset: number,
    found: string,
    expected: string,
    rule: TexmlError['rule'] = 'not-well-formed',
  ): never {
    throw new TexmlError(this.#file, this.#placeOf(offset), found, expected, rule);
  }
}

const quoted = 'a value in quotes';
const wrongDeclaration = 'an XML declaration that is wrong';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const character = '&amp; &lt; &gt; &quot; &apos; or the number of a character';
/** A complaint of the parser, the mark where its cause begins, what was found and expected. */
const complaints: readonly (readonly [RegExp, string, string, string])[] = [
  [/doctype/, '<!DOCTYPE', 'a document type declaration', 'one at most, before the root element'],
  [/^unclosed|^unexpected end|^document must/, 'end', '', ''],
  [/^documents may contain/, '<', 'a second root element', 'one root element'],
  [/^text data outside/, 'text', 'text outside of the root element', 'white space or a comment'],
  [/^unquoted attribute/, '', 'an attribute value without quotes', quoted],
  [/^attribute without/, '', 'an attribute without a value', quoted],
  [/entity/, '&', '', character],
  [/^disallowed character\.$/, '', '', 'a character that XML allows here'],
  [/^unmatched closing/, '<', '', 'an element for it to close'],
  [/^(an|the) XML declaration must/, '<?', 'an XML declaration', 'one at most, before all else'],
  [/XML decl|^version|^encoding|^standalone|^value|^expected/, '<?', wrongDeclaration, declaration],
  [/^incorrect syntax/, '<!', 'a declaration that XML does not have', 'a comment or <!DOCTYPE'],
  [/in tag name/, '<', '', 'the name of an element'],
  [/in attribute name/, '', '', 'the name of an attribute, or >'],
  [/^malformed comment/, '--', '-- inside a comment', '--> at its end'],
  [/^the string/, ']]>', ']]> outside of CDATA', ']]&gt;'],
  [/^forward-slash/, '/', 'a / inside a tag', '/> at its end'],
  [/^no whitespace/, '', 'an attribute right after another', 'white space between them'],
];

/** The first & that begins no reference: the parser reads on from it to the next semicolon. */
function bareAmpersand(text: string): RegExpExecArray | undefined {
  const opaque = /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^[>]*(?:\[[^\]]*\])?\s*>/;
  const unfinished = /<!--|<!\[CDATA\[|<\?|<!DOCTYPE/;
  const bare = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)[^\s<>"';&]*;?/;
  const all = new RegExp(`${opaque.source}|(${unfinished.source})|(${bare.source})`, 'gs');
  for (const match of text.matchAll(all)) {
    const [, stops, culprit] = match;
    if (stops || culprit) return culprit ? match : undefined;
  }
  return undefined;
}
