/** What processes promise that serve one sandbox, on one database. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { Switchboard } from '../../src/engine/index.ts';
import { type Change, Conflict, MemoryStore, noChange } from '../../src/hosts/index.ts';
import { Database } from '../../src/hosts/postgres/tables/database.ts';
import { type Listening, listen } from '../../src/sandbox/index.ts';
import { AccountStore } from '../../src/sandbox/shared/account-store.ts';
import { inDatabase } from '../../src/sandbox/shared/in-database.ts';
import { prepareTables } from '../../src/sandbox/shared/tables.ts';
import { givenUp, until } from '../house/patience.ts';
import { application, asking } from '../sandbox/served.ts';

/** Changes of every kind; the same again is a repeat. */
function changes(): readonly Partial<Change>[] {
  const board = new Switchboard();
  const to = { machine: 'call', sid: 'c1' } as const;
  const [early] = board.deliver(to, { type: 'call.receive', at: 0 }).changed;
  const [late] = board.deliver(to, { type: 'call.answered', at: 10 }).changed;
  if (!early || !late) throw new Error('Nothing has changed.');
  const effect = { type: 'network.hangUp', machine: 'call', sid: 'c1' } as const;
  const row = { machine: 'recording', accountSid: 'A', sendsUrl: true } as const;
  const accepted = { verdict: 'accepted' } as const;
  return [
    {
      machines: [{ snapshot: early, read: 0 }],
      rows: [
        { sid: 'r2', row },
        { sid: 'r1', row },
      ],
    },
    {
      machines: [{ snapshot: late, read: 1 }],
      rows: [{ sid: 'r2', row: { ...row, sendsUrl: false } }],
    },
    {
      notes: [
        { key: 'b', value: { of: [1, 'two', null] } },
        { key: 'a', value: 1 },
        { key: 'a', value: null },
        { key: '…', value: 'nul \u0000 and 😀' },
      ],
    },
    {
      notes: [
        { key: 'b', value: undefined },
        { key: 'c', value: false },
      ],
    },
    {
      outbox: [
        { key: 'call c1@2.1', effect },
        { key: 'call c1@2.0', effect, snapshot: late },
      ],
      answers: [
        { id: 'm2', at: 7, verdict: accepted },
        { id: 'm1', at: 2 ** 45, verdict: { verdict: 'refused', reason: 'call-busy' } },
      ],
    },
    { outbox: [{ key: 'call c1@2.1', effect }], done: ['call c1@2.0'] },
    { forgotten: ['m2', 'm3'], answers: [{ id: 'm0', at: 0, verdict: accepted }] },
  ];
}

export function sharedSandboxes(database: () => { readonly url: string; readonly pool: pg.Pool }) {
  let schemas = 0;
  /** Tables of their own. */
  function placed() {
    schemas += 1;
    const schema = `shared_${schemas}`;
    const { pool } = database();
    const ask = async (sql: string) => (await pool.query(sql.replaceAll('@', schema))).rows;
    return { schema, ask, database: new Database(schema, pool, false) };
  }
  const running: Listening[] = [];
  afterEach(async () => {
    await Promise.allSettled(running.splice(0).map((one) => one.close()));
  });

  /** A process, as far as it listens and does not know the others. */
  async function serving(schema: string, leaseMs = 600_000) {
    const told: string[] = [];
    const one = await listen({
      port: 0,
      state: { postgres: database().url, schema, leaseMs },
      publicUrl: 'https://sandbox.example.com',
      graceMs: 100,
      warn: (says) => told.push(says),
    });
    running.push(one);
    return { ...one, ...asking(one.url), told };
  }
  const runs = 'This process runs the sandbox.';

  describe('The store of an account in Postgres', () => {
    test('holds what a store in memory holds, after each of the same changes', async () => {
      const place = placed();
      const privateKey = await prepareTables(place.database);
      const running = { database: place.database, epoch: 0, privateKey, lost: () => undefined };
      const store = await (await inDatabase(running)).open('A');
      const memory = new MemoryStore();
      for (const change of changes()) {
        await store.commit({ ...noChange, ...change });
        memory.commit({ ...noChange, ...change });
        expect(await store.load()).toEqual(memory.load());
      }
      const again = { ...noChange, ...changes()[0], notes: [{ key: 'new', value: 1 }] };
      await expect(store.commit(again)).rejects.toThrow(Conflict);
      expect(await store.load()).toEqual(memory.load());
      expect(await (await (await inDatabase(running)).open('B')).load()).toEqual(
        new MemoryStore().load(),
      );
    });

    test('forgets a machine with its row, unless another has the same sid', async () => {
      const place = placed();
      const privateKey = await prepareTables(place.database);
      const running = { database: place.database, epoch: 0, privateKey, lost: () => undefined };
      const store = await (await inDatabase(running)).open('A');
      const board = new Switchboard();
      const parent = { machine: 'call', sid: 'c9' } as const;
      const asked = { type: 'leg.requested', at: 0, parent, ringTimeoutMs: 1_000 } as const;
      const snapshots = ['s1', 's2'].flatMap((sid) => [
        ...board.deliver({ machine: 'call', sid }, { type: 'call.receive', at: 0 }).changed,
        ...board.deliver({ machine: 'dialLeg', sid }, asked).changed,
      ]);
      const row = { machine: 'recording', accountSid: 'A', sendsUrl: true } as const;
      const rows = ['s1', 's2'].map((sid) => ({ sid, row }));
      const machines = snapshots.map((snapshot) => ({ snapshot, read: 0 }));
      await store.commit({ ...noChange, machines, rows });
      const both = snapshots.map(({ machine, sid }) => ({ machine, sid }));
      const ones = both.filter(({ machine, sid }) => machine === 'call' || sid === 's2');
      const memory = new MemoryStore();
      memory.commit({ ...noChange, machines, rows });
      for (const one of [store, memory]) await one.commit({ ...noChange, gone: ones });
      const { machines: left, rows: leftRows } = await store.load();
      expect(left.map(({ snapshot: { machine, sid } }) => `${machine} ${sid}`)).toEqual([
        'dialLeg s1',
      ]);
      expect(leftRows).toEqual([{ sid: 's1', row }]);
      expect(await store.load()).toEqual(memory.load());
    });

    test('keeps nothing once somebody else has taken over, and says so', async () => {
      const place = placed();
      await prepareTables(place.database);
      await place.ask("INSERT INTO @.worlds (account, is_current) VALUES ('A', true)");
      const lost: string[] = [];
      const name = 'account "A"';
      const store = new AccountStore({
        ...{ database: place.database, world: 1, epoch: 0, name },
        lost: (why) => lost.push(why),
      });
      await place.ask('UPDATE @.leader SET epoch = 1');
      const change = { ...noChange, notes: [{ key: 'a', value: 1 }] };
      await expect(store.commit(change)).rejects.toThrow(`${name}: Another process`);
      expect(lost).toEqual(['another process has taken over']);
      expect((await store.load()).notes).toEqual([]);
    });

    test('asks whether a change was kept whose answer was lost', async () => {
      const place = placed();
      await prepareTables(place.database);
      await place.ask("INSERT INTO @.worlds (account, is_current) VALUES ('A', true)");
      const { pool } = database();
      for (const isKept of [true, false]) {
        const lossy = Object.assign(Object.create(place.database) as Database, {
          text: (sql: string) => place.database.text(sql),
          ask: (...said: Parameters<Database['ask']>) => place.database.ask(...said),
          connect: async () => {
            const client = await pool.connect();
            return {
              query: async (query: { text: string }) => {
                if (query.text === 'COMMIT' && !isKept) await client.query('ROLLBACK');
                const found = await client.query(query);
                if (query.text === 'COMMIT') throw new Error('The connection is gone.');
                return found;
              },
              release: (isBroken?: boolean) => client.release(isBroken),
            };
          },
        });
        const given = { database: lossy, world: 1, epoch: 0, name: 'A', lost: () => undefined };
        const store = new AccountStore(given);
        const note = { key: String(isKept), value: 1 };
        const kept = store.commit({ ...noChange, notes: [note] }).then(
          () => true,
          () => false,
        );
        expect(await kept).toBe(isKept);
        expect((await store.load()).notes).toEqual([{ key: 'true', value: 1 }]);
      }
    });
  });

  describe('Processes that serve one sandbox', () => {
    test('answer alike, and one goes on where another has ended', async () => {
      const { schema } = placed();
      const one = await serving(schema);
      const other = await serving(schema);
      expect([one.told, other.told]).toEqual([[runs], [expect.stringContaining(one.url)]]);
      expect(other.publicKey).toBe(one.publicKey);
      const document = '<Response><Pause length="60"/></Response>';
      await using customer = await application(() => one.publicKey, { '/voice': document });
      await other.freeze();
      const began = await other.control<{ now: number }>('GET', '/clock');
      const { call_sid: sid } = (await other.calls.calls('account-1', {
        body: {
          ...{ ApplicationSid: '1', From: '+12025550199', To: '+12025550121', Record: true },
          Url: `${customer.url}/voice`,
          RecordingStatusCallback: `${customer.url}/told`,
          RecordingStatusCallbackEvent: 'in-progress completed',
        },
      })) as { readonly call_sid?: string };
      await one.pass('5s');
      expect((await other.listed()).map((found) => [found.call_sid, found.status])).toEqual([
        [sid, 'in-progress'],
      ]);
      await one.close();
      await other.pass('60s');
      expect(other.told).toEqual([expect.stringContaining(one.url), runs]);
      const [recording] = await other.listed();
      expect(recording?.status).toBe('completed');
      expect(recording?.media_url).toMatch(/^https:\/\/sandbox\.example\.com\/media\//);
      const file = new URL(recording?.media_url ?? '');
      expect((await fetch(other.url + file.pathname + file.search)).status).toBe(200);
      await until(() => customer.heard.length >= 3);
      expect(customer.heard.every(({ signed }) => signed === true)).toBe(true);
      expect(customer.heard.map(({ path, said }) => [path, said.RecordingStatus])).toEqual([
        ['/voice', undefined],
        ['/told', 'in-progress'],
        ['/told', 'completed'],
      ]);
      const ended = await other.control<{ now: number; isFrozen: boolean }>('GET', '/clock');
      expect(ended).toEqual({ isFrozen: true, now: began.now + 65_000 });
    });

    test('take over from one whose lease has run out, which keeps nothing more and sends on', async () => {
      const { schema, ask } = placed();
      const one = await serving(schema);
      await one.freeze();
      await ask("UPDATE @.leader SET alive_until = clock_timestamp() - interval '1 s'");
      const other = await serving(schema);
      expect(other.told).toEqual([runs]);
      await expect(one.pass('1s')).rejects.toThrow('503');
      await one.pass('1s');
      expect(one.told).toEqual([
        runs,
        'This process runs the sandbox no longer: another process has taken over.',
        expect.stringContaining(other.url),
      ]);
      expect(await one.control('GET', '/clock')).toEqual(await other.control('GET', '/clock'));
    });

    test('take over from one that is stopped: what it was asked is asked again, or told', async () => {
      const { schema, ask } = placed();
      const leaseMs = 2_000;
      const first = await serving(schema, leaseMs);
      await first.close();
      // It takes requests, as one does that is stopped, and answers none.
      let asked = 0;
      const stopped = createServer(() => {
        asked += 1;
      });
      stopped.listen(0, '127.0.0.1');
      await once(stopped, 'listening');
      const { port } = stopped.address() as AddressInfo;
      const alive = "clock_timestamp() + interval '1 h'";
      await ask(`UPDATE @.leader SET epoch = epoch + 1, address = 'http://127.0.0.1:${port}',
        alive_until = ${alive}`);
      try {
        const other = await serving(schema, leaseMs);
        const read = fetch(`${other.url}/healthz`, { signal: givenUp() });
        const written = fetch(`${other.url}/sandbox/accounts/a/reset`, {
          method: 'POST',
          signal: givenUp(),
        });
        await until(() => asked === 2);
        await ask("UPDATE @.leader SET alive_until = clock_timestamp() - interval '1 s'");
        expect((await read).status).toBe(200);
        const { status, headers } = await written;
        expect([status, headers.get('retry-after')]).toEqual([503, '2']);
        expect(other.told.at(-1)).toBe(runs);
      } finally {
        stopped.closeAllConnections();
        stopped.close();
      }
    });

    test('send on whatever they are asked: heads, errors, events, and what is long', async () => {
      const { schema } = placed();
      const one = await serving(schema);
      const other = await serving(schema);
      await one.freeze();
      const account = '/sandbox/accounts/account-1';
      const told = async (method: string, path: string, init: RequestInit = {}) => {
        const answers = [one, other].map(({ url }) => fetch(url + path, { method, ...init }));
        return await Promise.all(
          answers.map(async (answer) => {
            const { status, headers } = await answer;
            const body = await (await answer).text();
            return [status, headers.get('content-type'), headers.get('content-length'), body];
          }),
        );
      };
      for (const [method, path] of [
        ['HEAD', '/'],
        ['GET', '/page/begin.js'],
        ['GET', '/nowhere'],
        ['GET', '/v2/texml/Accounts/account-1/Calls'],
        ['POST', `${account}/reset`],
        ['GET', '/healthz'],
      ] as const) {
        const [here, there] = await told(method, path);
        expect([path, there]).toEqual([path, here]);
      }
      await one.freeze();
      const dump = JSON.stringify(await other.control('GET', '/dump'));
      const headers = { 'content-type': 'application/json' };
      const [here, there] = await told('PUT', `${account}/dump`, {
        headers,
        body: dump + ' '.repeat(300_000),
      });
      expect([here?.[0], there?.[0]]).toEqual([200, 200]);
      const aborting = new AbortController();
      const { signal } = aborting;
      const events = await fetch(`${other.url}${account}/events`, { signal });
      const { value } = await (events.body as ReadableStream<Uint8Array>).getReader().read();
      expect(new TextDecoder().decode(value)).toContain('event: ');
      aborting.abort();
    });
  });
}
