/** What a process sends on to the one that runs the sandbox, and how it looks who that is. */
import { getEventListeners, once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Database } from '../../src/hosts/postgres/tables/database.ts';
import {
  forward,
  forwardable,
  forwardedBy,
  NotForwarded,
} from '../../src/sandbox/shared/forwarding.ts';
import { Leading } from '../../src/sandbox/shared/leading.ts';
import { until } from '../house/patience.ts';

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
  const { signal: over } = new AbortController();
  const leader = { address: `http://127.0.0.1:${port}`, over };
  const answer = await forward(await forwardable(request), leader);
  const { headers, body } = heard.at(-1) ?? { headers: {} };
  expect(body).toBe('asked');
  expect(headers).toMatchObject({ host: 'sandbox.test', 'x-else': '2', [forwardedBy]: '1' });
  for (const name of ['x-own', 'te']) expect(headers).not.toHaveProperty(name);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  for (const name of ['x-hop', 'connection']) expect(answer.headers.has(name)).toBe(false);
  expect(await answer.text()).toBe('said');
  await until(() => getEventListeners(over, 'abort').length === 0);
});

test.each(['nothing', 'a part of the answer'])(
  'a process that is stopped when it has said %s is waited for as long as it leads',
  async (said) => {
    const stopped = createServer((_request, response) => {
      if (said !== 'nothing') response.writeHead(200).write('half');
      asked.resolve();
    });
    const asked = Promise.withResolvers<void>();
    stopped.listen(0, '127.0.0.1');
    await once(stopped, 'listening');
    const ending = new AbortController();
    const { port } = stopped.address() as AddressInfo;
    const leader = { address: `http://127.0.0.1:${port}`, over: ending.signal };
    const forwarded = await forwardable(new Request('http://sandbox.test/'));
    try {
      const answer = forward(forwarded, leader).then((one) => one.text());
      await asked.promise;
      if (said !== 'nothing') await wait(0);
      ending.abort();
      await expect(answer).rejects.toThrow(said === 'nothing' ? NotForwarded : Error);
      await expect(forward(forwarded, leader)).rejects.toMatchObject({ isUntouched: true });
    } finally {
      stopped.closeAllConnections();
      stopped.close();
    }
  },
);

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
  /** It looks, and is answered by these. */
  const looks = async (...rows: object[][]) => {
    const look = leading.lookAgain();
    for (const one of rows) {
      answers.splice(0).at(-1)?.(one);
      await wait(0);
    }
    await look;
  };
  return { leading, answers, began, looks };
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

test('whoever waits for one that leads is told when another does, or when nobody knows', async () => {
  const { leading, looks } = standing(60_000);
  const [one, other] = [1, 2].map((epoch) => ({ epoch, address: `http://${epoch}.test` }));
  const leaders = async (found: object[]) => {
    await looks([], found);
    return leading.leader;
  };
  const first = await leaders([one as object]);
  expect([first?.address, await leaders([one as object])]).toEqual(['http://1.test', first]);
  const second = await leaders([other as object]);
  expect([first?.over.aborted, second?.over.aborted]).toEqual([true, false]);
  expect(await leaders([])).toBeUndefined();
  expect(second?.over.aborted).toBe(true);
  const third = await leaders([one as object]);
  await looks([{ epoch: 3 }]);
  expect([third?.over.aborted, leading.leader]).toEqual([true, undefined]);
});

test('one of whom the database says nothing for the time of a lease is not waited for', async () => {
  const leaseMs = 20;
  const { leading, looks } = standing(leaseMs);
  await looks([], [{ epoch: 1, address: 'http://1.test' }]);
  const { leader } = leading;
  await wait(2 * leaseMs);
  await leading.lookAgain();
  expect([leader?.over.aborted, leading.leader]).toEqual([true, undefined]);
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
