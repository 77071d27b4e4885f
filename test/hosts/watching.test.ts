/** Whoever looks on sees what hosts do, and hosts say how they are. */
import { expect, test, vi } from 'vitest';
import {
  type Health,
  MemoryStore,
  type Observer,
  type Store,
  type WatchedHost,
} from '../../src/hosts/index.ts';
import { tellObserver } from '../../src/hosts/observe.ts';
import { combinedHealth } from '../../src/hosts/operating/combined.ts';
import { recorded, staged, tell } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

/** Notes what it sees, a line each. */
function onlooker() {
  const seen: string[] = [];
  const hosts: WatchedHost[] = [];
  const watch: Observer = {
    opened: (host) => hosts.push(host),
    closed: (host) => seen.push(`closed ${hosts.includes(host)}`),
    taking: ({ event }) => seen.push(`taking ${event.type}`),
    taken: ({ event }, { verdict, error }) =>
      seen.push(`taken ${event.type}: ${verdict?.verdict ?? error}`),
    asked: ({ event }, errands) =>
      seen.push(`${event.type} asked ${errands.map(({ key }) => key).join(', ')}`),
    delivered: (_, { event }) => seen.push(`delivered ${event.type}`),
    attempting: ({ effect, attempt }) => seen.push(`attempting ${effect.type} ${attempt}`),
    attempted: ({ effect, attempt }, failed) =>
      seen.push(`attempted ${effect.type} ${attempt}${failed ? `: ${failed.error}` : ''}`),
    failed: (_, what) => seen.push(`failed ${what}`),
  };
  return { seen, hosts, watch };
}

test('an observer sees each message, what it came to, and each attempt, from its begin to its end', async () => {
  const { seen, hosts, watch } = onlooker();
  let fails = true;
  const { host, clock } = await staged({ store: new MemoryStore(), watch }, () => {
    if (fails) throw new Error('busy');
  });
  await host.take(recorded[0] as never);
  await rest();
  fails = false;
  await clock.until(500);
  await host.take(recorded[0] as never);
  const wrong = { type: 'call.answered', at: 'now' } as never;
  await expect(host.take(tell('c1', wrong))).rejects.toThrow('"at"');
  await host.close();
  expect(seen).toEqual([
    'taking call.dialOut',
    'call.dialOut asked call c1@1.0',
    'attempting network.dial 1',
    'attempted network.dial 1: Error: busy',
    'delivered call.dialOut',
    'failed network.dial of c1, attempt 1',
    'taken call.dialOut: accepted',
    'attempting network.dial 2',
    'attempted network.dial 2',
    'taking call.dialOut',
    'taken call.dialOut: accepted',
    'taking call.answered',
    expect.stringMatching(/^taken call.answered: InvalidInput/),
    'closed true',
  ]);
  expect(hosts).toEqual([host]);
});

const calm: Health = {
  isReady: true,
  reasons: [],
  outbox: { size: 0, lagMs: 0 },
  overdue: { timers: 0, lateMs: 0 },
};

test('a host says what waits, since when, what failed last, and that it is closed', async () => {
  let fails = true;
  const { host, clock } = await staged({ store: new MemoryStore() }, () => {
    if (fails) throw new Error('busy');
  });
  expect(await host.health()).toEqual(calm);
  await host.take(tell('c1', { type: 'call.dialOut', at: 0 }));
  await host.take(tell('c2', { type: 'call.dialOut', at: 0 }));
  await clock.until(400);
  await host.take(tell('c1', { type: 'call.hangUp' }));
  await clock.until(450);
  const lastFailure = { at: 400, what: 'announced of c1, attempt 1', says: 'busy' };
  const behind = { ...calm, lastFailure };
  expect(await host.health()).toEqual({ ...behind, outbox: { size: 4, lagMs: 450 } });
  fails = false;
  await clock.until(1_000);
  expect(await host.health()).toEqual(behind);
  await host.close();
  expect(await host.health()).toEqual({ ...behind, isReady: false, reasons: ['It is closed.'] });
});

/** A store that fails, or does not answer, when it is told. */
function moody() {
  const kept = new MemoryStore();
  let mood: 'well' | 'fails' | 'is silent' = 'well';
  const store: Store = {
    load: () => kept.load(),
    close: () => kept.close(),
    commit: (change) => {
      if (mood === 'fails') throw new Error('The disk is full.');
      return mood === 'well' ? kept.commit(change) : new Promise(() => undefined);
    },
  };
  return {
    store,
    be: (next: typeof mood) => {
      mood = next;
    },
  };
}

test('a host whose store fails is not ready, says why, and is ready again once it keeps things', async () => {
  const { store, be } = moody();
  const { host } = await staged({ store });
  be('fails');
  await expect(host.take(tell('c1', { type: 'call.dialOut' }))).rejects.toThrow('full');
  const reasons = ['Its store cannot be reached: The disk is full.'];
  expect(await host.health()).toMatchObject({ isReady: false, reasons });
  be('well');
  expect(await host.health()).toEqual(calm);
  await host.close();
});

test('timers that a host could not tell are overdue a second later', async () => {
  const { store, be } = moody();
  const clock = new StillClock();
  const { host } = await staged({ store, catchUpMs: 0 }, undefined, clock);
  await host.take(tell('c1', { type: 'call.dialOut', at: 0, ringTimeoutMs: 10_000 }));
  await clock.until(9_000);
  be('fails');
  await clock.until(10_900);
  expect(await host.health()).toMatchObject({ isReady: false, overdue: calm.overdue });
  await clock.until(12_000);
  expect((await host.health()).overdue).toEqual({ timers: 1, lateMs: 2_000 });
  be('well');
  await clock.until(30_000);
  expect(await host.health()).toMatchObject({ isReady: true, overdue: calm.overdue });
  await host.close();
});

test.each([
  ['an error', new Error('busy'), 'Error: busy\n'],
  ['an error without a stack', Object.assign(new Error('busy'), { stack: undefined }), 'busy'],
  ['a text', 'busy', 'busy'],
])('of an observer that throws %s it is warned once, with what it says', (_what, thrown, says) => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const observer = () => {
    throw thrown;
  };
  tellObserver(observer);
  tellObserver(observer);
  const warnings = warn.mock.calls.map(([warning]) => String(warning));
  warn.mockRestore();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(`which changes nothing: ${says}`);
});

test('several hosts are ready if each is, and what waits with any of them waits', () => {
  const late = {
    ...calm,
    outbox: { size: 2, lagMs: 30 },
    overdue: { timers: 1, lateMs: 1_500 },
    lastFailure: { at: 9, what: 'a callback', says: 'busy' },
  };
  const closed = { ...late, isReady: false, reasons: ['It is closed.'] };
  const of = (...all: readonly Health[]) =>
    combinedHealth(new Map(all.map((one, i) => [`h${i}`, one])));
  expect(of(calm, calm)).toEqual(calm);
  const lastFailure = { ...late.lastFailure, what: 'h1: a callback' };
  expect(of(calm, late)).toEqual({ ...late, lastFailure });
  expect(of(late, closed)).toMatchObject({
    ...{ isReady: false, reasons: ['h1: It is closed.'] },
    ...{ outbox: { size: 4, lagMs: 30 }, overdue: { timers: 2, lateMs: 1_500 } },
  });
});
