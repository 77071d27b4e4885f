/** The room's door: a step, snapshots, the switchboard, and explanations. */

export {
  type Answered,
  type Delivery,
  delivering,
  notRead,
  type Unread,
} from './delivering.ts';
export { InvalidInput } from './errors.ts';
export { type Explanation, explain, openCommands } from './explain.ts';
export { snapshotVersion } from './migrated.ts';
export { onXState } from './reference.ts';
export {
  type Advance,
  hasEnded,
  type Snapshot,
  type StateOf,
  type Step,
  type To,
} from './snapshot.ts';
export { step } from './step.ts';
export { restore } from './stored.ts';
export {
  handedOverState,
  isHandedOver,
  isTakenOver,
  machineRecorded,
  recordingsMeant,
  Switchboard,
} from './switchboard.ts';
export { onTables } from './tables.ts';
