/** The folder of the pages: only what was generated is changed or removed, and nothing is half done. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FolderError, staleIn, writePages } from '../../src/pages/index.ts';

const place = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(place, { recursive: true }));
let made = 0;
/** A folder that holds these files of somebody else. */
function folderWith(theirs: Readonly<Record<string, string>> = {}): string {
  made += 1;
  const folder = join(place, String(made));
  for (const [file, text] of Object.entries(theirs)) put(folder, file, text);
  return folder;
}
function put(folder: string, file: string, text: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const files = (of: Readonly<Record<string, string>>) => new Map(Object.entries(of));
const textOf = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
const said = (stale: ReturnType<typeof staleIn>) =>
  stale.map(({ file, state }) => `${file} ${state}`);

const first = files({ 'README.md': 'one', 'machines/call.md': 'two', 'paths/a.md': 'three' });
const second = files({ 'README.md': 'one', 'machines/call.md': 'other', 'words.md': 'four' });

describe('A folder that is written', () => {
  test('has every file, and is fresh', () => {
    const folder = folderWith();
    expect(said(writePages(folder, first))).toEqual([
      '.generated new',
      'README.md new',
      'machines/call.md new',
      'paths/a.md new',
    ]);
    for (const [file, text] of first) expect(textOf(folder, file)).toBe(text);
    expect(staleIn(folder, first)).toEqual([]);
    expect(writePages(folder, first)).toEqual([]);
  });

  test('is stale for other pages: which are new, changed or removed is said, then done', () => {
    const folder = folderWith();
    writePages(folder, first);
    const stale = staleIn(folder, second);
    expect(said(stale)).toEqual([
      '.generated changed',
      'machines/call.md changed',
      'paths/a.md removed',
      'words.md new',
    ]);
    expect(textOf(folder, 'machines/call.md')).toBe('two');
    expect(writePages(folder, second)).toEqual(stale);
    expect(staleIn(folder, second)).toEqual([]);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      '.generated',
      'README.md',
      'machines',
      'machines/call.md',
      'words.md',
    ]);
  });

  test('is stale when somebody edited a page, or lost one', () => {
    const folder = folderWith();
    writePages(folder, first);
    put(folder, 'README.md', 'edited');
    rmSync(join(folder, 'paths/a.md'));
    expect(said(staleIn(folder, first))).toEqual(['README.md changed', 'paths/a.md new']);
  });
});

describe('What somebody else wrote', () => {
  const theirs = { 'notes.md': 'mine', 'vectors/call.json': '{}', 'paths/own.md': 'mine too' };

  test('is no part of the pages, and is never touched', () => {
    const folder = folderWith(theirs);
    writePages(folder, first);
    writePages(folder, second);
    for (const [file, text] of Object.entries(theirs)) expect(textOf(folder, file)).toBe(text);
    expect(staleIn(folder, second)).toEqual([]);
  });

  test('is not overwritten, and then nothing is written', () => {
    const folder = folderWith({ 'README.md': 'mine' });
    expect(() => writePages(folder, first)).toThrow(FolderError);
    expect(() => writePages(folder, first)).toThrow(/README\.md: was not generated/);
    expect(readdirSync(folder)).toEqual(['README.md']);
    expect(textOf(folder, 'README.md')).toBe('mine');
  });

  test('may say the same as a page', () => {
    const folder = folderWith({ 'README.md': 'one' });
    writePages(folder, first);
    expect(staleIn(folder, first)).toEqual([]);
  });

  test.each(['../outside.md', '/etc/hosts', 'a/../../outside.md', './README.md', 'a//b'])(
    'is safe from a list that names %s',
    (name) => {
      const folder = folderWith({ '.generated': `${name}\n`, 'inner/x': '' });
      const outside = join(folder, '../outside.md');
      writeFileSync(outside, 'mine');
      writePages(folder, first);
      expect(existsSync(outside)).toBe(true);
      expect(textOf(folder, '.generated')).not.toContain(name);
    },
  );
});

describe('A run that was cut short', () => {
  test('is stale, and the next one finishes it', () => {
    const folder = folderWith();
    writePages(folder, first);
    // As it is after the first file of the second run.
    const list = new Set([...first.keys(), ...second.keys()]);
    put(folder, '.generated', `# generated\n${[...list].join('\n')}\n`);
    put(folder, 'machines/call.md', 'other');
    expect(staleIn(folder, second).length).toBeGreaterThan(0);
    writePages(folder, second);
    expect(staleIn(folder, second)).toEqual([]);
    expect(existsSync(join(folder, 'paths/a.md'))).toBe(false);
  });

  test('goes on too where a file was written that no longer belongs', () => {
    const folder = folderWith();
    put(folder, '.generated', 'words.md\n');
    put(folder, 'words.md', 'half a model ago');
    expect(said(writePages(folder, first))).toContain('words.md removed');
  });
});

describe('A folder that cannot be one', () => {
  test.each(['a file', 'a file/below it'])('%s', (name) => {
    const folder = folderWith({ 'a file': 'mine' });
    const out = join(folder, name);
    expect(() => writePages(out, first)).toThrow(FolderError);
    expect(() => writePages(out, first)).toThrow(out);
    expect(textOf(folder, 'a file')).toBe('mine');
  });

  test('a page whose place a folder has', () => {
    const folder = folderWith({ 'README.md/x': '' });
    expect(() => staleIn(folder, first)).toThrow(/README\.md/);
  });
});
