/** Bodies that nobody should send: they are refused before anybody walks through them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../src/sandbox/http/edge/body.ts';
import { HttpError } from '../../src/sandbox/http/edge/errors.ts';
import { isDeeper } from '../../src/sandbox/http/edge/json.ts';
import { api, at, type Handled, handled, origin } from './handled.ts';

const types = ['application/x-www-form-urlencoded', 'application/json'] as const;
async function read(body: string, type: string = types[0], headers: Record<string, string> = {}) {
  const request = new Request(origin, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
  });
  try {
    return await bodyOf(request, 256 * 1_024, types);
  } catch (error) {
    if (error instanceof HttpError) return `${error.status} ${error.message}`;
    throw error;
  }
}
const tooMany = (what: string, count: number) =>
  `400 The ${what} has ${count} fields; expected 1000 at most.`;
const notJson = '400 The body is not well-formed; expected JSON.';
const tooDeep = '400 The body is nested too deeply; expected 64 levels at most.';

describe('A body', () => {
  test.each([
    ['one field, again and again', 'a&'.repeat(131_072), 131_072],
    ['1001 fields', 'a=1&'.repeat(1_001), 1_001],
    ['1001 names', Array.from({ length: 1_001 }, (_, i) => `f${i}=1`).join('&'), 1_001],
  ])('that is a form of %s is refused', async (_says, body, count) => {
    expect(await read(body)).toBe(tooMany('form', count));
  });

  test('a form of 1000 fields is read, each name with all its values', async () => {
    expect(await read(`${'a=1&'.repeat(998)}b=2&a=3`)).toEqual({
      a: [...Array(998).fill('1'), '3'],
      b: '2',
    });
  });

  test.each([
    ['brackets', '['.repeat(100_000), tooDeep],
    ['brackets that are closed', `${'['.repeat(65)}${']'.repeat(65)}`, tooDeep],
    ['braces', '{"a":'.repeat(40_000), tooDeep],
    [
      '1001 fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`f${i}`, i]))),
      tooMany('body', 1_001),
    ],
    ['a text that does not end', `"${'\\"'.repeat(131_000)}`, notJson],
    ['brackets behind texts', `[${'"",'.repeat(80_000)}${'['.repeat(64)}`, tooDeep],
    [
      'brackets in a text',
      JSON.stringify({ a: `\\"${'['.repeat(1_000)}` }),
      { a: `\\"${'['.repeat(1_000)}` },
    ],
    ['64 brackets', `${'['.repeat(64)}${']'.repeat(64)}`, expect.any(Array)],
    ['brackets one after another', `[${Array(1_000).fill('[]').join()}]`, expect.any(Array)],
  ])('in JSON with %s comes to %s', async (_says, body, expected) => {
    expect(await read(body, types[1])).toEqual(expected);
  });

  test('of JSON is looked through however long a text in it is', () => {
    const text = 'x'.repeat(20_000_000);
    expect(isDeeper(`{"a":"${text}"}`, 1)).toBe(false);
    expect(isDeeper(`{"a":"${text}","b":{}}`, 1)).toBe(true);
  });

  test.each(['gzip', 'br', 'deflate, gzip'])(
    'that is packed with %s is refused',
    async (encoding) => {
      expect(await read('a=1', types[0], { 'content-encoding': encoding })).toBe(
        `415 The content encoding is ${encoding}; expected none.`,
      );
    },
  );
  test('that says it is not packed is read', async () => {
    expect(await read('a=1', types[0], { 'content-encoding': 'Identity' })).toEqual({ a: '1' });
  });
});

describe('Every address', () => {
  let sandbox: Handled;
  beforeAll(async () => {
    sandbox = await handled();
    await sandbox.worlds.open('account-1');
  });
  afterAll(() => sandbox.close());

  test.each([
    ['POST', `${api}/Calls`],
    ['POST', `${at}/events`],
    ['POST', `${at}/calls`],
    ['PUT', `${at}/settings`],
    ['PUT', `${at}/dump`],
    ['POST', '/sandbox/session'],
  ])('%s %s refuses what is nested too deeply', async (method, path) => {
    const headers = { 'content-type': 'application/json' };
    const url = `${origin}${path}`;
    const body = `{"event":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const got = await sandbox.fetch(new Request(url, { method, headers, body }));
    expect(got.status).toBe(path.startsWith('/v2') ? 401 : 400);
    const known = { ...headers, authorization: 'Bearer any' };
    const again = await sandbox.fetch(new Request(url, { method, headers: known, body }));
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('nested')]);
  });

  test.each([`${api}/Calls`, `${api}/Recordings.json`, `${at}/timeline`])(
    'GET %s refuses a query of 1001 fields',
    async (path) => {
      const got = await sandbox.ask('GET', `${path}?${'a=1&'.repeat(1_001)}`);
      const says = 'The query has 1001 fields; expected 1000 at most.';
      expect([got.status, got.body.errors[0]?.detail]).toEqual([400, says]);
    },
  );
});
