/** Time that is moved forward waits for what happens, and looks at no clock to see whether it has. */
import { expect, test, vi } from 'vitest';
import { calling } from './restarting.ts';

const waits = vi.hoisted(() => ({ polled: 0 }));
vi.mock('node:timers/promises', async (original) => {
  const timers = await original<typeof import('node:timers/promises')>();
  const setTimeout = (...args: Parameters<typeof timers.setTimeout>) => {
    waits.polled += 1;
    return timers.setTimeout(...args);
  };
  return { ...timers, default: timers, setTimeout };
});

test('an hour of twenty calls is moved without a single look whether something is over', async () => {
  await using one = await calling();
  const sids: string[] = [];
  for (let i = 0; i < 20; i += 1) {
    const from = '+12025550199';
    const texml = '<Response><Pause length="5"/><Record maxLength="20"/><Pause/></Response>';
    sids.push(await one.world.receive({ from, to: '+12025550100', instructions: { texml } }));
  }
  await one.pass(3_600_000);
  expect(sids.map((sid) => one.state(sid))).toEqual(sids.map(() => 'completed'));
  expect(waits.polled).toBe(0);
});
