/** Packs the project as a stranger would: from a clean clone, with what is not committed yet. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { testMs } from '../house/patience.ts';
import { project } from '../house/tree.ts';

/** Where the tarball is kept, with what npm says of it. Git ignores it. */
export const folder = join(project, 'node_modules/.cache/package');
const contents = join(folder, 'contents.json');
/** What `npm pack` calls the tarballs of this version: the package, and the model alone (D-23). */
export const namesOf = (version: string) => ({
  whole: `texml-recordings-${version}.tgz`,
  model: `texml-recordings-model-${version}.tgz`,
});

/** Runs a program to its end and gives what it printed; `npm` is a script on Windows. */
export async function ran(program: string, args: readonly string[], cwd: string): Promise<string> {
  const shell = program === 'npm' && process.platform === 'win32';
  const options = { cwd, shell, timeout: testMs, maxBuffer: 2 ** 26, env: clean };
  return (await promisify(execFile)(program, args, options)).stdout;
}
/** The environment without what npm tells the scripts that it runs: the commands are nobody's children. */
const clean = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(?:command|lifecycle|package)/.test(name)),
);

const listed = async (...command: readonly string[]) =>
  (await ran('git', [...command, '-z'], project)).split('\0').filter((file) => file !== '');
const newFiles = () => listed('ls-files', '--others', '--exclude-standard');

/** The files that are not as they are committed, new ones and those that are gone among them. */
export const changedFiles = async () => [
  ...(await listed('diff', 'HEAD', '--name-only', '--no-renames')),
  ...(await newFiles()),
];
/** The tags that there are. */
export const tags = async () => (await ran('git', ['tag', '--list'], project)).split('\n');

/** Clones the project, as it would be committed now. */
async function cloneTo(clone: string) {
  await ran('git', ['clone', '--quiet', '--shared', project, clone], project);
  for (const file of await changedFiles()) {
    rmSync(join(clone, file), { force: true });
    if (!existsSync(join(project, file))) continue;
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(project, file), join(clone, file));
  }
  symlinkSync(join(project, 'node_modules'), join(clone, 'node_modules'), 'junction');
}

/** A tarball: where it is, how many bytes it and its files have, and the files by their paths. */
interface Tarball {
  readonly path: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly string[];
}
type Said = Omit<Tarball, 'path' | 'files'> & {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
};
const toldIn = (json: string): Tarball => {
  const [{ filename, size, unpackedSize, files }] = JSON.parse(json) as [Said];
  return { path: join(folder, filename), size, unpackedSize, files: files.map(({ path }) => path) };
};

/** Packs a clean clone, and takes the `dist/` that was built for it. */
export async function pack(): Promise<Tarball> {
  const clone = mkdtempSync(join(tmpdir(), 'clone-'));
  try {
    await cloneTo(clone);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const packing = ['pack', '--json', '--pack-destination', folder];
    const said = await ran('npm', packing, clone);
    await ran(process.execPath, ['.ci/model.js', 'model'], clone);
    await ran('npm', [...packing, './model'], clone);
    rmSync(join(project, 'dist'), { recursive: true, force: true });
    cpSync(join(clone, 'dist'), join(project, 'dist'), { recursive: true });
    bringNear(join(project, 'dist/.tsbuildinfo'), clone);
    writeFileSync(contents, said);
    return toldIn(said);
  } finally {
    rmSync(clone, { recursive: true });
  }
}

/**
 * The compiler has followed the link to the packages, and remembers where they are as seen from the
 * clone. What it cannot find again it compiles again, so it is told where they are from here.
 */
function bringNear(remembered: string, clone: string) {
  const [from, to] = [join(clone, 'dist'), join(project, 'node_modules')].map((one) =>
    realpathSync(one),
  ) as [string, string];
  const text = readFileSync(remembered, 'utf8');
  writeFileSync(remembered, text.replaceAll(`"${relative(from, to)}/`, '"../node_modules/'));
}

/**
 * The tarball that `npm run package` has made: the gate begins with it.
 * @throws Error where there is none, or where a file that it is made of has changed since.
 */
export async function tarball(): Promise<Tarball> {
  const made = existsSync(contents) ? statSync(contents).mtimeMs : 0;
  const files = [...(await listed('ls-files')), ...(await newFiles())];
  const changed = files
    .filter((file) => !file.startsWith('test/') && existsSync(join(project, file)))
    .find((file) => statSync(join(project, file)).mtimeMs > made);
  if (changed) throw new Error(`${changed} is newer than the tarball: npm run package makes one.`);
  return toldIn(readFileSync(contents, 'utf8'));
}
