/** Files that only their owner can read: what people say on calls is nobody else's. */
import { chmodSync, closeSync, existsSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../folders.ts';
import { BadFile } from '../../hosts/index.ts';
import { messageOf } from './unusable.ts';

/** Everybody but the owner. */
const others = 0o077;

/**
 * Makes a folder that only its owner can enter. One that is there already is tightened with all
 * that is in it, if all of it is ours; else only what is ours is, and a warning says so.
 * @throws BadFile if there cannot be such a folder.
 */
export function madePrivate(folder: string, isOurs: (name: string) => boolean): readonly string[] {
  let names: readonly string[];
  try {
    makeFolder(folder, 0o700);
    names = readdirSync(folder);
  } catch (cause) {
    const says = `It cannot be the folder in which accounts are kept: ${messageOf(cause)}.`;
    throw new BadFile(folder, says, { cause });
  }
  const warnings: string[] = [];
  const tighten = (path: string, mode: number) => {
    try {
      if (statSync(path).mode & others) chmodSync(path, mode);
    } catch (error) {
      warnings.push(`${path} can be read by others: ${messageOf(error)}.`);
    }
  };
  for (const name of names) if (isOurs(name)) tighten(join(folder, name), 0o600);
  if (names.every(isOurs)) tighten(folder, 0o700);
  else if (statSync(folder).mode & others) {
    warnings.push(
      `${folder} can be entered by others, and stays so: it holds other files as well.`,
    );
  }
  return warnings;
}

/** Sees to it that there is a file that only its owner can read; what is put beside it is the same. */
export function privateFile(file: string) {
  // One that is there is not touched: to open and close it would let go of a lock that we have.
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    throw new BadFile(file, `It cannot be made: ${messageOf(cause)}.`, { cause });
  }
}
