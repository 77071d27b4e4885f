/** What happens in a world is told while it happens, to whoever keeps up. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../src/sandbox/stage/limits.ts';
import type { TimelineEntry } from '../../src/sandbox/stage/timeline.ts';
import type { Summary } from '../../src/wire/resources/summary.ts';
import { givenUp } from '../house/patience.ts';
import {
  ApplicationSid,
  aCall,
  account_sid,
  api,
  at,
  From,
  type Handled,
  handled,
  To,
} from './handled.ts';

interface Told {
  readonly event: string;
  readonly data: unknown;
  readonly id: number;
}

let sandbox: Handled;
const open: ReadableStreamDefaultReader<Uint8Array>[] = [];
beforeEach(async () => {
  sandbox = await handled();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.cancel().catch(() => undefined);
  await sandbox.close();
});

/** A reader of the stream: `until` gives what was told up to what is looked for. */
async function follow(headers: Record<string, string> = {}) {
  const response = await sandbox.send('GET', `${at}/events`, { headers });
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  open.push(reader);
  let text = '';
  const next = async (): Promise<Told | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
        const event = field('event');
        if (event) return { event, data: JSON.parse(field('data')), id: Number(field('id')) };
        continue;
      }
      const late = givenUp();
      const { promise, reject } = Promise.withResolvers<never>();
      late.addEventListener('abort', () => reject(new Error('nothing was told')));
      const { done, value } = await Promise.race([reader.read(), promise]);
      if (done) return undefined;
      text += Buffer.from(value).toString();
    }
  };
  const until = async (isIt: (told: Told) => boolean): Promise<Told[]> => {
    const all: Told[] = [];
    for (let told = await next(); told; told = await next()) {
      all.push(told);
      if (isIt(told)) return all;
    }
    throw new Error('the stream ended');
  };
  return { response, next, until };
}
const entriesIn = (told: readonly Told[]) =>
  told.filter(({ event }) => event === 'entry').flatMap(({ data }) => data as TimelineEntry[]);
const is = (event: string) => (told: Told) => told.event === event;

test('it begins with everything as it is', async () => {
  const sid = await aCall(sandbox);
  const { response, next } = await follow();
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await next()).toMatchObject({
    event: 'hello',
    data: {
      accountSid: account_sid,
      clock: { isFrozen: true, now: expect.any(Number) },
      counts: { calls: { all: 1, live: 1 } },
      machines: {
        calls: [{ sid, status: 'in-progress' }],
        legs: [],
        conferences: [],
        recordings: [],
        transcriptions: [],
      },
    },
  });
});

test('an account that nobody has used can be followed from its first call on', async () => {
  const { next, until } = await follow();
  expect((await next())?.event).toBe('hello');
  const sid = await aCall(sandbox);
  const told = await until(is('machine'));
  expect(told.at(-1)?.data).toMatchObject([{ sid, machine: 'call' }]);
});

test('machines are told together, as they are in the end, however much has happened to them', async () => {
  const { until } = await follow();
  await until(is('hello'));
  // What happens within 100 ms is told together, and here only this test lets them pass.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await sandbox.freeze();
    const form = { ApplicationSid, From, To, Texml: '<Response><Pause length="60"/></Response>' };
    const begin = () => sandbox.ask<{ call_sid: string }>('POST', `${api}/Calls`, { form });
    const made = await Promise.all(Array.from({ length: 300 }, begin));
    vi.advanceTimersByTime(99);
    await sandbox.pass('1s');
    vi.advanceTimersByTime(1);
    const told = (await until(is('machine'))).at(-1)?.data as Summary[];
    expect(Object.fromEntries(told.map(({ sid, status }) => [sid, status]))).toEqual(
      Object.fromEntries(made.map(({ body }) => [body.call_sid, 'in-progress'])),
    );
    expect(told).toHaveLength(300);
  } finally {
    vi.useRealTimers();
  }
});

test('the clock is told when it is moved', async () => {
  const { until } = await follow();
  await sandbox.freeze();
  const frozen = (await until(is('clock'))).at(-1)?.data as { now: number };
  await sandbox.pass('1h');
  const moved = (await until(is('clock'))).at(-1)?.data as { now: number };
  expect(moved.now - frozen.now).toBe(3_600_000);
});

test('who comes back is told what was missed', async () => {
  const first = await follow();
  await first.until(is('hello'));
  await aCall(sandbox);
  const seen = (await first.until(is('entry'))).at(-1)?.id ?? 0;
  await aCall(sandbox);
  const second = await follow({ 'last-event-id': String(seen) });
  const entries = entriesIn(await second.until(is('entry')));
  expect(entries[0]?.number).toBe(seen + 1);
  expect(entries.at(-1)?.number).toBe(
    sandbox.worlds.find(account_sid)?.timeline.latest().at(-1)?.number,
  );
  const fresh = await follow({ 'last-event-id': 'nonsense' });
  expect((await fresh.next())?.event).toBe('hello');
});

test('it ends when its account is reset, and when the sandbox is closed', async () => {
  await sandbox.worlds.open(account_sid);
  const first = await follow();
  await first.next();
  await sandbox.ask('POST', `${at}/reset`);
  expect(await first.next()).toBeUndefined();
  const second = await follow();
  await second.next();
  await sandbox.close();
  expect(await second.next()).toBeUndefined();
});

test('a reader that does not read is cut off, and holds up nobody', async () => {
  const world = await sandbox.worlds.open(account_sid);
  const { next, until } = await follow();
  await next();
  const response = await sandbox.send('GET', `${at}/events`);
  const says = 'x'.repeat(100_000);
  for (let i = 0; i < 20; i += 1) world.timeline.note({ kind: 'warning', says });
  await until(is('entry'));
  await wait(50);
  await expect(response.text()).rejects.toThrow('too slow');
});

test('there are as many as there can be, and one that ends makes room', async () => {
  const readers = await Promise.all(Array.from({ length: limits.streams }, () => follow()));
  const refused = await sandbox.ask('GET', `${at}/events`);
  expect([refused.status, refused.body.errors[0]?.code]).toEqual([503, '10011']);
  expect(readers).toHaveLength(limits.streams);
  await open.shift()?.cancel();
  expect((await follow()).response.status).toBe(200);
});

test('HEAD opens none', async () => {
  for (let i = 0; i <= limits.streams; i += 1) {
    expect((await sandbox.send('HEAD', `${at}/events`)).status).toBe(405);
  }
  expect((await follow()).response.status).toBe(200);
});

describe('An account that nobody has used', () => {
  const there = () => sandbox.worlds.accounts;

  test('is looked at without being made, however many look', async () => {
    const readers = [await follow(), await follow()];
    for (const { response, next } of readers) {
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      expect((await next())?.data).toEqual({
        accountSid: account_sid,
        isUnused: true,
        clock: { now: expect.any(Number), isFrozen: false },
        settings: {},
        counts: expect.objectContaining({ recordings: { all: 0, live: 0 } }),
        endedTold: 1_000,
        machines: { calls: [], legs: [], conferences: [], recordings: [], transcriptions: [] },
      });
    }
    expect(there()).toEqual([]);
  });

  test('says the same of itself as when it is made and nothing is in it, but that it is unused', async () => {
    const before = (await (await follow()).next())?.data;
    await sandbox.worlds.open(account_sid);
    const after = (await (await follow()).next())?.data as { clock: object };
    const clock = { ...after.clock, now: expect.any(Number) };
    expect(before).toEqual({ ...after, clock, isUnused: true });
  });

  test('is followed from when it is made, whatever it begins with', async () => {
    const first = await handled();
    await aCall(first);
    const dump = await first.worlds.dump(account_sid);
    await first.close();
    const { next, until } = await follow();
    await next();
    await sandbox.worlds.open('another');
    expect((await sandbox.ask('PUT', `${at}/dump`, { json: dump })).status).toBe(200);
    const [hello] = await until(is('hello'));
    expect(hello?.data).toMatchObject({ clock: { isFrozen: true }, counts: { calls: { all: 1 } } });
    await sandbox.pass('5m');
    const told = (await until(is('machine'))).at(-1)?.data as Summary[];
    expect(told.map(({ machine }) => machine)).toContain('call');
  });

  test('is followed no more by who has gone before it is made', async () => {
    await follow();
    await open.shift()?.cancel();
    await sandbox.worlds.open(account_sid);
    expect((await (await follow()).next())?.event).toBe('hello');
  });

  test('has no more streams than others, and each that ends makes room', async () => {
    for (let i = 0; i < limits.streams; i += 1) await follow();
    expect((await sandbox.ask('GET', `${at}/events`)).status).toBe(503);
    await open.shift()?.cancel();
    expect((await follow()).response.status).toBe(200);
    await sandbox.worlds.open(account_sid);
    expect((await sandbox.ask('GET', `${at}/events`)).status).toBe(503);
    await open.shift()?.cancel();
    expect((await follow()).response.status).toBe(200);
  });

  test('is let go of when the sandbox is closed', async () => {
    const { next } = await follow();
    await next();
    await sandbox.close();
    expect(await next()).toBeUndefined();
  });
});
