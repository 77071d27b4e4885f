/** What every store promises, whichever it is. */
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/engine/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import {
  type Change,
  Conflict,
  type Errand,
  MemoryStore,
  noChange,
  SqliteStore,
  type Store,
} from '../../src/hosts/index.ts';
import { folder } from './stage.ts';

/** A call, and the same call a while later. */
const board = new Switchboard();
const call = { machine: 'call', sid: 'c1' } as const;
const snapshotAfter = (type: 'call.receive' | 'call.answered', at: number): Snapshot => {
  const [snapshot] = board.deliver(call, { type, at }).changed;
  return snapshot as Snapshot;
};
const early = snapshotAfter('call.receive', 0);
const late = snapshotAfter('call.answered', 10);
const other = { ...early, sid: 'b1', context: { ...early.context, sid: 'b1' } } as Snapshot;

const row = { machine: 'recording', accountSid: 'A', sendsUrl: true } as const;
const hangUp = { type: 'network.hangUp', machine: 'call', sid: 'c1' } as const;
const announced = {
  type: 'announced',
  machine: 'call',
  sid: 'c1',
  status: 'ringing',
  at: 5,
} as const;
const entries: readonly Errand[] = [
  { key: 'call c1@2.0', effect: hangUp },
  { key: 'call c1@1.1', effect: announced, snapshot: early },
];
const another: Errand = { key: 'call c1@10.0', effect: hangUp };
const answer = (id: string, at = 0) => ({ id, at, verdict: { verdict: 'accepted' } as const });
const refused = {
  id: 'm9',
  at: 7,
  verdict: { verdict: 'refused', reason: 'call-busy' },
} as const;

/** What is committed, one after another, and what is there then. */
interface Promised {
  readonly says: string;
  readonly commits: readonly Partial<Change>[];
  readonly holds: Partial<Awaited<ReturnType<Store['load']>>>;
}
const promises: readonly Promised[] = [
  {
    says: 'is empty at first',
    commits: [],
    holds: { machines: [], rows: [], notes: [], outbox: [], answers: [] },
  },
  {
    says: 'gives back snapshots with their revisions, at their newest, in the order they came',
    commits: [
      { machines: [{ snapshot: early, read: 0 }] },
      { machines: [{ snapshot: other, read: 0 }] },
      { machines: [{ snapshot: late, read: 1 }] },
    ],
    holds: {
      machines: [
        { snapshot: late, revision: 2 },
        { snapshot: other, revision: 1 },
      ],
    },
  },
  {
    says: 'gives back rows, the newest of each sid',
    commits: [
      { rows: [{ sid: 'r1', row: { ...row, sendsUrl: false } }] },
      {
        rows: [
          { sid: 'r0', row },
          { sid: 'r1', row },
        ],
      },
    ],
    holds: {
      rows: [
        { sid: 'r1', row },
        { sid: 'r0', row },
      ],
    },
  },
  {
    says: 'gives back notes, and drops those without a value',
    commits: [
      {
        notes: [
          { key: 'b', value: { left: [1, null, 'ü'] } },
          { key: 'a', value: 0 },
        ],
      },
      {
        notes: [
          { key: 'b', value: undefined },
          { key: 'c', value: false },
          { key: 'a', value: '' },
        ],
      },
    ],
    holds: {
      notes: [
        { key: 'a', value: '' },
        { key: 'c', value: false },
      ],
    },
  },
  {
    says: 'gives back entries that are not done, in the order in which they came',
    commits: [{ outbox: entries }, { done: ['call c1@2.0'], outbox: [another] }],
    holds: { outbox: [entries[1] as Errand, another] },
  },
  {
    says: 'keeps an entry once, whatever has its key',
    commits: [{ outbox: entries }, { outbox: [{ key: 'call c1@2.0', effect: hangUp }] }],
    holds: { outbox: entries },
  },
  {
    says: 'gives a snapshot the revision that it comes with, and counts on from there',
    commits: [
      { machines: [{ snapshot: early, read: 0, revision: 7 }] },
      { machines: [{ snapshot: late, read: 7 }] },
    ],
    holds: { machines: [{ snapshot: late, revision: 8 }] },
  },
  {
    says: 'gives back answers, the oldest first, but those that are forgotten',
    commits: [
      { answers: [answer('z')] },
      { answers: [answer('m2'), answer('m1')] },
      { answers: [refused], forgotten: ['m2'] },
    ],
    holds: { answers: [answer('z'), answer('m1'), refused] },
  },
];

/** Opens a store, opens it again on what the first one left, and tidies up. */
interface Kind {
  readonly name: string;
  readonly open: () => { store: Store; again: () => Store; [Symbol.dispose](): void };
}
const kinds: readonly Kind[] = [
  {
    name: 'memory',
    open: () => {
      const store = new MemoryStore();
      return { store, again: () => store, [Symbol.dispose]: () => undefined };
    },
  },
  ...[false, true].map((survivesPowerCut) => ({
    name: survivesPowerCut ? 'SQLite that survives a power cut' : 'SQLite',
    open: () => {
      const place = folder();
      const at = place.file('calls.db');
      const store = new SqliteStore(at, { survivesPowerCut });
      let open = store;
      const again = () => {
        open.close();
        open = new SqliteStore(at);
        return open;
      };
      const dispose = () => {
        open.close();
        place[Symbol.dispose]();
      };
      return { store, again, [Symbol.dispose]: dispose };
    },
  })),
];

describe.each(kinds)('A store: $name', ({ open }) => {
  test.each(promises)('$says', async ({ commits, holds }) => {
    using opened = open();
    for (const change of commits) await opened.store.commit({ ...noChange, ...change });
    expect(await opened.store.load()).toMatchObject(holds);
    expect(await opened.again().load()).toMatchObject(holds);
  });

  test('shows nothing of what is gone, although it lived', async () => {
    using opened = open();
    const { store } = opened;
    await store.commit({ ...noChange, machines: [{ snapshot: early, read: 0 }] });
    expect(store.shelf?.machine(call)?.snapshot).toEqual(early);
    await store.commit({ ...noChange, gone: [call] });
    expect(store.shelf?.machine(call)).toBeUndefined();
    expect([...(store.shelf?.live() ?? [])]).toEqual([]);
  });

  const stale = [
    { says: 'new, and is not', machines: [{ snapshot: late, read: 0 }] },
    { says: 'of an older revision', machines: [{ snapshot: late, read: 1 }] },
    { says: 'of a newer revision', machines: [{ snapshot: late, read: 3 }] },
    { says: 'there, and is not', machines: [{ snapshot: other, read: 1 }] },
  ];
  test.each(stale)('keeps nothing of a change that takes a snapshot for $says', async (one) => {
    using opened = open();
    const { store } = opened;
    await store.commit({ ...noChange, machines: [{ snapshot: early, read: 0 }], outbox: entries });
    await store.commit({ ...noChange, machines: [{ snapshot: early, read: 1 }] });
    const before = structuredClone(await store.load());
    const third = { ...other, sid: 'a1', context: { ...other.context, sid: 'a1' } } as Snapshot;
    const change: Change = {
      machines: [{ snapshot: third, read: 0 }, ...one.machines],
      rows: [{ sid: 'r1', row }],
      notes: [{ key: 'n', value: 1 }],
      outbox: [another],
      done: ['call c1@2.0'],
      answers: [refused],
      forgotten: [],
    };
    await expect(async () => store.commit(change)).rejects.toThrow(Conflict);
    expect(await store.load()).toEqual(before);
    expect(await opened.again().load()).toEqual(before);
    await opened.again().commit({ ...noChange, machines: [{ snapshot: late, read: 2 }] });
  });
});
