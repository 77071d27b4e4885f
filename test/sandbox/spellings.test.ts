/** One path in many spellings: whoever guards reads what whoever routes reads. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathOf } from '../../src/sandbox/http/edge/path.ts';
import { patienceMs } from '../house/patience.ts';
import { chromiumPath, openBrowser } from './browser.ts';
import { aCall, account_sid, at, type Handled, handled, origin } from './handled.ts';
import { served } from './served.ts';

/** What a page of another site has a browser send. */
const foreign = [
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site' },
];
/** Every way to write `/sandbox/accounts/account-1/reset` that somebody might take for it. */
const spellings = [
  `${at}/reset`,
  `/%73andbox/accounts/${account_sid}/reset`,
  `/s%61ndbox/accounts/${account_sid}/reset`,
  `/sandbo%78/accounts/${account_sid}/reset`,
  `/%73%61%6E%64%62%6F%78/accounts/${account_sid}/reset`,
  `/%73%61%6e%64%62%6f%78/accounts/${account_sid}/reset`,
  `/%2573andbox/accounts/${account_sid}/reset`,
  `/sandbox/%61ccounts/${account_sid}/reset`,
  `/sandbox/accounts/${account_sid}/r%65set`,
  `/sandbox/accounts/account%2D1/reset`,
  `/sandbox/accounts/account%2d1/reset`,
  `/sandbox%2Faccounts%2F${account_sid}%2Freset`,
  `//sandbox/accounts/${account_sid}/reset`,
  `/./sandbox/accounts/${account_sid}/reset`,
  `/page/../sandbox/accounts/${account_sid}/reset`,
  `/page/%2e%2e/sandbox/accounts/${account_sid}/reset`,
  `/media/x/../../sandbox/accounts/${account_sid}/reset`,
  `/v2/texml/..%2f..%2fsandbox/accounts/${account_sid}/reset`,
  `/v2/texml/../../sandbox/accounts/${account_sid}/reset`,
  `\\sandbox\\accounts\\${account_sid}\\reset`,
  `/sandbox/accounts/${account_sid}/reset/`,
  `/sandbox/accounts/${account_sid}/reset?x=/page/`,
  `/sandbox/accounts/${account_sid}/reset#/page/`,
  `/sandbox;page/accounts/${account_sid}/reset`,
  `/SANDBOX/accounts/${account_sid}/reset`,
  `/sandbox/accounts/${account_sid}/%72%65%73%65%74`,
  `/sandbox%00/accounts/${account_sid}/reset`,
  `/%ZZsandbox/accounts/${account_sid}/reset`,
];

describe('A page of another site', () => {
  let sandbox: Handled;
  beforeAll(async () => {
    sandbox = await handled();
    await aCall(sandbox);
  });
  afterAll(() => sandbox.close());
  const world = () => sandbox.worlds.find(account_sid);

  test.each(spellings)('changes nothing with POST %s', async (spelling) => {
    const before = world();
    for (const headers of foreign) {
      const url = spelling.startsWith('\\') ? `${origin}/..${spelling}` : `${origin}${spelling}`;
      const got = await sandbox.send('POST', url, { headers });
      expect(got.status).toBeGreaterThanOrEqual(400);
      expect(got.status).toBeLessThan(500);
    }
    expect(world()).toBe(before);
  });

  test.each(spellings)('reads nothing with GET %s', async (spelling) => {
    const url = `${origin}${spelling.replace(/^\\/, '/').replace('reset', 'dump')}`;
    for (const headers of foreign) {
      const got = await sandbox.send('GET', url, { headers });
      expect(got.status === 403 || got.status === 404).toBe(true);
      expect(await got.text()).not.toContain('machines');
    }
  });

  test('changes nothing with any method on any route', async () => {
    const before = world();
    const paths = [at, `${at}/calls`, `${at}/clock`, `${at}/dump`, '/sandbox/session', '/'];
    const more = ['/v2/texml/Accounts/a/Calls', '/media/a/b.mp3', '/page/main.js', '/nothing'];
    for (const path of [...paths, ...more]) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
        const got = await sandbox.send(method, path, { headers: foreign[0] ?? {} });
        expect([method, path, got.status]).toEqual([method, path, 403]);
      }
    }
    expect(world()).toBe(before);
  });
});

describe('A path', () => {
  test.each([
    ['/%73andbox', '/sandbox'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%2fb', '/a%2Fb'],
    ['/%7e%2D%5f%2E', '/~-_.'],
    ['/a/%2e%2E/b', '/b'],
    ['/%2573', '/%2573'],
    ['/%zz', '/%zz'],
    ['/%C3%BC', '/%C3%BC'],
    ['/ü', '/%C3%BC'],
    ['/a b', '/a%20b'],
    ['/a?%73', '/a'],
    ['', '/'],
  ])('"%s" is read as "%s"', (path, read) => {
    expect(pathOf(new Request(`${origin}${path}`))).toBe(read);
  });
});

describe('Over a socket', () => {
  /** The first line of the answer to what is written as it is. */
  const answerTo = (url: string, text: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      let heard = '';
      socket.setTimeout(patienceMs, () => socket.destroy(new Error('No answer.')));
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('error', reject).on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
      socket.write(text);
    });

  test.each([
    ['in absolute form', 'POST http://127.0.0.1/sandbox/accounts/account-1/reset', 403],
    ['in absolute form, escaped', 'POST http://127.0.0.1/%73andbox/accounts/account-1/reset', 403],
    ['for another host', 'POST http://evil.example/sandbox/accounts/account-1/reset', 421],
    ['with a name and password', 'POST http://a:b@evil.example/sandbox/accounts/a/reset', 421],
    ['for everything', 'OPTIONS *', 400],
    ['with a backslash', 'POST /\\sandbox/accounts/account-1/reset', 400],
    ['with two slashes', 'POST //sandbox/accounts/account-1/reset', 403],
    ['with dots', 'POST /page/..%2Fsandbox/accounts/account-1/reset', 403],
    ['with dots as they are', 'POST /page/../sandbox/accounts/account-1/reset', 403],
    ['for a socket of the Web', 'GET /sandbox/accounts/account-1/events', 403],
  ])('a request %s is answered %s with %i', async (_says, line, status) => {
    await using server = await served();
    await server.control('PUT', '/clock', { frozen: true });
    const text = [
      `${line} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Origin: https://evil.example',
      'Sec-Fetch-Site: cross-site',
      'Content-Length: 0',
      'Connection: close',
    ];
    if (line.includes('events')) text.push('Upgrade: websocket', 'Sec-WebSocket-Version: 13');
    const heard = await answerTo(server.url, `${text.join('\r\n')}\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(heard).toContain(` ${status} `);
    expect(await server.control('GET', '/clock')).toMatchObject({ isFrozen: true });
  });
});

if (chromiumPath === undefined) {
  test('NO BROWSER WAS TRIED: no Chromium found; install it, or name it in CHROMIUM', () => {
    process.stderr.write(
      '\nPAGES OF OTHER SITES WERE NOT TRIED IN A BROWSER: no Chromium found.\n\n',
    );
  });
} else {
  test('a page of another site in a browser resets nothing, however it spells it', async () => {
    await using server = await served();
    await server.control('PUT', '/clock', { frozen: true });
    const asked = spellings.filter((one) => one.startsWith('/')).map((one) => server.url + one);
    const page = `<!doctype html><script type="module">
      const send = (url) => fetch(url, { method: 'POST', mode: 'no-cors' }).catch(() => undefined);
      await Promise.all(${JSON.stringify(asked)}.map(send));
      document.title = 'sent';
    </script>`;
    const evil = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const browser = await openBrowser(chromiumPath as string);
    try {
      const tab = await browser.newPage();
      tab.setDefaultTimeout(patienceMs);
      const { port } = evil.address() as AddressInfo;
      await tab.goto(`http://localhost:${port}/`);
      await tab.waitForFunction("document.title === 'sent'");
      expect(await server.control('GET', '/clock')).toMatchObject({ isFrozen: true });
    } finally {
      await browser.close();
      evil.closeAllConnections();
      await new Promise((resolve) => evil.close(resolve));
    }
  });
}
