/** What is found of what is kept, beside lists: in maps and in a file the same. */
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { Switchboard } from '../../src/engine/index.ts';
import { MemoryStore, noChange, SqliteStore, type Store } from '../../src/hosts/index.ts';
import { makeCards } from '../../src/hosts/stores/sqlite-cards.ts';

const call = (sid: string) => ({ machine: 'call', sid }) as const;
const board = new Switchboard();
for (const [sid, at] of [
  ['c1', 10_000],
  ['c2', 20_000],
  ['c3', 30_000],
] as const) {
  board.deliver(call(sid), { type: 'call.receive', at: 0 });
  board.deliver(call(sid), { type: 'call.hungUp', at });
}
board.deliver(call('c4'), { type: 'call.dialOut', at: 0, recording: { sid: 'r4' } });
board.deliver(call('c4'), { type: 'call.answered', at: 1_000 });
const everyone = [
  ...['c1', 'c2', 'c3', 'c4'].map((sid) => board.find('call', sid)),
  board.find('recording', 'r4'),
].flatMap((snapshot) => (snapshot ? [{ snapshot, read: 0 }] : []));
const refused = { verdict: 'refused', reason: 'call-busy' } as const;

const stores: Readonly<Record<string, () => Store>> = {
  memory: () => new MemoryStore(),
  'an SQLite file': () => new SqliteStore(':memory:'),
};
describe.each(Object.entries(stores))('In %s', (_, open) => {
  async function shelf() {
    const store = open();
    const answers = [{ id: 'm9', at: 7, verdict: refused }];
    await store.commit({ ...noChange, machines: everyone, answers });
    if (!store.shelf) throw new Error('It gives no pieces.');
    return store.shelf;
  }

  test('so many of what is over are left out, the newest first', async () => {
    const { overBeyond, over } = await shelf().then((of) => ({
      overBeyond: [0, 1, 2, 3].map((newer) => of.overBeyond(newer)),
      over: of.over(20_000, 9).map(({ sid }) => sid),
    }));
    expect(overBeyond).toEqual([30_000, 20_000, 10_000, undefined]);
    expect(over).toEqual(['c1', 'c2']);
  });

  test('who names a sid belongs to it', async () => {
    const found = (await shelf()).belonging(new Set(['c2', 'c4']));
    expect(found.map(({ sid }) => sid)).toEqual(['c2', 'c4', 'r4']);
  });

  test('a message is answered again as it was', async () => {
    const of = await shelf();
    expect(of.answer('m9')?.verdict).toEqual(refused);
    expect(of.answer('m8')).toBeUndefined();
  });
});

test('machines of an older file are found by what their rows say', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE TABLE machines (number INTEGER PRIMARY KEY, machine TEXT, sid TEXT, snapshot TEXT);
    CREATE TABLE resources (sid TEXT, row TEXT);`);
  const row = { machine: 'call', accountSid: 'A', to: '+1', from: '+2', connectionId: '1' };
  database
    .prepare("INSERT INTO machines VALUES (1, 'call', 'c1', ?)")
    .run(JSON.stringify(board.find('call', 'c1')));
  database.prepare("INSERT INTO resources VALUES ('c1', ?)").run(JSON.stringify(row));
  makeCards('calls.db', database);
  const found = database.prepare('SELECT account, to_whom, over_at FROM machines').get();
  expect({ ...found }).toEqual({ account: 'A', to_whom: '+1', over_at: 10_000 });
  database.close();
});
