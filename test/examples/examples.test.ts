/** The examples do what their READMEs say: they use the package by its name, as it is built. */
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { patienceMs, until } from '../house/patience.ts';
import { filesIn, project, read } from '../house/tree.ts';

const folders = readdirSync(resolve(project, 'examples'), { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name);
const readmeOf = (folder: string) => read(`examples/${folder}/README.md`);
/** The blocks of a README in a language. */
const blocksIn = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block = '']) => block,
  );
/** What needs a server is run where the tests have one: in test/postgres/ and test/restate/. */
const onServer = ['share-in-postgres', 'share-on-restate'];
/** What is run as it is, with `node examples/FOLDER/main.ts`. */
const programs = folders.filter(
  (one) => !onServer.includes(one) && filesIn([`examples/${one}`]).some(isProgram),
);
function isProgram(file: string) {
  return file.endsWith('/main.ts');
}

test.each(programs)('%s prints what its README says', async (folder) => {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...said) => lines.push(format(...said)));
  const [shown = ''] = blocksIn(readmeOf(folder), 'text');
  try {
    await import(resolve(project, 'examples', folder, 'main.ts'));
    // The inspector tells when nobody has anything else to do. What is missing then is said below.
    const isAll = () => lines.join('\n').split('\n').length >= shown.trimEnd().split('\n').length;
    await until(isAll).catch(() => undefined);
  } finally {
    log.mockRestore();
  }
  expect(`${lines.join('\n')}\n`).toBe(shown);
  expect(blocksIn(readmeOf(folder), 'sh')).toEqual([`node examples/${folder}/main.ts\n`]);
});

test('a first test of a voicemail has fifteen lines, and is the one that is shown', () => {
  const shown = read('examples/test-your-application/voicemail.test.ts');
  expect(blocksIn(readmeOf('test-your-application'), 'ts')).toEqual([shown]);
  expect(shown.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
});

const running = promisify(execFile);
const options = { cwd: project, timeout: patienceMs };

test('the runner that comes with Node drives the kit too', async () => {
  const file = 'examples/test-your-application/voicemail.node.ts';
  expect(blocksIn(readmeOf('test-your-application'), 'sh').join('')).toContain(
    `node --test ${file}`,
  );
  // Node says to its children that they are inside of a run of its own; these are not.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const args = ['--test', '--test-reporter=tap', file];
  const { stdout } = await running(process.execPath, args, { ...options, env });
  expect(stdout).toMatch(/^# pass 1$/m);
});

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], {
  timeout: patienceMs,
});
if (python.status !== 0) {
  test('THE PROGRAM IN PYTHON WAS NOT RUN: no python3 of 3.9 or later found', () => {
    process.stderr.write('\nTHE PROGRAM IN PYTHON WAS NOT RUN: no python3 found.\n\n');
  });
} else {
  const [command = ''] = blocksIn(readmeOf('replay-the-vectors'), 'sh');
  const [, program = '', vectors = ''] = command.trim().split(' ');

  test('a program in Python holds its own implementation against the vectors', async () => {
    const { stdout } = await running('python3', [program, vectors], options);
    expect(blocksIn(readmeOf('replay-the-vectors'), 'text')).toEqual([stdout]);
  });

  test('where it differs, the program in Python says so by vector, step and field', async () => {
    const other = vectors.replace('transcription', 'dialLeg');
    const failed = await running('python3', [program, other], options).catch((error) => error);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/^dialLeg\/none, step \d+: verdict is \w+; expected \w+$/m);
  });
}

test('each folder stands in the list, and the list names nothing else', () => {
  const listed = [...read('examples/README.md').matchAll(/^\| \[([\w-]+)\]\(\1\/README\.md\)/gm)];
  expect(listed.map(([, name]) => name).sort()).toEqual(folders.sort());
});

test('examples import the package by its name, and nothing else of this house', () => {
  const imports = filesIn(['examples']).flatMap((file) =>
    [...read(file).matchAll(/\bfrom '([^']+)'/g)].map(([, from = '']) => from),
  );
  expect(imports.length).toBeGreaterThan(10);
  expect(imports.filter((from) => from.startsWith('.') && !/^\.\/[\w-]+\.ts$/.test(from))).toEqual(
    [],
  );
});
