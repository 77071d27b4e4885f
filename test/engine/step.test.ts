/** A step is pure and total: JSON in, JSON out, the same every time, and no input is touched. */
import { describe, expect, test } from 'vitest';
import { eventsTo, leavesOf, type MachineName, machineNames } from '../../machines/index.ts';
import {
  type Snapshot,
  type Step,
  snapshotVersion,
  step,
  type To,
} from '../../src/engine/index.ts';
import { addresses, inState, ways } from '../machines/stage.ts';
import { exampleEvent } from './examples.ts';
import { frozen, stored } from './freeze.ts';

/** Every state of a machine, with every event that it understands. */
const everything = machineNames.flatMap((machine) =>
  leavesOf(machine).flatMap(({ path }) => ({ machine, path })),
);
function steps(machine: MachineName, path: string) {
  const before = frozen(inState(machine, path.slice(path.lastIndexOf('.') + 1)));
  const to = addresses[machine] as To;
  return eventsTo(machine).map((type) => {
    const event = frozen(exampleEvent(type, 100_000));
    const take = (): Step => step(to, before as Snapshot | undefined, event as never);
    return { before, take, taken: take() };
  });
}

test('the stage has a way into every state', () => {
  for (const { machine, path } of everything) expect(ways[machine]).toHaveProperty([path]);
});

describe.each(everything)('$machine $path', ({ machine, path }) => {
  const all = steps(machine, path);

  test('takes every event without touching it or the snapshot, and answers the same again', () => {
    for (const { take, taken } of all) expect(take()).toEqual(taken);
  });

  test('comes to JSON', () => {
    for (const { taken } of all) expect(stored(taken)).toEqual(taken);
  });

  test('is the same snapshot, with nothing told, unless it accepts', () => {
    for (const { before, taken } of all) {
      const { verdict, snapshot, effects, signals } = taken;
      if (verdict.verdict === 'accepted') continue;
      expect([snapshot, effects, signals]).toEqual([before, [], []]);
      expect(snapshot).toBe(before);
    }
  });

  test('keeps its name, its sid and its version', () => {
    for (const { before, taken } of all) {
      const { snapshot } = taken;
      if (!snapshot) continue;
      expect(snapshot).toMatchObject({ ...addresses[machine], version: snapshotVersion });
      expect(snapshot.context.sid).toBe(addresses[machine].sid);
      if (before) expect(Object.keys(snapshot.context)).toEqual(Object.keys(before.context));
    }
  });

  test('names itself in its effects, and never signals to itself', () => {
    for (const { taken } of all) {
      const { effects, signals } = taken;
      for (const effect of effects) expect(effect).toMatchObject(addresses[machine]);
      for (const { to } of signals) expect(to).not.toEqual(addresses[machine]);
    }
  });
});

test('an address that is not on the stage is answered for itself', () => {
  const [one, two] = ['A', 'B'].map((sid) =>
    step({ machine: 'call', sid }, undefined, { type: 'call.receive', at: 1 }),
  );
  expect(one?.snapshot?.sid).toBe('A');
  expect(two?.effects.every(({ sid }) => sid === 'B')).toBe(true);
});

test('nothing of a sid stays nothing until something is created', () => {
  const to = addresses.recording;
  const asked = step(to, undefined, { type: 'recording.pause', at: 1 });
  expect(asked).toEqual({
    snapshot: undefined,
    verdict: { verdict: 'refused', reason: 'not-found' },
    signals: [],
    effects: [],
  });
  const orphan = step(to, undefined, { type: 'media.saved', at: 1, location: 'file' });
  expect(orphan.snapshot).toBeUndefined();
  expect(orphan.effects).toHaveLength(1);
});
