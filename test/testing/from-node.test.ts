/** A listener of Node is asked in process: no port, and nothing is lost on the way. */
import type { RequestListener } from 'node:http';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createKit, fromNode, matchers } from '../../src/testing/index.ts';

expect.extend(matchers);

/** As a framework does: the body is read by events, and the answer is written in parts. */
const listener: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const said = new URLSearchParams(Buffer.concat(chunks).toString());
    response.setHeader('content-type', 'application/xml');
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.write(`<Response><Say>${said.get('From')}</Say>`);
    setImmediate(() => response.end('<Record maxLength="3"/></Response>'));
  });
};

test('a call is answered by a listener of Node', async () => {
  await using kit = await createKit({ app: fromNode(listener) });
  await kit.callIn({ Url: '/voice?of=sales' });
  await kit.untilQuiet();
  expect(kit).toHaveRecording({ endReason: 'max-length', durationSeconds: 3 });
  expect(kit.requests[0]).toMatchObject({ path: '/voice', url: 'http://app.test/voice?of=sales' });
});

test('method, path, query, headers and body come as they were, and so does the answer', async () => {
  const ask = fromNode(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'] });
    response.end(JSON.stringify({ method, url, host: headers.host, own: headers['x-own'], body }));
  });
  const asked = { method: 'PUT', headers: { 'x-own': 'yes' }, body: 'Grüße' };
  const came = await ask(new Request('https://app.test:8443/a%20b?c=d', asked));
  expect([came.status, came.headers.getSetCookie()]).toEqual([201, ['a=1', 'b=2']]);
  expect(await came.json()).toEqual({
    method: 'PUT',
    url: '/a%20b?c=d',
    host: 'app.test:8443',
    own: 'yes',
    body: 'Grüße',
  });
  const none = await fromNode((_, response) => response.writeHead(204).end())(
    new Request('http://app.test/'),
  );
  expect([none.status, none.body]).toEqual([204, null]);
});

test('a listener that ends the connection is an error, as in a network', async () => {
  const ask = fromNode((request) => request.destroy());
  await expect(ask(new Request('http://app.test/'))).rejects.toThrow('socket hang up');
});

test('an app of Hono is a handler as it is', async () => {
  const app = new Hono().post('/voice', (c) =>
    c.text('<Response><Record maxLength="3"/></Response>'),
  );
  await using kit = await createKit({ app: (request) => app.fetch(request) });
  await kit.callIn({ Url: '/voice' });
  await kit.untilQuiet();
  expect(kit).toHaveRecording({ status: 'completed' });
});
