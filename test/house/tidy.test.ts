/** The habits of the house that no linter knows. A failure names the file and the line. */
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planted, plantedTogether } from './planted.ts';
import { filesIn, read } from './tree.ts';

const product = ['machines', 'src', 'properties'];
const everywhere = [...product, 'test', 'examples'];

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

const casts = lines(/\bas unknown as\b/);
/** Whether the line before the given one is a comment. */
const isExplained = (text: string, line: number) =>
  /^\s*(?:\/\/|\*)/.test(text.split('\n')[line - 2] ?? '');

/** The lines of a command's help that are too wide. */
function wideHelp(text: string): number[] {
  const [before = '', after = ''] = text.split('const help = `', 2);
  const [help = ''] = after.split('`;');
  const first = before.split('\n').length;
  return help.split('\n').flatMap((line, i) => (line.length > 104 ? [first + i] : []));
}

const habits: readonly Habit[] = [
  {
    says: 'a file says what it is for',
    folders: product,
    broken: (text) => (purpose.test(text) ? [] : [1]),
  },
  {
    says: 'a file has 250 lines at most; aim for 200, and past that look for the missing concept',
    folders: product,
    broken: (text) => (text.trimEnd().split('\n').length > 250 ? [251] : []),
  },
  {
    says: 'the help of a command is 104 letters wide at most',
    folders: ['src/cli'],
    broken: wideHelp,
  },
  {
    says: 'no type is silenced',
    folders: everywhere,
    broken: lines(/\bas any\b|\bany as\b|@ts-(?:ignore|nocheck)\b/),
  },
  {
    says: 'a cast through unknown has its reason on the line before it',
    folders: product,
    broken: (text) => casts(text).filter((line) => !isExplained(text, line)),
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
    except: /^test\/(?:house\/patience\.ts|(?:kill|load|mutation|sandbox\/kept)\/.*|[\w-]+\.ts)$/,
    broken: lines(new RegExp(wallLimits.map(({ source }) => source).join('|'))),
  },
  {
    says: 'a folder is made by makeFolder, which ends everywhere and says what is wrong',
    folders: product,
    except: /^src\/folders\.ts$/,
    broken: lines(/\bmkdir(?:Sync)?\(/),
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

/** The product's files by their paths. */
type Files = Readonly<Record<string, string>>;
/** A habit of all files together, and what breaks it: places, in words. */
interface HouseHabit {
  says: string;
  broken: (files: Files) => string[];
}

/** The names that a file exports and that are its own: what it only passes on is another's. */
function exportsOf(text: string): string[] {
  const declared =
    /^export (?:abstract |async )*(?:const|let|function\*?|class|interface|type) (\w+)/gm;
  const listed = /^export (?:type |const )?\{([^}]*)\}(?! from)/gm;
  const inLists = [...text.matchAll(listed)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/^.*\bas\b|^.*:|\btype\b/, '').trim()),
  );
  const isPassedOn = (name: string) => new RegExp(`^import\\b[^;]*\\b${name}\\b`, 'm').test(text);
  const own = inLists.filter((name) => name !== '' && !isPassedOn(name));
  return [...text.matchAll(declared)].map(([, name = '']) => name).concat(own);
}

/**
 * Three tables are written in the same words on purpose, each about its own kind of field: of
 * events and contexts, of the attributes of TeXML, of the parameters of REST.
 */
const kinds = [
  'machines/words/shape.ts',
  'src/wire/texml/attributes.ts',
  'src/wire/rest/spelling/parameter-kinds.ts',
];

const houseHabits: readonly HouseHabit[] = [
  {
    says: 'a name is exported by one file',
    broken: (files) => {
      const places = Object.entries(files).flatMap(([file, text]) =>
        [...new Set(exportsOf(text))].map((name) => ({ name, file })),
      );
      return [...Map.groupBy(places, ({ name }) => name)].flatMap(([name, those]) => {
        const others = those.filter(({ file }) => !kinds.includes(file)).length;
        const isOne = others === 0 || (others === 1 && those.length === 1);
        return isOne ? [] : [`${name}: ${those.map(({ file }) => file).join(', ')}`];
      });
    },
  },
  {
    says: 'a folder has 15 files at most beside its folders',
    broken: (files) =>
      [...Map.groupBy(Object.keys(files), dirname)].flatMap(([folder, those]) =>
        those.length > 15 ? [`${folder}: ${those.length}`] : [],
      ),
  },
  {
    says: 'twelve casts through unknown are enough for all',
    broken: (files) => {
      const found = Object.entries(files).flatMap(([file, text]) =>
        casts(text).map((line) => `${file}:${line}`),
      );
      return found.length > 12 ? found : [];
    },
  },
];

test.each(habits)('$says', ({ folders, except, broken }) => {
  const found = filesIn(folders)
    .filter((file) => file !== 'test/house/planted.ts' && !except?.test(file))
    .flatMap((file) => broken(read(file)).map((line) => `${file}:${line}`));
  expect(found).toEqual([]);
});

test.each(houseHabits)('$says', ({ broken }) => {
  expect(broken(Object.fromEntries(filesIn(product).map((file) => [file, read(file)])))).toEqual(
    [],
  );
});

describe.each(habits)('That $says:', ({ says, broken }) => {
  const { breaks = [], keeps = [] } = planted[says] ?? {};

  test('each text that breaks it is found by its line, and none that keeps it', () => {
    expect([breaks.length, keeps.length]).not.toContain(0);
    for (const [line, text] of breaks) expect(broken(text), text).toEqual([line]);
    for (const text of keeps) expect(broken(text), text).toEqual([]);
  });
});

describe.each(houseHabits)('That $says:', ({ says, broken }) => {
  const { breaks = [], keeps = [] } = plantedTogether[says] ?? {};

  test('what breaks it is named, and nothing in files that keep it', () => {
    expect([breaks.length, keeps.length]).not.toContain(0);
    for (const [found, files] of breaks) expect(broken(files)).toEqual(found);
    for (const files of keeps) expect(broken(files)).toEqual([]);
  });
});

test('nothing is planted for a habit that nobody has', () => {
  const names = (those: readonly { says: string }[]) => those.map(({ says }) => says).sort();
  expect(Object.keys(planted).sort()).toEqual(names(habits));
  expect(Object.keys(plantedTogether).sort()).toEqual(names(houseHabits));
});
