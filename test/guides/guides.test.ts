/** The guides keep their word: the code in a page is the code that runs, and prints what stands there. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, promisify } from 'node:util';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { patienceMs } from '../house/patience.ts';
import { project } from '../house/tree.ts';
import {
  asShown,
  guides,
  guidesFolder,
  literally,
  type Run,
  writeGuides,
  writtenFiles,
} from './written.ts';

const { path: folder, [Symbol.asyncDispose]: remove } = guidesFolder();
afterAll(remove);

/** What makes a folder ready; the project has it installed. */
const settingUp = ['npm init --yes && npm pkg set type=module', 'npm install texml-recordings'];
/** What needs a server runs where the tests have one: in test/postgres/ and test/restate/. */
const onServers = ['postgres.ts', 'restate.ts'];

interface Ended {
  readonly stdout: string;
  readonly exitCode: number;
}
async function ran(cwd: string, ...args: readonly string[]): Promise<Ended> {
  // Node says to its children that they are inside of a run of its own; these are not.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const running = promisify(execFile)(process.execPath, args, { cwd, env, timeout: patienceMs });
  return await running.then(
    ({ stdout }) => ({ stdout, exitCode: 0 }),
    ({ code, stdout, message }) => {
      if (typeof code !== 'number') throw new Error(message);
      return { stdout, exitCode: code };
    },
  );
}
/** A program in this process: most of the time of a small one goes into its start. */
async function imported(file: string): Promise<Ended> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...said) => lines.push(format(...said)));
  const before = process.cwd();
  try {
    process.chdir(folder);
    await import(join(folder, file));
  } finally {
    process.chdir(before);
    log.mockRestore();
  }
  return { stdout: `${lines.join('\n')}\n`, exitCode: 0 };
}

/** A clone in which the guide's patch is applied. */
async function patched(diff: string): Promise<string> {
  const clone = join(folder, 'clone');
  for (const name of ['machines', 'src', 'properties', 'package.json']) {
    cpSync(join(project, name), join(clone, name), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(clone, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'policy.diff'), diff);
  await promisify(execFile)('git', ['apply', join(folder, 'policy.diff')], {
    cwd: clone,
    env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
    timeout: patienceMs,
  });
  return clone;
}

/** Does what a reader does; `diff` is the patch of the guide, if it has one. */
async function run({ command }: Run, diff = ''): Promise<Ended> {
  const [program, ...args] = command.split(' ');
  const [first = '', ...rest] = args;
  if (program === 'npx' && first === 'texml-recordings') {
    return ran(folder, resolve(project, 'dist/src/bin.js'), ...rest);
  }
  if (command.startsWith('npm run -s play -- ')) {
    return ran(await patched(diff), 'src/cli.ts', 'play', resolve(folder, rest.at(-1) ?? ''));
  }
  if (program !== 'node') throw new Error(`The tests do not know how to run: ${command}`);
  return rest.length === 0 ? imported(first) : ran(folder, ...args);
}

describe.each(guides)('$file', ({ text, blocks, runs }) => {
  const [diff] = blocks.filter(({ language }) => language === 'diff');
  test.each(runs.filter(({ command }) => !settingUp.includes(command)))(
    '`$command` comes to what is shown',
    async (one) => {
      const { stdout, exitCode } = await run(one, diff?.body);
      expect({ stdout, exitCode }).toEqual({
        stdout:
          one.shown === undefined ? expect.anything() : expect.stringMatching(asShown(one.shown)),
        exitCode: one.exitCode,
      });
    },
  );

  test('names each file before it shows it, and shows no code that is in no file', () => {
    for (const { title, at } of blocks.filter(({ title }) => title !== undefined)) {
      expect(text.slice(0, at)).toContain(`\`${title}\``);
    }
    const loose = blocks.filter(({ title }) => title === undefined);
    expect(loose.filter(({ language }) => !['sh', 'text', 'diff'].includes(language))).toEqual([]);
  });

  test('is two screens of text at most', () => {
    const prose = text.replace(/^```.*?^```$/gms, '');
    expect(prose.split('\n').length).toBeLessThanOrEqual(80);
  });
});

test('no two guides have their reader write the same file', () => {
  const names = writtenFiles.map(({ title }) => title);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('every file of a guide is run, or used by one that is', () => {
  const commands = guides.flatMap(({ runs }) => runs.map(({ command }) => command)).join('\n');
  const isRun = (title: string) => new RegExp(`\\b${literally(title)}\\b`).test(commands);
  const isUsed = (title: string) => writtenFiles.some(({ body }) => body.includes(`'./${title}'`));
  const idle = writtenFiles.map(({ title }) => title).filter((one) => !isRun(one) && !isUsed(one));
  expect(idle).toEqual(onServers);
});

test('guides import the package by its name, what comes with Node, and each other', () => {
  const from = writtenFiles.flatMap(({ body }) =>
    [...body.matchAll(/\bfrom '([^']+)'/g)].map(([, name = '']) => name),
  );
  const others = from.filter(
    (name) => !/^(texml-recordings(\/\w+)?|node:[\w/]+|\.\/[\w-]+\.ts)$/.test(name),
  );
  expect(others).toEqual([]);
});

test('an application that does not wait for the pause is caught by the proof that no key is captured', async () => {
  const hasty = join(folder, 'hasty');
  writeGuides(hasty);
  const file = join(hasty, 'pay.ts');
  const waiting = '.status === status';
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(waiting);
  writeFileSync(file, text.replace(waiting, '.status !== undefined'));
  const { stdout, exitCode } = await ran(hasty, '--test', '--test-reporter=tap', 'pay.test.ts');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^not ok 2 - no key of a card is captured/m);
});
