/** One wrong value in a true snapshot: it is refused by its path, or everything goes on with it. */
import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type AnyEvent,
  eventsTo,
  type MachineName,
  machineNames,
  machines,
} from '../../machines/index.ts';
import { lastMomentMs, latestEventMs, longestSpanMs } from '../../machines/words/shape.ts';
import { arbitraryWalk, walk } from '../../properties/check/walk.ts';
import { town } from '../../properties/systems/town.ts';
import {
  InvalidInput,
  onTables,
  openCommands,
  restore,
  type Snapshot,
  Switchboard,
} from '../../src/engine/index.ts';
import { inState } from '../machines/stage.ts';
import { exampleEvent } from './examples.ts';
import { stored } from './freeze.ts';
import { isAbout, type Path, placesIn, spoiled } from './spoiling.ts';

const advance = onTables(machines);
/** Every snapshot of some random walks, once each. */
function lived(seed: number, runs: number): Snapshot[] {
  const found = new Map<string, Snapshot>();
  for (const picks of fc.sample(arbitraryWalk(120), { seed, numRuns: runs })) {
    for (const { snapshot } of walk(town, advance, picks).moments) {
      if (snapshot) found.set(JSON.stringify(snapshot), snapshot);
    }
  }
  return [...found.values()];
}
const snapshots = lived(7, 150);

test('every snapshot of random walks comes back from JSON as it was', () => {
  expect(snapshots.length).toBeGreaterThan(2_000);
  for (const one of snapshots) expect(restore(one.machine, stored(one))).toEqual(one);
});

test('the longest time limit, from the latest time of an event on, is stored and comes back', () => {
  const board = new Switchboard();
  const to = { machine: 'call', sid: 'c' } as const;
  const at = latestEventMs;
  board.deliver(to, { type: 'call.dialOut', at, timeLimitMs: longestSpanMs });
  const [snapshot] = board.deliver(to, { type: 'call.answered', at }).changed;
  expect(snapshot?.context.timers['time-limit']).toBe(lastMomentMs);
  expect(restore('call', stored(snapshot))).toEqual(snapshot);
});

/** What a machine makes of every event that it understands; nothing it makes of one is thrown. */
function lives(snapshot: Snapshot) {
  const { machine, sid } = snapshot;
  for (const type of eventsTo(machine)) {
    const event = { ...exampleEvent(type), at: 9_000 } as AnyEvent;
    new Switchboard([snapshot]).deliver({ machine, sid }, event);
  }
  openCommands({ machine, sid }, snapshot);
}

test('a snapshot with one wrong value is refused by its path, or lives on', () => {
  let refused = 0;
  void fc.assert(
    fc.property(fc.constantFrom(...snapshots), fc.nat(), fc.nat(), (snapshot, place, wrong) => {
      const places = placesIn(snapshot);
      const path = places[place % places.length] as Path;
      const { value } = spoiled(snapshot, path, wrong);
      let restored: Snapshot;
      try {
        restored = restore(snapshot.machine, stored(value));
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        refused += 1;
        // A sid stands twice in a snapshot, and either can be the wrong one.
        expect(isAbout(error.field, path) || error.field === 'context.sid').toBe(true);
        return;
      }
      lives(restored);
    }),
    { numRuns: 4_000, seed: 11 },
  );
  expect(refused).toBeGreaterThan(1_500);
});

describe('A wrong value is named by its whole path:', () => {
  const call = inState('call', 'dialing');
  const conference = inState('conference', 'inProgress');
  const recording = inState('recording', 'paused');
  test.each<[MachineName, Path, unknown, string, unknown]>([
    ['recording', ['context', 'updatedAt'], 9e15, 'context.updatedAt', recording],
    ['recording', ['context', 'createdAt'], 0.5, 'context.createdAt', recording],
    ['recording', ['context', 'pausedAt'], '1', 'context.pausedAt', recording],
    ['recording', ['context', 'speech'], 'loud', 'context.speech', recording],
    ['recording', ['context', 'host'], {}, 'context.host.machine', recording],
    ['recording', ['context', 'timers', 'song'], 1, 'context.timers.song', recording],
    ['recording', ['context', 'surplus'], 1, 'context.surplus', recording],
    ['call', ['context', 'dial'], null, 'context.dial', call],
    ['call', ['context', 'dial', 'legs', 0], 7, 'context.dial.legs[0]', call],
    ['call', ['context', 'direction'], null, 'context.direction', call],
    ['conference', ['context', 'participants'], {}, 'context.participants', conference],
  ])('%s, %j = %j: %s', (machine, path, wrong, field, snapshot) => {
    const value = structuredClone(snapshot) as Record<string, unknown>;
    let inner = value;
    for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
    inner[path.at(-1) as string] = wrong;
    expect(() => restore(machine, value)).toThrow(InvalidInput);
    try {
      restore(machine, value);
    } catch (error) {
      expect((error as InvalidInput).field).toBe(field);
    }
  });
});

test('every machine has been walked through', () => {
  expect(new Set(snapshots.map(({ machine }) => machine)).size).toBe(machineNames.length);
});
