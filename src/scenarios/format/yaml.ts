/** Reads YAML files: what they hold, and errors that say file, line and column. */
import {
  type Document,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import { excessIn } from './yaml-limits.ts';

/** A file that cannot be used: where, and what was expected. */
export class FileError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The field, as a dotted path; empty where the text is not YAML. */
  readonly field: string;

  constructor(file: string, place: { line: number; col: number }, field: string, says: string) {
    super(`${file}:${place.line}:${place.col}: ${field === '' ? '' : `"${field}": `}${says}`);
    this.name = new.target.name;
    this.file = file;
    this.line = place.line;
    this.column = place.col;
    this.field = field;
  }
}

/** What a YAML text holds. */
export interface Yaml {
  readonly value: unknown;
  /** The error to throw when the schema does not like a field. */
  readonly flaw: (path: readonly PropertyKey[], says: string) => FileError;
}

/** The longest file, in characters. */
const longest = 262_144;

/**
 * Reads a text; `file` is what errors call it.
 * @throws FileError, or the kind of it that is given, for a text that is not YAML.
 */
export function readYaml(text: string, file: string, Flaw = FileError): Yaml {
  const start = { line: 1, col: 1 };
  if (text.length > longest) {
    throw new Flaw(file, start, '', `longer than ${longest} characters`);
  }
  const lines = new LineCounter();
  const excess = excessIn(text);
  if (excess) throw new Flaw(file, placeIn(text, excess.offset), '', excess.says);
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const says = (broken.message.split('\n')[0] as string).replace(
      / at line \d+, column \d+:?$/,
      '',
    );
    throw new Flaw(file, broken.linePos?.[0] ?? start, '', says);
  }
  // Keys are text: a sid or a telephone number would lose digits as a figure.
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value === 'number') key.value = key.source ?? key.value;
    },
  });
  const read = badAliasIn(document) ?? heldBy(document);
  if ('at' in read) throw new Flaw(file, lines.linePos(read.at), '', read.says);
  return {
    value: read.value,
    flaw(path, says) {
      const wanted = path.map((one) => (typeof one === 'symbol' ? String(one) : one));
      const found = document.getIn(wanted);
      const value = found === undefined ? 'it is missing: ' : shownIn(found);
      return new Flaw(file, placeOf(wanted), wanted.join('.'), `${value}${says}`);
    },
  };

  /** Where the field stands, or, if it is missing, what it is missing from. */
  function placeOf(wanted: readonly (string | number)[]): { line: number; col: number } {
    for (let length = wanted.length; length >= 0; length -= 1) {
      const node = document.getIn(wanted.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]);
    }
    return start;
  }
}

/** A value that is no table of others, as far as it helps, in front of what is said of it. */
export const shownIn = (found: unknown): string =>
  typeof found === 'object' || found === undefined
    ? ''
    : `${JSON.stringify(found)?.slice(0, 100)}: `;

/** Line and column of an offset, both from 1. */
function placeIn(text: string, offset: number): { line: number; col: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, col: offset - before.lastIndexOf('\n') };
}

interface BadAlias {
  readonly at: number;
  readonly says: string;
}
/** An alias that means nothing, or what it stands in. */
function badAliasIn(document: Document): BadAlias | undefined {
  let bad: BadAlias | undefined;
  visit(document, {
    Alias(_, alias) {
      const [at = 0] = alias.range ?? [];
      const meant = alias.resolve(document);
      const [start = 0, , end = 0] = meant?.range ?? [];
      if (meant && !(start <= at && at < end)) return undefined;
      bad = { at, says: `*${alias.source} stands for ${meant ? 'itself' : 'nothing'}` };
      return visit.BREAK;
    },
  });
  return bad;
}

/** The value of a document; a few aliases of aliases can stand for millions of values. */
function heldBy(document: Document): { readonly value: unknown } | BadAlias {
  try {
    return { value: document.toJS() };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let at = 0;
    visit(document, {
      Alias(_, { range }) {
        at = range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    return { at, says: 'the aliases from here on stand for too many values' };
  }
}

/** A value as YAML, to be read by people; a text of several lines stands in lines. */
export const asYaml = (value: unknown): string => stringify(value, { lineWidth: 100 });
