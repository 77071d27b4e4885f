/** The habits of the house that no linter knows. A failure names the file and the line. */
import { describe, expect, test } from 'vitest';
import { planted } from './planted.ts';
import { filesIn, read } from './tree.ts';

const product = ['machines', 'src', 'properties'];
const everywhere = [...product, 'test'];

/** A habit, where it holds, and the numbers of the lines of a text that break it. */
interface Habit {
  says: string;
  folders: readonly string[];
  /** Files to which it does not apply, and why is said beside it. */
  except?: RegExp;
  broken: (text: string) => number[];
}

const lines =
  (pattern: RegExp) =>
  (text: string): number[] =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));

/** A sentence in a doc comment, after the imports at most. */
const purpose = /^(?:#![^\n]*\n)?(?:import\b[^;]*;\s*)*\/\*\*[\s*]+[^a-z\s*](?:(?!\*\/).)*[.:?]/s;

/** Limits on the clock of the wall: as an option, as an argument, as a name of one's own, compared. */
const wallLimits = [
  /\bAbortSignal\.timeout\(/,
  /\btimeout: *\d[\d_]{3,}/,
  /\b(?:setTimeout|setDefaultTimeout)\(\d[\d_]{3,}/,
  /^\}, *\d[\d_]{3,}\);/,
  /\b\w*(?:[lL]imit|[pP]atience)Ms = *\d/,
  /\bvi\.wait(?:For|Until)\(/,
  /\bexpect\((?:performance|Date)\.now\(\) *-/,
  /\bperformance\.now\(\)[^;]*[<>]|[<>]=? *performance\.now\(/,
];

const habits: readonly Habit[] = [
  {
    says: 'a file says what it is for',
    folders: product,
    broken: (text) => (purpose.test(text) ? [] : [1]),
  },
  {
    says: 'a file has 300 lines at most; aim for 200, and past that look for the missing concept',
    folders: product,
    broken: (text) => (text.trimEnd().split('\n').length > 300 ? [301] : []),
  },
  {
    says: 'no type is silenced',
    folders: everywhere,
    broken: lines(/\bas any\b|\bany as\b|@ts-(?:ignore|nocheck)\b/),
  },
  {
    says: 'no test runs alone, is skipped or is put off',
    folders: everywhere,
    broken: lines(/\.(?:only|skip|todo)[.(]/),
  },
  {
    says: 'no test depends on how fast the machine is: all of them wait with one patience',
    folders: ['test'],
    // One says how long that is; loops and loads are no tests, and measure.
    except: /^test\/(?:house\/patience\.ts|(?:kill|load)\/.*|[\w-]+\.ts)$/,
    broken: lines(new RegExp(wallLimits.map(({ source }) => source).join('|'))),
  },
  {
    says: 'an export has a name, unless a tool asks for a default',
    folders: everywhere,
    broken: lines(/^\s*export default (?!defineConfig\()|^\s*export\b.*\bas default\b/),
  },
  {
    says: 'a relative import ends in .ts',
    folders: everywhere,
    broken: lines(/\b(?:from|import)\s*\(?\s*(['"])\.{1,2}(?:\/[^'"]*)?(?<!\.ts)\1/),
  },
];

test.each(habits)('$says', ({ folders, except, broken }) => {
  const found = filesIn(folders)
    .filter((file) => file !== 'test/house/planted.ts' && !except?.test(file))
    .flatMap((file) => broken(read(file)).map((line) => `${file}:${line}`));
  expect(found).toEqual([]);
});

describe.each(habits)('That $says:', ({ says, broken }) => {
  const { breaks = [], keeps = [] } = planted[says] ?? {};

  test('each text that breaks it is found by its line, and none that keeps it', () => {
    expect([breaks.length, keeps.length]).not.toContain(0);
    for (const [line, text] of breaks) expect(broken(text), text).toEqual([line]);
    for (const text of keeps) expect(broken(text), text).toEqual([]);
  });
});

test('nothing is planted for a habit that nobody has', () => {
  expect(Object.keys(planted).sort()).toEqual(habits.map(({ says }) => says).sort());
});
