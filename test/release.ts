/**
 * `npm run release`: whether this version can be published; it publishes nothing. With --published it
 * notes the model as it now is in test/diff/published.json: what later versions are held to.
 */
import { cpSync, existsSync, readdirSync } from 'node:fs';
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
if (lacking.length === 0 && process.argv.includes('--published')) {
  cpSync('diagrams/exports/model.json', 'test/diff/published.json');
  process.stdout.write('test/diff/published.json is the model of this version.\n');
}
