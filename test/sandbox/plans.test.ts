/** Plans happen once their time has come, once, whatever ends the process in between. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Host, MemoryStore, noChange } from '../../src/hosts/index.ts';
import { type Carry, type Plan, Plans } from '../../src/sandbox/stage/plans.ts';
import { performing } from '../hosts/stage.ts';
import { rest, StillClock } from '../hosts/still-clock.ts';

const at = (time: number, id = 'c1/1'): Plan<'ring'> => ({ id, kind: 'ring', at: time });

/** Plans in a store, and what of them has happened. */
async function opened(
  store: MemoryStore,
  carry: Carry<Plan> = () => Promise.resolve(),
  clock = new StillClock(),
) {
  const host = await Host.open({ store, clock, performers: () => performing(() => undefined) });
  const happened: string[] = [];
  const failures: string[] = [];
  const plans = new Plans(host, clock, ({ id }, error, pauseMs) => {
    failures.push(`${clock.now()} ${id} ${pauseMs}: ${error}`);
  });
  plans.on<Plan<'ring'>>('ring', (plan, signal) => {
    happened.push(`${clock.now()} ${plan.id}`);
    return carry(plan, signal);
  });
  plans.resume();
  return { host, clock, plans, happened, failures };
}

test('a plan happens when its time has come, and is forgotten then', async () => {
  const { plans, clock, happened, host } = await opened(new MemoryStore());
  await plans.add([at(2_000), at(1_000, 'c1/2')]);
  await clock.until(999);
  expect([happened, host.notes.size]).toEqual([[], 2]);
  await clock.until(5_000);
  expect([happened, host.notes.size]).toEqual([['1000 c1/2', '2000 c1/1'], 0]);
});

test('the same plan again is one plan', async () => {
  const { plans, clock, happened } = await opened(new MemoryStore());
  await plans.add([at(1_000)]);
  await plans.add([at(1_000)]);
  await clock.until(5_000);
  expect(happened).toEqual(['1000 c1/1']);
});

test('what was planned when the process ended happens in the next, at once if it is overdue', async () => {
  const store = new MemoryStore();
  const one = await opened(store);
  await one.plans.add([at(1_000), at(9_000, 'c1/2')]);
  await one.plans.close();
  const two = await opened(store, undefined, new StillClock(5_000));
  await two.clock.until(10_000);
  expect([one.happened, two.happened]).toEqual([[], ['5000 c1/1', '9000 c1/2']]);
});

test('what was happening when the process ended happens again', async () => {
  const store = new MemoryStore();
  const one = await opened(store, () => new Promise(() => undefined));
  await one.plans.add([at(1_000)]);
  await one.clock.until(1_000);
  const two = await opened(store, undefined, new StillClock(2_000));
  await two.clock.until(2_000);
  expect([one.happened, two.happened]).toEqual([['1000 c1/1'], ['2000 c1/1']]);
});

test('a plan that could not be carried out is tried again after pauses that double', async () => {
  let left = 2;
  const carry = () => (left-- > 0 ? Promise.reject(new Error('no')) : Promise.resolve());
  const { plans, clock, happened, failures, host } = await opened(new MemoryStore(), carry);
  await plans.add([at(1_000)]);
  await clock.until(10_000);
  expect(happened).toEqual(['1000 c1/1', '2000 c1/1', '4000 c1/1']);
  expect(host.notes.size).toBe(0);
  expect(failures).toEqual(['1000 c1/1 1000: Error: no', '2000 c1/1 2000: Error: no']);
});

test('the pauses of one that never can be carried out grow to a minute', async () => {
  const { plans, clock, failures } = await opened(new MemoryStore(), () => Promise.reject('no'));
  await plans.add([at(0)]);
  await clock.until(600_000);
  expect(failures.map((one) => one.split(' ')[2])).toEqual([
    ...['1000:', '2000:', '4000:', '8000:', '16000:', '32000:'],
    ...Array.from({ length: 9 }, () => '60000:'),
  ]);
});

test('a plan of a kind that nobody knows is said once, and left alone', async () => {
  const store = new MemoryStore();
  const unknown = { id: 'c1/x', kind: 'dance', at: 1_000 };
  store.commit({ ...noChange, notes: [{ key: 'plan c1/x', value: unknown }] });
  const { clock, happened, failures, host, plans } = await opened(store);
  await plans.add([at(2_000)]);
  await clock.until(600_000);
  expect([happened, [...host.notes.keys()]]).toEqual([['2000 c1/1'], ['plan c1/x']]);
  expect(failures).toEqual(['0 c1/x undefined: Error: Nobody here knows plans of the kind dance']);
});

test('what happens when they are closed has a grace, and is told to stop then', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const signals: AbortSignal[] = [];
  const { plans, clock, host } = await opened(new MemoryStore(), async ({ id }, signal) => {
    signals.push(signal);
    await (id === 'c1/1' ? promise : once(signal, 'abort'));
  });
  await plans.add([at(1_000), at(1_000, 'c1/2'), at(2_000, 'c1/3')]);
  await clock.until(1_000);
  const closed = plans.close(20);
  resolve();
  await rest();
  expect([...host.notes.keys()]).toEqual(['plan c1/2', 'plan c1/3']);
  await closed;
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test('dropped plans never happen, and others of ids that begin otherwise do', async () => {
  const { plans, clock, happened, host } = await opened(new MemoryStore());
  await plans.add([at(1_000), at(1_000, 'c1/2'), at(1_000, 'c11/1')]);
  await plans.drop('c1/');
  await clock.until(5_000);
  expect([happened, host.notes.size]).toEqual([['1000 c11/1'], 0]);
});

test('a plan that is armed while it is being dropped never happens', async () => {
  const { plans, clock, happened, host } = await opened(new MemoryStore());
  await plans.add([at(1_000)]);
  const dropping = plans.drop('c1/');
  plans.arm([at(1_000)]);
  await dropping;
  await clock.until(5_000);
  expect([happened, host.notes.size]).toEqual([[], 0]);
});

test('they are idle while nothing of them happens', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { plans, clock } = await opened(new MemoryStore(), () => promise);
  await plans.add([at(1_000)]);
  expect(plans.isIdle).toBe(true);
  await clock.until(1_000);
  expect(plans.isIdle).toBe(false);
  resolve();
  await rest();
  expect(plans.isIdle).toBe(true);
});
