/** Every limit of the sandbox, on both of its sides. They are ours: Telnyx documents none of them. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/sandbox/stage/limits.ts';
import { laterOf, readScript } from '../../src/sandbox/stage/scripts.ts';
import { readSettings, SettingsError } from '../../src/sandbox/stage/settings.ts';
import { Timeline } from '../../src/sandbox/stage/timeline.ts';
import { xmlLimits } from '../../src/wire/texml/xml.ts';
import { ApplicationSid, account_sid, api, at, From, handled, To } from './handled.ts';
import { calling, texml } from './restarting.ts';

test('the limits are these', () => {
  expect(limits).toMatchObject({
    bodyBytes: 262_144,
    headerBytes: 16_384,
    requestMs: 15_000,
    connections: 1_024,
    streams: 32,
    accounts: 10_000,
    over: 50_000,
    openFiles: 128,
    dumpBytes: 268_435_456,
    documentBytes: 262_144,
    answerBytes: 65_536,
    documentMs: 10_000,
    callbackMs: 30_000,
    redirects: 3,
    instructionsAtOnce: 100,
  });
});

test.each([
  [262_144, 200],
  [262_145, 413],
])('a body of %i bytes is answered %i', async (bytes, status) => {
  await using sandbox = await handled();
  const call = { To, From, ApplicationSid, Label: '' };
  const Label = 'x'.repeat(bytes - JSON.stringify(call).length);
  const json = { ...call, Label };
  expect(JSON.stringify(json)).toHaveLength(bytes);
  expect((await sandbox.ask('POST', `${api}/Calls`, { json })).status).toBe(status);
});

test.each([
  ['32 streams', 32, 200],
  ['one more', 33, 503],
])('of %s the last is answered', async (_, count, status) => {
  await using sandbox = await handled();
  await sandbox.worlds.open(account_sid);
  const answers: Response[] = [];
  for (let i = 0; i < count; i += 1) answers.push(await sandbox.send('GET', `${at}/events`));
  expect(answers.at(-1)?.status).toBe(status);
  for (const answer of answers) await answer.body?.cancel();
});

test('there are as many accounts as are allowed, and no more', async () => {
  await using sandbox = await handled({ accounts: 3 });
  for (const name of ['a', 'b', 'c']) await sandbox.worlds.open(name);
  await expect(sandbox.worlds.open('d')).rejects.toThrow('There are 3 accounts already');
  expect(sandbox.worlds.accounts).toEqual(['a', 'b', 'c']);
  await expect(handled({ accounts: 0 })).rejects.toThrow('expected a whole number from 1 on');
});

test.each([
  ['30s', 30_000],
  ['30001ms', undefined],
])('an answer to a callback is waited for %s at most', (timeout, timeoutMs) => {
  const read = () => readSettings({ callbacks: { timeout } }).settings.callbacks.timeoutMs;
  if (timeoutMs === undefined) expect(read).toThrow(SettingsError);
  else expect(read()).toBe(timeoutMs);
});

test('a timeline keeps 5,000 entries, and shows the last 200 unless more are asked', () => {
  const timeline = new Timeline(() => 0);
  for (let i = 0; i < 5_001; i += 1) timeline.note({ kind: 'warning', says: String(i) });
  const numbers = timeline.latest({ most: 9_999 }).map(({ number }) => number);
  expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([5_000, 2, 5_001]);
  expect(timeline.latest().map(({ number }) => number)).toEqual(numbers.slice(-200));
});

test('a script has 100 deeds, and presses 64 keys in a row, but no more', () => {
  const deeds = (count: number) => readScript(Array(count).fill('1s answer').join());
  const keys = (count: number) => readScript(`1s answer, 1s press ${'1'.repeat(count)}`);
  expect([deeds(100), laterOf(keys(64))].map(({ length }) => length)).toEqual([100, 64]);
  expect(() => deeds(101)).toThrow('100 deeds at most');
  expect(() => keys(65)).toThrow('64 keys at most');
});

describe('A document', () => {
  const end = '<Pause length="100"/>';
  const running = 'inProgress.executing';

  test('may be as long as what is fetched', () => {
    expect(xmlLimits.characters).toBe(limits.documentBytes);
  });

  test.each([
    ['262,144 bytes is read', 262_144, running, []],
    ['262,145 bytes is too much', 262_145, 'completed', [/answers with more than 256 kB$/]],
  ])('of %s', async (_, bytes, state, says) => {
    const answers = { '/voice': texml(end).padEnd(bytes, ' ') };
    await using one = await calling({ answers });
    const sid = await one.call({ url: `${one.customer.url}/voice` });
    expect([one.state(sid), one.warnings()]).toEqual([
      state,
      says.map((pattern) => expect.stringMatching(pattern)),
    ]);
  });

  test.each([
    [3, running],
    [4, 'completed'],
  ])('that comes after %i redirects: the call is %s', async (redirects, state) => {
    const to = (location: string) => (_heard: unknown, response: ServerResponse) =>
      void response.writeHead(302, { location }).end();
    const answers = Object.fromEntries(
      [1, 2, 3, 4].map((left) => [`/${left}`, to(left === 1 ? '/voice' : `/${left - 1}`)] as const),
    );
    await using one = await calling({ answers: { ...answers, '/voice': texml(end) } });
    const sid = await one.call({ url: `${one.customer.url}/${redirects}` });
    expect(one.state(sid)).toBe(state);
  });

  test.each([
    [100, running],
    [101, 'completed'],
  ])('of %i instructions at once: the call is %s', async (count, state) => {
    await using one = await calling();
    const sid = await one.call('<Start><Recording/></Start>'.repeat(count - 1) + end);
    expect(one.state(sid)).toBe(state);
  });
});
