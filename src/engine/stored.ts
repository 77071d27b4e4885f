/** Snapshots from outside: taken only if they are what they say they are. */
import { leavesOf, type MachineName, snapshotVersion, unbornOf } from '../../machines/index.ts';
import { isPlain } from '../../machines/shape.ts';
import { checkMachine } from './check.ts';
import { InvalidInput } from './errors.ts';
import { migrated } from './migrated.ts';
import type { Snapshot } from './snapshot.ts';

/** What the machines are, read once: the states of a snapshot, and the fields of a context. */
const known = new Map<MachineName, { states: ReadonlySet<string>; fields: readonly string[] }>();
function knownOf(machine: MachineName) {
  const before = known.get(machine);
  if (before) return before;
  const read = {
    states: new Set(leavesOf(machine).flatMap(({ path }) => (path === 'none' ? [] : [path]))),
    fields: Object.keys(unbornOf(machine, 'any')),
  };
  known.set(machine, read);
  return read;
}

const wrong = (machine: MachineName, field: string, found: unknown, expected: string) =>
  new InvalidInput(`snapshot of ${machine}`, field, found, expected);

/** Refuses what is no snapshot of this machine: of another one, of another version or state. */
export function checkSnapshot<M extends MachineName>(machine: M, snapshot: unknown): Snapshot<M> {
  if (!isPlain(snapshot)) throw wrong(machine, 'snapshot', snapshot, 'an object');
  const { machine: of, version, sid, state, context } = snapshot as Partial<Snapshot<M>>;
  if (of !== machine) throw wrong(machine, 'machine', of, `"${machine}"`);
  if (version !== snapshotVersion) throw wrong(machine, 'version', version, `${snapshotVersion}`);
  if (typeof sid !== 'string' || sid === '') {
    throw wrong(machine, 'sid', sid, 'a string that is not empty');
  }
  const { states } = knownOf(machine);
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
 * exist, or without a field that its machine remembers.
 */
export function restore<M extends MachineName>(machine: M, stored: unknown): Snapshot<M> {
  const snapshot = checkSnapshot(checkMachine(machine) as M, migrated(machine, stored));
  for (const field of knownOf(machine).fields) {
    if (Object.hasOwn(snapshot.context, field)) continue;
    throw wrong(machine, `context.${field}`, undefined, 'a value, or null');
  }
  return snapshot;
}
