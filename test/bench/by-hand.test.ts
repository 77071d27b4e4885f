/** The hand-written reducers answer as XState does, so that a benchmark compares the same work. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyEvent, eventsTo, machineNames, machines } from '../../machines/index.ts';
import { bySearch } from '../../properties/check/single.ts';
import { arbitraryEvents } from '../../properties/generators/events.ts';
import { inputsTo, subjects } from '../../properties/generators/inputs/index.ts';
import { onTables, onXState, type Snapshot, type Step } from '../../src/engine/index.ts';
import { byHand } from './by-hand/index.ts';

const tables = onTables(machines);
const xstate = onXState(machines);
const soMuch = 30_000;

/** Deep equality that is quick enough for every edge: steps are JSON, or undefined. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [ours, theirs] = [Object.keys(a), Object.keys(b)];
  if (ours.length !== theirs.length || Array.isArray(a) !== Array.isArray(b)) return false;
  return ours.every(
    (key) => Object.hasOwn(b, key) && isSame(a[key as keyof object], b[key as keyof object]),
  );
}

/** Takes the step by hand and by XState, and says whether both come to the same. */
function both(
  machine: (typeof machineNames)[number],
  before: Snapshot | undefined,
  event: AnyEvent,
) {
  const [own, real] = [byHand, xstate].map(
    (advance): Step => advance(subjects[machine], before, event),
  ) as [Step, Step];
  // By hand a snapshot is the same one at least where it is so for XState.
  const isKept = own.snapshot === before || real.snapshot !== before;
  return { own, real, isEqual: isKept && isSame(own, real) };
}

describe.each(machineNames)('%s by hand answers as XState does', (machine) => {
  const { places } = bySearch(machine, tables);

  test('on every edge of its exploration', { timeout: soMuch }, () => {
    for (const { snapshot: before, ways } of places) {
      for (const { input } of ways) {
        const { own, real, isEqual } = both(machine, before, input.event);
        if (!isEqual) expect(own, `${before?.state} ${input.name}`).toEqual(real);
        expect(isEqual, `${before?.state} ${input.name}`).toBe(true);
      }
    }
  });

  test('on random events with all their fields', { timeout: soMuch }, () => {
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
        const { own, real, isEqual } = both(machine, before, event);
        if (!isEqual) expect(own, `${before?.state} ${event.type}`).toEqual(real);
        expect(isEqual, `${before?.state} ${event.type}`).toBe(true);
        before = real.snapshot;
      }
    };
    fc.assert(fc.property(lives, run), { numRuns: 500, seed: 1 });
  });
});
