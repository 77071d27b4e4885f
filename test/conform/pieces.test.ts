/** What the kit asks with, piece by piece: numbers to call, an inbox, and requests. */
import { expect, test } from 'vitest';
import { Trace } from '../../src/conform/checks/trace.ts';
import { sandboxFarEnd } from '../../src/conform/far-end/of-sandbox.ts';
import { asked, sentRequest } from '../../src/conform/platform/api.ts';
import { Inbox } from '../../src/conform/platform/inbox.ts';
import { finished } from '../../src/conform/platform/playing.ts';
import { platformParts } from '../../src/conform/platform/profile.ts';
import { servedFiles } from '../../src/conform/receiver/file.ts';
import { httpProbe } from '../../src/conform/receiver/probe.ts';
import { notTaken, ReceiverWorld } from '../../src/conform/receiver/world.ts';

test('every manner of a far end has a magic number of the sandbox, and each line its own address', async () => {
  const app = () => Response.json({ now: 0 });
  const farEnd = await sandboxFarEnd({ url: 'http://sandbox.test', account: 'a', app });
  const manners = ['answers', 'waits', 'is-busy', 'never-answers', 'hangs-up', 'presses'] as const;
  const numbers = await Promise.all(manners.map((manner) => farEnd.number(manner)));
  expect(numbers.map((number) => /^sip:\+1202555(.+)@/.exec(String(number))?.[1])).toEqual([
    ...['0101', '0104', '0103', '0104', '0115', '0141'],
  ]);
  expect(new Set(numbers).size).toBe(manners.length);
});

test('an answer says how long it took, which is no longer than whoever asks has waited', async () => {
  const before = performance.now();
  const way = { base: 'http://platform.test', apiKey: 'a', patienceMs: 5_000 };
  const request = sentRequest({ ...way, app: fetch }, { method: 'GET', path: '/x' });
  for (const app of [() => new Response('{}'), () => Promise.reject(new Error('nobody'))]) {
    const { tookMs } = await asked({ ...way, app }, request);
    expect(tookMs).toBeGreaterThanOrEqual(0);
    expect(tookMs).toBeLessThanOrEqual(Math.ceil(performance.now() - before));
  }
});

test('an inbox that listens everywhere has to be told by which address it is reached', async () => {
  const opened = Inbox.open({ host: '0.0.0.0' }).then(async (inbox) => inbox.close());
  await expect(opened).rejects.toThrow('expected a publicUrl');
});

test('the end of every recording that was heard of is waited for, whether a list has it or not', async () => {
  const said = { kind: 'recording', recordingSid: 'R', status: 'in-progress' };
  const end = { ...said, status: 'completed' };
  const ends = (...told: readonly object[]) => {
    const limits = { endMs: 1_000, settleMs: 0 };
    const time = { pass: () => Promise.resolve() };
    const lacks = new Set(['list', 'fetch', 'hang-up']);
    const world = {
      ...{ started: ['R'], told: told.map((one) => ({ said: one })) },
      ...{ tested: { lacks, limits, time, farEnd: {} }, judge: () => Promise.resolve() },
      hears: (found: () => unknown) => Promise.resolve(found()),
    };
    const call = { sid: 'C', isEnding: true, isOver: true };
    return finished(world as never, [call] as never);
  };
  await expect(ends(said)).rejects.toThrow('The end of the recording R is not told within 1 s.');
  await expect(ends(said, end)).resolves.toBeUndefined();
});

test('every part of a platform that a profile can leave out is named in words of its own', () => {
  const words: readonly string[] = Object.values(platformParts);
  expect(words.filter((one) => one === '')).toEqual([]);
  expect(new Set(words).size).toBe(words.length);
});

test('the file that callbacks lead to is a second of silence in PCM, one channel of 16 bits', async () => {
  const response = await fetch(`${await servedFiles()}/one.wav`);
  const file = new DataView(await response.arrayBuffer());
  const sixteen = [20, 22, 32, 34].map((at) => file.getUint16(at, true));
  expect(sixteen).toEqual([1, 1, 2, 16]);
  const [all, rate, each, bytes] = [4, 24, 28, 40].map((at) => file.getUint32(at, true));
  expect([rate, each, bytes]).toEqual([8_000, 16_000, 16_000]);
  expect(all).toBe(file.byteLength - 8);
});

test.each([
  [200, '{"status":"completed"}', { status: 'completed' }],
  [404, '', undefined],
  [204, null, undefined],
  [500, '{}', 'The probe http://receiver.test/R answers 500.'],
  [200, 'none', 'The probe http://receiver.test/R answers no JSON: none'],
])('a probe that is answered %s with %j tells %j', async (status, body, tells) => {
  const ask = () => Promise.resolve(new Response(body, { status }));
  const probe = httpProbe('http://receiver.test/{RecordingSid}', {}, ask);
  const found = await Promise.resolve(probe.stateOf('R')).catch(({ message }: Error) => message);
  expect(found).toEqual(tells);
});

test('of what a receiver is looked at until it has settled, the last look is told', async () => {
  const states = ['in-progress', 'in-progress', 'completed'];
  const probe = { stateOf: () => states.shift() };
  const trace = new Trace();
  const world = new ReceiverWorld({ probe, settleMs: 60_000 } as never, trace);
  await world.settled('R', ({ status }) => status === 'completed');
  expect(trace.exchanges.map(({ answer }) => answer?.body)).toEqual(['"completed"']);
});

test.each([
  [{ none: 'no answer within 30 ms' }, /: no answer within 30 ms\.$/],
  [{ status: 500 }, /: 500\.$/],
  [{ status: 403 }, /: 403\. If signatures are verified/],
  [{ status: 404 }, /: 404\. Is it the path/],
  [{ status: 415 }, /: 415\. The body is a form/],
])('of a callback that is answered %j it is said why it is not taken', (answer, says) => {
  expect(notTaken({ word: 'completed' } as never, answer as never)).toMatch(says);
});
