/** Requests that the sandbox makes: what goes wrong is said, within limits that hold. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Activity, systemClock } from '../../src/hosts/index.ts';
import { FetchError, type Reach, sendHttp } from '../../src/sandbox/network/fetching.ts';
import { FunctionNetwork } from '../../src/sandbox/network/function-network.ts';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import type { HttpRequest } from '../../src/wire/index.ts';
import { patienceMs, testMs } from '../house/patience.ts';

const signer = newSigner();
const reach: Reach = { limitMs: patienceMs, bytes: 1_024, redirects: 3 };
/** Of what never comes. */
const impatient: Reach = { ...reach, limitMs: 400 };

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
const heard: Heard[] = [];
type Does = (response: ServerResponse, request: IncomingMessage) => void;
const to =
  (status: number, location: string): Does =>
  (response) =>
    response.writeHead(status, { location }).end();
const does: Readonly<Record<string, Does>> = {
  '/fine': (response) => response.end('fine'),
  '/exact': (response) => response.end('x'.repeat(1_024)),
  '/large': (response) => response.end('x'.repeat(1_025)),
  '/endless': (response) => {
    // It lets others have a turn: whoever reads it is in this process too.
    const more = () =>
      setImmediate(() => response.writable && response.write('x'.repeat(400), more));
    more();
  },
  '/silent': () => undefined,
  '/stalls': (response) => response.writeHead(200).write('and then'),
  '/packed': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/latin': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/xml; charset=iso-8859-1' })
      .end(Buffer.from('Grüße', 'latin1')),
  '/klingon': (response) =>
    response.writeHead(200, { 'content-type': 'text/xml; charset=klingon' }).end('qapla'),
  '/sorry-in-klingon': (response) =>
    response.writeHead(500, { 'content-type': 'text/xml; charset=klingon' }).end('sorry'),
  '/torn': (response) => response.destroy(),
  '/error': (response) => response.writeHead(500).end('sorry'),
  '/no-location': (response) => response.writeHead(302).end('nowhere'),
  '/1': to(302, '/fine'),
  '/2': to(302, '/1'),
  '/3': to(302, '/2'),
  '/4': to(302, '/3'),
  '/circle': to(302, '/circle'),
  '/slow-circle': (response) =>
    setTimeout(() => to(302, '/slow-circle')(response, response.req), 150),
  '/deep/relative': to(302, 'fine'),
  '/deep/fine': (response) => response.end('deep'),
  '/file': to(302, 'file:///etc/passwd'),
  '/secure': to(302, 'https://127.0.0.1:9/'),
  '/nonsense': to(302, 'http://'),
};
for (const status of [301, 302, 303, 307, 308]) {
  Object.assign(does, { [`/${status}`]: to(status, '/fine') });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url: path = '', headers } = request;
    heard.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    does[path]?.(response, request);
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  heard.length = 0;
});

const get = (target: string): HttpRequest => ({ url: target, method: 'GET', headers: {} });
const post = (target: string): HttpRequest => ({
  url: target,
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'a=1',
});

describe('What goes wrong is said', () => {
  test.each([
    ['/large', 'answers with more than 1 kB'],
    ['/endless', 'answers with more than 1 kB'],
    ['/torn', 'could not be reached (ECONNRESET)'],
    ['/4', 'redirects more than 3 times'],
    ['/circle', 'redirects more than 3 times'],
    ['/file', 'is no URL of http or https'],
    // Another protocol of HTTP is followed; at that port nobody listens.
    ['/secure', 'could not be reached (ECONNREFUSED)'],
    ['/packed', 'answers packed with gzip, which nobody asked for'],
    ['/klingon', 'is written in "klingon", which is no encoding known here'],
    ['/nonsense', 'redirects to what is not a URL'],
  ])('%s %s', async (path, says) => {
    const error = await sendHttp(get(url + path), signer, reach).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(FetchError);
    expect((error as Error).message).toBe(says);
  });

  test.each(['/silent', '/stalls', '/slow-circle'])('%s did not answer', async (path) => {
    await expect(sendHttp(get(url + path), signer, impatient)).rejects.toThrow(
      new FetchError('did not answer within 0.4 s'),
    );
  });

  test.each([
    ['no-url', 'is no URL of http or https'],
    ['ftp://127.0.0.1/', 'is no URL of http or https'],
    ['http://127.0.0.1:9/', 'could not be reached (ECONNREFUSED)'],
    ['http://:%zz@127.0.0.1/', 'could not be reached (URI malformed)'],
  ])('%s %s', async (target, says) => {
    await expect(sendHttp(get(target), signer, reach)).rejects.toThrow(new FetchError(says));
  });

  test('a port where nobody listens is named by its code', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await new Promise((resolve) => other.close(resolve));
    await expect(sendHttp(get(`http://127.0.0.1:${port}`), signer, reach)).rejects.toThrow(
      new FetchError('could not be reached (ECONNREFUSED)'),
    );
  });
});

test.each([
  ['/fine', 200, 'fine', '/fine'],
  ['/exact', 200, 'x'.repeat(1_024), '/exact'],
  ['/error', 500, 'sorry', '/error'],
  ['/sorry-in-klingon', 500, 'sorry', '/sorry-in-klingon'],
  ['/latin', 200, 'Grüße', '/latin'],
  ['/no-location', 302, 'nowhere', '/no-location'],
  ['/1', 200, 'fine', '/fine'],
  ['/3', 200, 'fine', '/fine'],
  ['/deep/relative', 200, 'deep', '/deep/fine'],
])('%s is answered with status %d', async (path, status, text, from) => {
  expect(await sendHttp(get(url + path), signer, reach)).toEqual({
    ...{ status, text, url: url + from },
    headers: expect.objectContaining({ date: expect.any(String) }),
  });
});

test('where a part of an answer is enough, the rest is left out', async () => {
  const came = await sendHttp(get(`${url}/endless`), signer, { ...reach, isCut: true });
  expect(came.status).toBe(200);
  expect(came.text.length).toBeLessThanOrEqual(reach.bytes);
});

test('where no redirect is followed, it is the answer', async () => {
  const came = await sendHttp(get(`${url}/1`), signer, { ...reach, redirects: 0 });
  expect([came.status, heard.length]).toEqual([302, 1]);
});

test.each([
  [301, 'GET', ''],
  [302, 'GET', ''],
  [303, 'GET', ''],
  [307, 'POST', 'a=1'],
  [308, 'POST', 'a=1'],
])('a POST that is redirected with %d goes on as a %s', async (status, method, body) => {
  await sendHttp(post(`${url}/${status}`), signer, reach);
  expect(heard[1]).toMatchObject({ method, path: '/fine', body });
  expect(heard[1]?.headers['content-type']).toBe(
    body === '' ? undefined : 'application/x-www-form-urlencoded',
  );
});

test.each([301, 307])('each request on the way of a %d is signed by itself', async (status) => {
  await sendHttp(post(`${url}/${status}`), signer, reach);
  const webhook = new TelnyxWebhook(signer.publicKey);
  expect(heard.length).toBe(2);
  for (const { body, headers } of heard) {
    await webhook.verify(body, headers as Record<string, string>);
  }
});

describe('A name and password in a URL', () => {
  const secret = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  const withSecret = (path: string) => url.replace('http://', 'http://me:p%40ss@') + path;

  test('are sent as Basic authentication, also where it redirects within the server', async () => {
    await sendHttp(get(withSecret('/1')), signer, reach);
    expect(heard.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/1', secret],
      ['/fine', secret],
    ]);
  });

  test('are not sent where it redirects by a URL of its own', async () => {
    Object.assign(does, { '/away': to(302, `${url}/fine`) });
    await sendHttp(get(withSecret('/away')), signer, reach);
    expect(heard.map(({ headers }) => headers.authorization)).toEqual([secret, undefined]);
  });
});

test('what is behind a # is sent to nobody, nor told a function in the place of servers', async () => {
  const asked: string[] = [];
  const answers = (request: Request) => {
    asked.push(request.url);
    return new Response('fine');
  };
  const activity = new Activity();
  activity.begin();
  const network = new FunctionNetwork(
    { answers, frozenAt: 0, patienceMs },
    { activity, clock: systemClock, warn: (_, says) => expect.fail(says) },
  );
  const { text } = await sendHttp(get(`${url}/fine#a`), signer, { ...reach, network });
  await sendHttp(get(`${url}/fine#a`), signer, reach);
  expect([text, asked, heard.map(({ path }) => path)]).toEqual([
    'fine',
    [`${url}/fine`],
    ['/fine'],
  ]);
});

test('whoever gives a request up is not kept waiting', async () => {
  const aborting = new AbortController();
  // Whoever waited for the answer all the same would outlast the test.
  const patient = { ...reach, limitMs: 2 * testMs, signal: aborting.signal };
  const sent = sendHttp(get(`${url}/silent`), signer, patient);
  aborting.abort();
  await expect(sent).rejects.toThrow(FetchError);
});
