/** The folder of the pages: what is stale in it, and how it is made fresh without touching else. */
import {
  existsSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { makeFolder } from '../../folders.ts';
import type { PageFiles } from './sheet.ts';

/** A file that is not as it is generated, and how. */
export interface Stale {
  readonly file: string;
  /** `new`: not there yet; `changed`: has another text; `removed`: belongs there no more. */
  readonly state: 'new' | 'changed' | 'removed';
}

/** The folder cannot be used: why, and what to do. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** Names every generated file, so that no other one is ever changed or removed. */
const listName = '.generated';
const listHead = '# What `texml-recordings diagrams` generates here; everything else is yours.';
const listText = (names: Iterable<string>) => `${[listHead, ...[...names].sort()].join('\n')}\n`;

/**
 * What a folder would need to be fresh, by file name; [] = it is.
 * @throws FolderError if the folder is a file, or cannot be read.
 */
export function staleIn(folder: string, files: PageFiles): Stale[] {
  refuseFile(folder);
  const wanted = withList(files);
  const stale = [...wanted].flatMap(([file, text]): Stale[] => {
    const found = read(folder, file);
    if (found === text) return [];
    return [{ file, state: found === undefined ? 'new' : 'changed' }];
  });
  const left = ownFiles(folder)
    .filter((file) => !wanted.has(file) && existsSync(join(folder, file)))
    .map((file): Stale => ({ file, state: 'removed' }));
  return [...stale, ...left].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * Makes a folder fresh, and says what was stale. A run that is cut short leaves whole files and a
 * list that names all of them, so the next one goes on.
 * @throws FolderError if the folder cannot be written, or a file of that name is somebody else's.
 */
export function writePages(folder: string, files: PageFiles): Stale[] {
  const stale = staleIn(folder, files);
  const own = new Set(ownFiles(folder));
  const foreign = stale.filter(
    ({ file, state }) => state === 'changed' && file !== listName && !own.has(file),
  );
  if (foreign.length > 0) {
    const names = foreign.map(({ file }) => join(folder, file)).join(', ');
    throw new FolderError(`${names}: was not generated, and is not overwritten; move it away`);
  }
  if (stale.length === 0) return stale;
  const wanted = withList(files);
  try {
    put(folder, listName, listText(new Set([...own, ...files.keys()])));
    for (const { file, state } of stale) {
      if (state === 'removed') remove(folder, file);
      else if (file !== listName) put(folder, file, wanted.get(file) as string);
    }
    put(folder, listName, listText(files.keys()));
  } catch (error) {
    throw new FolderError(`cannot write to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return stale;
}

const withList = (files: PageFiles): PageFiles =>
  new Map([...files, [listName, listText(files.keys())]]);

/**
 * Refuses a file in the place of the folder, before there are pages to put into it.
 * @throws FolderError if it is one.
 */
export function refuseFile(folder: string) {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new FolderError(`${folder} is a file; name a folder`);
  }
}

/** The generated files that the list names; a name that leads out of the folder is none of ours. */
const ownFiles = (folder: string) =>
  (read(folder, listName) ?? '')
    .split('\n')
    .filter((name) => name !== '' && !name.startsWith('#') && posix.join('/', name) === `/${name}`);

function read(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new FolderError(`cannot read ${join(folder, file)}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Written beside and renamed: nobody ever sees half a file. */
function put(folder: string, file: string, text: string) {
  const path = join(folder, file);
  makeFolder(dirname(path));
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** Removes a file, and the folder around it when that is empty. */
function remove(folder: string, file: string) {
  rmSync(join(folder, file), { force: true });
  try {
    if (dirname(file) !== '.') rmdirSync(join(folder, dirname(file)));
  } catch {
    // Somebody else's file is in it.
  }
}
