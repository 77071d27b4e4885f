/** The clock on the wall calls back once, when it is time, however far away that is. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/hosts/index.ts';

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

test('never before its time, though a timer of the runtime is a millisecond early', () => {
  const rang: number[] = [];
  systemClock.wake(1_250, () => rang.push(systemClock.now()));
  vi.setSystemTime(1_000 - 1);
  vi.advanceTimersByTime(250);
  expect(rang).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(rang).toEqual([1_250]);
});
