/** A call is moved on by one step at a time, and by another as long as something comes. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Mover, type MoverStep } from '../../src/sandbox/documents/mover.ts';
import { MovableClock } from '../../src/sandbox/stage/clock.ts';
import { until } from '../house/patience.ts';

function moving(step: MoverStep) {
  const clock = new MovableClock();
  clock.set({ frozenAt: 0, aheadMs: 0 });
  const failures: unknown[] = [];
  let steps = 0;
  const mover = new Mover(
    clock,
    (sid, signal) => {
      steps += 1;
      return step(sid, signal);
    },
    (_sid, error) => {
      failures.push(error);
    },
  );
  return { clock, mover, failures, steps: () => steps };
}

test('there are steps until one says that it was the last', async () => {
  const { mover, steps } = moving(async () => steps() < 3);
  mover.go('call-1');
  await wait(1);
  expect([steps(), mover.isIdle]).toEqual([3, true]);
});

test('what comes during a step of a call is followed by one more, however often it came', async () => {
  let atOnce = 0;
  let most = 0;
  const { mover, steps } = moving(async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await wait(5);
    atOnce -= 1;
    return false;
  });
  for (let i = 0; i < 3; i += 1) mover.go('call-1');
  await until(() => mover.isIdle);
  expect([steps(), most]).toEqual([2, 1]);
});

test('a step that fails is told, and what came meanwhile goes on', async () => {
  const { mover, failures, steps } = moving(() => {
    if (steps() > 1) return Promise.resolve(false);
    mover.go('call-1');
    return Promise.reject(new Error('no'));
  });
  mover.go('call-1');
  await wait(1);
  expect([steps(), failures]).toEqual([2, [new Error('no')]]);
});

test('a step that is given up is the last, and another may begin', async () => {
  const { mover, steps } = moving(async (_sid, signal) => {
    await wait(1_000, undefined, { signal }).catch(() => undefined);
    return true;
  });
  mover.go('call-1');
  mover.giveUp('call-1');
  await wait(1);
  expect([steps(), mover.isIdle]).toEqual([1, true]);
  mover.go('call-1');
  expect(steps()).toBe(2);
  await mover.close();
});

test('who waits for a time is moved on then, and at an earlier one no more', async () => {
  const { clock, mover, steps } = moving(async () => false);
  expect(mover.isDue('call-1', 10)).toBe(false);
  expect(mover.isDue('call-1', 20)).toBe(false);
  await clock.advance(19, () => wait(1));
  expect(steps()).toBe(0);
  await clock.advance(1, () => wait(1));
  expect([steps(), mover.isDue('call-1', 20)]).toEqual([1, true]);
});

test('nobody is moved on after the end', async () => {
  const { clock, mover, steps } = moving(async () => false);
  mover.isDue('call-1', 10);
  await mover.close();
  mover.go('call-1');
  await clock.advance(20, () => wait(1));
  expect(steps()).toBe(0);
});

test('the step that a call is at may come to its end when nobody is moved on any more', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let wasAborted: boolean | undefined;
  const { mover, steps } = moving(async (_sid, signal) => {
    const goesOn = await promise;
    wasAborted = signal.aborted;
    return goesOn;
  });
  mover.go('call-1');
  const closed = mover.close(60_000);
  resolve(true);
  await closed;
  expect([steps(), wasAborted]).toEqual([1, false]);
});

test('a step that outlasts its grace is given up', async () => {
  let wasAborted = false;
  const { mover } = moving(async (_sid, signal) => {
    await once(signal, 'abort');
    wasAborted = true;
    return true;
  });
  mover.go('call-1');
  await mover.close(1);
  await wait(0);
  expect(wasAborted).toBe(true);
});
