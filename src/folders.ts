/** Folders are made where they are missing, and what cannot be one is named. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** There can be no such folder: which one, and why. */
export class NoFolder extends Error {
  override readonly name = 'NoFolder';
  /** The one that cannot be made or is none: the folder that was asked for, or one above it. */
  readonly folder: string;

  constructor(folder: string, says: string, cause?: unknown) {
    super(`${folder}: ${says}`, { cause });
    this.folder = folder;
  }
}

/**
 * Makes a folder and those above it, where they are missing; `mode` is that of each new one.
 * One after another: where a file system takes no folder, such as /proc, Node's own way of making
 * all at once never ends.
 * @throws NoFolder if there cannot be such a folder.
 */
export function makeFolder(path: string, mode = 0o777) {
  if (path === '') throw new NoFolder('""', 'a folder has a name');
  for (const folder of missing(resolve(path))) {
    try {
      mkdirSync(folder, { mode });
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (!isFolder(folder)) throw new NoFolder(folder, whyNot(error), error);
    }
  }
}

/** The folders that are not there, from the top down. */
function missing(folder: string): string[] {
  if (isFolder(folder)) return [];
  return [...missing(dirname(folder)), folder];
}

/** @throws NoFolder if it is something else, or if nobody can see what it is. */
function isFolder(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return false;
    if (found.isDirectory()) return true;
  } catch (error) {
    throw new NoFolder(path, whyNot(error), error);
  }
  throw new NoFolder(path, 'it is a file, where a folder is needed');
}

/** In words, and with the system's own name of it, which can be looked up. */
function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const said = code === undefined ? undefined : reasons[code];
  return said === undefined ? message : `${said} (${code})`;
}
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to make it',
  EEXIST: 'it is a link that leads nowhere',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'its disk is full',
  EPERM: 'no folder can be made there',
  EROFS: 'its file system can only be read',
};
