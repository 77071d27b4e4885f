/** What objects at Restate keep beside machines: rows, notes and lists; and when all of it goes. */
import { fc, test as property } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MachineName, machineNames } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { isAtRest } from '../../src/hosts/delivery.ts';
import type { Message, Task } from '../../src/hosts/index.ts';
import { RestateDirectory } from '../../src/hosts/restate/directory.ts';
import { directoryOf, type Held, type ListQuery, type NewRow } from '../../src/wire/index.ts';
import { seeded } from '../bench/measure.ts';
import {
  accounts,
  type Deed,
  deeds,
  lived,
  messagesOf,
  queries,
  withNeighbours,
} from '../hosts/listed.ts';
import { recorded, tell } from '../hosts/stage.ts';
import { SmallCluster } from './small-cluster.ts';

beforeEach(() => vi.useFakeTimers({ now: 0, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** A life lived by objects, and what is there then. */
async function livedIn({ asking }: SmallCluster, all: readonly Deed[]) {
  const { machines, rows } = lived(all);
  for (const message of messagesOf(all)) {
    await asking.take(message);
    // Rows of what was refused are kept too, behind their machines.
    await asking.keep({ rows: message.rows });
  }
  return { machines, rows };
}
async function expectAlike({ asking }: SmallCluster, held: Held, questions: readonly ListQuery[]) {
  for (const accountSid of accounts) {
    const directory = new RestateDirectory(accountSid, asking);
    for (const query of questions.flatMap((one) => withNeighbours(held, accountSid, one))) {
      expect(await directory.page(query)).toEqual(directoryOf(held, accountSid).page(query));
    }
    for (const sid of ['call-0', 'call-1', 'nobody']) {
      const known = directoryOf(held, accountSid).known('call', sid);
      expect(await directory.known('call', sid)).toEqual(known);
    }
  }
}
const noWakeUps = (handler: string) => handler === 'wake';

describe('The directory of an account on Restate', () => {
  property.prop([deeds, queries, fc.nat(99)], { seed: 16, numRuns: 8, endOnFailure: true })(
    'answers any question as by looking through everything, whatever arrives first',
    async (all, questions, seed) => {
      const random = seeded(seed);
      const cluster = new SmallCluster({ random: () => random(1_000) / 1_000, drops: noWakeUps });
      await expectAlike(cluster, await livedIn(cluster, all), questions);
      expect(cluster.failures).toEqual([]);
    },
  );

  test('shows a leg that became a call once, as that call, whenever its row came', async () => {
    const line = { accountSid: accounts[0], to: '+1', from: '+2', connectionId: '1' };
    const row = { machine: 'dialLeg', ...line } as const;
    const leg = { afterMs: 1, machine: 'dialLeg', sid: 'leg-0' } as const;
    const event = { type: 'conference.addParticipant', legSid: 'leg-0', stay: 'a' };
    const added = { afterMs: 0, machine: 'conference', sid: 'conference-0', event } as const;
    const all: ListQuery[] = [0, 1].map((skip) => ({ list: 'calls', part: { size: 1, skip } }));
    const whom: ListQuery = { list: 'calls', words: { to: '+1' }, part: { size: 5, skip: 0 } };
    for (const at of [0, 1, 2, 3]) {
      const given = (step: number) => (step === at ? [{ sid: 'leg-0', row }] : []);
      const life: Deed[] = [
        { ...added, rows: given(0) },
        { ...leg, event: { type: 'call.answered' }, rows: given(1) },
        { ...leg, event: { type: 'call.redirect' }, rows: given(2) },
        { ...leg, machine: 'call', event: { type: 'call.hungUp' }, rows: given(3) },
      ];
      for (const steps of [1, 2, 3, 4]) {
        const cluster = new SmallCluster({ drops: noWakeUps });
        const held = await livedIn(cluster, life.slice(0, steps));
        expect(held.machines.find('dialLeg', 'leg-0')?.state === 'handedOver').toBe(steps > 2);
        await expectAlike(cluster, held, [...all, whom]);
        expect((await cluster.asking.row('leg-0')) !== undefined).toBe(at < steps);
      }
    }
  });
});

const line = { machine: 'call', accountSid: 'A', to: '+1', from: '+2', connectionId: '1' } as const;
const rowOfRecording = { machine: 'recording', accountSid: 'A', sendsUrl: true } as const;

describe('What is kept beside machines on Restate', () => {
  test('comes with what is accepted, before anything is performed that this leads to', async () => {
    const seen: unknown[] = [];
    const cluster: SmallCluster = new SmallCluster({
      // What was sent last arrives first.
      random: () => 0.99,
      perform: async ({ effect }) => {
        seen.push(effect.type, await cluster.asking.note('n'), await cluster.asking.row('c1'));
      },
    });
    const { asking } = cluster;
    const rows: NewRow[] = [
      { sid: 'c1', row: line },
      { sid: 'r1', row: rowOfRecording },
    ];
    const dial = tell('c1', { type: 'call.dialOut' });
    await asking.take({ ...dial, rows, notes: [{ key: 'n', value: [1] }] });
    expect(seen).toEqual(['network.dial', [1], line]);
    expect(await asking.row('r1')).toEqual(rowOfRecording);
    const refused = { ...tell('c1', { type: 'call.redirect' }), notes: [{ key: 'n', value: 2 }] };
    expect((await asking.take(refused)).verdict.verdict).toBe('refused');
    expect(await asking.note('n')).toEqual([1]);
    await asking.keep({
      notes: [
        { key: 'n', value: undefined },
        { key: '', value: null },
      ],
    });
    expect([await asking.note('n'), await asking.note(''), await asking.row('r2')]).toEqual([
      undefined,
      null,
      undefined,
    ]);
    expect(cluster.left('note')).toEqual(['note ']);
  });
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
describe('A machine on Restate', () => {
  const notesOf = (sid: string) => [`said ${sid}`];
  /** One call that was recorded, and is over with its recording since 60,200. */
  async function past(
    afterMs: number | undefined,
    perform: (task: Task) => void = () => undefined,
  ) {
    const forgets = { ...(afterMs !== undefined && { afterMs }), notesOf };
    const cluster = new SmallCluster({ forgets, perform });
    const take = (message: Message) => cluster.asking.take(message);
    const [dialled, ...more] = recorded;
    const rows = [
      { sid: 'c1', row: line },
      { sid: 'r1', row: rowOfRecording },
    ];
    await take({ ...(dialled as Message), rows, notes: [{ key: 'said r1', value: ['Hello.'] }] });
    for (const one of more) await take(one);
    await take(tell('c1', { type: 'call.hungUp', at: 60_000 }));
    await take(tell('r1', { type: 'media.stopped', at: 60_100 } as never));
    await take(tell('r1', { type: 'media.saved', at: 60_200, location: 's3://f' } as never));
    await cluster.asking.keep({ notes: [{ key: 'other', value: 1 }] });
    const left = () => [
      ...cluster.left('machine'),
      ...cluster.left('note'),
      ...cluster.left('list'),
    ];
    const pass = (ms: number) => cluster.pass(ms);
    return { cluster, take, left, pass };
  }
  const everything = [
    ...['call c1', 'recording r1', 'note said r1', 'note other'],
    ...['calls A', 'recordings A'],
  ];

  test('is forgotten after thirty days, with its row, its notes and in lists, and not before', async () => {
    const { left, pass } = await past(undefined);
    await pass(30 * dayMs);
    expect(left()).toEqual(everything);
    await pass(61_000);
    expect(left()).toEqual(['note other']);
  });

  test('is kept as long as something is to be done for it', async () => {
    let fails = true;
    const { left, pass } = await past(dayMs, ({ effect }) => {
      if (fails && effect.sid === 'r1' && effect.type === 'announced') throw new Error('busy');
    });
    await pass(2 * dayMs);
    expect(left()).toEqual(everything.filter((one) => !/call/.test(one)));
    fails = false;
    await pass(1);
    expect(left()).toEqual(['note other']);
  });

  test('is kept as long as somebody who lives names it, or the row of whoever does', async () => {
    const { left, pass, take } = await past(hourMs);
    const named = { sid: 'c2', row: { ...line, dialRecordingSid: 'r1' } };
    await take({ ...tell('c2', { type: 'call.receive', at: 70_000 }), rows: [named] });
    await take(tell('c2', { type: 'call.answered', at: 70_000 }));
    await pass(2 * hourMs);
    expect(left()).toEqual([
      'recording r1',
      'call c2',
      'note said r1',
      'note other',
      ...everything.slice(4),
    ]);
    await take(tell('c2', { type: 'call.hungUp', at: 2 * hourMs }));
    await pass(hourMs / 2);
    expect(left()).toEqual(['call c2', 'note other', 'calls A']);
    await pass(hourMs);
    expect(left()).toEqual(['note other']);
  });

  test.each(['parentCallSid', 'coachingCallSid'])(
    'is kept as long as a row names it: %s',
    async (field) => {
      const { left, pass, take } = await past(hourMs);
      const named = { sid: 'c2', row: { ...line, [field]: 'c1' } };
      await take({ ...tell('c2', { type: 'call.receive', at: 70_000 }), rows: [named] });
      await take(tell('c2', { type: 'call.answered', at: 70_000 }));
      await pass(2 * hourMs);
      // A leg of that sid may be meant: it is not there, and is kept in mind.
      expect(left()).toEqual(['call c1', 'call c2', 'dialLeg c1', 'note other', 'calls A']);
      await take(tell('c2', { type: 'call.hungUp', at: 2 * hourMs }));
      await pass(hourMs / 2);
      expect(left()).toEqual(['call c2', 'note other', 'calls A']);
    },
  );

  test('is kept if it changes before its time, or nobody is told to forget any more', async () => {
    const { left, pass, take } = await past(dayMs);
    await pass(dayMs - 1_000_000);
    await take(tell('r1', { type: 'recording.delete', at: dayMs - 1_000_000 } as never));
    await pass(2_000_000);
    expect(left()).toContain('recording r1');
    expect(left()).not.toContain('call c1');
    await pass(dayMs);
    expect(left()).toEqual(['note other']);
  });

  property.prop([deeds, fc.nat(99)], { seed: 17, numRuns: 8, endOnFailure: true })(
    'is forgotten if nothing that lives has its sid in it, and no other, whatever arrives first',
    async (all, seed) => {
      const random = seeded(seed);
      const afterMs = 1_000_000_000;
      const cluster = new SmallCluster({
        random: () => random(1_000) / 1_000,
        drops: noWakeUps,
        forgets: { afterMs },
      });
      const { machines, rows } = await livedIn(cluster, all.map(naming(seed)));
      await cluster.pass(2 * afterMs);
      const here = machineNames.flatMap((name: MachineName): Snapshot[] => [...machines.all(name)]);
      const live = here.filter((one) => !isAtRest(one));
      const texts = new Set(
        live.flatMap((one) => [...textsIn(one), ...textsIn(rows.get(one.sid))]),
      );
      const expected = here.filter((one) => !isAtRest(one) || texts.has(one.sid));
      const left = await Promise.all(
        here.map(
          async ({ machine, sid }) => (await cluster.asking.known({ machine, sid })).snapshot,
        ),
      );
      expect(left.flatMap((one) => one ?? [])).toEqual(expected);
      expect(cluster.failures).toEqual([]);
    },
  );
});

/** All texts in it. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values((value ?? {}) as object).flatMap((one) => textsIn(one));

/** The same deeds; rows of lines name somebody else each. */
const naming =
  (seed: number) =>
  (deed: Deed): Deed => ({
    ...deed,
    rows: deed.rows.map(({ sid, row }): NewRow => {
      if (!('to' in row)) return { sid, row };
      const figure = (Number(sid.at(-1)) + seed) % 4;
      const names = [
        { parentCallSid: `call-${figure}` },
        { dialRecordingSid: `recording-${figure}${figure}` },
        { coachingCallSid: `leg-${figure}` },
        {},
      ];
      return { sid, row: { ...row, ...names[figure] } };
    }),
  });
