/** What a process sends on to the one that runs the sandbox, and how it looks who that is. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Database } from '../../src/hosts/postgres/tables/database.ts';
import { forward, forwardable, forwardedBy } from '../../src/sandbox/shared/forwarding.ts';
import { Leading } from '../../src/sandbox/shared/leading.ts';

const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
  response.setHeader('connection', 'close, X-Hop');
  response.setHeader('x-hop', 'mine');
  response.setHeader('set-cookie', ['a=1', 'b=2']);
  response.end('said');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;

test('what is of a connection stays there, both ways', async () => {
  const request = new Request('http://sandbox.test/v2?a=b', {
    method: 'POST',
    headers: { connection: 'keep-alive, X-Own', 'x-own': '1', te: 'trailers', 'x-else': '2' },
    body: 'asked',
  });
  const answer = await forward(await forwardable(request), `http://127.0.0.1:${port}`);
  const { headers, body } = heard.at(-1) ?? { headers: {} };
  expect(body).toBe('asked');
  expect(headers).toMatchObject({ host: 'sandbox.test', 'x-else': '2', [forwardedBy]: '1' });
  for (const name of ['x-own', 'te']) expect(headers).not.toHaveProperty(name);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  for (const name of ['x-hop', 'connection']) expect(answer.headers.has(name)).toBe(false);
  expect(await answer.text()).toBe('said');
});

/** A process that stands, with a database that answers when it is told to. */
function standing(leaseMs: number) {
  const answers: ((rows: object[]) => void)[] = [];
  const began: number[] = [];
  const ask = () => new Promise<object[]>((resolve) => answers.push(resolve));
  const database = { ask, text: (said: string) => said } as Partial<Database> as Database;
  const leading = new Leading({
    ...{ database, leaseMs, address: 'http://here.test' },
    began: (epoch) => void began.push(epoch),
    ended: async () => undefined,
    failed: () => undefined,
  });
  return { leading, answers, began };
}

test('however many ask who leads, the database is asked once at a time', async () => {
  const { leading, answers, began } = standing(60_000);
  const looks = Array.from({ length: 100 }, () => leading.lookAgain());
  expect(answers).toHaveLength(1);
  answers[0]?.([{ epoch: 7 }]);
  await Promise.all(looks);
  expect(began).toEqual([7]);
  const next = leading.lookAgain();
  expect(answers).toHaveLength(2);
  answers[1]?.([{ epoch: 7 }]);
  await next;
  expect(leading.isSure).toBe(true);
});

test('an answer that comes when its lease is over begins nothing', async () => {
  const leaseMs = 20;
  const { leading, answers, began } = standing(leaseMs);
  await leading.lookAgain();
  await wait(2 * leaseMs);
  answers[0]?.([{ epoch: 7 }]);
  await wait(0);
  expect(began).toEqual([]);
  expect(leading.isSure).toBe(false);
});
