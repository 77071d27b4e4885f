/** Wake-ups, asked of tables that a test plays: none is lost, whatever fails. */
import { expect, test } from 'vitest';
import { type Address, slotOf } from '../../machines/index.ts';
import { Activity } from '../../src/hosts/index.ts';
import type { Keeper } from '../../src/hosts/postgres/keeper.ts';
import { Wakes } from '../../src/hosts/postgres/wakes.ts';
import { StillClock } from '../hosts/still-clock.ts';
import { until } from '../house/patience.ts';

const call = (sid: string): Address => ({ machine: 'call', sid });

/** Machines whose time has come, each in somebody's hand or free. */
function played() {
  const due = new Map<string, Address & { isFree: boolean }>();
  const ask = (name: string, _holder: string, given: number | readonly string[], room = 0) => {
    const all = [...due.values()];
    if (name === 'unwake') {
      const inHand = new Set(given as readonly string[]);
      for (const one of all) one.isFree ||= !inHand.has(slotOf(one));
      return Promise.resolve([]);
    }
    const taken = all.filter(({ isFree }) => isFree).slice(0, room);
    for (const one of taken) one.isFree = false;
    return Promise.resolve(taken.map(({ machine, sid }) => ({ machine, sid, wake_at: null })));
  };
  return {
    keeper: { ask } as Partial<Keeper> as Keeper,
    /** Its time has come. */
    put: (one: Address) => due.set(slotOf(one), { ...one, isFree: true }),
    take: (one: Address) => due.delete(slotOf(one)),
  };
}

test('who could not be woken is woken again, although another failed meanwhile', async () => {
  const { keeper, put, take } = played();
  const attempts = new Map<string, number>();
  const wakes: Wakes = new Wakes({
    keeper,
    clock: new StillClock(),
    activity: new Activity(),
    failed: () => undefined,
    wake: (to) => {
      const attempt = (attempts.get(to.sid) ?? 0) + 1;
      attempts.set(to.sid, attempt);
      if (attempt === 1) return Promise.reject(new Error('Not at this attempt.'));
      take(to);
      return Promise.resolve();
    },
  });
  put(call('c1'));
  wakes.look();
  await until(() => attempts.get('c1') === 1);
  // While it is left alone, it is looked for others: all that is not in hand is freed.
  put(call('c2'));
  wakes.look();
  await until(() => attempts.get('c2') === 1);
  await until(() => attempts.get('c1') === 2 && attempts.get('c2') === 2);
  await wakes.close();
  expect([...attempts]).toEqual([
    ['c1', 2],
    ['c2', 2],
  ]);
});
