/** The handler of webhooks: who is believed, what is handed over, and what is answered. */
import { describe, expect, test } from 'vitest';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import { SeenInMemory, webhooks } from '../../src/webhooks/index.ts';
import {
  at,
  call,
  formOf,
  noting,
  now,
  post,
  recording,
  signed,
  signer,
  token,
} from './sending.ts';

const { publicKey } = signer;
const form = formOf(recording('completed', { RecordingDuration: '12' }));
const byToken = `${at}?of=mine&token=${encodeURIComponent(token)}`;
const get = (url: string) => new Request(url);
const withHeaders = (headers: Record<string, string>) => post(form, { headers });
const headers = signer.headersFor(form, now) as Record<string, string>;

describe('A request is believed', () => {
  test.each([
    ['with a signature', { publicKey }, () => signed(form)],
    ['up to five minutes after it', { publicKey }, () => signed(form, now - 300_000)],
    ['up to five minutes before it', { publicKey }, () => signed(form, now + 300_000)],
    [
      'for as long as it is said',
      { publicKey, goodMs: 900_000 },
      () => signed(form, now - 900_000),
    ],
    ['with a token', { token }, () => post(form, { url: byToken })],
    [
      'with a token of another name',
      { token, parameter: 'of' },
      () => post(form, { url: `${at}?of=${token}` }),
    ],
    [
      'with a token where it has no signature',
      { publicKey, token },
      () => post(form, { url: byToken }),
    ],
    ['with a token in the query of a GET', { token }, () => get(`${byToken}&${form}`)],
    ['if nobody asks', 'off', () => post(form)],
  ] as const)('%s', async (_, verify, request) => {
    const { told, news, problems } = noting({ verify });
    expect((await told(request())).status).toBe(200);
    expect({ news, problems }).toEqual({ news: ['recording-1 completed'], problems: [] });
  });
});

describe('A request is refused', () => {
  test.each([
    ['without a signature', { publicKey }, () => post(form), 'telnyx-signature-ed25519 is missing'],
    [
      'without a time',
      { publicKey },
      () => withHeaders({ ...headers, 'telnyx-timestamp': '' }),
      'telnyx-timestamp is missing',
    ],
    [
      'with a time that is none',
      { publicKey },
      () => withHeaders({ ...headers, 'telnyx-timestamp': '1e9' }),
      'no time in seconds',
    ],
    [
      'with another body',
      { publicKey },
      () => post(`${form}0`, { headers }),
      'not that of this body',
    ],
    [
      'with what is no signature',
      { publicKey },
      () => withHeaders({ ...headers, 'telnyx-signature-ed25519': 'abcd' }),
      'expected 64 bytes in base64',
    ],
    ['with an old signature', { publicKey }, () => signed(form, now - 301_000), '301 s from now'],
    ['with one of the future', { publicKey }, () => signed(form, now + 301_000), '301 s from now'],
    [
      'with the signature of somebody else, whatever its token',
      { publicKey: newSigner().publicKey, token },
      () => post(form, { url: byToken, headers }),
      'not that of this body',
    ],
    ['without a token', { token }, () => post(form), 'The URL has no "token"'],
    ['with another token', { token }, () => post(form, { url: `${at}?token=x` }), 'is wrong'],
  ] as const)('%s', async (_, verify, request, says) => {
    const { told, news, problems } = noting({ verify });
    const answer = await told(request());
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(says);
    expect(problems).toMatchObject([{ status: 403, says: expect.stringContaining(says) }]);
    expect(news).toEqual([]);
  });
});

test.each([
  [{ publicKey: 'abc' }, '32 bytes in base64'],
  [{ token: 'short' }, 'expected 16 letters or more'],
  [{}, 'Expected a public key, a token, or the word off'],
])('%j verifies nothing, and is refused at once', (verify, says) => {
  expect(() => webhooks({ verify: verify as never })).toThrow(says);
});

test('a token is told to nobody', async () => {
  const seen: string[] = [];
  const { told } = noting({
    verify: { token },
    onRecording: (said, { url }) => seen.push(JSON.stringify([said, url])),
  });
  await told(post(form, { url: byToken }));
  await told(get(`${byToken}&${formOf(recording('in-progress'))}`));
  expect(seen).toHaveLength(2);
  expect(seen.join()).not.toContain('sixteen');
  expect(seen.join()).toContain('of=mine');
});

test.each([
  [405, new Request(at, { method: 'PUT', body: form }), 'expected POST or GET'],
  [200, new Request(at, { method: 'HEAD' }), ''],
  [400, get(`${at}?`), 'The query says nothing'],
  [400, post(''), 'The body says nothing'],
  [400, post('{', { headers: { 'content-type': 'application/json' } }), 'no JSON object'],
  [400, post('', { headers: { 'content-type': 'application/json' } }), 'no JSON object'],
  [415, post('a', { headers: { 'content-type': 'multipart/form-data' } }), 'multipart/form-data'],
  [415, post('a', { headers: { 'content-encoding': 'gzip' } }), 'packed with gzip'],
  [413, post('a'.repeat(1_001)), '1000 bytes at most'],
  [413, post('a', { headers: { 'content-length': '1001' } }), '1000 bytes at most'],
  [400, new Request(at, { method: 'POST', body: Uint8Array.of(0xff) }), 'text in UTF-8'],
  [404, post(formOf({ CallSid: 'call-1' })), 'there is no onInstructions'],
  [200, post(formOf({ What: 'ever' })), ''],
])('%i is answered to what cannot be taken', async (status, request, says) => {
  const { told, news, problems } = noting({ limits: { bodyBytes: 1_000 } });
  const answer = await told(request);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(says);
  expect(news).toEqual([]);
  if (request.method !== 'HEAD') expect(problems).toMatchObject([{ status }]);
});

test('JSON is taken as a form is, with or without its type', async () => {
  const { told, news } = noting();
  const body = (status: string) => JSON.stringify(recording(status));
  await told(post(body('in-progress'), { headers: { 'content-type': 'application/json' } }));
  await told(new Request(at, { method: 'POST', body: body('completed') }));
  expect(news).toEqual(['recording-1 in-progress', 'recording-1 completed']);
});

describe('What is told again', () => {
  test.each([
    ['the same', recording('completed'), recording('completed'), []],
    [
      'with a link that is signed anew',
      recording('completed', { RecordingUrl: 'https://files.example/1.mp3?sign=1' }),
      recording('completed', { RecordingUrl: 'https://files.example/1.mp3?sign=2' }),
      [],
    ],
    [
      'with another length',
      recording('completed', { RecordingDuration: '10' }),
      recording('completed', { RecordingDuration: '12' }),
      ['recording-1 completed, late'],
    ],
    ['as another end', recording('completed'), recording('absent'), ['recording-1 absent, late']],
    [
      'as its beginning',
      recording('absent'),
      recording('in-progress'),
      ['recording-1 in-progress, late'],
    ],
    ['as its end', recording('in-progress'), recording('absent'), ['recording-1 absent']],
    ['by a lower number', call(2, 'in-progress'), call(1, 'ringing'), ['call-1 ringing, late']],
    ['by the same number', call(1, 'ringing'), call(1, 'busy'), ['call-1 busy, late']],
    ['by a higher number', call(0, 'initiated'), call(3, 'completed'), ['call-1 completed']],
    [
      'without numbers, by a word that comes before',
      { CallSid: 'call-1', CallStatus: 'no-answer', CallbackSource: 'call-progress-events' },
      { CallSid: 'call-1', CallStatus: 'initiated', CallbackSource: 'call-progress-events' },
      ['call-1 initiated, late'],
    ],
  ])('%s, is dropped, news or late', async (_, first, second, more) => {
    const { send, news, problems } = noting();
    expect([await send(first), await send(second)]).toEqual([200, 200]);
    expect(news.slice(1)).toEqual(more);
    expect(problems).toEqual([]);
  });
});

test('a callback that is not taken comes again, and one whose taking is not remembered', async () => {
  let isBroken = true;
  const memory = new SeenInMemory();
  const seen = {
    get: (subject: string) => memory.get(subject),
    set(subject: string, value: Parameters<SeenInMemory['set']>[1]) {
      if (isBroken) throw new Error('disk full');
      memory.set(subject, value);
    },
  };
  const { send, news, problems } = noting({ seen });
  expect(await send(recording('completed'))).toBe(500);
  expect(problems).toMatchObject([{ status: 500, error: { message: 'disk full' } }]);
  isBroken = false;
  expect(await send(recording('completed'))).toBe(200);
  expect(await send(recording('completed'))).toBe(200);
  expect(news).toEqual(['recording-1 completed', 'recording-1 completed']);
});

test('no more is remembered than is said, and the last that was heard of stays', async () => {
  const { send, news } = noting({ seen: new SeenInMemory(2) });
  const of = (sid: string) => send(recording('completed', { RecordingSid: sid }));
  for (const sid of ['a', 'b', 'c', 'b', 'a', 'b']) await of(sid);
  expect(news).toEqual(['a completed', 'b completed', 'c completed', 'a completed', 'b completed']);
});

test('no more requests than may be are under way at a time', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { send } = noting({ limits: { atOnce: 1 }, onRecording: () => promise });
  const first = send(recording('completed'));
  expect(await send(recording('completed'))).toBe(503);
  resolve();
  expect(await first).toBe(200);
});

test.each([
  [{ CallSid: 'call-1' }, 'instructions'],
  [{ CallSid: 'call-1', Digits: '12' }, 'gather'],
  [{ CallSid: 'call-1', RecordingSid: 'recording-1', Digits: 'hangup' }, 'record-ended'],
])('a document is given each time that it is asked for: %j', async (fields, what) => {
  const answers = [
    '<Response><Hangup/></Response>',
    undefined,
    new Response('no', { status: 503 }),
  ];
  const asked: string[] = [];
  const answer = (said: { readonly kind: string; readonly because?: string }) => {
    asked.push(said.because ?? said.kind);
    return answers[asked.length - 1];
  };
  const { told } = noting({ onInstructions: answer, onGather: answer, onAction: answer });
  const came: Response[] = [];
  for (const _ of answers) came.push(await told(post(formOf(fields))));
  expect(asked).toEqual([what, what, what]);
  expect(came.map(({ status }) => status)).toEqual([200, 200, 503]);
  expect(came[0]?.headers.get('content-type')).toContain('text/xml');
  expect(await Promise.all(came.map((one) => one.text()))).toEqual([
    '<Response><Hangup/></Response>',
    '<Response/>',
    'no',
  ]);
});
