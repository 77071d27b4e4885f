/** A stored snapshot comes back as it was, or is refused by name. */
import { describe, expect, test } from 'vitest';
import { leavesOf, type MachineName, machineNames } from '../../machines/index.ts';
import { InvalidInput, restore, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { inState, live, requested, say } from '../machines/stage.ts';
import { stored } from './freeze.ts';
import { mixedLife } from './mixed-life.ts';

const lastName = (path: string) => path.slice(path.lastIndexOf('.') + 1);
const snapshots: readonly Snapshot[] = machineNames.flatMap((machine) =>
  leavesOf(machine).flatMap(({ path }) => inState(machine, lastName(path)) ?? []),
);
function refusal(machine: unknown, snapshot: unknown): InvalidInput {
  try {
    restore(machine as MachineName, snapshot);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a snapshot of every state comes back from JSON as it was', () => {
  expect(snapshots.length).toBeGreaterThan(35);
  for (const snapshot of snapshots) {
    expect(stored(snapshot)).toEqual(snapshot);
    expect(restore(snapshot.machine, stored(snapshot))).toEqual(snapshot);
  }
});

test('a snapshot without any one field of its context is refused, and the field is named', () => {
  for (const snapshot of snapshots) {
    for (const field of Object.keys(snapshot.context)) {
      const { [field]: _, ...context } = snapshot.context as unknown as Record<string, unknown>;
      expect(refusal(snapshot.machine, { ...snapshot, context }).field).toBe(`context.${field}`);
    }
  }
});

describe('What version 1 has stored comes back as version 2:', () => {
  /** A snapshot as version 1 had it. */
  const old = (snapshot: Snapshot | undefined, { without, ...more }: Old): unknown => {
    const { [without]: _, ...context } = { ...(snapshot?.context as object) } as Data;
    return stored({ ...snapshot, version: 1, context: { ...context, ...more } });
  };
  type Data = Record<string, unknown>;
  type Old = Data & { readonly without: string };

  test('a call with the redirection that it knows', () => {
    const executing = inState('call', 'executing');
    const kept = (lastRedirection: string | null) =>
      restore('call', old(executing, { without: 'redirections', lastRedirection }));
    expect(kept(null)).toEqual(executing);
    expect(kept('X').context).toEqual({ ...executing?.context, redirections: ['X'] });
  });

  test.each(['dialLeg', 'conference'] as const)('a %s as it was', (machine) => {
    for (const snapshot of snapshots.filter((one) => one.machine === machine)) {
      expect(restore(machine, { ...snapshot, version: 1 })).toEqual(snapshot);
    }
  });

  test('a recording in every state, whose limits run in a pause from now on', () => {
    for (const snapshot of snapshots.filter((one) => one.machine === 'recording')) {
      const isPaused = snapshot.state === 'paused' || snapshot.state === 'resuming';
      const { 'max-length': _, ...timers } = snapshot.context.timers;
      const was = isPaused ? { timers } : {};
      expect(restore('recording', old(snapshot, { without: 'crossed', ...was }))).toEqual(snapshot);
    }
    const steps = live('recording', [
      { ...requested, path: 'record-verb' },
      say('media.started', { order: 1 }),
      say('recording.pause'),
      say('media.paused', { order: 2 }),
    ]);
    const paused = steps.at(-1)?.snapshot;
    expect(Object.keys(paused?.context.timers ?? {})).toEqual(['max-length', 'longest-pause']);
    expect(restore('recording', old(paused, { without: 'crossed', timers: {} }))).toEqual(paused);
  });

  test('and what is no snapshot is refused as ever', () => {
    for (const nothing of [null, 7, [], { version: 1 }, { version: 1, context: null }]) {
      expect(refusal('recording', nothing)).toBeInstanceOf(InvalidInput);
    }
  });
});

describe('What is no snapshot of a recording is refused:', () => {
  const paused = inState('recording', 'paused');
  test.each([
    [undefined, 'snapshot', 'missing'],
    [null, 'snapshot', 'null'],
    ['{}', 'snapshot', '"{}"'],
    [[paused], 'snapshot', '['],
    [{}, 'machine', 'missing'],
    [{ ...paused, machine: 'call' }, 'machine', '"call"'],
    [{ ...paused, version: 0 }, 'version', '0'],
    [{ ...paused, version: '1' }, 'version', '"1"'],
    [{ ...paused, version: 3 }, 'version', '3'],
    [{ ...paused, sid: '' }, 'sid', '""'],
    [{ ...paused, sid: undefined }, 'sid', 'missing'],
    [{ ...paused, state: 'dreaming' }, 'state', '"dreaming"'],
    [{ ...paused, state: 'none' }, 'state', '"none"'],
    [{ ...paused, state: 'toString' }, 'state', '"toString"'],
    [{ ...paused, state: { paused: {} } }, 'state', '{'],
    [{ ...paused, context: null }, 'context', 'null'],
    [{ ...paused, context: [] }, 'context', '[]'],
    [{ ...paused, context: { ...paused?.context, sid: 'R2' } }, 'context.sid', '"R2"'],
  ])('%#: its %s is %s', (snapshot, field, found) => {
    const error = refusal('recording', snapshot);
    expect(error.field).toBe(field);
    expect(error.message).toContain(`snapshot of recording: "${field}" is ${found}`);
  });

  test('a state of a compound is named whole', () => {
    const ringing = inState('call', 'ringing');
    expect(refusal('call', { ...ringing, state: 'inProgress' }).expected).toContain(
      'inProgress.executing',
    );
  });

  test.each([undefined, null, '', 'Recording', '__proto__'])('nor is %j a machine', (machine) => {
    expect(refusal(machine, paused).field).toBe('machine');
  });
});

test('SYS-4 a long mixed life that is stored and restored at every step goes on the same', () => {
  const kept = new Switchboard();
  let restored = new Switchboard();
  const states = new Set<string>();
  for (const { to, event } of mixedLife) {
    const delivery = kept.deliver(to, event);
    expect(restored.deliver(to, event)).toEqual(delivery);
    for (const { machine, state } of delivery.changed) states.add(`${machine} ${state}`);
    const all = machineNames.flatMap((machine) => [...kept.all(machine)]);
    restored = new Switchboard(all.map((one) => restore(one.machine, stored(one))));
  }
  // The life is worth its name: it goes through most states, and everything in it ends.
  expect(states.size).toBeGreaterThan(25);
  const ends = machineNames.map((machine) =>
    [...kept.all(machine)].map(({ sid, state }) => `${sid} ${state}`).join(', '),
  );
  expect(ends).toEqual([
    'C1 completed, C2 completed, C3 completed',
    'L1 completed, L2 canceled, L3 completed',
    'F1 completed',
    'R1 absent, R2 absent, R3 completed, R4 completed, R5 deleted, R6 absent, R7 absent',
  ]);
});
