/** Callbacks that come later: after a restart, by chaos, or, once a world is closed, not at all. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { until } from '../house/patience.ts';
import { customerOf, mute, statuses, telling } from './telling.ts';

describe('After a restart', () => {
  test('callbacks are numbered on, and one that nobody took has the number that it had', async () => {
    let isOpen = true;
    const customer = await customerOf({ '/': () => (isOpen ? 200 : 500) });
    const first = await telling({ pace: { firstPauseMs: 60_000, longestPauseMs: 60_000 } });
    await first.begin(customer.url);
    await first.happen('call-1', 'initiated', 'rang');
    await first.settled();
    isOpen = false;
    await first.happen('call-1', 'answered');
    await first.settled();
    await first.close();

    isOpen = true;
    const second = await telling({ store: first.store });
    await second.happen('call-1', 'hungUp');
    await second.settled();
    expect(
      customer.heard.map(({ said }) => [said.SequenceNumber, said.CallStatus].join(' ')),
    ).toEqual(['0 initiated', '1 ringing', '2 in-progress', '2 in-progress', '3 completed']);
  });

  test('what chaos keeps back still comes', async () => {
    const customer = await customerOf();
    const settings = { chaos: { late: 1, lateBy: '5s' } };
    const first = await telling({ settings });
    await first.begin(customer.url);
    await first.happen('call-1', 'initiated');
    await first.settled();
    await first.close();
    expect(customer.heard).toEqual([]);

    const second = await telling({ settings, store: first.store });
    await second.pass(5_000);
    expect(statuses(customer)).toEqual(['initiated']);
  });
});

test('a world that is closed tries nothing again', async () => {
  const silent = await mute();
  const world = await telling({
    settings: { chaos: { late: 1, lateBy: '1s' } },
  });
  await world.begin(silent.url);
  await world.happen('call-1', 'initiated');
  await world.settled();
  const passing = world.pass(1_000);
  await until(() => silent.asked() > 0);
  await world.close();
  await passing;
  await world.clock.advance(10_000, async () => wait(10));
  expect(silent.asked()).toBe(1);
});

describe('Chaos', () => {
  const callers = Array.from({ length: 12 }, (_, i) => `call-${i + 1}`);
  const settings = (seed: number) => ({
    chaos: { seed, late: 0.4, lateBy: '4s', twice: 0.3 },
  });
  const hearing = async (seed: number): Promise<string[]> => {
    const customer = await customerOf();
    const world = await telling({ settings: settings(seed) });
    for (const sid of callers) await world.begin(customer.url, sid);
    for (const fact of ['initiated', 'rang', 'answered', 'hungUp'] as const) {
      for (const sid of callers) await world.happen(sid, fact);
      await world.pass(1_000);
    }
    await world.pass(10_000);
    await world.close();
    return customer.heard.map(({ said }) => `${said.CallSid} ${said.CallStatus}`);
  };
  const inOrder = ['initiated', 'ringing', 'in-progress', 'completed'];
  const perCall = (heard: readonly string[]) =>
    callers.map((sid) =>
      heard.flatMap((one) => (one.startsWith(`${sid} `) ? one.slice(sid.length + 1) : [])),
    );

  test('loses nothing, tells some twice, and has some overtaken', async () => {
    const told = perCall(await hearing(7));
    for (const one of told) expect(new Set(one)).toEqual(new Set(inOrder));
    expect(told.some((one) => one.length > inOrder.length)).toBe(true);
    expect(Math.max(...told.map((one) => one.length))).toBeLessThanOrEqual(2 * inOrder.length);
    const firsts = told.map((one) => [...new Set(one)]);
    expect(firsts.some((one) => one.join() !== inOrder.join())).toBe(true);
  });

  test('is the same for the same seed, and another for another', async () => {
    const [one, two, other] = [await hearing(7), await hearing(7), await hearing(8)];
    expect(perCall(two)).toEqual(perCall(one));
    expect(perCall(other)).not.toEqual(perCall(one));
  });

  test('does not spare the late ones their attempts', async () => {
    const customer = await customerOf({ '/': 500 });
    const world = await telling({
      settings: { chaos: { late: 1, lateBy: '1s' }, callbacks: { attempts: 3 } },
    });
    await world.begin(customer.url);
    await world.happen('call-1', 'initiated');
    await world.pass(10_000);
    expect(world.attempts()).toEqual([1, 2, 3].map((attempt) => ['initiated', attempt, 500]));
    expect(world.warnings().length).toBe(1);
  });
});
