/**
 * Prints as JSON what is wrong with the types of a tarball. A process of its own: the library looks
 * for sources that it has not got where a test runner loads it.
 */
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';

const [, , tarball = ''] = process.argv;
const packed = createPackageFromTarballData(new Uint8Array(readFileSync(tarball)));
// It is asked for each folder thousands of times, and goes through all files each time.
const folders = new Set(packed.listFiles().flatMap((file) => foldersOf(file)));
packed.directoryExists = (path) => folders.has(path.replace(/\/$/, ''));
const found = await checkPackage(packed);
if (!found.types) throw new Error(`${tarball} holds no types.`);
process.stdout.write(JSON.stringify(found.problems));

/** Every folder that a file is in: '' is the root. */
function foldersOf(file: string): string[] {
  const names = file.split('/').slice(0, -1);
  return names.map((_, i) => names.slice(0, i + 1).join('/'));
}
