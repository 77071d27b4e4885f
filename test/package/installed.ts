/** The tarball in an empty folder, as npm installs it, and the two versions of Node to use it with. */
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
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

/** What these packages need to run, and what that needs, as our lock file has it. */
function needed(dependencies: Readonly<Record<string, string>>): Record<string, Locked> {
  const found: Record<string, Locked> = {};
  const add = (names: Readonly<Record<string, string>>) => {
    for (const name of Object.keys(names)) {
      const path = `node_modules/${name}`;
      if (found[path]) continue;
      const { version, integrity = '', dependencies: own = {} } = lock.packages[path] as Locked;
      const file = `${name.replace(/^@.*\//, '')}-${version}.tgz`;
      const resolved = `https://registry.npmjs.org/${name}/-/${file}`;
      found[path] = { version, integrity, resolved, dependencies: own };
      add(own);
    }
  };
  add(dependencies);
  return found;
}

const whole = {
  name: 'texml-recordings',
  dependencies: lock.packages['']?.dependencies ?? {},
};
/**
 * Installs a tarball in a new folder and gives the folder. The lock file that lies there says what
 * ours says, so npm finds everything in its cache, where `npm ci` has put it.
 */
export async function installed(tarball: string, { name, dependencies } = whole): Promise<string> {
  const app = mkdtempSync(join(tmpdir(), 'app-'));
  const version = lock.packages['']?.version ?? '';
  const resolved = `file:${basename(tarball)}`;
  const asked = { [name]: resolved };
  const packages = {
    '': { dependencies: asked },
    [`node_modules/${name}`]: { version, resolved, dependencies },
    ...needed(dependencies),
  };
  cpSync(tarball, join(app, basename(tarball)));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ type: 'module', dependencies: asked }));
  writeFileSync(join(app, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  await ran('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], app);
  return app;
}
/** The names of the packages that were installed there, sorted. */
export const packagesIn = (app: string) =>
  globSync('node_modules/{*,@*/*}/package.json', { cwd: app })
    .map((file) => dirname(file).replace('node_modules/', ''))
    .sort();
/** How many MB the files of all packages there come to. */
export const megabytesIn = (app: string) =>
  globSync('node_modules/**/*', { cwd: app, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).size, 0) / 1e6;
/**
 * What the compiler says of these entries and of all types that they lead to, where the types of
 * these packages are known, and of further files there; '' if nothing is wrong.
 */
export async function checkedTypes(
  app: string,
  entries: readonly string[],
  types: readonly string[],
  others: readonly string[] = [],
): Promise<string> {
  const all = entries.map((entry, i) => `export * as entry${i} from '${entry}';\n`);
  writeFileSync(join(app, 'all.ts'), all.join(''));
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    allowImportingTsExtensions: true,
    types,
  };
  const files = ['all.ts', ...others];
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const compiler = join(project, 'node_modules/typescript-7/bin/tsc');
  const checking = ran(process.execPath, [compiler, '--project', app, '--checkers', '1'], app);
  return await checking.catch((error) => error.stdout || error.message);
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
 * npm fetches once and keeps in its cache; where that is, is noted, as npm takes a second to say so.
 */
export async function node(version: string): Promise<string> {
  const { platform, arch, execPath } = process;
  if (process.versions.node === version) return execPath;
  const kept = join(project, 'node_modules/.cache/nodes', version);
  const known = existsSync(kept) ? readFileSync(kept, 'utf8') : '';
  if (existsSync(known)) return known;
  // What the package `node` installs on this machine, without the script that finds it out.
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}@${version}`;
  const print = ['--', 'node', '--print', 'process.execPath'];
  const fetching = ['exec', '--yes', '--prefer-offline', `--package=${name}`, ...print];
  const program = (await ran('npm', fetching, tmpdir())).trim();
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, program);
  return program;
}
