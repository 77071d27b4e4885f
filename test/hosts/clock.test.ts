/** Clocks call back once, when it is time, however far away that is, and whatever jumps meanwhile. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Host, MemoryStore, SteadyClock, systemClock } from '../../src/hosts/index.ts';
import { performing, tell } from './stage.ts';

const day = 86_400_000;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['in a moment', 1_250],
  ['in a hundred days', 1_000 + 100 * day],
])('%s', (_, at) => {
  const rang: number[] = [];
  systemClock.wake(at, () => rang.push(systemClock.now()));
  vi.advanceTimersByTime(at - 1_001);
  expect(rang).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(rang).toEqual([at]);
  vi.advanceTimersByTime(at);
  expect(rang).toEqual([at]);
});

test('at once, but not before it has said so, when the time is over', () => {
  const run = vi.fn();
  systemClock.wake(500, run);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

test.each([1, 60 * day])('not when it was called off, after %d ms', (afterMs) => {
  const run = vi.fn();
  const callOff = systemClock.wake(1_000 + 61 * day, run);
  vi.advanceTimersByTime(afterMs);
  callOff();
  vi.advanceTimersByTime(100 * day);
  expect(run).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

const hour = 3_600_000;

/** Sets the clock on the wall, while what has elapsed stays what it is. */
const setWall = (byMs: number) => vi.setSystemTime(Date.now() + byMs);

describe('When somebody sets the clock on the wall, it', () => {
  test.each([
    ['back', -4 * hour, 4 * hour + 60_000],
    ['ahead', 4 * hour, 0],
  ])('follows %s, within half a minute', (_, byMs, leftMs) => {
    const rang: number[] = [];
    const at = Date.now() + 60_000;
    systemClock.wake(at, () => rang.push(Date.now()));
    setWall(byMs);
    vi.advanceTimersByTime(Math.max(0, leftMs - 1));
    expect(rang).toEqual([]);
    vi.advanceTimersByTime(leftMs === 0 ? 30_000 : 1);
    expect(rang).toHaveLength(1);
    expect(rang[0]).toBeGreaterThanOrEqual(at);
  });

  test('wakes nobody early, even if the runtime does', () => {
    let elapsed = 0.4;
    const clock = new SteadyClock({ wall: () => 1_000, elapsed: () => elapsed });
    const rang: number[] = [];
    clock.wake(1_002, () => rang.push(clock.now()));
    elapsed += 1.9;
    vi.advanceTimersByTime(2);
    expect(rang).toEqual([]);
    elapsed += 0.2;
    vi.advanceTimersByTime(1);
    expect(rang).toEqual([1_002]);
  });
});

describe('A steady clock', () => {
  test.each([
    ['four hours back', -4 * hour],
    ['ten years ahead', 3_652 * day],
  ])('goes on as if nothing were, when the one on the wall jumps %s', (_, byMs) => {
    const clock = new SteadyClock();
    const rang: number[] = [];
    clock.wake(3_000, () => rang.push(clock.now()));
    vi.advanceTimersByTime(500);
    setWall(byMs);
    expect([clock.now(), clock.astrayMs]).toEqual([1_500, -byMs]);
    vi.advanceTimersByTime(1_499);
    expect(rang).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rang).toEqual([3_000]);
  });

  test('is set by the wall again when asked, and what waits still waits as long as it was to', () => {
    const clock = new SteadyClock();
    const rang: number[] = [];
    clock.wake(3_000, () => rang.push(clock.now()));
    vi.advanceTimersByTime(1_000);
    setWall(hour);
    clock.setByWall();
    expect([clock.now(), clock.astrayMs]).toEqual([2_000 + hour, 0]);
    vi.advanceTimersByTime(999);
    expect(rang).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rang).toEqual([3_000 + hour]);
  });

  test('is what a host goes by that is given none', async () => {
    const host = await Host.open({
      store: new MemoryStore(),
      performers: () => performing(() => undefined),
    });
    await host.take(tell('c1', { type: 'call.dialOut', ringTimeoutMs: 5_000 }));
    setWall(-4 * hour);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(host.machines.line('c1')?.state).toBe('queued');
    await vi.advanceTimersByTimeAsync(1);
    expect(host.machines.line('c1')?.state).toBe('noAnswer');
    await host.close();
  });
});
