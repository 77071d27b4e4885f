/** The command: what it prints, what it writes, and how it exits. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { addCheck, checkExitCode } from '../../src/cli/check.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (seconds: number, sid: string, status: string, more = '') =>
  JSON.stringify({
    at: new Date(Date.UTC(2026, 0, 5, 9, 0, seconds)).toISOString(),
    received: {
      url: '/told',
      body: `CallSid=${sid}&RecordingSid=R-${sid}&RecordingStatus=${status}${more}`,
    },
  });
const good = [line(0, 'A', 'in-progress'), line(9, 'A', 'completed', '&RecordingDuration=8')];
const bad = [
  line(1, 'B', 'absent'),
  line(5, 'B', 'completed', '&RecordingUrl=https%3A%2F%2Fsecret'),
];

/** Runs it on a log; what it wrote, and its exit code. */
async function run(lines: readonly string[], ...options: string[]) {
  const file = join(folder, 'night.ndjson');
  writeFileSync(file, `${lines.join('\n')}\n`);
  let [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
  const before = process.exitCode;
  onTestFinished(() => {
    process.exitCode = before;
    vi.restoreAllMocks();
  });
  process.exitCode = undefined;
  const program = new Command().exitOverride();
  addCheck(program);
  const failed = await program.parseAsync(['node', 'it', 'check', file, ...options]).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { out, err, code: process.exitCode, failed };
}

test('a log in which everything is explained is one line, and the exit code is 0', async () => {
  const { out, code } = await run(good);
  expect(out).toBe(
    '1 session: 1 explained, 0 explained if something is missing, 0 unexplained. 2 entries.\n',
  );
  expect(code).toBeUndefined();
});

test('what is unexplained is told with its place and what is nearest, and the exit code is 1', async () => {
  const { out, err, code } = await run([...good, 'noise', ...bad]);
  expect(code).toBe(1);
  expect(err).toMatch(/night\.ndjson:3: it is no JSON/);
  expect(out).toMatch(
    /✗ unexplained at .*night\.ndjson:5: callback completed of the recording R-B/,
  );
  expect(out).toContain('it breaks REC-2');
  expect(out).toContain('absent of the recording R-B came; in-progress would fit');
  expect(out).toMatch(/^ +09:00:01\.000 {2}network ┄┄▷ call B: call\.answered/m);
  expect(out).not.toContain('secret');
});

test('with --json each session is a line, and the last is a summary', async () => {
  const { out } = await run([...good, ...bad], '--json', '--all');
  const said = out
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one));
  expect(said.map((one) => one.verdict?.is ?? one.kind).sort()).toEqual([
    'explained',
    'summary',
    'unexplained',
  ]);
});

const over = JSON.stringify({
  at: '2026-01-05T09:01:00.000Z',
  received: {
    url: '/told',
    body: 'CallSid=A&CallStatus=completed&CallbackSource=call-progress-events',
  },
});
const owing = [line(0, 'A', 'in-progress'), over];

test('an end that never came is counted as overdue, and the exit code is 1', async () => {
  const checked = async (until: string) => {
    const { out, code } = await run(owing, '--json', '--until', until);
    return [JSON.parse(out.trimEnd().split('\n').at(-1) as string).summary.overdue, code];
  };
  expect(await checked('2026-01-05T09:01:02Z')).toEqual([0, undefined]);
  expect(await checked('2026-01-05T21:00:00Z')).toEqual([1, 1]);
});

test('the page says what is missing, and its pictures have room for all, and arrows that point', async () => {
  const page = join(folder, 'missing.html');
  await run(owing, '--until', '2026-01-05T21:00:00Z', '--html', page);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('It is explained if');
  const [, width] = /<svg class="story"[^>]* width="(\d+)"/.exec(html) ?? [];
  const ends = [...html.matchAll(/<rect class="lane" x="(\d+)" y="8" width="(\d+)"/g)].map(
    ([, x, of]) => Number(x) + Number(of),
  );
  expect(ends.length).toBeGreaterThan(2);
  expect(Number(width)).toBeGreaterThan(Math.max(...ends));
  const arrows = html.matchAll(/<line x1="(\d+)" y1="\d+" x2="(\d+)" y2="\d+"\/><path d="M(\d+)/g);
  const heads = [...arrows].map(([, from, to, back]) => {
    const [a, b, c] = [Number(from), Number(to), Number(back)];
    return Math.sign(b - a) * (b - c);
  });
  expect(new Set(heads)).toEqual(new Set([8]));
});

test('the page is one file: it loads nothing, and its colours are said as they are', async () => {
  const page = join(folder, 'page.html');
  await run([...good, ...bad], '--html', page);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('callback completed of the recording R-B');
  expect(html).toContain('class="hidden"');
  expect(html).toContain('It would be explained by one of these');
  expect(html).not.toContain('It is explained if');
  expect(html).not.toMatch(/<script|<link|<img|src=|url\(|var\(|https?:\/\//);
});

test.each([
  [['--until', 'noon'], /expected a date of ISO 8601/],
  [['--skew', 'much'], /expected seconds, from 0 to 86400/],
  [['--from', 'xml'], /Allowed choices are ndjson/],
  [['--policy', 'paused-time=never'], /paused-time/],
])('%s is used wrongly, and that is said', async (options, says) => {
  const { failed } = await run(good, ...options);
  expect(String(failed)).toMatch(says);
});

test('each of what a check can come to has an exit code of its own', () => {
  const nothing = { sessions: 0, explained: 0, explainedIf: 0, unexplained: 0, undecided: 0 };
  const fine = {
    ...nothing,
    failed: 0,
    overdue: 0,
    entries: 1,
    odd: 0,
    ofNobody: 0,
    unanswered: 0,
  };
  expect(checkExitCode(fine)).toBe(0);
  for (const wrong of ['unexplained', 'undecided', 'overdue']) {
    expect(checkExitCode({ ...fine, [wrong]: 1 })).toBe(1);
  }
  expect(checkExitCode({ ...fine, entries: 0, odd: 1 })).toBe(2);
  expect(checkExitCode({ ...fine, unexplained: 1, failed: 1 })).toBe(3);
});
