/** A folder that somebody names is made, or it is said which one cannot be, and why; nothing hangs. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, NoFolder } from '../../src/folders.ts';
import { BadFile } from '../../src/hosts/index.ts';
import { FolderError, writePages } from '../../src/pages/index.ts';
import { inFolder } from '../../src/sandbox/state/state-folder.ts';
import { patienceMs } from './patience.ts';
import { project } from './tree.ts';

const place = mkdtempSync(join(tmpdir(), 'folders-'));
afterAll(() => rmSync(place, { recursive: true }));
beforeAll(() => {
  writeFileSync(join(place, 'file'), 'mine');
  symlinkSync(join(place, 'nowhere'), join(place, 'link'));
  mkdirSync(join(place, 'closed'));
  chmodSync(join(place, 'closed'), 0o555);
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('A folder', () => {
  test('is made with those above it, each with its mode, and left alone when it is there', () => {
    makeFolder(join(place, 'a/b/../c'), 0o700);
    expect(['a', 'a/c'].map((name) => modeOf(join(place, name)))).toEqual(['700', '700']);
    expect(existsSync(join(place, 'a/b'))).toBe(false);
    makeFolder(join(place, 'a/c'), 0o777);
    expect(modeOf(join(place, 'a/c'))).toBe('700');
  });

  test('has a name', () => {
    expect(() => makeFolder('')).toThrow(new NoFolder('""', 'a folder has a name'));
  });

  test('is named by the way to it through a link', () => {
    symlinkSync(join(place, 'a'), join(place, 'to-a'));
    makeFolder(join(place, 'to-a/d'));
    expect(existsSync(join(place, 'a/d'))).toBe(true);
  });
});

/** What cannot be made, which folder is to blame, and why. */
const refused: readonly (readonly [path: string, named: string, says: string])[] = [
  ['file', 'file', 'it is a file, where a folder is needed'],
  ['file/below/it', 'file', 'it is a file, where a folder is needed'],
  ['link', 'link', 'it is a link that leads nowhere (EEXIST)'],
  ['link/below', 'link', 'it is a link that leads nowhere (EEXIST)'],
  ['x'.repeat(300), 'x'.repeat(300), 'its name is too long (ENAMETOOLONG)'],
];

describe.each(refused)('Where there can be no folder, as at %s,', (path, named, says) => {
  test('the one that cannot be is named', () => {
    const error = new NoFolder(join(place, named), says);
    expect(() => makeFolder(join(place, path))).toThrow(error);
  });

  test('accounts are not kept, and pages not written', () => {
    const why = `${join(place, named)}: ${says}`;
    expect(() => inFolder(join(place, path))).toThrow(BadFile);
    expect(() => inFolder(join(place, path))).toThrow(why);
    const pages = new Map([['README.md', 'one']]);
    expect(() => writePages(join(place, path, 'pages'), pages)).toThrow(FolderError);
    expect(readFileSync(join(place, 'file'), 'utf8')).toBe('mine');
  });
});

/** What a process of its own is told, which can be stopped: it is not root, and may hang. */
function toldElsewhere(path: string): string {
  const script = `
    const { makeFolder } = await import(process.argv[1]);
    if (process.geteuid() === 0) process.seteuid(65534);
    try { makeFolder(process.argv[2]); console.log('made'); } catch (error) { console.log(error.message); }`;
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [
      ...['--input-type=module', '--eval', script],
      ...[pathToFileURL(resolve(project, 'src/folders.ts')).href, path],
    ],
    { encoding: 'utf8', timeout: patienceMs },
  );
  expect([error, stderr]).toEqual([undefined, '']);
  return stdout.trim();
}

test('without the right to make it, nobody makes one', () => {
  chmodSync(place, 0o755);
  const path = join(place, 'closed/mine');
  expect(toldElsewhere(join(path, 'below'))).toBe(`${path}: you have no right to make it (EACCES)`);
  expect(existsSync(path)).toBe(false);
});

test.runIf(existsSync('/proc/self'))(
  'a file system that takes no folders is said to, at once',
  () => {
    expect(toldElsewhere('/proc/x/y')).toBe('/proc/x: no folder can be made there (ENOENT)');
  },
);
