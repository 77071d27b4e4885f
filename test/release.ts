/** `npm run release`: whether this version can be published; it publishes nothing. */
import { existsSync, readdirSync } from 'node:fs';
import { read } from './house/tree.ts';
import { changedFiles, folder, tags } from './package/packed.ts';
import { missing } from './package/release.ts';

const { version, repository } = JSON.parse(read('package.json'));
const lacking = missing({
  version,
  repository,
  locked: JSON.parse(read('package-lock.json')).version,
  changelog: read('CHANGELOG.md'),
  tags: await tags(),
  changed: await changedFiles(),
  tarballs: existsSync(folder) ? readdirSync(folder) : [],
});
for (const one of lacking) process.stdout.write(`${one}\n`);
if (lacking.length === 0) process.stdout.write(`${version} can be published.\n`);
process.exitCode = lacking.length === 0 ? 0 : 1;
