/** One file in the place of another, so that there is always one of them, whatever fails or crashes. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A store that is to take the place of another one. */
export interface Replacement {
  /** Puts it there; what was there, which must be closed, steps aside. */
  readonly place: () => void | Promise<void>;
  /** Puts back what was there. */
  readonly takeBack: () => void | Promise<void>;
  /** Forgets what is not needed any more, whichever of the two that is. */
  readonly done: () => void | Promise<void>;
}

/** The file itself, and what SQLite may have put beside it. */
const parts = ['', '-wal', '-shm'];
const draftOf = (file: string) => `${file}.draft`;
const asideOf = (file: string) => `${file}.old`;

/** Removes a file that is closed. It goes first: what is beside it means nothing without it. */
export function removeStore(file: string) {
  for (const part of parts) rmSync(file + part, { force: true });
}
function move(from: string, to: string) {
  for (const part of parts) if (existsSync(from + part)) renameSync(from + part, to + part);
}

/** The path of a draft for a file, at which there is nothing any more. */
export function freshDraft(file: string): string {
  removeStore(draftOf(file));
  return draftOf(file);
}

/** The draft of a file, which is closed and so complete, is to take its place. */
export const replacementOf = (file: string): Replacement => ({
  place() {
    removeStore(asideOf(file));
    move(file, asideOf(file));
    renameSync(draftOf(file), file);
  },
  takeBack() {
    if (!existsSync(asideOf(file))) return;
    removeStore(file);
    move(asideOf(file), file);
  },
  done() {
    removeStore(asideOf(file));
    removeStore(draftOf(file));
  },
});

/** Tidies up after a process that was killed while it replaced a file of a folder. */
export function recoverIn(folder: string, extension: string) {
  const ends = asideOf(extension);
  for (const name of readdirSync(folder)) {
    if (name.endsWith(draftOf(extension))) removeStore(join(folder, name));
    if (!name.endsWith(ends)) continue;
    const file = join(folder, name.slice(0, -asideOf('').length));
    if (existsSync(file)) removeStore(asideOf(file));
    else move(asideOf(file), file);
  }
}
