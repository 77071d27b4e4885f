/**
 * Prints as JSON what is wrong with the types of a tarball. A process of its own: the library looks
 * for sources that it has not got where a test runner loads it.
 */
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';

const [, , tarball = ''] = process.argv;
const found = await checkPackage(
  createPackageFromTarballData(new Uint8Array(readFileSync(tarball))),
);
if (!found.types) throw new Error(`${tarball} holds no types.`);
process.stdout.write(JSON.stringify(found.problems));
