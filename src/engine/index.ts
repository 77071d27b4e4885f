/** The room's door: a step, snapshots, the switchboard, and explanations. */
export { InvalidInput } from './errors.ts';
export { type Explanation, explain, openCommands } from './explain.ts';
export { hasEnded, type Snapshot, type Step, type To } from './snapshot.ts';
export { step } from './step.ts';
export { restore } from './stored.ts';
export { type Answered, type Delivery, Switchboard } from './switchboard.ts';
