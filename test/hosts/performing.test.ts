/** Effects are performed in order for each sid and port, at least once, and again until they succeed. */
import { describe, expect, test } from 'vitest';
import { MemoryStore, type Task } from '../../src/hosts/index.ts';
import { recorded, staged, tell, wordsOf } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

const ring = (sid: string) => tell(sid, { type: 'call.receive', at: 0 });
const hangUp = (sid: string) => tell(sid, { type: 'call.hangUp', at: 1 });
const isCallback = ({ effect }: Task) => effect.type === 'announced';
const never = () => new Promise<void>(() => undefined);

describe('Effects', () => {
  test('come in order for each sid and port, one after another', async () => {
    const atWork: (() => void)[] = [];
    const { host, said } = await staged({ store: new MemoryStore() }, () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      atWork.push(resolve);
      return promise;
    });
    await host.take(ring('c1'));
    await host.take(ring('c2'));
    await host.take(hangUp('c1'));
    await rest();
    const first = ['c1 network.answer', 'c1 announced', 'c2 network.answer', 'c2 announced'];
    expect(said()).toEqual(first);
    for (const finish of atWork.splice(0)) finish();
    await rest();
    expect(said().slice(4)).toEqual(['c1 network.hangUp', 'c1 announced']);
  });

  test('of one port wait for no other port: a slow customer holds up no hang-up', async () => {
    const { host, said } = await staged({ store: new MemoryStore() }, (task) =>
      isCallback(task) ? never() : undefined,
    );
    await host.take(ring('c1'));
    await host.take(hangUp('c1'));
    await rest();
    expect(said()).toEqual(['c1 network.answer', 'c1 announced', 'c1 network.hangUp']);
  });

  test('are performed so many at once, and no more', async () => {
    const finish: (() => void)[] = [];
    const options = { store: new MemoryStore(), pace: { atOnce: 2 } };
    const { host, said } = await staged(options, (task) => {
      if (!isCallback(task)) return undefined;
      const { promise, resolve } = Promise.withResolvers<void>();
      finish.push(resolve);
      return promise;
    });
    const callbacks = () => said().filter((words) => words.endsWith('announced'));
    for (const sid of ['c1', 'c2', 'c3', 'c4']) await host.take(ring(sid));
    await rest();
    expect(callbacks()).toEqual(['c1 announced', 'c2 announced']);
    finish.shift()?.();
    await rest();
    expect(callbacks()).toEqual(['c1 announced', 'c2 announced', 'c3 announced']);
  });

  test('that tell something show the machine as it was when it asked', async () => {
    const open = Promise.withResolvers<void>();
    const { host, tasks } = await staged({ store: new MemoryStore() }, () => open.promise);
    for (const message of recorded) await host.take(message);
    await host.take(tell('r1', { type: 'media.saved', at: 9_000, location: 'x' }));
    open.resolve();
    await rest();
    const told = tasks.filter(({ effect }) => effect.sid === 'r1' && effect.type === 'announced');
    expect(told.map(({ snapshot }) => snapshot?.state)).toEqual(['inProgress', 'completed']);
    const ordered = tasks.filter(({ effect }) => effect.type.startsWith('media.'));
    expect(ordered.map(({ snapshot }) => snapshot)).toEqual([undefined]);
  });

  test('have a key that no other effect ever has, on this store', async () => {
    const store = new MemoryStore();
    const keys: string[] = [];
    for (const sid of ['c1', 'c2', 'c1', 'c3']) {
      const { host } = await staged({ store }, ({ key }) => {
        keys.push(key);
      });
      await host.take(ring(sid));
      await host.take(hangUp(sid));
      await rest();
      await host.close();
    }
    expect(keys.length).toBe(12);
    expect(new Set(keys).size).toBe(keys.length);
    expect(store.load().outbox).toEqual([]);
  });
});

describe('What fails', () => {
  /** Fails so often, and then succeeds. */
  function flaky(times: number, isMeant: (task: Task) => boolean) {
    const attempts: string[] = [];
    const clock = new StillClock();
    let left = times;
    const perform = (task: Task) => {
      if (!isMeant(task)) return;
      attempts.push(`${clock.now()}: ${wordsOf(task.effect)} ${task.key} ${task.attempt}`);
      left -= 1;
      if (left >= 0) throw new Error('No answer.');
    };
    return { attempts, clock, perform };
  }
  const pace = { firstPauseMs: 100, longestPauseMs: 500 };

  test('is tried again after pauses that double up to the longest, and keeps its order', async () => {
    const { attempts, clock, perform } = flaky(5, isCallback);
    const troubles: string[] = [];
    const watch = { failed: (_: unknown, what: string) => troubles.push(what) };
    const { host } = await staged({ store: new MemoryStore(), pace, watch }, perform, clock);
    await host.take(ring('c1'));
    await host.take(hangUp('c1'));
    await clock.until(10_000);
    expect(attempts).toEqual([
      '0: c1 announced call c1@1.1 1',
      '100: c1 announced call c1@1.1 2',
      '300: c1 announced call c1@1.1 3',
      '700: c1 announced call c1@1.1 4',
      '1200: c1 announced call c1@1.1 5',
      '1700: c1 announced call c1@1.1 6',
      '1700: c1 announced call c1@2.1 1',
    ]);
    expect(troubles[0]).toBe('announced of c1, attempt 1');
    expect(troubles.length).toBe(5);
  });

  test('holds up neither other sids nor, while it pauses, a place at work', async () => {
    const { clock, perform } = flaky(1_000, ({ effect }) => effect.sid === 'c1');
    const { host, said } = await staged(
      { store: new MemoryStore(), pace: { ...pace, atOnce: 1 } },
      perform,
      clock,
    );
    await host.take(ring('c1'));
    await host.take(ring('c2'));
    await rest();
    expect(said().filter((words) => words.startsWith('c2'))).toEqual([
      'c2 network.answer',
      'c2 announced',
    ]);
  });

  test('a promise that never comes counts as failed after the limit', async () => {
    const clock = new StillClock();
    const limited = { ...pace, limitMs: 1_000 };
    const { host, tasks } = await staged(
      { store: new MemoryStore(), pace: limited },
      (task) => (isCallback(task) && task.attempt === 1 ? never() : undefined),
      clock,
    );
    await host.take(ring('c1'));
    const tried = () => tasks.filter(isCallback);
    await clock.until(1_099);
    expect(tried().map(({ signal }) => signal.aborted)).toEqual([true]);
    await clock.until(1_100);
    expect(tried().map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('is tried again by the next host, before what comes later', async () => {
    const store = new MemoryStore();
    const one = await staged({ store }, (task) => (isCallback(task) ? never() : undefined));
    await one.host.take(ring('c1'));
    await one.host.take(hangUp('c1'));
    await rest();
    await one.host.close({ graceMs: 0 });
    const two = await staged({ store });
    await rest();
    expect(two.tasks.map(({ effect, key }) => `${wordsOf(effect)} ${key}`)).toEqual([
      'c1 announced call c1@1.1',
      'c1 announced call c1@2.1',
    ]);
    expect(store.load().outbox).toEqual([]);
  });
});

test('a host is idle when nothing is taken or performed; a pause after a failure is rest', async () => {
  const finish: (() => void)[] = [];
  const { host, clock } = await staged({ store: new MemoryStore() }, (task) => {
    if (!isCallback(task)) return undefined;
    return new Promise((_resolve, reject) => {
      finish.push(() => reject(new Error('no')));
    });
  });
  expect(host.isIdle).toBe(true);
  const given = host.take(ring('c1'));
  expect(host.isIdle).toBe(false);
  await given;
  await rest();
  expect([host.isIdle, finish.length]).toEqual([false, 1]);
  finish.shift()?.();
  await rest();
  expect([host.isIdle, finish.length]).toEqual([true, 0]);
  await clock.until(60_000);
  expect([host.isIdle, finish.length]).toEqual([false, 1]);
});

test('attempts go by a clock of their own, if there is one', async () => {
  const paceClock = new StillClock();
  const { host, clock, tasks } = await staged({ store: new MemoryStore(), paceClock }, (task) => {
    if (isCallback(task)) throw new Error('no');
  });
  await host.take(ring('c1'));
  await clock.until(29_000);
  const attempts = () => tasks.filter(isCallback).length;
  expect(attempts()).toBe(1);
  await paceClock.until(500);
  expect(attempts()).toBe(2);
});
