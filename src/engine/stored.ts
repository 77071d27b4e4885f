/** Snapshots from outside: taken only if they are what they say they are. */
import { leavesOf, type MachineName } from '../../machines/index.ts';
import { flawIn, isPlain } from '../../machines/words/shape.ts';
import { checkMachine } from './check.ts';
import { InvalidInput } from './errors.ts';
import { migrated, snapshotVersion } from './migrated.ts';
import { neededIn, remembered } from './remembered.ts';
import type { Snapshot } from './snapshot.ts';

const knownVersions = `${snapshotVersion}, or an older one that restore brings up to it`;

/** The states of a snapshot, read once. */
const known = new Map<MachineName, ReadonlySet<string>>();
function statesOf(machine: MachineName): ReadonlySet<string> {
  const before = known.get(machine);
  if (before) return before;
  const states = new Set(leavesOf(machine).flatMap(({ path }) => (path === 'none' ? [] : [path])));
  known.set(machine, states);
  return states;
}

const wrong = (machine: MachineName, field: string, found: unknown, expected: string) =>
  new InvalidInput(`snapshot of ${machine}`, field, found, expected);

/** Refuses what is no snapshot of this machine: of another one, of another version or state. */
export function checkSnapshot<M extends MachineName>(machine: M, snapshot: unknown): Snapshot<M> {
  if (!isPlain(snapshot)) throw wrong(machine, 'snapshot', snapshot, 'an object');
  const { machine: of, version, sid, state, context } = snapshot as Partial<Snapshot<M>>;
  if (of !== machine) throw wrong(machine, 'machine', of, `"${machine}"`);
  if (version !== snapshotVersion) throw wrong(machine, 'version', version, knownVersions);
  if (typeof sid !== 'string' || sid === '') {
    throw wrong(machine, 'sid', sid, 'a string that is not empty');
  }
  const states = statesOf(machine);
  if (typeof state !== 'string' || !states.has(state)) {
    throw wrong(machine, 'state', state, `one of ${[...states].join(', ')}`);
  }
  if (!isPlain(context)) throw wrong(machine, 'context', context, 'an object');
  if (context.sid !== sid) throw wrong(machine, 'context.sid', context.sid, `"${sid}"`);
  return snapshot as Snapshot<M>;
}

/**
 * Takes back a snapshot of this machine that was stored as JSON, by this version or an older one.
 * @throws InvalidInput for a snapshot of another machine or a newer version, in a state that does not
 * exist, or with a context in which something is not what its machine remembers.
 * @example
 * ```ts
 * import { restore, step } from 'texml-recordings';
 *
 * const call = { machine: 'call', sid: 'call-1' } as const;
 * const { snapshot } = step(call, undefined, { type: 'call.dialOut', at: 0 });
 * const stored = JSON.stringify(snapshot); // into a column of your own
 * console.log(restore('call', JSON.parse(stored)).state); // queued
 * ```
 */
export function restore<M extends MachineName>(machine: M, stored: unknown): Snapshot<M> {
  const snapshot = checkSnapshot(checkMachine(machine) as M, migrated(machine, stored));
  const { state, context } = snapshot;
  const flaw = flawIn(remembered[machine], context);
  if (flaw) throw wrong(machine, `context.${flaw.path}`, flaw.found, flaw.expected);
  const needed = neededIn[state];
  if (needed !== undefined && context[needed as keyof typeof context] === null) {
    throw wrong(machine, `context.${needed}`, null, `what a call that is ${state} is at`);
  }
  return snapshot;
}
