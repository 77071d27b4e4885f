/**
 * The hand-written reducers answer as the compiled tables do, so that a benchmark compares the same
 * work. That the tables answer as XState does is held by `test/engine/compile.test.ts`.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyEvent, eventsTo, machines } from '../../machines/index.ts';
import { bySearch } from '../../properties/check/single.ts';
import { arbitraryEvents } from '../../properties/generators/events.ts';
import { inputsTo, subjects } from '../../properties/generators/inputs/index.ts';
import { type Advance, onTables, type Snapshot } from '../../src/engine/index.ts';
import { frozen } from '../engine/freeze.ts';
import { byHand, handWritten } from './by-hand/index.ts';

const tables = onTables(machines);

/**
 * Steps both ways, from what nobody may write into.
 * @throws Error where the step by hand is another one, or makes a new snapshot where the tables keep
 * the one before.
 */
const both: Advance = (to, before, event) => {
  const right = tables(to, before, event);
  const own = byHand(to, before, event);
  const isKept = own.snapshot === before || right.snapshot !== before;
  if (!isKept || !isDeepStrictEqual(own, right)) {
    expect(own, `${before?.state} ${event.type}`).toEqual(right);
    throw new Error(`${before?.state} ${event.type} is not the same by hand`);
  }
  return frozen(own);
};

describe.each(handWritten)('%s by hand answers as its tables do', (machine) => {
  test('on every edge of its exploration', () => {
    expect(bySearch(machine, both).edges).toBeGreaterThan(1_000);
  });

  test('on random events with all their fields', () => {
    const sids = ['C', 'F', 'L', 'L1', 'L2', 'R', 'S', 'S1', 'Q', '#'];
    const events = arbitraryEvents({ sids, times: [0, 500, 1_000, 1_001, 3_600_000] });
    const any = fc.oneof(
      ...eventsTo(machine).map((type) => events[type] as fc.Arbitrary<AnyEvent>),
    );
    const lives = fc.array(fc.tuple(any, fc.nat(999), fc.boolean()), { maxLength: 25 });
    const run = (life: readonly (readonly [AnyEvent, number, boolean])[]) => {
      let before: Snapshot | undefined;
      for (const [random, pick, isRandom] of life) {
        const inputs = inputsTo(machine, before, 1_000);
        const event = isRandom ? random : (inputs[pick % inputs.length]?.event as AnyEvent);
        before = both(subjects[machine], before, event).snapshot;
      }
    };
    fc.assert(fc.property(lives, run), { numRuns: 500, seed: 1 });
  });
});
