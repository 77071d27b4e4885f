/** What once went wrong between documents, keys and callbacks, and does not go wrong again. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../house/patience.ts';
import { calling, texml } from './restarting.ts';

test('the key that ends a <Gather> does not end the <Record> after it', async () => {
  await using one = await calling();
  const sid = await one.call('<Gather numDigits="1"/><Record/>');
  await one.pass(1_000);
  await one.press(sid, '1');
  await one.pass(1_000);
  expect(one.verbs(sid)).toEqual(['call.record']);
  expect(one.state(sid)).toBe('inProgress.recording');
});

test('a call that was made by hand, without a document, is ended with a warning', async () => {
  await using one = await calling();
  const to = { machine: 'call', sid: 'x' } as const;
  await one.world.tell(to, { type: 'call.receive' });
  await one.world.tell(to, { type: 'call.answered' });
  await one.pass(1_000);
  expect([one.state('x'), one.warnings()]).toEqual(['completed', [expect.any(String)]]);
});

test('a call falls back on its own FallbackUrl after a redirect, too', async () => {
  const answers = {
    '/first': texml('<Redirect>bad</Redirect>'),
    '/bad': 500,
    '/fallback': texml('<Pause length="100"/>'),
  };
  await using one = await calling({ answers });
  const { url } = one.customer;
  await one.call({ url: `${url}/first`, fallbackUrl: `${url}/fallback` });
  await one.pass(1_000);
  expect(one.paths()).toEqual(['/first', '/bad', '/fallback']);
});

test('a relative URL that starts from nowhere is told when it is read, and ends the call', async () => {
  await using one = await calling();
  const sid = await one.call('<Redirect method="GET">next</Redirect>');
  await one.pass(1_000);
  expect([one.state(sid), one.warnings()]).toEqual([
    'completed',
    [expect.stringMatching(/^Texml:1:11: <Redirect>next is relative/), expect.any(String)],
  ]);
});

test('a callback to a relative URL that starts from nowhere is given up', async () => {
  await using one = await calling({ settings: () => ({ callbacks: { attempts: 1 } }) });
  await one.call(
    '<Record recordingStatusCallback="next" recordingStatusCallbackMethod="GET" recordingStatusCallbackEvent="in-progress"/>',
  );
  await one.pass(1_000);
  expect(one.of('callback').map(({ isFine }) => isFine)).toEqual([false]);
  expect(one.warnings()).toEqual([
    expect.stringMatching(/^Texml:1:19: <Record recordingStatusCallback="next"> is relative/),
    expect.stringContaining('given up'),
  ]);
});

test('a callback that is answered at length has been taken all the same', async () => {
  await using one = await calling({ answers: { '/cb': 'x'.repeat(100_000) } });
  const url = `${one.customer.url}/cb`;
  await one.call(
    `<Record recordingStatusCallback="${url}" recordingStatusCallbackEvent="in-progress"/>`,
  );
  await one.pass(1_000);
  expect(one.of('callback').map(({ came }) => came)).toEqual([200]);
});

test('a world that was closed sends nothing more', async () => {
  const pending: (() => void)[] = [];
  await using one = await calling({
    settings: () => ({ chaos: { late: 1, lateBy: '100ms' } }),
    answers: { '/cb': (_heard, response) => void pending.push(() => response.end()) },
  });
  const url = `${one.customer.url}/cb`;
  await one.call(
    `<Record recordingStatusCallback="${url}" recordingStatusCallbackEvent="in-progress"/>`,
  );
  await one.world.run();
  await until(() => one.customer.heard.length > 0);
  const closing = one.world.close();
  for (const end of pending) end();
  await closing;
  await wait(1_500);
  expect(one.customer.heard.length).toBe(1);
});
