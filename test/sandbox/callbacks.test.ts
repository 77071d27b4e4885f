/** Customers are told what they asked to be told: signed, in order, again if need be, not for ever. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/hosts/index.ts';
import { Callbacks } from '../../src/sandbox/world/callbacks.ts';
import { until } from '../house/patience.ts';
import { account_sid, type Served, served } from './served.ts';
import { addressOf } from './stage.ts';
import { type Customer, customerOf, ends, mute, statuses, telling } from './telling.ts';

describe.each(['POST', 'GET'] as const)('By %s', (method) => {
  let sandbox: Served;
  let customer: Customer;
  beforeEach(async () => {
    sandbox = await served();
    ends.push(() => sandbox[Symbol.asyncDispose]());
    customer = await customerOf({}, () => sandbox.publicKey);
    await sandbox.freeze();
  });

  test('calls, recordings and conferences tell their lives, and the SDK verifies each word', async () => {
    const at = (path: string) => `${customer.url}/${path}?mine=1`;
    await sandbox.calls.calls(account_sid, {
      body: {
        ApplicationSid: '1',
        From: '+12025550199',
        To: '+12025550100',
        StatusCallback: at('call'),
        StatusCallbackMethod: method,
        StatusCallbackEvent: 'initiated ringing answered completed',
        Texml: `<Response>
          <Start><Recording recordingStatusCallback="${at('recording')}"
            recordingStatusCallbackMethod="${method}"
            recordingStatusCallbackEvent="in-progress completed absent"/></Start>
          <Dial><Conference statusCallback="${at('conference')}" statusCallbackMethod="${method}"
            statusCallbackEvent="start end join leave">room</Conference></Dial>
        </Response>`,
      } as Parameters<Served['calls']['calls']>[1]['body'],
    });
    await sandbox.pass('30s');
    const [{ sid = '' } = {}] = (await sandbox.calls.retrieveCalls(account_sid)).calls ?? [];
    await sandbox.calls.update(sid, { account_sid, Status: 'completed' });
    await sandbox.pass('30s');

    const told = (path: string, field: string) =>
      customer.heard.filter((one) => one.path === `/${path}`).map(({ said }) => said[field]);
    expect(told('call', 'CallStatus')).toEqual([
      'initiated',
      'ringing',
      'in-progress',
      'completed',
    ]);
    expect(told('call', 'SequenceNumber')).toEqual(['0', '1', '2', '3']);
    expect(told('recording', 'RecordingStatus')).toEqual(['in-progress', 'completed']);
    const ofRoom = told('conference', 'StatusCallbackEvent');
    expect(ofRoom.toSorted()).toEqual([
      'conference-end',
      'conference-start',
      'participant-join',
      'participant-leave',
    ]);
    expect(told('conference', 'SequenceNumber')).toEqual(['0', '1', '2', '3']);
    expect(new Set(customer.heard.map((one) => `${one.method} ${one.signed}`))).toEqual(
      new Set([`${method} true`]),
    );
    // The query that the URL has is kept; what is told by POST stands in the body.
    expect(customer.heard[0]?.said.mine).toBe(method === 'GET' ? '1' : undefined);
  });

  test('a URL that is relative to nothing is told at once, and given up when its time comes', async () => {
    await sandbox.control('POST', '/calls', {
      From: '+12025550199',
      To: '+12025550100',
      Texml: `<Response><Record recordingStatusCallback="/told" maxLength="1"
        recordingStatusCallbackMethod="${method}"/></Response>`,
    });
    await sandbox.control('PUT', '/settings', { callbacks: { attempts: 1 } });
    await sandbox.pass('30s');
    const { entries } = await sandbox.control<{ entries: { kind: string; says?: string }[] }>(
      'GET',
      '/timeline',
    );
    expect(entries.flatMap(({ kind, says }) => (kind === 'warning' ? says : []))).toEqual([
      'Texml:1:19: <Record recordingStatusCallback="/told"> is relative, and this document has no URL: it leads nowhere.',
      'The callback "completed" to (not a URL) is given up after 1 attempts: is no URL of http or https.',
    ]);
  });
});

test.each([
  [['completed'], ['completed']],
  [
    ['initiated', 'answered'],
    ['initiated', 'in-progress'],
  ],
  [['ringing'], ['ringing']],
  [[], []],
])('whoever subscribed to %j hears %j', async (events, told) => {
  const customer = await customerOf();
  const world = await telling();
  await world.begin(customer.url, 'call-1', events);
  await world.happen('call-1', 'initiated', 'rang', 'answered', 'hungUp');
  await world.settled();
  expect(statuses(customer)).toEqual(told);
  expect(customer.heard.map(({ said }) => said.SequenceNumber)).toEqual(
    told.map((_, i) => String(i)),
  );
});

const says299 = '75299, another 2xx instead of the 200 that is expected';
const says300 = '75300, a redirection instead of the 200 that is expected';
test.each([
  [200, '200', true],
  [201, '200', false, says299],
  [204, '200', false, says299],
  [299, '200', false, says299],
  [301, '200', false, says300],
  [302, '200', false, says300],
  [307, '200', false, says300],
  [400, '200', false],
  [404, '200', false],
  [500, '200', false],
  [503, '200', false],
  [200, '2xx', true],
  [204, '2xx', true],
  [302, '2xx', false, says300],
  [404, '2xx', false],
] as const)('an answer of %d, where %s counts, is a success: %j', async (...row) => {
  const [status, delivered, isFine, says] = row;
  const customer = await customerOf({
    '/': (_heard, response) => void response.writeHead(status, { location: '/elsewhere' }).end(),
  });
  const world = await telling({ settings: { callbacks: { attempts: 1, delivered } } });
  await world.begin(customer.url);
  await world.happen('call-1', 'initiated');
  await world.settled();
  const named = says ? { says } : {};
  expect(world.stage.timeline.latest()[0]).toMatchObject({ came: status, isFine, ...named });
  expect(customer.heard.length).toBe(1);
  const last = says ? `${status} (${says})` : `${status}`;
  const given = `The callback "initiated" to ${customer.url}/ is given up after 1 attempts: ${last}.`;
  expect(world.warnings()).toEqual(isFine ? [] : [given]);
});

test('who fails is asked again after growing pauses, given up, and told of what comes later', async () => {
  const customer = await customerOf({
    '/': ({ said }) => (said.CallStatus === 'ringing' ? 500 : 200),
  });
  // What is waited for, apart from the limits of attempts.
  const pauses: number[] = [];
  const attemptMs = 60_000;
  let shown = 0;
  const paceClock: Clock = {
    now: () => {
      shown = systemClock.now();
      return shown;
    },
    wake: (at, run) => {
      if (at - shown < attemptMs) pauses.push(at - shown);
      return systemClock.wake(at, run);
    },
  };
  const world = await telling({
    settings: { callbacks: { attempts: 4 } },
    pace: { firstPauseMs: 20, longestPauseMs: 1_000 },
    paceClock,
  });
  await world.begin(customer.url);
  await world.happen('call-1', 'initiated', 'rang', 'answered', 'hungUp');
  await until(() => statuses(customer).at(-1) === 'completed');
  await world.settled();

  expect(world.attempts()).toEqual([
    ['initiated', 1, 200],
    ...[1, 2, 3, 4].map((attempt) => ['ringing', attempt, 500]),
    ['in-progress', 1, 200],
    ['completed', 1, 200],
  ]);
  expect(pauses).toEqual([20, 40, 80]);
  // It has one number, however often it was sent.
  const numbers = customer.heard.map(({ said }) => said.SequenceNumber);
  expect(numbers).toEqual(['0', '1', '1', '1', '1', '2', '3']);
  expect(world.warnings()).toEqual([
    `The callback "ringing" to ${customer.url}/ is given up after 4 attempts: 500.`,
  ]);
});

test('a customer who fails holds up no other one', async () => {
  const customer = await customerOf({ '/bad': 500 });
  const world = await telling({ pace: { firstPauseMs: 60_000, longestPauseMs: 60_000 } });
  await world.begin(`${customer.url}/bad`, 'call-1');
  await world.begin(`${customer.url}/good`, 'call-2');
  for (const sid of ['call-1', 'call-2']) await world.happen(sid, 'initiated', 'rang');
  await world.settled();
  expect(customer.heard.map(({ path }) => path).toSorted()).toEqual(['/bad', '/good', '/good']);
});

test('a customer who never answers holds up no call', async () => {
  const { url: silent } = await mute();
  const orders: string[] = [];
  const world = await telling({
    settings: { callbacks: { timeout: '30s' } },
    performers: (stage) => ({
      callbacks: new Callbacks(stage).perform,
      network: ({ effect }) => void orders.push(effect.type),
    }),
  });
  await world.begin(silent, 'call-1', ['initiated']);
  await world.happen('call-1', 'initiated', 'answered');
  await world.host.take({ to: addressOf('call-1'), event: { type: 'call.hangUp' } });
  await until(() => orders.length > 1);
  expect([world.stateOf('call-1'), orders]).toEqual([
    'completed',
    ['network.dial', 'network.hangUp'],
  ]);
  expect(world.attempts()).toEqual([]);
});

test('a customer who never answers is given up', async () => {
  const { url: silent } = await mute();
  const world = await telling({ settings: { callbacks: { attempts: 2, timeout: '100ms' } } });
  await world.begin(silent, 'call-1', ['initiated']);
  await world.happen('call-1', 'initiated');
  await until(() => world.warnings().length > 0);
  expect(world.attempts()).toEqual([
    ['initiated', 1, 'did not answer within 0.1 s'],
    ['initiated', 2, 'did not answer within 0.1 s'],
  ]);
});

test('nothing secret of a URL is shown, whatever becomes of the callback', async () => {
  const customer = await customerOf({ '/bad': 500 });
  const world = await telling({ settings: { callbacks: { attempts: 1 } } });
  const secret = (url: string) => `${url.replace('http://', 'http://joe:hush@')}?token=whisper`;
  const urls = [customer.url, `${customer.url}/bad`, 'http://127.0.0.1:9/gone'];
  for (const [i, url] of urls.entries()) {
    await world.begin(secret(url), `call-${i}`);
    await world.happen(`call-${i}`, 'initiated');
  }
  await world.settled();
  const shown = JSON.stringify([world.stage.timeline.latest(), world.failures]);
  expect(customer.heard.length).toBe(2);
  expect(shown).toContain('/gone?…');
  expect(shown).not.toMatch(/joe|hush|token|whisper/);
});
