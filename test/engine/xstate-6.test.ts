/** The machines are ready for XState 6: on its alpha they take the steps that they take on version 5. */
import { expect, test } from 'vitest';
import { declaredMachines, machineNames, machines } from '../../machines/index.ts';
import {
  candidateName,
  declaredBy,
  takenBy,
  unreachable,
} from '../../properties/check/coverage.ts';
import { bySearch } from '../../properties/check/single.ts';
import { withMachine } from '../../properties/mutants/written.ts';
import { type Advance, onTables, onXState, type Snapshot } from '../../src/engine/index.ts';
import { leavingLate } from '../machines/leaving-late.ts';
import { addresses, ways } from '../machines/stage.ts';
import { both } from './both.ts';
import { onXState6 } from './on-xstate-6.ts';

/** Of the steps that take one way of a cell, the first few and one in so many; WHOLE=1 takes all. */
const [first, every] = process.env.WHOLE ? [0, 1] : [3, 40];

test.each(machineNames)('XState 6 answers in every cell of %s as XState 5 does', (machine) => {
  const advance = onTables(machines);
  const judged = both(onXState6(declaredMachines), onXState(machines));
  const taken = new Map<string, number>();
  const sampling: Advance = (to, before, event) => {
    const name = candidateName(takenBy({ to, before, event }));
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return (count <= first || count % every === 0 ? judged : advance)(to, before, event);
  };
  bySearch(machine, sampling);
  const reached = declaredBy(machine)
    .map(candidateName)
    .filter((name) => !(name in unreachable));
  expect([...taken.keys()].sort()).toEqual(reached.sort());
});

test('XState 6 goes another way where an exit and a way out write one field', () => {
  const late = withMachine('recording', leavingLate);
  const advance = both(onXState6(late), onTables(late));
  let before: Snapshot<'recording'> | undefined;
  expect(() => {
    for (const [i, said] of (ways.recording.paused ?? []).entries()) {
      const event = { at: 1_000 * (i + 1), ...said };
      before = advance(addresses.recording, before, event).snapshot;
    }
  }).toThrow('recording pausing media.paused differs');
});
