/** `serve` beyond this machine: whose keys it takes, under which names, and what it says of that. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keysIn, keysVariable } from '../../src/cli/keys.ts';
import { textOfNamed } from '../../src/cli/named-file.ts';
import { addServe } from '../../src/cli/serve.ts';
import { givenUp, patienceMs, until, untilSo } from '../house/patience.ts';

let folder: string;
const file = (text: string) => {
  const name = join(folder, 'keys.txt');
  writeFileSync(name, text);
  return name;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A call whose document has a verb that there is not. */
async function call(url: string) {
  const parties = { From: '+12025550199', To: '+12025550101', ApplicationSid: '1' };
  const { status } = await fetch(`${url}/v2/texml/Accounts/a/Calls`, {
    method: 'POST',
    signal: givenUp(),
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ ...parties, Texml: '<Response><Oops/><Pause/></Response>' }),
  });
  expect(status).toBe(200);
}

describe('Keys', () => {
  test('of no place are any', () => {
    expect(keysIn({}, {})).toBeUndefined();
  });

  test('come from the command line, a file and the environment', () => {
    const apiKeyFile = file('b\r\n\r\n  c\n');
    expect(keysIn({ apiKey: ['a'], apiKeyFile }, { [keysVariable]: 'd  e\n' })).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
  });

  test.each([
    ['', ': there is no key; expected one at least.'],
    ['\n \n', ': there is no key; expected one at least.'],
    ['good\nnot good', ':2: expected a key in ASCII, without blanks.'],
    ['schlüssel', ':1: expected a key in ASCII, without blanks.'],
  ])('of a file with %j are refused with its name, and without them', (text, says) => {
    const apiKeyFile = file(text);
    expect(() => keysIn({ apiKeyFile }, {})).toThrow(new Error(`${apiKeyFile}${says}`));
  });

  test('of a file that is not there, and of an empty variable, are not any', () => {
    const apiKeyFile = join(folder, 'nowhere.txt');
    const says = `${apiKeyFile}: the keys cannot be read (ENOENT).`;
    expect(() => keysIn({ apiKeyFile }, {})).toThrow(says);
    expect(() => textOfNamed(folder, 'settings')).toThrow('the settings cannot be read (EISDIR).');
    expect(() => keysIn({}, { [keysVariable]: ' ' })).toThrow(`${keysVariable}: there is no key`);
  });
});

/** What the command says to options that cannot be. */
async function refused(...args: readonly string[]): Promise<string> {
  const program = new Command().exitOverride();
  addServe(program);
  for (const one of program.commands) {
    one.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  return await program.parseAsync(['serve', ...args], { from: 'user' }).then(
    () => 'It serves.',
    (error: Error) => error.message,
  );
}

test.each([
  [['--store', 'mysql://db/voice'], 'expected postgres://USER@HOST/NAME; a folder is --state.'],
  [['--store', 'somewhere'], 'expected postgres://USER@HOST/NAME; a folder is --state.'],
  [['--store', 'postgres://db/voice', '--memory'], "cannot be used with option '--memory'"],
  [['--reached-at', 'http://10.0.0.7:4010'], '--reached-at says where others reach this process'],
])('%j is refused, and says why', async (args, says) => {
  expect(await refused(...args)).toContain(says);
});

describe('The command', () => {
  const running: ChildProcess[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) {
      if (one.exitCode !== null || one.signalCode !== null) continue;
      const ended = once(one, 'exit');
      one.kill('SIGKILL');
      await ended;
    }
  });

  /** Starts it on a free port, and waits until it listens. */
  async function started(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const command = ['src/cli.ts', 'serve', '--memory', '--port', '0', ...args];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let out = '';
    let warned = '';
    child.stderr.on('data', (chunk) => {
      warned += chunk;
    });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const late = setTimeout(
      () => reject(new Error(`${args} does not start: ${warned}`)),
      patienceMs,
    );
    child.once('exit', () => reject(new Error(`${args} ended: ${warned}`)));
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const [, url] = /(http:\/\/[\d.]+:\d+)(?:\/|",.*)\n/.exec(out) ?? [];
      if (url && /Ctrl\+C|"listening"/.test(out)) resolve(url);
    });
    const url = await promise.finally(() => clearTimeout(late));
    const get = async (host: string, key = 'any') => {
      const { hostname, port } = new URL(url);
      const { request } = await import('node:http');
      const asking = request({
        hostname,
        port,
        path: '/v2/texml/Accounts/a/Calls',
        headers: { host, authorization: `Bearer ${key}` },
        timeout: patienceMs,
        agent: false,
      });
      const [response] = await once(asking.end(), 'response');
      response.resume();
      return response.statusCode as number;
    };
    return { child, url, get, says: () => ({ out, warned }) };
  }

  test('says in one line that everybody can use it, and goes by the names that it is given only', async () => {
    const names = ['--allow-host', 'sandbox', '--allow-host', 'other.internal'];
    const { get, says } = await started(['--host', '0.0.0.0', ...names]);
    const hosts = ['sandbox', 'other.internal:4010', '10.0.0.1', 'localhost', 'evil.example'];
    expect(await Promise.all(hosts.map((one) => get(one)))).toEqual([200, 200, 200, 200, 421]);
    expect(says().warned).toBe(
      'Whoever reaches 0.0.0.0 can use this sandbox with any key: --api-key-file names some.\n',
    );
  });

  test('with keys it takes these only, and says nothing', async () => {
    const args = ['--host', '0.0.0.0', '--api-key-file', file('one\n')];
    const { get, says } = await started(args, { [keysVariable]: 'two' });
    const keys = ['one', 'two', 'three'];
    const got = await Promise.all(keys.map((key) => get('localhost', key)));
    expect(got).toEqual([200, 200, 401]);
    expect(says().warned).toBe('');
    expect(says().out).not.toMatch(/\b(one|two)\b(?! of)/);
  });

  test('prints what happens as it happens: who asked, what was answered, what is wrong with a document', async () => {
    const { url, says } = await started([]);
    await call(url);
    await until(() => says().out.includes('is skipped.\n'));
    expect(says().out).toMatch(
      / in {2}POST \/v2\/texml\/Accounts\/a\/Calls 200 .*<Oops>.* \d+ ms\n/,
    );
    expect(says().out).not.toContain('call.dialOut');
  });

  test('prints the same as JSON, a line each, with every step', async () => {
    const { url, says } = await started(['--json']);
    await call(url);
    await until(() => says().out.includes('"request"'));
    const [first, ...lines] = says()
      .out.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ kind: 'listening', url, kept: 'memory only' });
    expect(lines[0]).toMatchObject({
      accountSid: 'a',
      kind: 'step',
      event: { type: 'call.dialOut' },
    });
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'request', status: 200 }));
  });

  /** Asks it for a call whose document is asked for, and is not answered before `letGo`. */
  async function beingAsked(url: string) {
    const { promise: answer, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>();
    const server = createServer(async (_, response) => {
      asked();
      await answer;
      response.end('<Response><Pause/></Response>');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { status } = await fetch(`${url}/sandbox/accounts/a/calls`, {
      method: 'POST',
      signal: givenUp(),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        From: '+12025550199',
        To: '+12025550100',
        Url: `http://127.0.0.1:${port}/`,
      }),
    });
    expect(status).toBe(201);
    await isAsked;
    return {
      letGo,
      [Symbol.asyncDispose]: async () => {
        letGo();
        server.closeAllConnections();
        await once(server.close(), 'close');
      },
    };
  }

  test('asked to end, it takes nothing more, waits for what is being answered, and ends well', async () => {
    const { child, url, says } = await started(['--grace', '60', '--json']);
    await using document = await beingAsked(url);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await untilSo('it takes nothing more', () =>
      fetch(`${url}/healthz`, { signal: givenUp() }).then(
        () => false,
        () => true,
      ),
    );
    expect(child.exitCode).toBeNull();
    document.letGo();
    expect(await ended).toEqual([0, null]);
    expect(says().out).toContain('"kind":"instructions"');
    expect(says().warned).toBe('');
  });

  test('asked to end a second time, in whatever way, it ends at once', async () => {
    const { child, url } = await started(['--grace', '600']);
    await using _ = await beingAsked(url);
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await untilSo('it takes nothing more', () =>
      fetch(`${url}/healthz`, { signal: givenUp() }).then(
        () => false,
        () => true,
      ),
    );
    child.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
  });

  test('on this machine alone it says nothing', async () => {
    const { says } = await started([]);
    expect(says().warned).toBe('');
  });
});
