/** What a host does when nobody tells it otherwise. None is documented by Telnyx: they are ours. */
import { expect, test } from 'vitest';
import { MemoryStore, type Store, type Task } from '../../src/hosts/index.ts';
import { staged, tell } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

const day = 86_400_000;
const isCallback = ({ effect }: Task) => effect.type === 'announced';
const never = () => new Promise<void>(() => undefined);

test('a repeat is known for a day: to its last millisecond, and not beyond', async () => {
  const { host, clock } = await staged({ store: new MemoryStore() });
  const first = tell('c1', { type: 'call.receive' }, 'm1');
  const another = tell('c2', { type: 'call.busy' }, 'm2');
  await host.take(first);
  await clock.until(day);
  await host.take(another);
  const asRepeat = tell('c3', { type: 'call.receive' }, 'm1');
  expect(await host.take(asRepeat)).toEqual({ verdict: 'accepted' });
  expect(host.machines.line('c3')).toBeUndefined();
  await clock.until(day + 1);
  await host.take(tell('c2', { type: 'call.busy' }, 'm3'));
  await host.take(asRepeat);
  expect(host.machines.line('c3')?.state).toBe('ringing');
});

test('a repeat is still known for a day to the next host on its store', async () => {
  const store = new MemoryStore();
  const one = await staged({ store });
  await one.host.take(tell('c1', { type: 'call.receive' }, 'm1'));
  await one.host.close();
  const two = await staged({ store }, undefined, new StillClock(day));
  await two.host.take(tell('c2', { type: 'call.busy' }, 'm2'));
  await two.host.take(tell('c3', { type: 'call.receive' }, 'm1'));
  expect(two.host.machines.line('c3')).toBeUndefined();
});

test('an effect is tried again after half a second, twice that, and so on up to a minute', async () => {
  const clock = new StillClock();
  const attempts: number[] = [];
  const fails = (task: Task) => {
    if (!isCallback(task)) return;
    attempts.push(clock.now());
    throw new Error('No answer.');
  };
  const { host } = await staged({ store: new MemoryStore() }, fails, clock);
  await host.take(tell('c1', { type: 'call.receive' }));
  await clock.until(250_000);
  const pauses = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0));
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('an attempt has failed when it has taken a minute', async () => {
  const clock = new StillClock();
  const failures: number[] = [];
  const watch = { failed: () => failures.push(clock.now()) };
  const slow = (task: Task) => (isCallback(task) ? never() : undefined);
  const { host } = await staged({ store: new MemoryStore(), watch }, slow, clock);
  await host.take(tell('c1', { type: 'call.receive' }));
  await clock.until(59_999);
  expect(failures).toEqual([]);
  await clock.until(60_000);
  expect(failures).toEqual([60_000]);
});

test('32 effects of a port are at work at once, and no more', async () => {
  const slow = (task: Task) => (isCallback(task) ? never() : undefined);
  const { host, tasks } = await staged({ store: new MemoryStore() }, slow);
  for (let i = 0; i < 40; i += 1) await host.take(tell(`c${i}`, { type: 'call.receive' }));
  await rest();
  expect(tasks.filter(isCallback)).toHaveLength(32);
});

test('what could not be kept is tried again after 50 ms, and after twice as long each time', async () => {
  const clock = new StillClock();
  const attempts: number[] = [];
  const store = new MemoryStore();
  const failing: Store = {
    load: () => store.load(),
    commit: (change) => {
      if (clock.now() === 0) return store.commit(change);
      attempts.push(clock.now());
      throw new Error('The disk is full.');
    },
    close: () => undefined,
  };
  const { host } = await staged({ store: failing }, undefined, clock);
  await host.take(tell('c1', { type: 'call.dialOut', ringTimeoutMs: 5_000 }));
  await rest();
  await clock.until(5_049);
  expect(attempts).toEqual([5_000]);
  await clock.until(6_550);
  expect(attempts).toEqual([5_000, 5_050, 5_150, 5_350, 5_750, 6_550]);
  await clock.until(60_000);
  const [last = 0, before = 0] = attempts.toReversed();
  expect(last - before).toBe(5_000);
});
