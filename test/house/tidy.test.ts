/** The habits of the house that no linter knows. A failure names the file and the line. */
import { expect, test } from 'vitest';
import { filesIn, read } from './tree.ts';

const product = ['machines', 'src', 'properties'];
const everywhere = [...product, 'test'];

/** A habit, where it holds, and the numbers of the lines of a text that break it. */
interface Habit {
  says: string;
  folders: readonly string[];
  broken: (text: string) => number[];
}

const lines =
  (pattern: RegExp) =>
  (text: string): number[] =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));

/** A sentence in a doc comment, after the imports at most. */
const purpose = /^(?:#![^\n]*\n)?(?:import\b[^;]*;\s*)*\/\*\*[\s*]+[^a-z\s*](?:(?!\*\/).)*[.:?]/s;

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

test.each(habits)('$says', ({ folders, broken }) => {
  const found = filesIn(folders).flatMap((file) =>
    broken(read(file)).map((line) => `${file}:${line}`),
  );
  expect(found).toEqual([]);
});
