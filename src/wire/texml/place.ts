/** Where something stands in a document, and the error that says what is wrong there. */

/** Line and column, both from 1; columns count UTF-16 units, as editors do. */
export interface SourcePosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** What is wrong with the XML of a document: where, what was found, what was expected. */
export class TexmlError extends Error {
  override readonly name = 'TexmlError';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  readonly rule: 'not-well-formed' | 'too-much';

  constructor(
    file: string,
    { line, column }: SourcePosition,
    found: string,
    expected: string,
    rule: TexmlError['rule'],
  ) {
    super(`${file}:${line}:${column}: found ${found}, expected ${expected}`);
    this.file = file;
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.rule = rule;
  }
}

/** What errors call a document that has no name. */
export const nameless = 'document';

/** As much of a text as a message shows, on one line. */
export function clipped(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const [start = ''] = /^.{0,60}/u.exec(line) ?? [];
  return start.length < line.length ? `${start}…` : start;
}

/** Turns offsets into places; XML ends a line with LF, CR LF or CR. */
export function placesIn(text: string): (offset: number) => SourcePosition {
  const ends = text.matchAll(/\r\n|\r|\n/g);
  const starts = [0, ...Array.from(ends, (end) => end.index + end[0].length)];
  return (offset) => {
    let line = 0;
    let beyond = starts.length;
    while (beyond - line > 1) {
      const middle = (line + beyond) >> 1;
      if ((starts[middle] as number) <= offset) line = middle;
      else beyond = middle;
    }
    return { line: line + 1, column: offset - (starts[line] as number) + 1 };
  };
}
