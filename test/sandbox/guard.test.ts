/** A sandbox on somebody's own machine: what pages of other sites, and other machines, get of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, type Handled, handled, origin } from './handled.ts';

let own: Handled;
let anywhere: Handled;
let limited: Handled;
beforeAll(async () => {
  own = await handled({ publicUrl: 'https://sandbox.example/below/', hosts: ['Given.example'] });
  anywhere = await handled({ hosts: 'any' });
  limited = await handled({ apiKeys: ['good'] });
  for (const one of [own, anywhere, limited]) await one.worlds.open('account-1');
});
afterAll(() => Promise.all([own, anywhere, limited].map((one) => one.close())));

describe('A name', () => {
  test.each([
    ['127.0.0.1:4010', 200],
    ['localhost', 200],
    ['LOCALHOST:1', 200],
    ['[::1]:4010', 200],
    ['sandbox.example', 200],
    ['given.example:4010', 200],
    ['192.168.1.5:4010', 200],
    ['[fe80::1]', 200],
    ['2130706433', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['evil.example:4010', 421],
    ['localhost@evil.example', 421],
    ['', 421],
  ])('"%s" is answered with %i', async (host, status) => {
    for (const path of ['/sandbox', '/v2/texml/Accounts/a/Calls', '/']) {
      const got = await own.send('GET', path, { headers: { host } });
      expect([path, got.status]).toEqual([path, status]);
    }
    const got = await anywhere.send('GET', '/sandbox', { headers: { host } });
    expect(got.status).toBe(200);
  });

  test('counts where there is no header, and beside one', async () => {
    expect((await own.send('GET', 'http://evil.example/sandbox')).status).toBe(421);
    const headers = { host: 'localhost' };
    expect((await own.send('GET', 'http://evil.example/sandbox', { headers })).status).toBe(421);
  });

  test('that is not allowed is answered with what allows it', async () => {
    const { body } = await own.ask('GET', '/sandbox', { headers: { host: 'evil.example:80' } });
    expect(body.errors[0]?.detail).toBe(
      'This sandbox is not called evil.example:80; expected an IP address or localhost, ' +
        'sandbox.example, given.example. To allow the name, start the sandbox with ' +
        '--allow-host evil.example.',
    );
  });
});

describe('A request of a page', () => {
  const here = 'http://127.0.0.1:4010';
  test.each<[string, string, string, Record<string, string>, number]>([
    ['of its own', 'GET', '/sandbox', { origin: here }, 200],
    ['of its own', 'POST', `${at}/reset`, { origin: here, 'sec-fetch-site': 'same-origin' }, 204],
    ['of no site', 'POST', `${at}/reset`, { 'sec-fetch-site': 'none' }, 204],
    ['on another port', 'POST', `${at}/reset`, { origin: 'http://127.0.0.1:3000' }, 403],
    ['of another site', 'GET', '/sandbox', { origin: 'https://evil.example' }, 403],
    ['without a name', 'GET', '/sandbox', { origin: 'null' }, 403],
    ['of a site that hides', 'GET', `${at}/dump`, { 'sec-fetch-site': 'cross-site' }, 403],
    ['of a neighbour', 'GET', `${at}/dump`, { 'sec-fetch-site': 'same-site' }, 403],
    [
      'of another site',
      'POST',
      '/v2/texml/Accounts/a/Calls',
      { origin: 'https://evil.example' },
      403,
    ],
    [
      'of another site',
      'GET',
      '/v2/texml/Accounts/a/Calls',
      { origin: 'https://evil.example' },
      200,
    ],
    ['of another site', 'GET', '/', { 'sec-fetch-site': 'cross-site' }, 200],
  ])('%s: %s %s %o answers %i', async (_says, method, path, headers, status) => {
    const got = await own.send(method, path, { headers });
    expect(got.status).toBe(status);
    expect(got.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('Where some keys are taken only', () => {
  const session = (key: unknown) => limited.send('POST', '/sandbox/session', { json: { key } });

  test.each(['/sandbox', '/sandbox/words', `${at}/dump`, `${at}/events`, '/sandbox/pictures/a/b'])(
    '%s needs one',
    async (path) => {
      for (const authorization of ['', 'Bearer bad', 'Basic good']) {
        const got = await limited.ask('GET', path, { headers: { authorization } });
        expect([got.status, got.body.errors[0]?.code]).toEqual([401, '10009']);
      }
    },
  );

  test('the header opens it', async () => {
    const headers = { authorization: 'Bearer good' };
    expect((await limited.send('GET', '/sandbox', { headers })).status).toBe(200);
  });

  test('a session opens it, and its cookie is no key', async () => {
    const got = await session('good');
    const cookie = got.headers.get('set-cookie') ?? '';
    expect(got.status).toBe(204);
    expect(cookie).toMatch(/^[\w-]+=[\w-]{43}; Path=\/sandbox; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain('good');
    const [pair = ''] = cookie.split(';');
    const tries: readonly (readonly [string, number])[] = [
      [`other=1; ${pair}`, 200],
      [`${pair.slice(0, -2)}`, 401],
      [pair.replace(/=.*/, '='), 401],
      [pair.replace(/=.*/, '=good'), 401],
    ];
    for (const [said, status] of tries) {
      // The page sends a key of its own along, which is none.
      const headers = { cookie: said, authorization: 'Bearer page' };
      expect((await limited.send('GET', '/sandbox', { headers })).status).toBe(status);
    }
    const headers = { cookie: pair, authorization: '' };
    expect((await limited.send('GET', '/v2/texml/Accounts/a/Calls', { headers })).status).toBe(401);
  });

  test.each([
    ['bad', 401],
    ['', 422],
    [5, 422],
    [undefined, 422],
  ])('a session for %o answers %i', async (key, status) => {
    const got = await session(key);
    expect([got.status, got.headers.has('set-cookie')]).toEqual([status, false]);
  });

  test('the page itself asks for one, so it can be loaded', async () => {
    const headers = { authorization: '' };
    expect((await limited.send('GET', '/', { headers })).status).toBe(200);
  });
});

describe('The page', () => {
  test('loads nothing from elsewhere, and stands in no frame', async () => {
    for (const path of ['/', '/sandbox', '/page/nothing.js']) {
      const { headers } = await own.send('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src|unsafe-eval|\*/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  test('is asked for again only when it has changed', async () => {
    const got = await own.send('GET', '/');
    expect(got.headers.get('content-type')).toContain('text/html');
    const etag = got.headers.get('etag') ?? '';
    const again = await own.send('GET', '/', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test.each([
    '/page/',
    '/page/nothing.js',
    '/page/tsconfig.json',
    '/page/../sandbox.ts',
    '/page/..%2fsandbox.ts',
    '/page/%2e%2e/%2e%2e/package.json',
    '/page//etc/passwd',
    '/page/%00',
    '/page/__proto__',
    '/index.html',
  ])('has no file %s', async (path) => {
    expect((await own.send('GET', `${origin}${path}`)).status).toBe(404);
  });

  test('is only read', async () => {
    const got = await own.ask('POST', '/page/main.js', { json: {} });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('Options that cannot be', () => {
  test.each([
    [{ apiKeys: [] }, 'one at least'],
    [{ apiKeys: ['a b'] }, 'without spaces'],
    [{ publicUrl: 'sandbox.example' }, 'expected an http or https URL'],
    [{ publicUrl: 'ftp://sandbox.example' }, 'expected an http or https URL'],
    [{ publicUrl: 'http://sandbox.example/?a=b' }, 'expected an http or https URL'],
    [{ hosts: ['a.example:80'] }, 'expected a name without a port'],
    [{ hosts: ['a.example:8080'] }, 'expected a name without a port'],
    [{ hosts: ['http://a.example'] }, 'expected a name without a port'],
    [{ settings: { chaos: 5 } }, 'chaos'],
  ])('%o', async (options, says) => {
    await expect(handled(options)).rejects.toThrow(says);
  });
});
