/** Links to files: nobody makes or changes one, they expire, and files come whole or in parts. */
import { beforeEach, describe, expect, test } from 'vitest';
import { mediaLinks } from '../../src/sandbox/media/media-links.ts';
import { account_sid, api, aRecording, at, type Handled, handled, origin } from './handled.ts';

describe('A link', () => {
  const { linkOf, check } = mediaLinks(Buffer.from('secret'), () => 'https://example.com');
  /** What is asked for by a URL. */
  const said = (link: string, other: object = {}) => {
    const { pathname, searchParams } = new URL(link);
    const [, , accountSid = '', file = ''] = pathname.split('/').map(decodeURIComponent);
    const [expires, signature] = [searchParams.get('expires'), searchParams.get('signature')];
    const sid = file.replace(/\.(mp3|wav)$/, '');
    return { accountSid, sid, expires: expires ?? '', signature: signature ?? '', ...other };
  };

  test.each(['recording', 'v3:a/b', '../../x', 'a.mp3'])('about %s is known again', (sid) => {
    const link = linkOf('account', sid, 1_000.2, 'wav');
    expect(link).toMatch(/^https:\/\/example\.com\/media\/account\/[^/?]+\.wav\?expires=1001&/);
    expect(check({ ...said(link), sid })).toBe(1_001);
  });

  test.each([
    ['another account', { accountSid: 'other' }],
    ['another recording', { sid: 'other' }],
    ['a longer life', { expires: '9000' }],
    ['the same time, spelled otherwise', { expires: '01001' }],
    ['no time', { expires: undefined }],
    ['no signature', { signature: undefined }],
    ['half of the signature', { signature: said(linkOf('a', 'b', 1)).signature.slice(0, 20) }],
    ['nonsense', { signature: 'ä' }],
  ])('that says %s is none', (_says, other) => {
    expect(check(said(linkOf('account', 'sid', 1_001), other))).toBeUndefined();
  });

  test('of another sandbox is none', () => {
    const other = mediaLinks(Buffer.from('other'), () => 'https://example.com');
    expect(other.check(said(linkOf('account', 'sid', 1)))).toBeUndefined();
  });
});

describe('The file of a recording', () => {
  let sandbox: Handled;
  let link: string;
  let sid: string;
  beforeEach(async () => {
    sandbox = await handled();
    const { call_sid, ...made } = await aRecording(sandbox);
    sid = made.sid;
    await sandbox.ask('POST', `${api}/Calls/${call_sid}`, { form: { Status: 'completed' } });
    await sandbox.pass('5s');
    link = (await fetched()).media_url;
    return sandbox.close;
  });
  const fetched = async () =>
    (await sandbox.ask<{ media_url: string }>('GET', `${api}/Recordings/${sid}.json`)).body;
  const got = async (headers: Record<string, string> = {}, method = 'GET', url = link) => {
    const response = await sandbox.send(method, url, {
      headers: { authorization: '', ...headers },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const header = (name: string) => response.headers.get(name);
    return { status: response.status, bytes, header };
  };

  test('comes whole, without a key', async () => {
    expect(link).toMatch(new RegExp(`^${origin}/media/${account_sid}/${sid}\\.mp3\\?`));
    const { status, bytes, header } = await got();
    expect([status, header('content-type'), header('accept-ranges')]).toEqual([
      200,
      'audio/mpeg',
      'bytes',
    ]);
    expect(header('content-length')).toBe(String(bytes.length));
    expect(bytes.length).toBeGreaterThan(4_000);
  });

  test.each([
    ['bytes=0-99', 206, 0, 100],
    ['bytes=100-', 206, 100, undefined],
    ['bytes=-50', 206, -50, undefined],
    ['bytes=10-99999999', 206, 10, undefined],
    ['bytes=1-0', 200, 0, undefined],
    ['bytes=0-1,5-6', 200, 0, undefined],
    ['lines=0-1', 200, 0, undefined],
  ])('asked for %s answers %i', async (range, status, start, end) => {
    const whole = (await got()).bytes;
    const part = await got({ range });
    expect([part.status, part.bytes]).toEqual([status, whole.slice(start, end)]);
    const from = start < 0 ? whole.length + start : start;
    const to = from + part.bytes.length - 1;
    const expected = status === 206 ? `bytes ${from}-${to}/${whole.length}` : null;
    expect(part.header('content-range')).toBe(expected);
  });

  test('has nothing behind its end', async () => {
    const { length } = (await got()).bytes;
    const { status, header } = await got({ range: `bytes=${length}-` });
    expect([status, header('content-range')]).toEqual([416, `bytes */${length}`]);
  });

  test('comes in parts only to who has the same file', async () => {
    const etag = (await got()).header('etag') ?? '';
    const range = 'bytes=0-9';
    expect((await got({ range, 'if-range': etag })).status).toBe(206);
    expect((await got({ range, 'if-range': '"other"' })).status).toBe(200);
  });

  test('is described by HEAD', async () => {
    const whole = await got();
    const head = await got({}, 'HEAD');
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(head.header('content-length')).toBe(String(whole.bytes.length));
    expect((await got({ range: 'bytes=0-9' }, 'HEAD')).header('content-length')).toBe('10');
  });

  test('is not there in another format', async () => {
    const named = (extension: string) => link.replace(/(\.mp3)?\?/, `${extension}?`);
    expect((await got({}, 'GET', named('.mp3'))).status).toBe(200);
    expect((await got({}, 'GET', named('.wav'))).status).toBe(404);
    expect((await got({}, 'GET', named('.exe'))).status).toBe(403);
  });

  test('has a link that is good for ten minutes; a later fetch gives another', async () => {
    await sandbox.pass('10m');
    expect((await got()).status).toBe(200);
    await sandbox.pass('1s');
    expect((await got()).status).toBe(403);
    link = (await fetched()).media_url;
    expect((await got()).status).toBe(200);
  });

  test('is not given to a request that also carries the key of the API', async () => {
    expect((await got({ authorization: 'Bearer key' })).status).toBe(400);
  });

  test('has a link that is good for as long as the settings say', async () => {
    await sandbox.ask('PUT', `${at}/settings`, { json: { links: { good: '2s' } } });
    link = (await fetched()).media_url;
    await sandbox.pass('2s');
    expect((await got()).status).toBe(200);
    await sandbox.pass('1s');
    expect((await got()).status).toBe(403);
  });

  test('is open to all by a link that never ends, where the settings say so', async () => {
    await sandbox.ask('PUT', `${at}/settings`, { json: { links: { access: 'public' } } });
    link = (await fetched()).media_url;
    expect(link).toBe(`${origin}/media/${account_sid}/${sid}.mp3`);
    await sandbox.pass('24h');
    expect((await got()).status).toBe(200);
    expect((await got({ authorization: 'Bearer key' })).status).toBe(200);
    await sandbox.ask('PUT', `${at}/settings`, { json: {} });
    expect((await got()).status).toBe(403);
  });

  test('is gone with its recording', async () => {
    await sandbox.ask('DELETE', `${api}/Recordings/${sid}.json`);
    expect((await got()).status).toBe(404);
  });

  test('is gone with its account', async () => {
    await sandbox.ask('POST', `${at}/reset`);
    expect((await got()).status).toBe(404);
  });

  test.each([
    [/signature=./, 'signature=!', 403],
    [/expires=\d/, 'expires=9', 403],
    [/&signature=.*/, '', 403],
    [account_sid, 'account-2', 403],
    [account_sid, '%E0%A4%A', 404],
    ['/media/', '/media/x/', 404],
  ])('is not given to %s → %s', async (part, other, status) => {
    expect((await got({}, 'GET', link.replace(part, other))).status).toBe(status);
  });

  test('that has not been asked for to its end costs nothing more', async () => {
    const response = await sandbox.send('GET', link);
    await response.body?.cancel();
    expect((await got()).status).toBe(200);
  });
});

test('a recording that goes on has no file', async () => {
  await using sandbox = await handled();
  const { sid } = await aRecording(sandbox);
  const link = sandbox.worlds.find(account_sid)?.mediaLink(sid, Date.now() * 2) ?? '';
  expect((await sandbox.send('GET', link, { headers: { authorization: '' } })).status).toBe(404);
});
