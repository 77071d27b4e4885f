/** A sandbox that listens: on this machine only, within limits, and until it is told to end. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Listening, type ListenOptions, listen } from '../../src/sandbox/index.ts';
import { limits } from '../../src/sandbox/stage/limits.ts';
import { givenUp, patienceMs, testMs } from '../house/patience.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function begin(options: Partial<ListenOptions> = {}) {
  const server = await listen({ port: 0, state: 'memory', ...options });
  open.push(server);
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { signal: givenUp(), ...init });
  return { ...server, get };
}

test('it says where it listens, and answers there', async () => {
  const { url, publicKey, get } = await begin();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await get('/sandbox');
  expect(await response.json()).toMatchObject({ publicKey, accounts: [] });
});

test('links to files begin with where it listens, or with what its customers know it by', async () => {
  for (const [publicUrl, expected] of [
    [undefined, /^http:\/\/127\.0\.0\.1:\d+\/media\//],
    ['https://sandbox.example/', /^https:\/\/sandbox\.example\/media\//],
  ] as const) {
    const { get } = await begin(publicUrl ? { publicUrl } : {});
    const headers = {
      authorization: 'Bearer key',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = 'To=%2B12025550111&From=%2B12025550199&ApplicationSid=1&Record=true';
    const post = (path: string, said: object) =>
      get(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(said),
      });
    await get('/v2/texml/Accounts/a/Calls', { method: 'POST', headers, body });
    await post('/sandbox/accounts/a/clock/advance', { by: '1m' });
    const list = await get('/v2/texml/Accounts/a/Recordings.json', { headers });
    const { recordings } = (await list.json()) as { recordings: { media_url: string }[] };
    expect(recordings[0]?.media_url).toMatch(expected);
  }
});

test('a port that is in use is named, with what to do', async () => {
  const { url } = await begin();
  const { port } = new URL(url);
  const again = listen({ port: Number(port), state: 'memory' });
  await expect(again).rejects.toThrow(`Port ${port} is in use: choose another with --port.`);
});

test('an address that this machine has not is named', async () => {
  const elsewhere = listen({ port: 0, host: '192.0.2.1', state: 'memory' });
  await expect(elsewhere).rejects.toThrow('This machine has no address 192.0.2.1');
});

test('options that cannot be leave nothing listening', async () => {
  const { url } = await begin();
  await open.pop()?.close();
  const { port } = new URL(url);
  const options = { port: Number(port), state: 'memory', settings: { chaos: 5 } } as const;
  await expect(listen(options)).rejects.toThrow('chaos');
  await begin({ port: Number(port) });
});

/** Sends text as it is; gives all that is answered until the connection ends. */
async function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(patienceMs, () => socket.destroy());
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

test.each([
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(limits.headerBytes)}\r\n\r\n`,
    431,
  ],
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
  ['a host that is none', 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n', 400],
  ['another host', 'GET / HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n', 421],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    400,
  ],
  [
    'a body that is said to be too large',
    `POST /v2/texml/Accounts/a/Calls HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer a\r\ncontent-type: application/json\r\ncontent-length: 9999999\r\n\r\nab`,
    413,
  ],
])('%s gets no further', async (_says, text, status) => {
  const { url } = await begin();
  expect(await raw(url, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('closing ends streams and idle connections at once, and answers what is under way', async () => {
  // Whatever waited for the grace to pass would outlast the test.
  const { get, url, close } = await begin({ graceMs: 2 * testMs });
  open.pop();
  const stream = await get('/sandbox/accounts/a/events');
  const { hostname, port } = new URL(url);
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  const ended = stream.text();
  const { promise: underWay, resolve } = Promise.withResolvers<void>();
  const begun = (message: unknown) => {
    if ((message as { request: { url: string } }).request.url === '/sandbox') resolve();
  };
  subscribe('http.server.request.start', begun);
  const asked = get('/sandbox');
  await underWay;
  unsubscribe('http.server.request.start', begun);
  await close();
  expect(await ended).toContain('event: hello');
  expect((await asked).status).toBe(200);
  await expect(get('/sandbox')).rejects.toThrow();
  idle.destroy();
});
