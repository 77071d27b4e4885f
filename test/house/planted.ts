/** Small texts that break a habit of the house, with the line that does, and some that keep it. */
interface Planted {
  readonly breaks: readonly (readonly [line: number, text: string])[];
  readonly keeps: readonly string[];
}

export const planted: Readonly<Record<string, Planted>> = {
  'a file says what it is for': {
    breaks: [
      [1, 'export const one = 1;\n'],
      [1, "import { a } from './a.ts';\n\nexport const one = a;\n/** One. */\n"],
      [1, '/** no sentence, and no end */\nexport const one = 1;\n'],
    ],
    keeps: [
      '/** The number that all others are made of. */\nexport const one = 1;\n',
      "#!/usr/bin/env node\nimport { a } from './a.ts';\n\n/**\n * What a is for.\n */\nrun(a);\n",
    ],
  },
  'a file has 250 lines at most; aim for 200, and past that look for the missing concept': {
    breaks: [[251, 'a;\n'.repeat(251)]],
    keeps: ['a;\n'.repeat(250)],
  },
  'the help of a command is 104 letters wide at most': {
    breaks: [
      [3, `one();\nconst help = \`\n${'a'.repeat(105)}\n\`;`],
      [1, `const help = \`${'a'.repeat(105)}\`;\n`],
    ],
    keeps: [
      `const help = \`\n${'a'.repeat(104)}\n\`;\n// ${'a'.repeat(105)}`,
      `// ${'a'.repeat(105)}\n`,
    ],
  },
  'no type is silenced': {
    breaks: [
      [1, 'const one = two as any;'],
      [2, "const one = 1;\nimport { any as all } from './all.ts';"],
      [1, '// @ts-ignore: it works\nconst one: string = 1;'],
      [1, '// @ts-nocheck'],
    ],
    keeps: ['// @ts-expect-error: there is no such state\n', "const any = 'as it is';"],
  },
  'a cast through unknown has its reason on the line before it': {
    breaks: [
      [1, 'const one = two as unknown as One;'],
      [2, 'isOne();\nconst one = two as unknown as One;'],
      [3, '// It is one.\n\nconst one = two as unknown as One;'],
    ],
    keeps: [
      '// It is one.\nconst one = two as unknown as One;',
      '/**\n * It is one.\n */\nconst one = two as unknown as One;',
      'const one = two as One;',
    ],
  },
  'no test runs alone, is skipped or is put off': {
    breaks: [
      [1, "test.only('this one', run);"],
      [2, "\ndescribe.skip('those', run);"],
      [1, "test.todo('later');"],
      [1, "test.skip.each(rows)('%s', run);"],
    ],
    keeps: ["test('only this is skipped', run);", "test.runIf(canMount)('a disk', run);"],
  },
  'no test depends on how fast the machine is: all of them wait with one patience': {
    breaks: [
      [1, 'await fetch(url, { signal: AbortSignal.timeout(400) });'],
      [1, "test('it ends', { timeout: 20_000 }, async () => undefined);"],
      [2, "test('it ends', async () => {\n}, 30_000);"],
      [1, 'socket.setTimeout(5_000, () => socket.destroy());'],
      [1, 'const usualLimitMs = 5_000;'],
      [1, 'await vi.waitFor(() => expect(heard).toEqual([1]), 2_000);'],
      [2, 'const began = performance.now();\nexpect(performance.now() - began).toBeLessThan(100);'],
      [1, 'while (!isSo() && performance.now() < end) await wait(0);'],
      [1, 'if (end > performance.now()) return;'],
    ],
    keeps: [
      'await fetch(url, { signal: givenUp() });',
      'const options = { timeout: patienceMs };',
      "const settings = { callbacks: { attempts: 1, timeout: '1s' } };",
      'expect(readTexml(\'<Dial timeout="5"/>\')).toEqual({ timeout: 5 });',
      'const now = () => life.beginsAt + performance.now() - began;',
    ],
  },
  'a folder is made by makeFolder, which ends everywhere and says what is wrong': {
    breaks: [
      [1, 'mkdirSync(folder, { recursive: true });'],
      [2, 'const made = true;\nawait mkdir(folder);'],
    ],
    keeps: ['makeFolder(folder);', "const folder = mkdtempSync(join(tmpdir(), 'a-'));"],
  },
  'an export has a name, unless a tool asks for a default': {
    breaks: [
      [1, 'export default run;'],
      [1, "export { run as default } from './run.ts';"],
    ],
    keeps: ['export default defineConfig({});', 'export const standard = 1;'],
  },
  'a relative import ends in .ts': {
    breaks: [
      [1, "import { a } from './a';"],
      [1, "export * from '../a.js';"],
      [1, "const { a } = await import('./a');"],
      [1, "import '..';"],
    ],
    keeps: [
      "import { a } from './a.ts';",
      "import { readFile } from 'node:fs/promises';",
      "const { a } = await import('../a.ts');",
    ],
  },
};

/** The same of habits of all files together: what is found, and in which files. */
interface PlantedTogether {
  readonly breaks: readonly (readonly [
    found: readonly string[],
    files: Readonly<Record<string, string>>,
  ])[];
  readonly keeps: readonly Readonly<Record<string, string>>[];
}
const cast = '// Why.\nconst a = b as unknown as A;\n';
const folderOf = (count: number, name: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}/${i}.ts`, '']));

export const plantedTogether: Readonly<Record<string, PlantedTogether>> = {
  'a name is exported by one file': {
    breaks: [
      [
        ['one: a/a.ts, b/b.ts'],
        { 'a/a.ts': 'export const one = 1;', 'b/b.ts': 'export function one() {}' },
      ],
      [['One: a.ts, b.ts'], { 'a.ts': 'export type One = 1;', 'b.ts': 'export interface One {}' }],
      [['one: a.ts, b.ts'], { 'a.ts': 'export const one = 1;', 'b.ts': 'export { two as one };' }],
      [['one: a.ts, b.ts'], { 'a.ts': 'export const { one } = a;', 'b.ts': 'export class one {}' }],
      [
        ['text: machines/words/shape.ts, src/wire/text.ts'],
        {
          'machines/words/shape.ts': 'export const text = 1;',
          'src/wire/text.ts': 'export const text = 1;',
        },
      ],
    ],
    keeps: [
      { 'a.ts': 'export const one = 1;', 'b.ts': "export { one } from './a.ts';" },
      { 'a.ts': 'export const one = 1;', 'b.ts': "import { one } from './a.ts';\nexport { one };" },
      { 'a.ts': 'export const one = 1;', 'b.ts': 'const one = 2;\nexport const two = one;' },
      { 'a.ts': 'export const One = 1;\nexport type One = typeof One;' },
      {
        'machines/words/shape.ts': 'export const text = 1;',
        'src/wire/texml/attributes.ts': 'export const text = 2;',
      },
    ],
  },
  'a folder has 15 files at most beside its folders': {
    breaks: [[['src/a: 16'], { ...folderOf(16, 'src/a'), ...folderOf(15, 'src/b') }]],
    keeps: [{ ...folderOf(15, 'src/a'), ...folderOf(15, 'src/a/b') }],
  },
  'twelve casts through unknown are enough for all': {
    breaks: [
      [
        ['a.ts:2', ...Array.from({ length: 12 }, (_, i) => `b.ts:${2 * i + 2}`)],
        { 'a.ts': cast, 'b.ts': cast.repeat(12) },
      ],
    ],
    keeps: [{ 'a.ts': cast.repeat(6), 'b.ts': cast.repeat(6) }],
  },
};
