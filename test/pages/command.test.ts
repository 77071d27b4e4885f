/** The command `diagrams`, as it is typed: what it writes, what it finds stale, and how it fails. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patienceMs } from '../house/patience.ts';

const project = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'project-'));
const out = join(copy, 'diagrams');

/** A copy of the project, in which a machine can be changed. */
beforeAll(() => {
  for (const name of ['machines', 'src', 'properties', 'package.json']) {
    cpSync(join(project, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  expect(diagrams('--out', out)).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => rmSync(copy, { recursive: true }));

function diagrams(...args: readonly string[]) {
  // What is the same from one run to the next is not compiled anew.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(copy, 'compiled') };
  const options = { cwd: copy, env, encoding: 'utf8', timeout: patienceMs } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(copy, 'src/cli.ts'), 'diagrams', ...args],
    options,
  );
  const stale = stdout
    .split('\n')
    .flatMap((line) => /^(?:new|changed|removed) +(.*)$/.exec(line)?.[1] ?? [])
    .map((file) => file.slice(out.length + 1));
  return { status, stdout, stderr, stale };
}

/** Changes one place of the machines, wherever it stands, and looks what is stale then. */
function staleAfter(from: string, to: string) {
  const folder = join(copy, 'machines');
  const places = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => text.includes(from));
  const [{ path, text } = { path: '', text: '' }] = places;
  expect([places.length, text.split(from).length], from).toEqual([1, 2]);
  writeFileSync(path, text.replace(from, to));
  try {
    return diagrams('--out', out, '--check');
  } finally {
    writeFileSync(path, text);
  }
}

test('what was written is fresh, and a second run writes nothing', () => {
  const before = filesIn(out);
  expect(diagrams('--out', out, '--check')).toMatchObject({ status: 0, stale: [] });
  expect(diagrams('--out', out).stdout).toMatch(/^\S+diagrams: \d+ files, all fresh\n$/);
  expect(filesIn(out)).toEqual(before);
});
const filesIn = (folder: string) => readdirSync(folder, { recursive: true }).sort();

describe('One change of a machine makes exactly the pages that show it stale:', () => {
  test('a transition that leads elsewhere', () => {
    const { status, stale, stdout } = staleAfter(
      "when(due('answer-deadline'), to('paused'))",
      "when(due('answer-deadline'), to('inProgress'))",
    );
    expect(stale).toEqual([
      'exports/recording-capture.dot',
      'exports/recording-capture.mmd',
      'exports/recording.json',
      'exports/recording.puml',
      'exports/recording.scxml',
      'exports/recording.xstate.json',
      'machines/recording.md',
      'machines/recording/chart-capture.svg',
      'machines/recording/state-inProgress.svg',
      'machines/recording/state-paused.svg',
      'machines/recording/state-resuming.svg',
    ]);
    expect(stdout).toMatch(/11 of \d+ files are stale/);
    expect(status).toBe(1);
  });

  test('a refusal that rests on another assumption', () => {
    const { status, stale } = staleAfter(
      "by('A3', when('isFullForLeg'",
      "by('A2', when('isFullForLeg'",
    );
    expect(stale).toEqual([
      'assumptions.md',
      'exports/conference.json',
      'exports/conference.xstate.json',
      'machines/conference.md',
    ]);
    expect(status).toBe(1);
  });

  test('a signal that is not sent: the run of the path shows it too', () => {
    const { status, stale } = staleAfter(
      "  'dropLeg',\n  stopDialRecording('dial-ended'),\n",
      "  'dropLeg',\n",
    );
    expect(stale).toEqual([
      'exports/call.json',
      'exports/call.puml',
      'exports/call.scxml',
      'exports/call.xstate.json',
      'machines/call.md',
      'paths/dial-verb.md',
      'paths/dial-verb.svg',
    ]);
    expect(status).toBe(1);
  });
});

test('a check of an empty folder names every file and writes none', () => {
  const empty = join(copy, 'empty');
  const { status, stdout } = diagrams('--out', empty, '--check');
  expect(stdout).toContain(`new      ${join(empty, 'machines/recording.md')}\n`);
  expect(status).toBe(1);
  expect(existsSync(empty)).toBe(false);
});

test.each([
  ['a file for a folder', ['--out', join(copy, 'package.json')], /package\.json is a file/],
  ['no folder', [], /--out/],
])('%s is an error that says so', (_what, args, says) => {
  const { status, stdout, stderr } = diagrams(...args);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
  expect(status).toBeGreaterThan(0);
});
