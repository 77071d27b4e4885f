/** A process that ends wherever a call stands in its document: the next one goes on from there. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../house/patience.ts';
import { type Calling, calling, texml } from './restarting.ts';

const long = texml('<Pause length="100"/>');
const cases: {
  state: string;
  first: string;
  at: (one: Calling, sid: string) => Promise<unknown>;
  after?: (one: Calling, sid: string) => Promise<unknown>;
  verbs: string[];
}[] = [
  {
    state: 'waiting',
    first: '<Pause length="10"/><Record/>',
    at: (one) => one.pass(5_000),
    after: (one) => one.pass(6_000),
    verbs: ['call.record'],
  },
  {
    state: 'gathering',
    first: '<Gather numDigits="2" action="/keys"/><Record/>',
    at: (one, sid) => one.press(sid, '1'),
    after: async (one, sid) => {
      await one.press(sid, '2');
      await one.pass(1_000);
      expect(one.customer.heard.at(-1)).toMatchObject({ path: '/keys', said: { Digits: '12' } });
      await one.pass(1_000);
    },
    verbs: ['call.record'],
  },
  {
    state: 'blocked',
    first: '<Record finishOnKey="#" action="/keys"/>',
    at: (one) => one.pass(5_000),
    after: async (one, sid) => {
      await one.press(sid, '#');
      await one.pass(5_000);
    },
    verbs: ['call.record', 'call.record'],
  },
];

test.each(cases)('in the midst of: $state', async ({ state, first, at, after, verbs }) => {
  await using one = await calling({
    answers: { '/first': texml(first), '/keys': texml('<Record/>') },
  });
  const sid = await one.call({ url: `${one.customer.url}/first` });
  await one.pass(0);
  await at(one, sid);
  expect(one.world.host.notes.get(`document ${sid}`)).toMatchObject({ state });
  await one.restart();
  await one.pass(0);
  await after?.(one, sid);
  expect([one.verbs(sid), one.warnings(), one.state(sid)]).toEqual([
    verbs,
    [],
    'inProgress.recording',
  ]);
});

test('in the midst of a fetch, the document is fetched again', async () => {
  let isSlow = true;
  await using one = await calling({
    answers: { '/first': () => (isSlow ? undefined : texml('<Record/>')) },
  });
  const called = one.call({ url: `${one.customer.url}/first` });
  await until(() => one.customer.heard.length === 1);
  isSlow = false;
  const sid = one.world.host.machines.all('call')[Symbol.iterator]().next().value?.sid ?? '';
  await one.restart();
  await called.catch(() => undefined);
  await until(() => one.verbs(sid).length > 0);
  expect([one.paths(), one.verbs(sid)]).toEqual([['/first', '/first'], ['call.record']]);
});

test('a redirect overtakes a slow document, whose verbs never reach the call', async () => {
  let release = (): void => undefined;
  await using one = await calling({
    answers: {
      '/slow': (_heard, response) => {
        release = () => response.end(texml('<Record/>'));
        return undefined;
      },
      '/fast': long,
    },
  });
  const called = one.call({ url: `${one.customer.url}/slow` });
  await until(() => one.customer.heard.length === 1);
  const sid = one.world.host.machines.all('call')[Symbol.iterator]().next().value?.sid ?? '';
  await one.redirect(sid, { url: `${one.customer.url}/fast` });
  await called;
  release();
  await wait(50);
  await one.pass(1_000);
  expect([one.paths(), one.verbs(sid), one.state(sid)]).toEqual([
    ['/slow', '/fast'],
    ['call.redirect'],
    'inProgress.executing',
  ]);
});

test.each([
  ['<Record/>', ['call.record', 'call.redirect', 'call.startBackgroundRecording']],
  ['<Pause length="50"/><Record/>', ['call.redirect', 'call.startBackgroundRecording']],
  ['<Gather/><Record/>', ['call.redirect', 'call.startBackgroundRecording']],
  [
    '<Dial>+12025550100</Dial><Record/>',
    ['call.dial', 'call.redirect', 'call.startBackgroundRecording'],
  ],
  [
    '<Dial><Conference>room</Conference></Dial><Record/>',
    ['call.joinConference', 'call.redirect', 'call.startBackgroundRecording'],
  ],
])('a redirect during %s', async (first, verbs) => {
  await using one = await calling();
  const sid = await one.call(first);
  await one.pass(3_000);
  await one.redirect(sid, { texml: texml('<Start><Recording/></Start><Pause length="100"/>') });
  await one.pass(60_000);
  expect([one.verbs(sid), one.warnings()]).toEqual([verbs, []]);
});

test('a loop of redirects to itself ends the call', async () => {
  await using one = await calling({ answers: { '/loop': texml('<Redirect>loop</Redirect>') } });
  const sid = await one.call({ url: `${one.customer.url}/loop` });
  await one.pass(1_000);
  expect([one.state(sid), one.warnings().length]).toEqual(['completed', 1]);
  expect([...one.world.host.notes.keys()].filter((key) => key.startsWith('document'))).toEqual([]);
});

test('the action after a hang-up is asked once, in vain', async () => {
  await using one = await calling({ answers: { '/done': texml('<Record/>') } });
  const sid = await one.call(`<Record action="${one.customer.url}/done"/>`);
  await one.pass(3_000);
  await one.hangUp(sid);
  await one.pass(30_000);
  expect(one.customer.heard.map(({ path, said }) => [path, said.Digits])).toEqual([
    ['/done', 'hangup'],
  ]);
  expect(one.verbs(sid)).toEqual(['call.record']);
  expect([...one.world.host.notes.keys()].filter((key) => key.startsWith('document'))).toEqual([]);
});

test('keys pressed at one moment all count; a key told twice counts once', async () => {
  await using one = await calling({
    answers: { '/first': texml('<Gather numDigits="4" action="/keys"/>'), '/keys': long },
  });
  const sid = await one.call({ url: `${one.customer.url}/first` });
  await Promise.all([
    one.press(sid, '1', 'a'),
    one.press(sid, '2', 'b'),
    one.press(sid, '2', 'b'),
    one.press(sid, '3', 'c'),
    one.press(sid, '4', 'd'),
  ]);
  await one.pass(1_000);
  expect(one.customer.heard.at(-1)?.said.Digits).toBe('1234');
});
