/** How much a YAML file may hold: found out from its words, before anything is built from them. */
import { CST, Lexer } from 'yaml';

/** How deep brackets, and dashes in one line, are nested. */
const deepest = 64;
/** How many anchors, aliases and tags there are. */
const mostMarks = 100;
/** How many words and signs: what reads them compares each with those beside it. */
const mostWords = 10_000;

/** What is too much, and where it begins to be. */
export interface Excess {
  readonly offset: number;
  readonly says: string;
}

/** What the lexer says besides the text. Source: its documentation. */
const signs = new Set(['\u{2}', '\u{18}', '\u{1F}', '\u{FEFF}']);
const starts = new Set<string | null>(['flow-seq-start', 'flow-map-start']);
const ends = new Set<string | null>(['flow-seq-end', 'flow-map-end']);
const dashes = new Set<string | null>(['seq-item-ind', 'explicit-key-ind']);
const marks = new Set<string | null>(['anchor', 'alias', 'tag']);

/** What takes no place among the others. */
const idle = new Set<string | null>(['space', 'newline', 'comment']);

/** The first thing that is too much; undefined for a text that can be read. */
export function excessIn(text: string): Excess | undefined {
  let offset = 0;
  let depth = 0;
  let dashed = 0;
  let marked = 0;
  let words = 0;
  for (const word of new Lexer().lex(text)) {
    const type = CST.tokenType(word);
    if (type === 'newline') dashed = 0;
    else if (starts.has(type)) depth += 1;
    else if (ends.has(type)) depth -= 1;
    else if (dashes.has(type)) dashed += 1;
    else if (marks.has(type)) marked += 1;
    if (!idle.has(type) && !signs.has(word)) words += 1;
    if (words > mostWords) {
      return { offset, says: `too long; expected ${mostWords} words and signs at most` };
    }
    if (depth > deepest || dashed > deepest) {
      return { offset, says: `nested too deeply; expected ${deepest} levels at most` };
    }
    if (marked > mostMarks) {
      const says = `too many anchors, aliases and tags; expected ${mostMarks} at most`;
      return { offset, says };
    }
    if (!signs.has(word)) offset += word.length;
  }
  return undefined;
}
