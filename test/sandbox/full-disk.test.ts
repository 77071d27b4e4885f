/** A disk that is full: requests say so, nothing that was acknowledged is lost, and the end ends. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenUp, patienceMs, until } from '../house/patience.ts';
import { type Running, sandbox } from '../load/server.ts';

/** A disk of its own, two megabytes large; undefined where nobody may mount one. */
function smallDisk() {
  const path = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  const mount = (command: string, ...args: string[]) =>
    spawnSync(command, args, { timeout: patienceMs }).status === 0;
  if (!mount('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path)) {
    rmSync(path, { recursive: true });
    return undefined;
  }
  const ballast = join(path, 'ballast');
  return {
    folder: join(path, 'state'),
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (;;) writeSync(file, Buffer.alloc(4_096));
      } catch {
        // It is full.
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      mount('umount', path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A customer who takes a callback, and answers when he is told to. */
async function slowCustomer() {
  const { promise: asked, resolve: arrived } = Promise.withResolvers<void>();
  const { promise: told, resolve: answer } = Promise.withResolvers<void>();
  const customer = createServer((_request, response) => {
    arrived();
    void told.then(() => response.end());
  });
  await new Promise<void>((resolve) => customer.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(customer.address() as AddressInfo).port}/`,
    asked,
    answer,
    async [Symbol.asyncDispose]() {
      customer.closeAllConnections();
      await new Promise((resolve) => customer.close(resolve));
    },
  };
}

let disk: ReturnType<typeof smallDisk>;
let server: Running | undefined;
beforeEach(() => {
  disk = smallDisk();
});
afterEach(async () => {
  await server?.stop('SIGKILL');
  server = undefined;
  disk?.remove();
});

async function asked(method: string, path: string, body?: object) {
  const response = await fetch(`${server?.url}${path}`, {
    method,
    signal: givenUp(),
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, said: text === '' ? undefined : JSON.parse(text) };
}
const callIn = (account: string) =>
  asked('POST', `/sandbox/accounts/${account}/calls`, {
    From: '+12025550199',
    To: '+12025550100',
    Texml: `<Response><Pause length="60"/><Play>${'x'.repeat(9_000)}</Play></Response>`,
  });
const freeze = (account: string) =>
  asked('PUT', `/sandbox/accounts/${account}/clock`, { frozen: true });
const callsOf = async (account: string): Promise<number> =>
  (await asked('GET', `/sandbox/accounts/${account}/machines`)).said.calls.length;
/** Calls until one is refused; gives how many were acknowledged, and the refusal. */
async function calledUntilFull(account: string) {
  for (let taken = 0; taken < 300; taken += 1) {
    const { status, said } = await callIn(account);
    if (status !== 201) return { taken, status, detail: said.errors[0].detail as string };
  }
  throw new Error('the disk was never full');
}

const isThere = smallDisk();
isThere?.remove();
if (isThere === undefined) {
  test('THE FULL DISK WAS NOT TESTED: nobody may mount a file system here', () => {
    process.stderr.write('\nTHE FULL DISK WAS NOT TESTED: nobody may mount here.\n\n');
  });
} else {
  test('a full disk is named with 503; what was acknowledged stays, and all goes on once there is room', async () => {
    const { folder, fill, empty } = disk as NonNullable<typeof disk>;
    server = await sandbox('--state', folder);
    await freeze('me');
    expect((await callIn('me')).status).toBe(201);
    fill();
    const { taken, status, detail } = await calledUntilFull('me');
    expect(status).toBe(503);
    expect(detail).toBe(`${join(folder, 'me.sqlite')}: The disk is full.`);
    expect(await callsOf('me')).toBe(1 + taken);

    const reset = await asked('POST', '/sandbox/accounts/me/reset');
    expect(reset.status).toBe(503);
    expect(reset.said.errors[0].detail).toContain(join(folder, 'me.sqlite.draft'));
    expect(await callsOf('me')).toBe(1 + taken);

    empty();
    expect((await callIn('me')).status).toBe(201);
    expect(await callsOf('me')).toBe(2 + taken);
    await server.stop();
    expect(server.code()).toBe(0);
    server = await sandbox('--state', folder);
    expect(await callsOf('me')).toBe(2 + taken);
    expect((await asked('POST', '/sandbox/accounts/me/reset')).status).toBe(204);
    expect(await callsOf('me')).toBe(0);
  });

  test('with a full disk SIGTERM ends it, says what is not written, and lets go of the folder', async () => {
    const { folder, fill, empty } = disk as NonNullable<typeof disk>;
    server = await sandbox('--state', folder);
    await using customer = await slowCustomer();
    await freeze('me');
    const patient = { callbacks: { attempts: 20, timeout: '30s' } };
    await asked('PUT', '/sandbox/accounts/other/settings', patient);
    await callIn('me');
    await asked('POST', '/v2/texml/Accounts/other/Calls', {
      To: '+12025550121',
      From: '+12025550199',
      ApplicationSid: '1',
      StatusCallback: customer.url,
      StatusCallbackEvent: 'initiated',
      Texml: '<Response/>',
    });
    await customer.asked;
    fill();
    const before = await calledUntilFull('me');
    // What is told from now on nobody can write down.
    await calledUntilFull('other');
    customer.answer();
    const { printed } = server;
    await until(() => printed().includes('what was to be kept is tried again'));
    await server.stop();
    // One that did not end by itself would have been killed, and have no code.
    expect(server.code()).toBe(1);
    const [last] = server.printed().trimEnd().split('\n').slice(-1);
    const file = join(folder, 'other.sqlite');
    expect(last).toBe(`texml-recordings: Not all was written. ${file}: The disk is full.`);
    empty();
    server = await sandbox('--state', folder);
    expect(await callsOf('me')).toBe(1 + before.taken);
  });
}
