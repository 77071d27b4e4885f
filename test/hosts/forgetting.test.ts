/** What is over is forgotten when told, with all that is kept beside it; what a live machine names is not. */
import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { machineNames } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { isAtRest } from '../../src/hosts/delivery.ts';
import { Host, MemoryStore, SqliteStore, type Store, type Task } from '../../src/hosts/index.ts';
import { directoryOf, type NewRow } from '../../src/wire/index.ts';
import { accounts, type Deed, deeds, lived, messagesOf, queries } from './listed.ts';
import { folder, performing, recorded, staged, tell } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

const dayMs = 86_400_000;
const row = { machine: 'recording', accountSid: 'A', sendsUrl: true } as const;
const lineRow = {
  machine: 'call',
  accountSid: 'A',
  to: '+1',
  from: '+2',
  connectionId: '1',
} as const;

/** A store that gives no pieces: its host holds everything. */
function withoutShelf(): Store {
  const kept = new MemoryStore();
  return {
    load: () => kept.load(),
    commit: (change) => kept.commit(change),
    close: () => kept.close(),
  };
}
const stores: Readonly<Record<string, () => Store>> = {
  memory: () => new MemoryStore(),
  'a store that gives no pieces': withoutShelf,
  'an SQLite file': () => new SqliteStore(':memory:'),
};

describe.each(Object.entries(stores))('A host on %s', (_, open) => {
  const notesOf = (sid: string) => [`said ${sid}`];
  /** One call that was recorded, and is over with its recording since 60,200. */
  async function past(
    forgets: { afterMs?: number; most?: number } | undefined,
    perform: (task: Task) => void = () => undefined,
  ) {
    const store = open();
    const settings = forgets ? { forgets: { ...forgets, notesOf } } : {};
    const staging = await staged({ store, ...settings }, perform);
    const { host } = staging;
    const [dialled, ...more] = recorded;
    const rows = [
      { sid: 'c1', row: lineRow },
      { sid: 'r1', row },
    ];
    await host.take({ ...(dialled as (typeof recorded)[0] & object), rows } as never);
    for (const one of more) await host.take(one);
    await host.take(tell('c1', { type: 'call.hungUp', at: 60_000 }));
    await host.take(tell('r1', { type: 'media.stopped', at: 60_100 } as never));
    await host.take(tell('r1', { type: 'media.saved', at: 60_200, location: 's3://f' } as never));
    await host.keep({
      notes: [
        { key: 'said r1', value: ['Hello.'] },
        { key: 'other', value: 1 },
      ],
    });
    return { ...staging, store };
  }
  const left = ({ host }: { host: Host }) => [
    ...machineNames.flatMap((name) => Array.from(host.machines.all(name), ({ sid }) => sid)),
    ...Array.from(host.rows, ([sid]) => `row ${sid}`),
    ...host.notes.keys(),
  ];
  const everything = ['c1', 'r1', 'row c1', 'row r1', 'said r1', 'other'];
  /** Time goes by, and something is kept. */
  const dayOver = async ({ host, clock }: Awaited<ReturnType<typeof past>>, ms = dayMs) => {
    await clock.until(clock.now() + ms);
    await host.keep({ notes: [{ key: 'other', value: 1 }] });
    await host.keep({});
  };

  test('forgets nothing unless it is told to', async () => {
    const here = await past(undefined);
    for (let day = 0; day < 40; day += 1) await dayOver(here);
    expect(left(here)).toEqual(everything);
    await here.host.close();
  });

  test('forgets what is older, with its row and its notes, and not a day before', async () => {
    const here = await past({});
    for (let day = 0; day < 30; day += 1) await dayOver(here);
    expect(left(here)).toEqual(everything);
    await dayOver(here);
    expect(left(here)).toEqual(['other']);
    expect(here.host.machines.recordingsOfCall('c1')).toEqual([]);
    const { machines, rows } = await here.store.load();
    expect([machines, rows]).toEqual([[], []]);
    await here.host.close();
  });

  test('forgets the oldest of more than it is told to keep', async () => {
    const here = await past({ most: 1 });
    await dayOver(here);
    expect(left(here)).toEqual(['r1', 'row r1', 'said r1', 'other']);
    await here.host.close();
  });

  test('keeps what something is to be done for', async () => {
    let fails = true;
    const here = await past({ afterMs: dayMs }, ({ effect }) => {
      if (fails && effect.sid === 'r1' && effect.type === 'announced') throw new Error('busy');
    });
    await dayOver(here);
    await dayOver(here);
    expect(left(here)).toEqual(['r1', 'row r1', 'said r1', 'other']);
    fails = false;
    await dayOver(here);
    await dayOver(here);
    expect(left(here)).toEqual(['other']);
    await here.host.close();
  });

  test('keeps what a live machine or its row names', async () => {
    const hourMs = dayMs / 24;
    const here = await past({ afterMs: hourMs });
    const { host } = here;
    const named = { sid: 'c2', row: { ...lineRow, dialRecordingSid: 'r1' } };
    await host.take({ ...tell('c2', { type: 'call.receive' }), rows: [named] });
    await host.take(tell('c2', { type: 'call.answered' }));
    await dayOver(here, 2 * hourMs);
    expect(left(here)).toEqual(['c2', 'r1', 'row r1', 'row c2', 'said r1', 'other']);
    await host.take(tell('c2', { type: 'call.hungUp' }));
    await dayOver(here, hourMs / 2);
    expect(left(here)).toEqual(['c2', 'row c2', 'other']);
    await host.close();
  });
});

/** All texts in it. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values((value ?? {}) as object).flatMap((one) => textsIn(one));

const callEnds = (sid: string): Deed => ({
  ...{ afterMs: 0, machine: 'call', sid, event: { type: 'call.hungUp' }, rows: [] },
});
/** The same rows; those of lines name somebody else each. */
const naming =
  (sids: readonly string[]) =>
  ({ sid, row: kept }: NewRow): NewRow => {
    const named = sids[Number(sid.at(-1)) % sids.length];
    const isLine = kept.machine === 'call' || kept.machine === 'dialLeg';
    return { sid, row: isLine && named ? { ...kept, dialRecordingSid: named } : kept };
  };

test('whatever happens, a host that forgets keeps all that lives and all that this names, and nothing else', async () => {
  const seen = { forgotten: 0, namedByMachine: 0, namedByRow: 0 };
  const holds = fc.asyncProperty(deeds, queries, async (some, questions) => {
    using place = folder();
    // Calls that end, while recordings of them still do.
    const all = [...some, callEnds('call-0'), callEnds('call-1')];
    const path = place.file('calls.db');
    const { machines } = lived(all);
    const everyone = machineNames.flatMap((name): Snapshot[] => [...machines.all(name)]);
    const over = everyone.filter(isAtRest).map(({ sid }) => sid);
    const messages = messagesOf(all);
    const now = messages.reduce(
      (latest, { event }) => Math.max(latest, (event as { at: number }).at),
      0,
    );
    const open = (forgets?: { afterMs: number }) =>
      Host.open({
        store: new SqliteStore(path),
        clock: new StillClock(now + 1_500),
        ...(forgets && { forgets }),
        performers: () => performing(() => undefined),
      });
    const living = await open();
    for (const { rows, ...message } of messages) {
      await living.take(message);
      await living.keep({ rows: rows.map(naming(over)) });
    }
    await rest();
    await living.close();

    const host = await open({ afterMs: 1_000 });
    const live = everyone.filter((one) => !isAtRest(one));
    const byMachine = new Set(live.flatMap((one) => textsIn(one)));
    const byRow = new Set(live.flatMap((one) => textsIn(host.rows.get(one.sid))));
    // In one turn it is kept that something is forgotten, and the next sees it.
    await host.keep({});
    await host.keep({});
    const kept = (one: Snapshot) => host.machines.find(one.machine, one.sid);
    for (const one of everyone) {
      const isNamed = byMachine.has(one.sid) || byRow.has(one.sid);
      expect(kept(one)).toEqual(isNamed ? one : undefined);
      if (!isNamed) seen.forgotten += 1;
      else if (!byMachine.has(one.sid)) seen.namedByRow += 1;
      else if (isAtRest(one)) seen.namedByMachine += 1;
    }
    const answers = (of: Host) =>
      accounts.map((accountSid) => {
        const directory = directoryOf(of, accountSid);
        return questions.map((query) => directory.page(query));
      });
    const before = [answers(host), everyone.map(kept)];
    await host.close();
    const again = await open();
    const found = everyone.map(({ machine, sid }) => again.machines.find(machine, sid));
    expect([answers(again), found]).toEqual(before);
    await again.close();
  });
  await fc.assert(holds, { seed: 17, numRuns: 15 });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});
