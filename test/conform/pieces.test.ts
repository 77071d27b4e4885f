/** What the kit asks with, piece by piece: numbers to call, an inbox, and requests. */
import { expect, test } from 'vitest';
import { sandboxFarEnd } from '../../src/conform/far-end/of-sandbox.ts';
import { asked, sentRequest } from '../../src/conform/platform/api.ts';
import { Inbox } from '../../src/conform/platform/inbox.ts';
import { finished } from '../../src/conform/platform/playing.ts';
import { platformParts } from '../../src/conform/platform/profile.ts';

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
