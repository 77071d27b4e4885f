/**
 * What npm runs by itself: `dist/` is built anew before it is packed or published, and where there is
 * none yet, as when somebody installs from git. `npm ci` builds nothing: the server, the commands and
 * the gate run from the sources.
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const { npm_command: command = '' } = process.env;
const isPacked = command === 'pack' || command === 'publish';
if (isPacked || (command !== 'ci' && !existsSync('dist'))) {
  execSync('npm run build', { stdio: 'inherit' });
}
