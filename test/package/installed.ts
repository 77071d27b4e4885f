/** The tarball in an empty folder, as npm installs it, and the two versions of Node to use it with. */
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { project, read } from '../house/tree.ts';
import { ran } from './packed.ts';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly dev?: boolean;
}
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };

/** What the package needs to run, and what that needs, as our lock file has it. */
function needed(): Record<string, Locked> {
  const found: Record<string, Locked> = {};
  const add = (names: Readonly<Record<string, string>> = {}) => {
    for (const name of Object.keys(names)) {
      const path = `node_modules/${name}`;
      const { version, integrity = '', dependencies = {} } = lock.packages[path] as Locked;
      if (found[path]) continue;
      const file = `${name.replace(/^@.*\//, '')}-${version}.tgz`;
      const resolved = `https://registry.npmjs.org/${name}/-/${file}`;
      found[path] = { version, integrity, resolved, dependencies };
      add(dependencies);
    }
  };
  add(lock.packages['']?.dependencies);
  return found;
}

/**
 * Installs the tarball in a new folder and gives it. The lock file that lies there says what ours
 * says, so npm finds everything in its cache, where `npm ci` has put it.
 */
export async function installed(tarball: string): Promise<string> {
  const app = mkdtempSync(join(tmpdir(), 'app-'));
  const version = lock.packages['']?.version ?? '';
  const dependencies = { 'texml-recordings': 'file:texml-recordings.tgz' };
  const packages = {
    '': { dependencies },
    'node_modules/texml-recordings': {
      version,
      resolved: 'file:texml-recordings.tgz',
      dependencies: lock.packages['']?.dependencies,
    },
    ...needed(),
  };
  cpSync(tarball, join(app, 'texml-recordings.tgz'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ type: 'module', dependencies }));
  writeFileSync(join(app, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  await ran('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], app);
  return app;
}

/** Puts further packages beside it, as this project has them. */
export function withPackages(app: string, names: readonly string[]) {
  for (const name of names) {
    const place = join(app, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(project, 'node_modules', name), place, 'junction');
  }
}

const { engines } = JSON.parse(read('package.json'));
const versionIn = (range: string) => /[\d.]+/.exec(range)?.[0];
/** The oldest Node that the package promises to run on, and the one that all else here runs on. */
export const oldest = `${versionIn(engines.node)}.0`;
export const newest = lock.packages['node_modules/node']?.version ?? '';

/**
 * The path of a Node of this version: the one that runs the tests if it is that, or else one that
 * npm fetches once and keeps in its cache.
 */
export async function node(version: string): Promise<string> {
  const { platform, arch, execPath } = process;
  if (process.versions.node === version) return execPath;
  // What the package `node` installs on this machine, without the script that finds it out.
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}@${version}`;
  const print = ['--', 'node', '--print', 'process.execPath'];
  const fetching = ['exec', '--yes', '--prefer-offline', `--package=${name}`, ...print];
  return (await ran('npm', fetching, tmpdir())).trim();
}
