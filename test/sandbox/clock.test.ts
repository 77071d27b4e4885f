/** The clock of a world: it runs, stands still, and is moved forward without skipping anything. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MovableClock } from '../../src/sandbox/stage/clock.ts';

const start = Date.UTC(2026, 0, 5);
const settled = () => Promise.resolve();
let clock: MovableClock;
let rung: [string, number][];
const ring = (name: string) => () => void rung.push([name, clock.now() - start]);

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  clock = new MovableClock();
  rung = [];
});
afterEach(() => {
  clock.close();
  vi.useRealTimers();
});

describe('Running, it', () => {
  test('shows the time on the wall and wakes when that has come', () => {
    clock.wake(start + 500, ring('a'));
    vi.advanceTimersByTime(499);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual([['a', 500]]);
  });

  test('wakes for what is overdue, but not before wake has returned', () => {
    clock.wake(start - 1, ring('a'));
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(rung).toEqual([['a', 0]]);
  });

  test('wakes nobody who called it off', () => {
    clock.wake(start + 500, ring('a'))();
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual([]);
  });

  test('moved forward it is ahead from then on, and what is set later comes in time', async () => {
    await clock.advance(60_000, settled);
    expect(clock.now() - start).toBe(60_000);
    clock.wake(start + 60_500, ring('a'));
    vi.advanceTimersByTime(499);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual([['a', 60_500]]);
  });
});

describe('Frozen, it', () => {
  beforeEach(() => {
    vi.advanceTimersByTime(100);
    clock.freeze();
  });

  test('shows the same, and wakes nobody, however long it takes', () => {
    clock.wake(start + 200, ring('a'));
    vi.advanceTimersByTime(3_600_000);
    expect(clock.now() - start).toBe(100);
    expect(rung).toEqual([]);
  });

  test('goes on from what it shows', () => {
    clock.wake(start + 200, ring('a'));
    vi.advanceTimersByTime(3_600_000);
    clock.run();
    vi.advanceTimersByTime(99);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual([['a', 200]]);
  });

  test('moved forward it wakes in the order of time, each at its own', async () => {
    clock.wake(start + 300, ring('third'));
    clock.wake(start + 200, ring('first'));
    clock.wake(start + 200, ring('second'));
    clock.wake(start + 1_101, ring('never'));
    await clock.advance(1_000, settled);
    expect(rung).toEqual([
      ['first', 200],
      ['second', 200],
      ['third', 300],
    ]);
    expect(clock.now() - start).toBe(1_100);
    expect(clock.isFrozen).toBe(true);
  });

  test('moved forward it waits for what each alarm brings about, and wakes for that too', async () => {
    clock.wake(start + 200, () => {
      ring('a')();
      void Promise.resolve().then(() => clock.wake(start + 250, ring('b')));
    });
    await clock.advance(1_000, settled);
    expect(rung).toEqual([
      ['a', 200],
      ['b', 250],
    ]);
  });

  test('takes up how another one stood', () => {
    const other = new MovableClock();
    other.set(clock.state);
    vi.advanceTimersByTime(50);
    expect(other.now()).toBe(clock.now());
  });
});
