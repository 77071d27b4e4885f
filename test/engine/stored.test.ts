/** A stored snapshot comes back as it was, or is refused by name. */
import { describe, expect, test } from 'vitest';
import { leavesOf, type MachineName, machineNames } from '../../machines/index.ts';
import {
  InvalidInput,
  restore,
  type Snapshot,
  Switchboard,
  snapshotVersion,
} from '../../src/engine/index.ts';
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

describe('What an older version has stored comes back as this one stores it:', () => {
  type Data = Record<string, unknown>;
  /** A snapshot as an older version had it: without a field, and with others. */
  type Kept = { readonly context: object } | undefined;
  const old = (version: number, snapshot: Kept, without: string, more: object) => {
    const { [without]: _, ...context } = { ...snapshot?.context } as Data;
    return stored({ ...snapshot, version, context: { ...context, ...more } });
  };
  /** A recording as version 2 had it: its settings stood beside everything else. */
  const flat = (version: number, snapshot: Snapshot, more: object = {}) =>
    old(version, snapshot, 'settings', {
      ...(snapshot as Snapshot<'recording'>).context.settings,
      ...more,
    });
  /** As version 1 had it: without the order that a stop has crossed. */
  const flatter = (snapshot: Snapshot | undefined, more: object) =>
    old(1, flat(2, snapshot as Snapshot), 'crossed', more);
  const recordings = snapshots.filter((one) => one.machine === 'recording');

  test('a call of version 1 with the redirection that it knows', () => {
    const executing = inState('call', 'executing');
    const kept = (lastRedirection: string | null) =>
      restore('call', old(1, executing, 'redirections', { lastRedirection }));
    expect(kept(null)).toEqual(executing);
    expect(kept('X').context).toEqual({ ...executing?.context, redirections: ['X'] });
  });

  test.each(['dialLeg', 'conference'] as const)('a %s of any version as it was', (machine) => {
    for (const snapshot of snapshots.filter((one) => one.machine === machine)) {
      for (const version of [1, 2]) {
        expect(restore(machine, { ...snapshot, version })).toEqual(snapshot);
      }
    }
  });

  test('a call of version 2 as it was', () => {
    for (const snapshot of snapshots.filter((one) => one.machine === 'call')) {
      expect(restore('call', { ...snapshot, version: 2 })).toEqual(snapshot);
    }
  });

  test('a call of version 3 with the legs of a dial that runs, and of none that is over', () => {
    const { dial } = (inState('call', 'bridged') as Snapshot<'call'>).context;
    for (const call of snapshots.filter((one) => one.machine === 'call')) {
      const restored = restore('call', old(3, call, 'dial', { dial: { ...dial, legs: ['L9'] } }));
      const isRunning = /dialing|bridged/.test(call.state);
      expect(restored.context.dial?.legs, call.state).toEqual(isRunning ? ['L9'] : []);
    }
  });

  test('a recording of version 2 in every state, its settings in one place', () => {
    for (const snapshot of recordings) {
      expect(restore('recording', flat(2, snapshot))).toEqual(snapshot);
    }
  });

  test('a recording of version 1 in every state, whose limits run in a pause from now on', () => {
    for (const snapshot of recordings) {
      const isPaused = snapshot.state === 'paused' || snapshot.state === 'resuming';
      const { 'max-length': _, ...timers } = snapshot.context.timers;
      expect(restore('recording', flatter(snapshot, isPaused ? { timers } : {}))).toEqual(snapshot);
    }
    const steps = live('recording', [
      { ...requested, path: 'record-verb' },
      say('media.started', { order: 1 }),
      say('recording.pause'),
      say('media.paused', { order: 2 }),
    ]);
    const paused = steps.at(-1)?.snapshot;
    expect(Object.keys(paused?.context.timers ?? {})).toEqual(['max-length', 'longest-pause']);
    expect(restore('recording', flatter(paused, { timers: {} }))).toEqual(paused);
  });

  test('and what they cannot have stored is refused, and named as it is called now', () => {
    const paused = inState('recording', 'paused') as Snapshot;
    const field = (snapshot: unknown) => refusal('recording', snapshot).field;
    expect(field(flat(2, paused, { channels: 3 }))).toBe('context.settings.channels');
    expect(field(old(2, flat(2, paused), 'beep', {}))).toBe('context.settings.beep');
    expect(field(flat(snapshotVersion, paused))).toBe('context.settings');
    for (const version of [1, 2]) {
      for (const nothing of [null, 7, [], { version }, { version, context: null }]) {
        expect(refusal('recording', nothing)).toBeInstanceOf(InvalidInput);
      }
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
    [{ ...paused, version: snapshotVersion + 1 }, 'version', `${snapshotVersion + 1}`],
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
    'R1 absent, R8 deleted, R9 completed, R2 absent, R3 completed, R4 completed, R5 deleted, R6 absent, R7 absent',
    'T1 deleted, T2 failed',
  ]);
});
