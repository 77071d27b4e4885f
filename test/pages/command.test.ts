import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages, staleIn, writePages } from '../../src/pages/index.ts';
import { asSite } from '../../src/pages/site/site.ts';
import { changedIn, diagrams } from './copied.ts';
import { drawn } from './drawn.ts';

const project = resolve(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'project-'));
const out = join(place, 'diagrams');
let files: Awaited<ReturnType<typeof pages>>;
beforeAll(async () => {
  files = await pages();
  writePages(out, files);
});
afterAll(() => rmSync(place, { recursive: true }));

/** The names of what is stale then, as its own modules say it: each copy loads them anew. */
async function staleAfter(from: string, to: string): Promise<string[]> {
  const door = pathToFileURL(join(changedIn(place, from, to), 'src/pages/index.ts')).href;
  const own: typeof import('../../src/pages/index.ts') = await import(door);
  const stale = own.staleIn(out, await own.pages());
  return stale.map(({ file, state }) => (state === 'changed' ? file : `${file} ${state}`));
}

test('what is not as it is drawn is written and named, and nothing else is touched', () => {
  rmSync(join(out, 'words.md'));
  writeFileSync(join(out, 'machines/call.md'), 'edited');
  const untouched = join(out, 'machines/recording.md');
  const { mtimeMs } = statSync(untouched);
  const { status, stdout, stderr, stale } = diagrams(project, '--out', out);
  expect({ status, stderr, stale }).toEqual({
    ...{ status: 0, stderr: '' },
    stale: ['machines/call.md changed', 'words.md new'],
  });
  expect(stdout).toMatch(/^\S+diagrams: \d+ files, now fresh$/m);
  expect(staleIn(out, files)).toEqual([]);
  expect(statSync(untouched).mtimeMs).toBe(mtimeMs);
});

describe('One change of a machine makes exactly the pages that show it stale:', () => {
  test('a transition that leads elsewhere, and a check says so', () => {
    const copy = changedIn(
      place,
      "when(due('answer-deadline'), to('paused', noAnswerDue))",
      "when(due('answer-deadline'), to('inProgress', noAnswerDue))",
    );
    const { status, stale, stdout } = diagrams(copy, '--out', out, '--check');
    expect(stale.map((one) => one.replace(/ changed$/, ''))).toEqual([
      'exports/model.json',
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
      'outside.md',
      'outside.svg',
    ]);
    expect(stdout).toMatch(/14 of \d+ files are stale/);
    expect(status).toBe(1);
    expect(staleIn(out, files)).toEqual([]);
  });

  test('a refusal that rests on another assumption', async () => {
    const stale = await staleAfter("by('A3', when('isFullForLeg'", "by('A2', when('isFullForLeg'");
    expect(stale).toEqual([
      'assumptions.md',
      'exports/conference.json',
      'exports/conference.xstate.json',
      'exports/model.json',
      'machines/conference.md',
    ]);
  });

  test('a signal that is not sent: the run of the path shows it too', async () => {
    const stale = await staleAfter(
      "  'dropLeg',\n  stopDialRecording('dial-ended'),\n",
      "  'dropLeg',\n",
    );
    expect(stale).toEqual([
      'exports/call.json',
      'exports/call.puml',
      'exports/call.scxml',
      'exports/call.xstate.json',
      'exports/model.json',
      'machines/call.md',
      'paths/dial-verb.md',
      'paths/dial-verb.svg',
    ]);
  });
});

test('a check of another format, guides included, finds what was edited, and all else fresh', async () => {
  const folder = join(place, 'html');
  const page = 'guides/embed.html';
  writePages(folder, await asSite(drawn));
  writeFileSync(join(folder, page), 'edited');
  const args = ['--out', folder, '--format', 'html', '--guides', '--check'];
  const { status, stdout, stderr } = diagrams(project, ...args);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    `changed  ${join(folder, page)}`,
    expect.stringMatching(/ 1 of \d+ files are stale; /),
    '',
  ]);
});

test('a check of a folder that is not there finds every file new, and makes none', () => {
  const empty = join(place, 'empty');
  const stale = staleIn(empty, files);
  expect(stale).toContainEqual({ file: 'machines/recording.md', state: 'new' });
  expect(new Set(stale.map(({ state }) => state))).toEqual(new Set(['new']));
  expect(existsSync(empty)).toBe(false);
});

test.each([
  ['a file for a folder', ['--out', join(project, 'package.json')], /package\.json is a file/],
  ['no folder', [], /--out/],
])('%s is an error that says so', (_what, args, says) => {
  const { status, stdout, stderr } = diagrams(project, ...args);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
  expect(status).toBeGreaterThan(0);
});
