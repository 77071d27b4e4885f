/** The steps of this house: by hand, on compiled tables, and checked at the edge. */
import { machines } from '../../../machines/index.ts';
import { onTables, onXState, type Snapshot, step } from '../../../src/engine/index.ts';
import { byHand as advanceByHand, handWritten } from '../by-hand/index.ts';
import type { Contender } from './contender.ts';

const stateOf = (snapshot: Snapshot | undefined) => snapshot?.state ?? 'none';

export const byHand: Contender = {
  name: 'by hand',
  says: 'A reducer written by hand, for two of the machines: all of a step.',
  only: handWritten,
  ready:
    ({ to, events }) =>
    () => {
      let snapshot: Snapshot | undefined;
      for (const event of events) snapshot = advanceByHand(to, snapshot, event).snapshot;
      return stateOf(snapshot);
    },
};

const advanceOnTables = onTables(machines);
export const compiled: Contender = {
  name: 'compiled',
  says: 'Tables compiled from the declarations: all of a step.',
  ready:
    ({ to, events }) =>
    () => {
      let snapshot: Snapshot | undefined;
      for (const event of events) snapshot = advanceOnTables(to, snapshot, event).snapshot;
      return stateOf(snapshot);
    },
};

export const checked: Contender = {
  name: 'step',
  says: 'The public step: all of a step, and the check of address, snapshot and event.',
  ready:
    ({ to, events }) =>
    () => {
      let snapshot: Snapshot | undefined;
      for (const event of events) snapshot = step(to, snapshot, event as never).snapshot;
      return stateOf(snapshot);
    },
};

const advanceOnXState = onXState(machines);
export const stored: Contender = {
  name: 'XState, stored',
  says: "XState's transition, from stored snapshots to stored snapshots: all of a step.",
  ready:
    ({ to, events }) =>
    () => {
      let snapshot: Snapshot | undefined;
      for (const event of events) snapshot = advanceOnXState(to, snapshot, event).snapshot;
      return stateOf(snapshot);
    },
};
