/** What a message comes to, whoever is at hand. */
import { expect, test } from 'vitest';
import { considered, consideredAlone, type ReadMachine } from '../../src/hosts/delivery.ts';

const to = { machine: 'call', sid: 'c' } as const;

test('a message comes to the same where its machine is alone as where all are at hand', () => {
  let machine: ReadMachine = { revision: 0 };
  const events = ['call.dialOut', 'call.rang', 'call.answered', 'call.answered', 'call.hungUp'];
  for (const [at, type] of events.entries()) {
    const event = { type, at } as never;
    const alone = consideredAlone(machine, to, event);
    const { delivery: _, ...found } = alone;
    expect(considered(() => machine, to, event)).toMatchObject(found);
    const [changed] = alone.changed;
    if (changed) machine = { snapshot: changed.snapshot, revision: changed.read + 1 };
  }
  expect(machine).toMatchObject({ snapshot: { state: 'completed' } });
  expect(machine.revision).toBeGreaterThan(2);
});
