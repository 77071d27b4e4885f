/** Receivers as people write them: a stranger's, those of the examples, and the command that tries them. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { follower } from '../../examples/follow-by-callbacks/follower.ts';
import { app as voicemail } from '../../examples/test-your-application/app.ts';
import { addConform } from '../../src/cli/conform.ts';
import { conformReceiver, receiverChecks } from '../../src/conform/index.ts';
import { listen } from '../../src/sandbox/index.ts';
import { fromNode } from '../../src/testing/index.ts';
import { folderOf } from '../lint/linted.ts';
import { app as stranger } from './stranger/receiver.ts';

const idsOf = (results: readonly { check: { id: string }; outcome: string }[], of: string) =>
  results.filter(({ outcome }) => outcome === of).map(({ check }) => check.id);
const url = 'http://app.test/recordings';
const asked = fromNode(stranger);
const stateOf = async (sid: string) => (await asked(new Request(`${url}/${sid}`))).json();
const without = ['key', 'account'] as const;

test('of a stranger who keeps a list, what counts twice and goes backwards is found', async () => {
  const options = { url, app: asked, probe: { stateOf }, without, settleMs: 0 };
  const { results } = await conformReceiver(options).all();
  expect(idsOf(results, 'failed')).toEqual([
    'receiver/answers-no-page',
    'receiver/ends-completed-out-of-order',
    'receiver/ends-absent-out-of-order',
    'receiver/never-backwards',
    'receiver/counts-once',
  ]);
  const { because, exchanges } =
    results.find(({ check }) => check.id === 'receiver/counts-once') ?? {};
  expect(because).toContain('it knew {"rows":1}, and now {"rows":2}');
  expect(exchanges?.filter(({ request }) => request)).toHaveLength(2);
});

/** Three recordings that nobody asked for cost its watch seconds of thought: the others say enough. */
const cheap = receiverChecks.map(({ id }) => id).filter((id) => id !== 'receiver/keeps-apart');

test('the example that follows by callbacks passes everything that its watch is quick with', async () => {
  const app = follower(':memory:', () => undefined);
  const told = (request: Request) => app.told(request);
  const probe = { stateOf: (sid: string) => app.recordings().filter((one) => one.sid === sid) };
  const token = 'a-secret-of-the-application';
  const options = {
    url: `${url}?token=${token}`,
    app: told,
    probe,
    without,
    settleMs: 0,
    strict: true,
    only: cheap,
  };
  const { results } = await conformReceiver(options).all();
  app.close();
  expect(
    results.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-selected'),
  ).toEqual([]);
});

test('the voicemail of the examples answers as it should', async () => {
  const app = (request: Request) => voicemail.fetch(request);
  const options = { url: 'http://app.test/recorded', app, without: ['probe', ...without] as const };
  const tests = conformReceiver({ ...options, strict: true });
  for (const { run } of tests.tests) await run();
  expect(tests.leftOut.length).toBeGreaterThan(0);
});

test('as a test, a check rejects with what was found and how to see it again', async () => {
  const options = { url, app: asked, probe: { stateOf }, without, settleMs: 0 };
  const { tests } = conformReceiver({ ...options, only: ['receiver/counts-once'] });
  expect(tests.map(({ id }) => id)).toContain('receiver/reached');
  await expect(tests.at(-1)?.run()).rejects.toThrow(/FAIL receiver\/counts-once.*curl -i -X POST/s);
});

/** What the command writes, and exits with. */
async function conform(...words: string[]) {
  const lines: string[] = [];
  const writing = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  const program = new Command().exitOverride();
  addConform(program);
  try {
    await program.parseAsync(['node', 'texml-recordings', 'conform', ...words]);
    return { out: lines.join(''), code: process.exitCode };
  } finally {
    writing.mockRestore();
    process.exitCode = undefined;
  }
}
afterEach(() => {
  vi.restoreAllMocks();
});

test('the command asks over HTTP, takes a list of expected failures, and writes its reports', async () => {
  const server = createServer(stranger).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/recordings`;
  const known = 'receiver/counts-once it is a list\nreceiver/answers-200';
  using folder = folderOf({ known });
  const file = (name: string) => join(folder.path, name);
  const probe = ['--probe', `GET ${at}/{RecordingSid}`, '--without', 'key', 'account'];
  const reports = ['--json', '--junit', file('j.xml'), '--html', file('p.html')];
  const only = ['--only', 'receiver/counts-once', 'receiver/answers-200', '--settle', '0'];
  const listed = ['--expected-failures', file('known')];
  try {
    const { out, code } = await conform(
      'receiver',
      '--url',
      at,
      ...probe,
      ...reports,
      ...only,
      ...listed,
    );
    const { results } = JSON.parse(out);
    const told = results.map((one: { id: string; outcome: string }) => `${one.id} ${one.outcome}`);
    expect(told).toContain('receiver/counts-once expected');
    expect(told).toContain('receiver/answers-200 stale');
    expect(code).toBe(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('the command lists every check with its authority, and refuses what it cannot use', async () => {
  const { out } = await conform('list');
  expect(out).toContain('receiver/takes-completed');
  expect(out).toContain('platform/any-order-dial');
  expect(out).toContain('https://developers.telnyx.com/');
  const wrong = conform('receiver', '--url', url, '--expected-failures', '/nowhere');
  await expect(wrong).rejects.toThrow('/nowhere: it cannot be read (ENOENT).');
  await expect(conform('receiver', '--url', url, '--probe', './nothing.mjs')).rejects.toThrow();
});

test('the command tries a platform with the far end that is named, and by its profile', async () => {
  const listening = await listen({ state: 'memory', port: 0 });
  const at = ['platform', '--url', `${listening.url}/v2`, '--only', 'platform/hears-hang-up'];
  using folder = folderOf({
    'numbers.json': '{ "answers": "+12025550101", "hangs-up": "+12025550111" }',
    profile: 'far-end-hang-up nobody does\n',
    broken: '{',
  });
  const file = (name: string) => join(folder.path, name);
  try {
    const moved = await conform(...at, '--far-end', 'sandbox', '--json', '--junit', file('j.xml'));
    expect(moved.code).toBe(0);
    expect(JSON.parse(moved.out).counts).toMatchObject({ passed: 3, failed: 0 });
    expect(readFileSync(file('j.xml'), 'utf8')).toContain('platform.hears-hang-up');
    await conform(
      'platform',
      '--url',
      at[2] as string,
      '--far-end',
      'sandbox',
      '--by-wall',
      '--only',
      'platform/reached',
    );
    const numbers = ['--far-end', file('numbers.json'), '--profile', file('profile')];
    const left = await conform(...at, ...numbers, '--seed', '4');
    expect(left.out).toMatch(/^seed 4\n/);
    expect(left.out).toContain('the profile has no far-end-hang-up');
    expect(left.code).toBe(0);
    const dead = conform(...at, '--far-end', `${process.execPath} --version`);
    await expect(dead).rejects.toThrow('The far end writes what is no answer: v');
    const wrong = conform(...at, '--far-end', 'sandbox', '--profile', file('broken'));
    await expect(wrong).rejects.toThrow('broken:1: { is no part of a platform');
  } finally {
    await listening.close();
  }
});
