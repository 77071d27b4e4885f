/** The logs of one's own traffic, asked for by the vendor's client: what was sent, and what came back. */
import Telnyx from 'telnyx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckSays, checkLogs } from '../../src/check/index.ts';
import type { KeptExchange } from '../../src/sandbox/traffic/exchange.ts';
import { Traffic } from '../../src/sandbox/traffic/traffic.ts';
import { createKit, type Kit } from '../../src/testing/index.ts';
import { readSaid } from '../../src/wire/index.ts';

type Deliveries = Telnyx['webhookDeliveries'];
type Events = Telnyx['callEvents'];

let kit: Kit;
let client: Telnyx;
let callSid: string;
let recordingSid: string;

const From = '+12025550199';
const To = '+12025550101';
const beganAt = Date.UTC(2026, 0, 5, 9);
const all = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const one of pages) found.push(one);
  return found;
};
const events = (filter: NonNullable<Parameters<Events['list']>[0]>['filter'] = {}, size = 250) =>
  all(client.callEvents.list({ filter, 'page[size]': size }));
const deliveries = (
  filter: NonNullable<Parameters<Deliveries['list']>[0]>['filter'] = {},
  size = 250,
) => all(client.webhookDeliveries.list({ filter, 'page[size]': size }));
const namesOf = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

/** A call that is recorded by request; the first callback of its recording is not taken at first. */
beforeAll(async () => {
  const app = {
    '/voice': '<Response><Pause length="60"/></Response>',
    '/recorded': [503, 200],
    '/told': 200,
  } as const;
  kit = await createKit({ app, startsAt: new Date(beganAt) });
  client = new Telnyx({ apiKey: 'key', fetch: kit.fetch, maxRetries: 0 });
  const call = await kit.dial({ From, To, Url: '/voice', StatusCallback: '/told' });
  callSid = call.sid;
  await kit.advance('10s');
  const { calls } = client.texml.accounts;
  const begun = await calls.recordingsJson.recordingsJson(callSid, {
    account_sid: kit.account,
    RecordingStatusCallback: 'http://app.test/recorded?key=secret',
    RecordingStatusCallbackEvent: 'in-progress completed',
  });
  recordingSid = begun.sid ?? '';
  await kit.advance('10s');
  await calls.update(callSid, { account_sid: kit.account, Status: 'completed' });
  await kit.untilQuiet();
});
afterAll(() => kit?.[Symbol.asyncDispose]());

test('call events tell commands and webhooks of a call, in the order in which they came about', async () => {
  const found = await events({ leg_id: callSid, product: 'texml' });
  const times = found.map((one) => Date.parse(one.event_timestamp));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(found.map(({ type, name }) => `${type} ${name}`)).toEqual([
    expect.stringMatching(/^command texml\./),
    'webhook texml.instructions.answered',
    expect.stringMatching(/^command texml\./),
    'webhook texml.recording.in-progress',
    'webhook texml.recording.in-progress',
    expect.stringMatching(/^command texml\./),
    'webhook texml.call.completed',
    'webhook texml.recording.completed',
  ]);
  for (const one of found) {
    expect(one).toMatchObject({ record_type: 'call_event', call_session_id: callSid });
  }
});

test('what a webhook said is there as it was sent, and is read as it is where it arrives', async () => {
  const found = await events({ name: 'texml.recording.completed' });
  const metadata = found[0]?.metadata ?? {};
  expect(readSaid(metadata.payload as never)).toMatchObject({
    kind: 'recording',
    recordingSid,
    status: 'completed',
    warnings: [],
  });
  const heard = kit.requests.find(({ parameters }) => parameters.RecordingStatus === 'completed');
  expect(metadata.payload).toEqual(heard?.parameters);
});

test('a delivery has all attempts, the latest first, with what was answered', async () => {
  const found = await deliveries({ event_type: 'texml.recording.in-progress,texml.other' });
  expect(found).toHaveLength(1);
  const [{ id = '', ...delivery } = {}] = found;
  expect(delivery).toMatchObject({
    record_type: 'webhook_delivery',
    status: 'delivered',
    user_id: kit.account,
    attempts: [
      { status: 'delivered', http: { response: { status: 200 } } },
      {
        status: 'failed',
        http: {
          request: { url: 'http://app.test/recorded?key=secret' },
          response: { status: 503 },
        },
      },
    ],
    webhook: { record_type: 'event', payload: { RecordingSid: recordingSid } },
  });
  expect((await client.webhookDeliveries.retrieve(id)).data).toEqual({ id, ...delivery });
  await expect(client.webhookDeliveries.retrieve('nobody')).rejects.toThrow('404');
});

test('both are told page by page, and all of it once', async () => {
  const found = await events();
  expect(await events({}, 3)).toEqual(found);
  expect(found.length).toBeGreaterThan(3);
  const told = await deliveries();
  expect(await deliveries({}, 1)).toEqual(told);
  const started = told.map((one) => Date.parse(one.started_at ?? ''));
  expect(started).toEqual(started.toSorted((a, b) => b - a));
  const page = await client.webhookDeliveries.list({ 'page[size]': 2 });
  expect(page.meta).toEqual({
    page_number: 1,
    page_size: 2,
    total_pages: Math.ceil(told.length / 2),
    total_results: told.length,
  });
});

test('a filter finds what it says, and nothing else', async () => {
  const found = await events();
  const iso = (afterMs: number) => new Date(beganAt + afterMs).toISOString();
  const count = async (filter: Parameters<typeof events>[0]) => (await events(filter)).length;
  const commands = found.filter(({ type }) => type === 'command').length;
  expect(await count({ type: 'command' })).toBe(commands);
  expect(await count({ type: 'webhook' })).toBe(found.length - commands);
  expect(namesOf(await events({ failed: true }))).toEqual(['texml.recording.in-progress']);
  expect(await count({ failed: false })).toBe(found.length - 1);
  expect(await count({ from: From, to: To, connection_id: '1' })).toBe(found.length);
  expect(await count({ application_session_id: callSid })).toBe(found.length);
  for (const none of [
    { from: To },
    { to: From },
    { connection_id: '2' },
    { leg_id: 'nobody' },
    { product: 'fax' } as const,
    { application_name: { contains: 'any' } },
    { occurred_at: { gt: iso(86_400_000) } },
    { occurred_at: { lt: iso(0) } },
  ])
    expect(await count(none)).toBe(0);
  const early = await count({ occurred_at: { lt: iso(9_000) } });
  expect(early + (await count({ occurred_at: { gte: iso(9_000) } }))).toBe(found.length);
  expect(early).toBeGreaterThan(0);

  const told = await deliveries();
  const many = async (filter: Parameters<typeof deliveries>[0]) =>
    (await deliveries(filter)).length;
  expect(await many({ status: { eq: 'delivered' } })).toBe(told.length);
  expect(await many({ status: { eq: 'failed' } })).toBe(0);
  expect(await many({ webhook: { contains: 'RecordingStatus' } })).toBe(2);
  expect(await many({ attempts: { contains: '503' } })).toBe(1);
  expect(await many({ started_at: { gte: iso(0), lte: iso(3_600_000) } })).toBe(told.length);
  expect(await many({ finished_at: { lte: iso(0) } })).toBe(0);
});

test('without a call, only the events of the last day are told', async () => {
  const before = (await events()).length;
  await kit.advance('25h');
  expect(await events()).toEqual([]);
  expect(await events({ leg_id: callSid })).toHaveLength(before);
});

test.each([
  ['call_events?filter[nobody]=1', 'There is no filter[nobody]'],
  ['call_events?page[size]=0', 'expected a whole number from 1 to 250'],
  ['call_events?filter[type]=none', 'expected one of command, webhook'],
  ['call_events?filter[occurred_at][lt]=noon', 'expected a date of ISO 8601'],
  [
    'call_events?filter[occurred_at][lt]=2026-01-01&filter[occurred_at][gt]=2025-01-01',
    'only one filter[occurred_at]',
  ],
  ['webhook_deliveries?filter[status][eq]=lost', 'expected one of delivered, failed'],
  ['webhook_deliveries?filter[event_type]=a&filter[event_type]=b', 'said twice'],
])('%s is answered 400, and says what was expected', async (path, says) => {
  const headers = { authorization: 'Bearer key' };
  const answer = await kit.fetch(`/v2/${path}`, { headers });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(says);
});

test('nobody is told anything without a key', async () => {
  for (const path of ['call_events', 'webhook_deliveries', 'webhook_deliveries/1'])
    expect((await kit.fetch(`/v2/${path}`)).status).toBe(401);
});

test('a password that a command carries is in no log', async () => {
  const SipAuthPassword = 'known to the other end alone';
  const response = await kit.fetch(`/v2/texml/Accounts/${kit.account}/Calls`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify({ ApplicationSid: '1', From, To, Url: '/voice', SipAuthPassword }),
  });
  const { call_sid } = (await response.json()) as { readonly call_sid: string };
  const found = await events({ leg_id: call_sid, type: 'command' });
  expect(found).toMatchObject([{ metadata: { body: { To, SipAuthPassword: '…' } } }]);
});

test('of exchanges, as many are kept as fit, however long they are', () => {
  const gone: number[] = [];
  const keeper = { kept: () => undefined, gone: ({ number }: KeptExchange) => gone.push(number) };
  const traffic = new Traffic(() => 'id', keeper);
  const body = 'x'.repeat(200_000);
  for (let number = 1; number <= 100; number += 1) traffic.note(exchange(number, { body }));
  const kept = Array.from(traffic.all, ({ number }) => number);
  expect(kept).toEqual(Array.from({ length: 39 }, (_, i) => i + 62));
  expect(gone).toEqual(Array.from({ length: 61 }, (_, i) => i + 1));
});

test('what only reads pushes out what only reads', () => {
  const traffic = new Traffic(() => 'id');
  traffic.note(exchange(1));
  for (let number = 2; number <= 3_000; number += 1) {
    traffic.note(exchange(number, { method: 'GET' }));
  }
  const kept = Array.from(traffic.all, ({ number }) => number);
  expect(kept).toEqual([1, ...Array.from({ length: 200 }, (_, i) => i + 2_801)]);
});

const exchange = (number: number, asked: Partial<KeptExchange['request']> = {}): KeptExchange => ({
  ...{ number, kind: 'request', at: number, finishedAt: number, ms: 1, isFine: true },
  request: { method: 'POST', url: '/v2/texml/Accounts/me/Calls', headers: {}, ...asked },
});

test.each(['call-events', 'webhook-deliveries', 'timeline'] as const)(
  'a check reads the %s of a call by themselves, and explains them',
  async (form) => {
    const timeline = async () => {
      const url = `http://localhost/sandbox/accounts/${kit.account}/timeline?most=1000`;
      return [await (await kit.fetch(url)).text()];
    };
    const pages = form === 'call-events' ? events({ leg_id: callSid }) : deliveries();
    const lines =
      form === 'timeline' ? await timeline() : (await pages).map((one) => JSON.stringify(one));
    const said: CheckSays[] = [];
    for await (const one of checkLogs([{ file: form, lines }])) said.push(one);
    expect(said).toMatchObject([
      { kind: 'session', verdict: { is: 'explained', repairs: [] } },
      { kind: 'summary', summary: { explained: 1, odd: 0, ofNobody: 0 } },
    ]);
  },
);
