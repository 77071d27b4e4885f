/** Reads scenario files: YAML in, a checked scenario out, or an error with file, line and column. */
import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type Scenario, scenarioSchema } from './format.ts';

/** A scenario that cannot be played: where, and what was expected. */
export class ScenarioError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The field, as a dotted path; empty where the text is not YAML. */
  readonly field: string;

  constructor(file: string, place: { line: number; col: number }, field: string, says: string) {
    super(`${file}:${place.line}:${place.col}: ${field === '' ? '' : `"${field}": `}${says}`);
    this.name = 'ScenarioError';
    this.file = file;
    this.line = place.line;
    this.column = place.col;
    this.field = field;
  }
}

/** The longest scenario file, in characters. */
const longest = 262_144;

/** Reads a scenario from its text; `file` is what errors call it. */
export function readScenario(text: string, file: string): Scenario {
  const start = { line: 1, col: 1 };
  if (text.length > longest) {
    throw new ScenarioError(file, start, '', `longer than ${longest} characters`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const says = (broken.message.split('\n')[0] as string).replace(
      / at line \d+, column \d+:?$/,
      '',
    );
    throw new ScenarioError(file, broken.linePos?.[0] ?? start, '', says);
  }
  const parsed = scenarioSchema.safeParse(document.toJS({ maxAliasCount: 10 }));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues as [(typeof parsed.error.issues)[number]];
  const path = issue.path.map((one) => (typeof one === 'symbol' ? String(one) : one));
  const found = document.getIn(path);
  const value = typeof found === 'object' ? '' : `${JSON.stringify(found)}: `;
  throw new ScenarioError(file, placeOf(path), path.join('.'), `${value}${issue.message}`);

  /** Where the field stands, or, if it is missing, what it is missing from. */
  function placeOf(wanted: readonly (string | number)[]): { line: number; col: number } {
    for (let length = wanted.length; length >= 0; length -= 1) {
      const node = document.getIn(wanted.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]);
    }
    return start;
  }
}

/** Reads a scenario file. */
export function loadScenario(file: string): Scenario {
  return readScenario(readFileSync(file, 'utf8'), file);
}
