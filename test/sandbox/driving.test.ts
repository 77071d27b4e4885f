/** A running sandbox, driven from the terminal. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addDriving } from '../../src/cli/driving/driving.ts';
import { sessionForms } from '../../src/sandbox/http/exports/forms.ts';
import { loadScenario, play, reportOf } from '../../src/scenarios/index.ts';
import { untilSo } from '../house/patience.ts';
import { type Served, served } from './served.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
  await server.freeze();
});
afterAll(() => server?.close());
afterEach(() => {
  process.exitCode = undefined;
});

/** What a command prints. */
async function run(...args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    const program = new Command('texml-recordings').exitOverride();
    addDriving(program);
    const account = args.includes('--account') ? [] : ['--account', 'account-1'];
    await program.parseAsync([...args, '--url', server.url, ...account], { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  return printed.join('');
}

interface Entry {
  readonly number: number;
  readonly kind: string;
  readonly about?: string;
  readonly isVerified?: boolean;
}
const entries = async () =>
  (await server.control<{ entries: readonly Entry[] }>('GET', '/timeline?most=5000')).entries;
const paths = [
  'outbound-call',
  'record-verb',
  'dial-verb',
  'conference-verb',
  'participant-request',
] as const;

test.each(paths)('%s is begun, and its verified callbacks come to the inbox', async (path) => {
  const before = (await entries()).at(-1)?.number ?? 0;
  expect(await run('trigger', path)).toMatch(/^\S+\n$/);
  await server.pass('2m');
  const { recordings } = await server.control<{ recordings: readonly { path: string }[] }>(
    'GET',
    '/machines',
  );
  expect(recordings.map((one) => one.path)).toContain(path);
  const told = (await entries()).filter(({ number, kind }) => kind === 'inbox' && number > before);
  expect(told.map(({ about }) => about)).toContain('completed');
  expect(told.every(({ isVerified }) => isVerified)).toBe(true);
});

test('call-request waits for the answer, and then asks for the recording', async () => {
  const begun = run('trigger', 'call-request', '--to', '+12025550101');
  let lines = '';
  void begun.then((text) => {
    lines = text;
  });
  await untilSo('a recording', async () => {
    await server.pass('100ms');
    return lines !== '';
  });
  expect((await begun).trim().split('\n')).toHaveLength(2);
});

test('somebody calls in, and what was sent is shown, copied and sent once more', async () => {
  const sid = (await run('call')).trim();
  expect(await server.control('GET', `/machines/call/${sid}`)).toMatchObject({ summary: { sid } });
  const told = (await entries()).findLast(({ kind }) => kind === 'callback');
  const number = String(told?.number);
  expect(JSON.parse(await run('show', number))).toMatchObject({ kind: 'callback', isFine: true });
  expect(await run('show', number, '--as', 'curl')).toMatch(/^curl -X POST /);
  await expect(run('show', number, '--as', 'poem')).rejects.toThrow('expected one of curl');
  expect(await run('again', number)).toMatch(/^\d+: 200\n$/);
  await expect(run('again', '99999')).rejects.toThrow('404');
  await expect(run('show', 'first')).rejects.toThrow('expected a whole number');
});

test('what happens is printed while it happens, and one that is not there is named', async () => {
  const own = await served();
  await own.freeze();
  const printed: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    const program = new Command('texml-recordings').exitOverride();
    addDriving(program);
    const at = ['--url', own.url, '--account', 'account-1'];
    const tailed = program.parseAsync(['tail', ...at], { from: 'user' });
    await untilSo('a line', async () => {
      await own.calls.calls('account-1', {
        body: { ApplicationSid: '1', From: '+12025550199', To: '+12025550103' },
      });
      return printed.join('').includes('POST /v2/texml/Accounts/account-1/Calls');
    });
    await own.close();
    await tailed;
    const gone = program.parseAsync(['open', ...at], { from: 'user' });
    await expect(gone).rejects.toThrow(`No sandbox answers at ${own.url}`);
  } finally {
    spy.mockRestore();
  }
});

test('a session is exported as files that say what they are, and loaded into another account', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const file = (name: string) => join(folder, name);
  try {
    const sid = (await run('trigger', 'record-verb')).trim();
    await server.pass('2m');
    expect(await run('export', sid)).toContain('path: record-verb');
    for (const as of sessionForms) await run('export', sid, '--as', as, '--out', file(as));
    const played = play(loadScenario(file('scenario')));
    expect(reportOf(played)).toMatchObject({ ok: true, recordings: [{ end: 'completed' }] });
    expect(readFileSync(file('sequence'), 'utf8')).toContain('sequenceDiagram');
    expect(readFileSync(file('sequence-svg'), 'utf8')).toMatch(/^<svg .*Application/s);
    const to = (account: string, ...more: readonly string[]) =>
      run('load', file('dump'), ...more, '--account', account);
    await to('colleague');
    await expect(to('colleague')).rejects.toThrow('--replace');
    await to('colleague', '--replace');
    const { log } = JSON.parse(readFileSync(file('har'), 'utf8'));
    expect(log.entries).toHaveLength(2);
    await expect(run('load', file('sequence'), '--replace')).rejects.toThrow('is no dump');
    await expect(run('export', 'nobody')).rejects.toThrow('404');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
