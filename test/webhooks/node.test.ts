/** Behind servers of Node: the body stays as it was sent, and whoever has eaten it is named. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createKit, fromNode } from '../../src/testing/index.ts';
import { type Webhooks, webhooks } from '../../src/webhooks/index.ts';
import { at, formOf, noting, post, recording, signed, signer } from './sending.ts';

const form = formOf(recording('completed'));

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
type Server = (told: Webhooks) => RequestListener;
/** As a body parser does that runs before it. */
const parsedBy =
  (parse: (body: Buffer) => object): Server =>
  (told) =>
  async (request, response) => {
    const parsed = parse(await read(request));
    await told.node(Object.assign(request, parsed), response);
  };
const fastify = (more: (body: Buffer) => object, isRead: boolean): Server => {
  return (told) => async (raw: IncomingMessage, response: ServerResponse) => {
    const reply = { raw: response, hijack: () => reply };
    await told.node({ raw, ...(isRead ? more(await read(raw)) : {}) }, reply);
  };
};
const asObject = (body: Buffer) => ({ body: Object.fromEntries(new URLSearchParams(`${body}`)) });

const servers: Readonly<Record<string, Server>> = {
  'node:http': (told) => told.node,
  'a router of Express': (told) => (request, response) => {
    const { url = '' } = request;
    return told.node(Object.assign(request, { originalUrl: url, url: '/' }), response);
  },
  'a parser that was not meant': (told) => (request, response) =>
    told.node(Object.assign(request, { body: {} }), response),
  'express.raw': parsedBy((body) => ({ body })),
  'express.text': parsedBy((body) => ({ body: `${body}` })),
  'a parser that keeps the bytes': parsedBy((rawBody) => ({ ...asObject(rawBody), rawBody })),
  'onRequest of Fastify': fastify(() => ({}), false),
  'a parser of Fastify that keeps the bytes': fastify((body) => ({ body }), true),
};

test.each(Object.entries(servers))('%s: a signed callback is taken', async (_, server) => {
  const { told, news, problems } = noting({ verify: { publicKey: signer.publicKey } });
  const ask = fromNode(server(told));
  expect((await ask(signed(form))).status).toBe(200);
  expect((await ask(signed(`${form}&a=b`))).status).toBe(200);
  expect({ news: news.length, problems }).toEqual({ news: 2, problems: [] });
});

test.each([
  ['Express', parsedBy(asObject)],
  ['Fastify', fastify(asObject, true)],
] as const)(
  'a body that was eaten in %s is named, and who should have kept it',
  async (_, server) => {
    const { told, problems } = noting();
    const answer = await fromNode(server(told))(post(form));
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('A body parser has read the body');
    expect(problems).toMatchObject([{ status: 500, says: expect.stringContaining('express.raw') }]);
  },
);

test('a GET, a document, and a body that is too long are answered as elsewhere', async () => {
  const { told, news } = noting({
    limits: { bodyBytes: 100 },
    onInstructions: ({ callSid }, { url }) => `<Response>${callSid} ${url.pathname}</Response>`,
  });
  const ask = fromNode(told.node);
  expect((await ask(new Request(`${at}?${form}`))).status).toBe(200);
  expect(news).toEqual(['recording-1 completed']);
  const document = await ask(post('CallSid=call-1', { url: `${at}/voice` }));
  expect(document.headers.get('content-type')).toContain('text/xml');
  expect(await document.text()).toBe('<Response>call-1 /told/voice</Response>');
  const long = await ask(post('a'.repeat(101)));
  expect([long.status, await long.text()]).toEqual([413, expect.stringContaining('100 bytes')]);
});

test('a body that says no length is cut off, and the answer still comes', async () => {
  const { told } = noting({ limits: { bodyBytes: 100 } });
  const ask = fromNode((request, response) => {
    const { rawHeaders } = request;
    const place = rawHeaders.indexOf('content-length');
    return told.node(
      Object.assign(request, { rawHeaders: rawHeaders.toSpliced(place, 2) }),
      response,
    );
  });
  expect((await ask(post('a'.repeat(101)))).status).toBe(413);
});

test('the whole way: a voicemail in the sandbox is asked for and told through one handler', async () => {
  const news: string[] = [];
  let told: Webhooks | undefined;
  await using kit = await createKit({ app: (request) => told?.(request) ?? 500 });
  told = webhooks({
    verify: { publicKey: kit.publicKey },
    onInstructions: () =>
      '<Response><Record finishOnKey="#" action="/bye" recordingStatusCallback="/told" ' +
      'recordingStatusCallbackEvent="in-progress completed"/></Response>',
    onAction: ({ because, digits }) => {
      news.push(`${because} by ${digits}`);
      return '<Response><Hangup/></Response>';
    },
    onRecording: ({ status, durationMs }, { isLate }) =>
      news.push(`${status} ${durationMs} ${isLate}`),
  });
  const call = await kit.callIn({ Url: '/voice' });
  await kit.advance('8s');
  await call.press('#');
  await kit.untilQuiet();
  expect(news).toEqual([
    'in-progress undefined false',
    'record-ended by #',
    'completed 8000 false',
  ]);
});
