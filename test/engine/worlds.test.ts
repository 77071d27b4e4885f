/** What holds in every world of a few hundred random events. */
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { type Effect, leavesOf, machineNames } from '../../machines/index.ts';
import { type Delivery, restore, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { frozen, stored } from './freeze.ts';
import type { Sent } from './mixed-life.ts';
import { anyWorld, fixed } from './worlds.ts';

const everything = (switchboard: Switchboard): Snapshot[] =>
  machineNames.flatMap((machine) => [...switchboard.all(machine)]);
const play = (world: readonly Sent[], switchboard = new Switchboard()): Delivery[] =>
  world.map(({ to, event }) => switchboard.deliver(to, event));
/** What somebody outside can notice. */
const isPublic = ({ type }: Effect) =>
  type === 'announced' || type.startsWith('instructions.') || type === 'network.dial';

property.prop([anyWorld], fixed)(
  'SYS-4 A world stored as JSON at any step goes on the same',
  (world) => {
    const kept = new Switchboard();
    let restored = new Switchboard();
    for (const { to, event } of world) {
      const delivery = kept.deliver(to, event);
      expect(JSON.stringify(restored.deliver(to, event))).toBe(JSON.stringify(delivery));
      restored = new Switchboard(
        everything(kept).map((snapshot) => restore(snapshot.machine, stored(snapshot))),
      );
    }
    expect(everything(restored)).toEqual(everything(kept));
  },
);

property.prop([anyWorld], fixed)('SYS-5 The same events come to the same', (world) => {
  expect(JSON.stringify(play(frozen(stored(world))))).toBe(JSON.stringify(play(world)));
});

property.prop([anyWorld], fixed)(
  'SYS-6 An event repeated at once has no second public effect',
  (world) => {
    const switchboard = new Switchboard();
    for (const { to, event } of world) {
      switchboard.deliver(to, event);
      const before = everything(switchboard).map(({ sid, state }) => `${sid} ${state}`);
      const again = switchboard.deliver(to, event);
      expect(again.effects.filter(isPublic)).toEqual([]);
      expect(everything(switchboard).map(({ sid, state }) => `${sid} ${state}`)).toEqual(before);
    }
  },
);

property.prop([anyWorld], fixed)('SYS-7 The three fetches agree on every recording', (world) => {
  const switchboard = new Switchboard();
  play(world, switchboard);
  const all = [...switchboard.all('recording')];
  for (const { sid, context } of all) {
    const one = switchboard.recording(sid);
    const isOne = (other: unknown) => other === one;
    expect(switchboard.recordingsOfCall(context.callSid).filter(isOne)).toHaveLength(1);
    const ofConference = switchboard.recordingsOfConference(context.conferenceSid ?? '');
    expect(ofConference.filter(isOne)).toHaveLength(context.conferenceSid === null ? 0 : 1);
  }
  const calls = new Set(all.map(({ context }) => context.callSid));
  expect([...calls].flatMap((sid) => switchboard.recordingsOfCall(sid))).toHaveLength(all.length);
});

test('the random worlds reach nearly every state, so that the above does not hold emptily', () => {
  const states = new Set<string>();
  for (const world of fc.sample(anyWorld, fixed)) {
    for (const { steps } of play(world)) {
      for (const { to, snapshot } of steps)
        states.add(`${to.machine} ${snapshot?.state ?? 'none'}`);
    }
  }
  const missed = machineNames.flatMap((machine) =>
    leavesOf(machine)
      .map(({ path }) => `${machine} ${path}`)
      .filter((state) => !states.has(state)),
  );
  expect(missed.length, missed.join(', ')).toBeLessThan(4);
});
