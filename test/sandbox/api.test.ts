/** Who may ask the API, in which way, and what is answered to everything else. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RateLimit } from '../../src/sandbox/http/edge/rate.ts';
import { limits } from '../../src/sandbox/stage/limits.ts';
import {
  ApplicationSid,
  aCall,
  account_sid,
  api,
  type Errors,
  From,
  type Handled,
  handled,
  origin,
  To,
} from './handled.ts';

let open: Handled;
let limited: Handled;
beforeAll(async () => {
  open = await handled();
  limited = await handled({ apiKeys: ['first', 'second'] });
});
afterAll(async () => {
  await open.close();
  await limited.close();
});

const form = { To, From, ApplicationSid };
const codes = ({ errors }: Errors) => errors.map(({ code }) => code);

describe('A key', () => {
  test.each([
    ['Bearer any', 200, 401],
    ['Bearer first', 200, 200],
    ['bearer second', 200, 200],
    ['Bearer  first', 200, 200],
    ['Bearer firs', 200, 401],
    ['Bearer FIRST', 200, 401],
    ['Bearer first second', 401, 401],
    ['Bearer', 401, 401],
    ['Bearer ', 401, 401],
    ['Basic Zmlyc3Q6', 401, 401],
    ['first', 401, 401],
    ['', 401, 401],
  ])('"%s" gives %i where any is taken, and %i where some are', async (key, any, some) => {
    for (const [sandbox, status] of [
      [open, any],
      [limited, some],
    ] as const) {
      const got = await sandbox.ask('GET', `${api}/Calls`, { headers: { authorization: key } });
      expect(got.status).toBe(status);
      if (status === 200) continue;
      expect(codes(got.body)).toEqual(['10009']);
      expect(got.body.errors[0]?.title).toBe('Authentication failed');
      expect(got.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('is asked for before anything is said of what there is', async () => {
    for (const path of [`${api}/Nowhere`, '/v2/texml/Nowhere']) {
      const got = await limited.ask('PUT', path, { headers: { authorization: 'Bearer x' } });
      expect(got.status).toBe(401);
    }
  });
});

describe('A body', () => {
  const type = (said: string) => ({ 'content-type': said });
  const json = JSON.stringify(form);
  const text = new URLSearchParams(form).toString();

  test.each<
    [string, Record<string, string>, string | Uint8Array<ArrayBuffer>, number, readonly string[]]
  >([
    ['a form', type('application/x-www-form-urlencoded'), text, 200, []],
    ['JSON', type('application/json'), json, 200, []],
    ['JSON that says how it is written', type('Application/JSON; charset="UTF-8"'), json, 200, []],
    ['JSON after a byte order mark', type('application/json'), `\ufeff${json}`, 200, []],
    ['nothing', type('application/json'), '', 422, ['10004', '10004', '10004']],
    ['half of JSON', type('application/json'), json.slice(1), 400, ['10015']],
    ['a list', type('application/json'), '[]', 422, ['10026']],
    ['null', type('application/json'), 'null', 422, ['10026']],
    [
      'a number as a number',
      type('application/json'),
      '{"To":5}',
      422,
      ['10026', '10004', '10004'],
    ],
    [
      'a form with a parameter twice',
      type('application/x-www-form-urlencoded'),
      `${text}&To=1`,
      422,
      ['10026'],
    ],
    [
      'bytes that are no text',
      type('application/json'),
      Uint8Array.of(0x22, 0xff, 0x22),
      400,
      ['10015'],
    ],
    ['XML', type('text/xml'), '<a/>', 415, ['10014']],
    ['a form of many parts', type('multipart/form-data; boundary=a'), '--a--', 415, ['10014']],
    ['another charset', type('application/json; charset=utf-16'), json, 415, ['10014']],
    ['no type', type(''), json, 415, ['10014']],
  ])('of %s', async (_says, headers, body, status, expected) => {
    const request = new Request(`${origin}${api}/Calls`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', ...headers },
      body,
    });
    const response = await open.fetch(request);
    const told = (await response.json()) as Errors;
    expect([response.status, status === 200 ? [] : codes(told)]).toEqual([status, expected]);
    for (const { code, title, detail } of status === 200 ? [] : told.errors) {
      expect([code, title, detail].every((one) => one.length > 0)).toBe(true);
    }
  });

  test.each([
    ['whose length is told', { 'content-length': String(limits.bodyBytes + 1) }],
    ['whose length is not told', {}],
  ])('that is too large, and %s, is not read to its end', async (_says, headers) => {
    const piece = new Uint8Array(16 * 1024).fill(97);
    let pieces = 0;
    const body = new ReadableStream({
      pull(controller) {
        pieces += 1;
        controller.enqueue(piece);
      },
    });
    const request = new Request(`${origin}${api}/Calls`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json', ...headers },
      body,
      duplex: 'half',
    });
    const response = await open.fetch(request);
    expect([response.status, codes((await response.json()) as Errors)]).toEqual([413, ['10015']]);
    expect(pieces * piece.length).toBeLessThan(limits.bodyBytes + 4 * piece.length);
  });

  test('that names what an object is made of is only data', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const more = Object.fromEntries(names.map((name) => [name, '1']));
    const asForm = await open.ask('POST', `${api}/Calls`, { form: { ...form, ...more } });
    expect([asForm.status, asForm.headers.get('x-ignored-parameters')]).toEqual([
      200,
      '__proto__, constructor, toString',
    ]);
    const asJson = `{"__proto__":{"Record":true},${json.slice(1)}`;
    const got = await open.ask('POST', `${api}/Calls`, {
      form: asJson,
      headers: type('application/json'),
    });
    expect([got.status, got.headers.get('x-ignored-parameters')]).toEqual([200, '__proto__']);
  });
});

describe('A way', () => {
  test.each([
    ['PUT', `${api}/Calls`, 405, 'GET, POST'],
    ['PATCH', `${api}/Calls/x`, 405, 'GET, POST'],
    ['POST', `${api}/Recordings/x.json`, 405, 'GET, DELETE'],
    ['DELETE', `${api}/Recordings.json`, 405, 'GET'],
    ['OPTIONS', `${api}/Conferences/x`, 405, 'GET, POST'],
    ['GET', `${api}/Calls/x/Recordings/y.json`, 405, 'POST'],
    ['GET', `${api}/Nowhere`, 404, null],
    ['POST', `${api}/Calls/`, 404, null],
    ['GET', '/v2/texml', 404, null],
    ['GET', '/v2/calls', 404, null],
    ['GET', '/v3', 404, null],
    ['GET', '/v2/texml/Accounts/a%2Fb/Calls', 404, null],
    ['GET', '/v2/texml/Accounts/%2e%2e%2f/Calls', 404, null],
    ['GET', '/v2/texml/Accounts/%E0%A4%A/Calls', 404, null],
    ['GET', `/v2/texml/Accounts/${'a'.repeat(65)}/Calls`, 404, null],
    ['POST', '/v2/texml/Accounts/a b/Calls', 404, null],
    ['GET', `/v2/texml/Accounts/${'a'.repeat(64)}/Calls`, 200, null],
    ['GET', '/v2/texml/Accounts/A.b-c_1/Calls', 200, null],
  ])('%s %s answers %i', async (method, path, status, allow) => {
    const got = await open.ask(method, path, method === 'POST' ? { form } : {});
    expect([got.status, got.headers.get('allow')]).toEqual([status, allow]);
    if (status === 404) expect(codes(got.body)).toEqual(['10005']);
    if (status === 405) expect(got.body.errors[0]?.detail).toContain(`${method} is not allowed`);
  });

  test.each([
    ['/v2/calls', /^Of the API of Telnyx there are \/v2\/texml,/],
    ['/v2/conferences/x/actions/join', /^Of the API of Telnyx/],
    ['/v3', /^Resource not found$/],
    [`${api}/Queues`, /^There are no queues here/],
    [`${api}/Queues/support.json`, /^There are no queues here/],
    [`${api}/Nowhere`, /^Resource not found$/],
    ['/v2/texml/secrets', /^There are no secrets here/],
  ])('%s, which is not here, is told as what it is', async (path, says) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await open.ask(method, path);
      expect([status, body.errors[0]?.detail]).toEqual([404, expect.stringMatching(says)]);
    }
  });

  test('HEAD answers as GET does, without the body', async () => {
    const call = await aCall(open);
    for (const [sid, status] of [
      [call, 200],
      ['x', 404],
    ] as const) {
      const got = await open.send('HEAD', `${api}/Calls/${sid}`);
      expect([got.status, await got.text()]).toEqual([status, '']);
      expect(got.headers.get('content-type')).toContain('application/json');
    }
  });
});

test('every answer has an id of its own, and is not to be guessed at', async () => {
  const got = await Promise.all(
    ['/Calls', '/Nowhere', '/Calls'].map((path) =>
      // That which a request brings is not taken: two requests could bring the same.
      open.ask('GET', api + path, { headers: { 'x-request-id': 'mine' } }),
    ),
  );
  const ids = got.map(({ headers }) => headers.get('x-request-id'));
  expect(new Set([...ids, 'mine', null]).size).toBe(5);
  for (const { headers } of got) expect(headers.get('x-content-type-options')).toBe('nosniff');
});

describe('Where requests are counted', () => {
  test('each key has so many a second, and every answer says how many are left', async () => {
    await using sandbox = await handled({ requestsPerSecond: 2 });
    const get = async (key: string, path = '/Calls') => {
      const headers = { authorization: `Bearer ${key}` };
      const got = await sandbox.ask('GET', api + path, { headers });
      const said = ['limit', 'remaining', 'reset'].map((one) =>
        got.headers.get(`x-ratelimit-${one}`),
      );
      return [got.status, ...said];
    };
    expect(await get('one')).toEqual([200, '2', '1', '1']);
    expect(await get('one', '/Nowhere')).toEqual([404, '2', '0', '1']);
    expect(await get('one')).toEqual([429, '2', '0', '1']);
    expect(await get('two')).toEqual([200, '2', '1', '1']);
    expect((await sandbox.send('GET', '/sandbox')).status).toBe(200);
  });

  test('a second later all are there again', () => {
    let now = 5;
    const rate = new RateLimit(1, () => now);
    expect(rate.count('a').refusal).toBeUndefined();
    now += 999;
    expect(rate.count('a').refusal?.errors).toMatchObject([{ code: '10011' }]);
    now += 1;
    expect(rate.count('a').refusal).toBeUndefined();
  });

  test('a second is a second, whatever the clock makes of it', () => {
    const now = 65_209.366_334_364_92;
    expect(now + 1_000 - now).toBeGreaterThan(1_000);
    const { headers } = new RateLimit(1, () => now).count('a');
    expect(headers['x-ratelimit-reset']).toBe('1');
  });

  test.each([0, -1, 1.5, Number.NaN])('%d a second is no limit', async (requestsPerSecond) => {
    await expect(handled({ requestsPerSecond })).rejects.toThrow('expected a whole number');
  });

  test('nothing is counted otherwise', async () => {
    const { headers } = await open.ask('GET', `${api}/Calls`);
    expect(headers.has('x-ratelimit-limit')).toBe(false);
  });
});

test('what is said in vain is named', async () => {
  const path = `${api}/Calls`;
  const { headers } = await open.ask('POST', path, {
    form: { ...form, Nonsense: '1', 'ä b': '2' },
  });
  expect(headers.get('x-ignored-parameters')).toBe('Nonsense, %C3%A4%20b');
  expect((await open.ask('POST', path, { form })).headers.has('x-ignored-parameters')).toBe(false);
});

test('what should not happen is told to whoever runs it, and not to the customer', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const world = await open.worlds.open(account_sid);
  const command = vi.spyOn(world, 'command').mockRejectedValue(new Error('in /home/me/secret.ts'));
  const { status, body } = await open.ask('POST', `${api}/Calls`, { form });
  expect([status, codes(body)]).toEqual([500, ['10007']]);
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(warn).toHaveBeenCalledOnce();
  command.mockRestore();
  warn.mockRestore();
});
