/** A world's time goes on evenly, whatever becomes of the clock on the wall, and comes back to it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryStore, type Note, noChange } from '../../src/hosts/index.ts';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import { World } from '../../src/sandbox/world/world.ts';
import { texml } from './restarting.ts';

const start = Date.UTC(2026, 0, 5);
const hour = 3_600_000;
const tenYears = 3_652 * 24 * hour;
const signer = newSigner();
const worlds: World[] = [];

async function opened(store = new MemoryStore()): Promise<World> {
  const world = await World.open({
    accountSid: 'account-1',
    store,
    settings: {},
    signer,
    mediaLink: (sid) => `https://media.test/${sid}`,
  });
  worlds.push(world);
  return world;
}
/** Somebody calls in and hears a document, once the call is answered. */
async function called(world: World, document: string): Promise<string> {
  const from = '+12025550199';
  const instructions = { texml: texml(document) };
  const sid = await world.receive({ from, to: '+12025550100', instructions });
  await pass(100);
  return sid;
}
/** Lets time pass on the wall and everywhere else. */
async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  for (const world of worlds) await world.settled();
}
const setWall = (byMs: number) => vi.setSystemTime(Date.now() + byMs);
const stateOf = (world: World, sid: string) => world.host.machines.find('call', sid)?.state;
const contextOf = (world: World, sid: string) => world.host.machines.find('call', sid)?.context;
const durationMs = (world: World, sid: string) => {
  const { createdAt, endedAt } = contextOf(world, sid) ?? {};
  return (endedAt ?? Number.NaN) - (createdAt ?? Number.NaN);
};
const warnings = (world: World) =>
  world.timeline.latest().flatMap((one) => (one.kind === 'warning' ? [one.says] : []));

beforeEach(() => {
  vi.useFakeTimers({ now: start, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close(0);
  vi.useRealTimers();
});

test.each([
  ['four hours back', -4 * hour],
  ['ten years ahead', tenYears],
])('a <Pause> of two seconds takes two seconds when the wall jumps %s', async (_, byMs) => {
  const world = await opened();
  const sid = await called(world, '<Pause length="2"/>');
  await pass(500);
  setWall(byMs);
  await pass(1_440);
  expect(stateOf(world, sid)).toBe('inProgress.executing');
  await pass(100);
  expect(stateOf(world, sid)).toBe('completed');
  expect(durationMs(world, sid)).toBeLessThan(2_500);
});

test('what begins alone begins by the clock on the wall; a call that is on the line holds it', async () => {
  const world = await opened();
  await called(world, '<Pause length="10"/>');
  setWall(tenYears);
  const second = await called(world, '<Pause/>');
  expect(contextOf(world, second)?.createdAt).toBeLessThan(start + hour);
  await pass(20_000);
  setWall(-2 * tenYears);
  const third = await called(world, '<Pause/>');
  expect(contextOf(world, third)?.createdAt).toBeLessThan(start);
});

describe('A wall clock that was ten years ahead for the last process', () => {
  const heldBefore = async (document: string) => {
    const store = new MemoryStore();
    setWall(tenYears);
    const world = await opened(store);
    const sid = await called(world, document);
    await pass(2_000);
    await world.close();
    setWall(-tenYears);
    return { store, sid };
  };

  test('leaves nothing behind when nothing is under way', async () => {
    const { store } = await heldBefore('<Pause/>');
    const world = await opened(store);
    expect(world.clock.now()).toBe(Date.now());
    expect(warnings(world)).toEqual([]);
  });

  test('is gone on from as long as its calls live, which is said, and not longer', async () => {
    const { store, sid } = await heldBefore('<Pause length="10"/>');
    const world = await opened(store);
    expect(warnings(world)).toEqual([
      expect.stringMatching(/^What happened last is 3155\d{5} s ahead of the clock/),
    ]);
    expect(stateOf(world, sid)).toBe('inProgress.executing');
    await pass(10_500);
    expect(stateOf(world, sid)).toBe('completed');
    expect(durationMs(world, sid)).toBeLessThan(12_000);
    const next = await called(world, '<Pause/>');
    expect(contextOf(world, next)?.createdAt).toBe(Date.now() - 100);
  });
});

test('a clock that was being moved when the process ended shows no less than what happened', async () => {
  const store = new MemoryStore();
  const one = await opened(store);
  await called(one, '<Pause length="3"/>');
  const kept: unknown[] = [];
  const { commit } = store;
  store.commit = (change) => {
    kept.push(...change.notes.filter(({ key }) => key === 'clock'));
    commit.call(store, change);
  };
  await one.advance(hour);
  await one.close(0);
  const movingTo = start + 100 + hour;
  expect(kept).toEqual([
    { key: 'clock', value: { frozenAt: null, aheadMs: 0, movingTo } },
    { key: 'clock', value: { frozenAt: null, aheadMs: hour } },
  ]);
  // As it was before the latter was kept.
  store.commit({ ...noChange, notes: [kept[0] as Note] });
  const newest = Math.max(...store.load().machines.map((one) => one.snapshot.context.updatedAt));
  expect(newest).toBeGreaterThan(Date.now());
  const two = await opened(store);
  expect(two.clock.now()).toBe(newest);
  const next = await called(two, '<Pause/>');
  expect(contextOf(two, next)?.createdAt).toBe(newest);
});
