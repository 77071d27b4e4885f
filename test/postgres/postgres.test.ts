/** Hosts that share a database: what each promises alone, and what they promise together. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fc, test as property } from '@fast-check/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Clock,
  Closed,
  type Observer,
  SteadyClock,
  systemClock,
  type Task,
} from '../../src/hosts/index.ts';
import {
  PostgresHost,
  type PostgresPool,
  type PostgresSettings,
} from '../../src/hosts/postgres/index.ts';
import { changingColumns, lastingColumns } from '../../src/hosts/shelves/cards.ts';
import { directoryOf, type Held, type ListQuery } from '../../src/wire/index.ts';
import { guidesFolder, shownByAllHosts } from '../guides/written.ts';
import { contract } from '../hosts/contract.ts';
import {
  accounts,
  type Deed,
  deeds,
  lived,
  messagesOf,
  queries,
  withNeighbours,
} from '../hosts/listed.ts';
import { undergo } from '../hosts/ordeal/ordeal.ts';
import { performing, recorded, tell, wordsOf } from '../hosts/stage.ts';
import { rest, StillClock } from '../hosts/still-clock.ts';
import { patienceMs, until, untilSo } from '../house/patience.ts';
import { project, read } from '../house/tree.ts';
import { type Cluster, openCluster, postgresPath, sayMissing } from './cluster.ts';
import { engineOn } from './killing.ts';
import { lostAnswers } from './lost-answers.ts';
import { placeIn } from './place.ts';
import { sharedSandboxes } from './shared.ts';

if (!postgresPath) {
  test('THE HOST IN POSTGRES WAS NOT TESTED: no Postgres found', () => {
    sayMissing('the tests of the host in Postgres');
  });
} else {
  const path = postgresPath;
  let cluster: Cluster;
  let pool: pg.Pool;
  beforeAll(async () => {
    cluster = await openCluster(path);
    pool = new pg.Pool({ connectionString: cluster.url, max: 24 });
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await cluster[Symbol.asyncDispose]();
  });

  let schemas = 0;
  /** Hosts on tables of their own, closed afterwards, and what they performed together. */
  function together() {
    schemas += 1;
    const schema = `test_${schemas}`;
    const tasks: Task[] = [];
    const hosts: PostgresHost[] = [];
    const failures: unknown[] = [];
    const open = async (
      perform: (task: Task) => void | Promise<void> = () => undefined,
      settings: PostgresSettings & { clock?: Clock; pool?: PostgresPool } = {},
    ) => {
      const host = await PostgresHost.open({
        pool,
        schema,
        pace: { firstPauseMs: 5, longestPauseMs: 5 },
        watch: { failed: (error) => failures.push(error) },
        ...settings,
        performers: () =>
          performing((task) => {
            tasks.push(task);
            return perform(task);
          }),
      });
      hosts.push(host);
      return host;
    };
    return {
      schema,
      open,
      tasks,
      failures,
      said: () => tasks.map(({ effect }) => wordsOf(effect)),
      ask: async (sql: string) => (await pool.query(sql.replaceAll('@', schema))).rows,
      [Symbol.asyncDispose]: async () => {
        await Promise.all(hosts.map((host) => host.close({ graceMs: 0 })));
      },
    };
  }
  const ring = (sid: string, ringTimeoutMs: number) =>
    tell(sid, { type: 'call.dialOut', at: 0, ringTimeoutMs });

  contract({
    name: 'Postgres',
    isShared: true,
    place: () => {
      schemas += 1;
      return placeIn(pool, `contract_${schemas}`);
    },
  });

  sharedSandboxes(() => ({ url: cluster.url, pool }));
  lostAnswers(() => pool);

  describe('The directory of an account in Postgres', () => {
    /** A host that has lived, and what is there then. */
    async function livedIn(host: PostgresHost, all: readonly Deed[]) {
      const { machines, rows } = lived(all);
      for (const message of messagesOf(all)) {
        await host.take(message);
        // Rows of what was refused are kept too, behind their machines.
        await host.keep({ rows: message.rows });
      }
      return { machines, rows };
    }
    const expectAlike = async (host: PostgresHost, held: Held, questions: readonly ListQuery[]) => {
      for (const accountSid of accounts) {
        const directory = host.directory(accountSid);
        const asked = questions.flatMap((query) => withNeighbours(held, accountSid, query));
        await Promise.all(
          asked.map(async (query) => {
            const found = await directory.page(query);
            const sought = directoryOf(held, accountSid).page(query);
            expect(found).toEqual(sought);
          }),
        );
        for (const sid of ['call-0', 'call-1', 'nobody']) {
          expect(await directory.known('call', sid)).toEqual(
            directoryOf(held, accountSid).known('call', sid),
          );
        }
      }
    };

    property.prop([deeds, queries], { seed: 13, numRuns: 5, endOnFailure: true })(
      'answers any question as by looking through everything',
      async (all, questions) => {
        await using place = together();
        const host = await place.open(undefined, { clock: new StillClock() });
        await expectAlike(host, await livedIn(host, all), questions);
      },
    );

    test('shows a leg that became a call once, as that call, whenever its row came', async () => {
      const line = { accountSid: accounts[0], to: '+1', from: '+2', connectionId: '1' };
      const row = { machine: 'dialLeg', ...line } as const;
      const rows = [{ sid: 'leg-0', row }];
      const leg = { afterMs: 1, machine: 'dialLeg', sid: 'leg-0' } as const;
      const event = { type: 'conference.addParticipant', legSid: 'leg-0', stay: 'a' };
      const added = { afterMs: 0, machine: 'conference', sid: 'conference-0', event } as const;
      const all: ListQuery[] = [0, 1].map((skip) => ({ list: 'calls', part: { size: 1, skip } }));
      const whom: ListQuery = { list: 'calls', words: { to: '+1' }, part: { size: 5, skip: 0 } };
      for (const at of [0, 1, 2, 3]) {
        const given = (step: number) => (step === at ? rows : []);
        const life: Deed[] = [
          { ...added, rows: given(0) },
          { ...leg, event: { type: 'call.answered' }, rows: given(1) },
          { ...leg, event: { type: 'call.redirect' }, rows: given(2) },
          { ...leg, machine: 'call', event: { type: 'call.hungUp' }, rows: given(3) },
        ];
        for (const steps of [1, 2, 3, 4]) {
          await using place = together();
          const host = await place.open(undefined, { clock: new StillClock() });
          const held = await livedIn(host, life.slice(0, steps));
          const state = held.machines.find('dialLeg', 'leg-0')?.state;
          expect(state === 'handedOver').toBe(steps > 2);
          await expectAlike(host, held, [...all, whom]);
        }
      }
    });

    test('forgets what is over for long, with rows and notes, and nothing that lives names', async () => {
      await using place = together();
      const clock = new StillClock();
      const notesOf = (sid: string) => [`said ${sid}`];
      const host = await place.open(undefined, { clock, forgets: { afterMs: 0, notesOf } });
      const line = { accountSid: 'A', to: '+1', from: '+2', connectionId: '1' } as const;
      const rowOf = (sid: string, more = {}) => ({
        sid,
        row: { machine: 'call', ...line, ...more } as const,
      });
      for (const sid of ['c1', 'c2', 'c3']) {
        const rows = [rowOf(sid, sid === 'c3' ? { dialRecordingSid: 'c2' } : {})];
        const notes = [{ key: `said ${sid}`, value: 1 }];
        await host.take({ ...tell(sid, { type: 'call.receive', at: 0 }), rows, notes });
        if (sid !== 'c3') await host.take(tell(sid, { type: 'call.hungUp', at: 0 }));
      }
      await until(() => host.isIdle);
      // It is looked for once a minute: another host looks when it opens.
      await place.open(undefined, {
        clock: new StillClock(60_000),
        forgets: { afterMs: 0, notesOf },
      });
      await untilSo(
        'one call is forgotten',
        async () => (await host.find('call', 'c1')) === undefined,
      );
      const left = async (sid: string) => [
        (await host.find('call', sid)) !== undefined,
        (await host.row(sid)) !== undefined,
        await host.note(`said ${sid}`),
      ];
      expect(await left('c1')).toEqual([false, false, undefined]);
      expect(await left('c2')).toEqual([true, true, 1]);
      expect(await left('c3')).toEqual([true, true, 1]);
      expect(place.failures).toEqual([]);
    });
    test('forgets all that is older, or more than so many, but what something live names', async () => {
      await using place = together();
      const fails = ({ effect }: Task) => {
        if (effect.sid === 'c-asked') throw new Error('busy');
      };
      const host = await place.open(fails, { clock: new StillClock() });
      const odd = String.raw`c"o\d\"d`;
      const row = { accountSid: 'A', to: '+1', from: '+2', connectionId: '1' } as const;
      const rowOf = (sid: string, more = {}) => ({
        sid,
        row: { machine: 'call', ...row, ...more } as const,
      });
      const over = ['c-asked', 'c-both', 'c-named', 'c-plain', odd];
      for (const sid of [...over, 'c-live', 'c-new']) {
        const rows = [rowOf(sid, sid === 'c-live' ? { dialRecordingSid: odd } : {})];
        await host.take({ ...tell(sid, { type: 'call.receive', at: 0 }), rows });
      }
      const parent = { machine: 'call', sid: 'c-live' } as const;
      const leg = { machine: 'dialLeg', sid: 'c-both' } as const;
      const asked = { type: 'leg.requested', at: 0, parent, ringTimeoutMs: 1_000 } as const;
      await host.take({ to: leg, event: asked });
      await host.take(tell('c-named', { type: 'call.answered', at: 0 }));
      const recording = { sid: 'r-live' };
      await host.take(tell('c-named', { type: 'call.startRecording', at: 0, recording }));
      for (const sid of over) await host.take(tell(sid, { type: 'call.hungUp', at: 0 }));
      await host.take(tell('c-new', { type: 'call.hungUp', at: 50_000 }));
      await host.take({ to: leg, event: { type: 'call.busy', at: 49_999 } });
      // More than are forgotten at a time.
      await place.ask(`INSERT INTO @.machines (machine, sid, revision, snapshot, over_at)
        SELECT 'call', 'many-' || i, 1, '{}', 0 FROM generate_series(1, 1100) AS i`);
      const left = async () => {
        const machines = await place.ask("SELECT machine || ' ' || sid AS name FROM @.machines");
        const rows = await place.ask("SELECT 'row ' || sid AS name FROM @.resources");
        return [...machines, ...rows].map(({ name }) => String(name)).sort();
      };
      const calls = ['c-asked', 'c-live', 'c-named', 'c-new', odd];
      const rest = [
        ...calls.flatMap((sid) => [`call ${sid}`, `row ${sid}`]),
        ...['dialLeg c-both', 'row c-both', 'recording r-live'],
      ];
      const forgetting = async (forgets: PostgresSettings['forgets'], many: number) => {
        await place.open(fails, { clock: new StillClock(60_000), ...(forgets && { forgets }) });
        await untilSo('it is forgotten', async () => (await left()).length <= many);
        return await left();
      };
      expect(await forgetting({ afterMs: 20_000 }, rest.length)).toEqual(rest.toSorted());
      // Beyond the newest is whoever something names.
      await place.ask(`INSERT INTO @.machines (machine, sid, revision, snapshot, over_at) VALUES
        ('call', 'many-1', 1, '{}', 50001), ('call', 'many-2', 1, '{}', 50002)`);
      const newest = [...rest, 'call many-1', 'call many-2'];
      const fewer = newest.filter((one) => !/c-(?:new|both)$/.test(one));
      expect(await forgetting({ most: 2 }, fewer.length)).toEqual(fewer.toSorted());
    });

    test('forgets a machine with its notes, or neither if it is cut off between them', async () => {
      await using place = together();
      const forgets = { afterMs: 0, notesOf: (sid: string) => [`said ${sid}`] };
      const host = await place.open(undefined, { clock: new StillClock() });
      const notes = [{ key: 'said c1', value: 1 }];
      await host.take({ ...tell('c1', { type: 'call.receive', at: 0 }), notes });
      await host.take(tell('c1', { type: 'call.hungUp', at: 0 }));
      await until(() => host.isIdle);
      const left = async () => [await host.find('call', 'c1'), await host.note('said c1')];
      const before = await left();
      await place.ask(`CREATE FUNCTION @.cut() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
      await place.ask(`CREATE TRIGGER cut BEFORE DELETE ON @.notes EXECUTE FUNCTION @.cut()`);
      await place.open(undefined, { clock: new StillClock(60_000), forgets });
      await until(() => place.failures.length > 0);
      expect(await left()).toEqual(before);
      await place.ask('DROP TRIGGER cut ON @.notes');
      await place.open(undefined, { clock: new StillClock(120_000), forgets });
      await untilSo('it is forgotten', async () => (await left())[0] === undefined);
      expect(await left()).toEqual([undefined, undefined]);
    });

    test('finds what tables of version 1 hold', async () => {
      await using place = together();
      const [[all, questions] = [[], []]] = fc.sample(fc.tuple(deeds, queries), {
        numRuns: 1,
        seed: 14,
      });
      const host = await place.open(undefined, { clock: new StillClock() });
      const held = await livedIn(host, all);
      await host.close();
      for (const column of [...lastingColumns, ...changingColumns]) {
        await place.ask(`ALTER TABLE @.machines DROP COLUMN ${column}`);
      }
      await place.ask('DROP FUNCTION @.owns');
      await place.ask('UPDATE @.about SET tables = 1');
      const next = await place.open(undefined, { clock: new StillClock() });
      await expectAlike(next, held, questions);
    });
  });

  describe('Hosts in Postgres', () => {
    test('share one pool, however many they are, and leave nothing on it', async () => {
      const shared = new pg.Pool({ connectionString: cluster.url, max: 24 });
      const counts = () => ['error', 'acquire'].map((name) => shared.listenerCount(name));
      const warnings: Error[] = [];
      const warned = (warning: Error) => warnings.push(warning);
      process.on('warning', warned);
      try {
        {
          await using place = together();
          for (let i = 0; i < 12; i += 1) await place.open(undefined, { pool: shared });
          expect(counts()).toEqual([1, 1]);
        }
        // A warning is told in a turn of its own.
        await rest();
        expect(warnings).toEqual([]);
        expect(counts()).toEqual([0, 0]);
      } finally {
        process.removeListener('warning', warned);
        await shared.end();
      }
    });

    test('know the messages of each other: a repeat gets the first answer', async () => {
      await using place = together();
      const clock = new StillClock();
      const [one, other] = [
        await place.open(undefined, { clock }),
        await place.open(undefined, { clock }),
      ];
      for (const message of recorded)
        expect(await one.take(message)).toEqual({ verdict: 'accepted' });
      const again = tell('c1', { type: 'call.hungUp', at: 9_000 }, 'm2');
      expect(await other.take(again)).toEqual({ verdict: 'accepted' });
      expect((await other.find('call', 'c1'))?.state).toBe('inProgress.executing');
      await until(() => place.tasks.length === 5 && one.isIdle && other.isIdle);
      expect(place.said()).toEqual([
        'c1 network.dial',
        'c1 announced',
        'c1 instructions.requested',
        'r1 media.start',
        'r1 announced',
      ]);
      expect(place.tasks.map(({ key }) => key)).toContain('call c1@2.1');
      expect(await place.ask('SELECT key FROM @.errands')).toEqual([]);
    });

    test('change one machine at once, and every change counts', async () => {
      await using place = together();
      const hosts = [await place.open(), await place.open(), await place.open()];
      const joined = (n: number) =>
        tell('f1', {
          type: 'participant.joined',
          participant: { machine: 'call', sid: `c${n}` },
          stay: `stay-${n}`,
          policy: 'telnyx',
        });
      await Promise.all(Array.from({ length: 24 }, (_, n) => hosts[n % 3]?.take(joined(n))));
      const conference = await hosts[0]?.find('conference', 'f1');
      expect(conference?.context.participants).toHaveLength(24);
      const [{ revision }] = await place.ask('SELECT revision FROM @.machines');
      expect(revision).toBe('24');
    });

    test('perform what one sid asks of a port one after another, whoever does it', async () => {
      await using place = together();
      const perform = async ({ attempt, key }: Task) => {
        await rest();
        if (attempt === 1 && key.endsWith('3.0')) throw new Error('Not at the first attempt.');
      };
      const clock = new StillClock();
      const open = () => place.open(perform, { clock, paceClock: systemClock });
      const hosts = [await open(), await open()];
      for (const message of recorded) await hosts[0]?.take(message);
      for (let order = 2; order < 12; order += 2) {
        await hosts[0]?.take(tell('r1', { type: 'recording.pause' }));
        await hosts[1]?.take(tell('r1', { type: 'media.paused', order }));
        await hosts[1]?.take(tell('r1', { type: 'recording.resume' }));
        await hosts[0]?.take(tell('r1', { type: 'media.resumed', order: order + 1 }));
      }
      // A host is idle while it waits for another attempt; what is to be performed is in the table.
      await untilSo('all is performed', async () => {
        const [left] = await place.ask('SELECT count(*) AS n FROM @.errands');
        return left?.n === '0';
      });
      const orders = place.tasks.flatMap(({ effect, attempt }) =>
        attempt === 1 && 'order' in effect ? [effect.order] : [],
      );
      expect(orders.length).toBeGreaterThan(6);
      expect(orders).toEqual(orders.toSorted((a, b) => a - b));
      expect(place.failures.length).toBeGreaterThan(0);
    });

    test('leave alone what comes after something that another host is performing', async () => {
      await using place = together();
      const { promise, resolve: goOn } = Promise.withResolvers<void>();
      const one = await place.open(() => promise);
      await one.take(tell('c1', { type: 'call.dialOut' }));
      await until(() => place.tasks.length === 1);
      const other = await place.open();
      await other.take(tell('c1', { type: 'call.hangUp' }));
      await other.take(tell('c2', { type: 'call.dialOut' }));
      await until(() => place.said().includes('c2 network.dial') && other.isIdle);
      expect(place.said()).not.toContain('c1 network.hangUp');
      goOn();
      await until(() => place.said().includes('c1 network.hangUp'));
    });

    test('wake a machine once, at its earliest timer, and a new host wakes it too late', async () => {
      await using place = together();
      const clock = new StillClock();
      const [one, other] = [
        await place.open(undefined, { clock }),
        await place.open(undefined, { clock }),
      ];
      await one.take(ring('c1', 5_000));
      await other.take(ring('c2', 60_000));
      await clock.until(5_000);
      await until(() => place.said().includes('c1 network.hangUp'));
      await Promise.all([one.close(), other.close()]);
      expect(place.said().filter((says) => says === 'c1 network.hangUp')).toHaveLength(1);
      const late = new StillClock();
      await late.until(90_000);
      await place.open(undefined, { clock: late, catchUpMs: 0 });
      await until(() => place.said().includes('c2 network.hangUp'));
    });

    test('wake whom a host had in hand that is gone', async () => {
      await using place = together();
      const clock = new StillClock();
      const host = await place.open(undefined, { clock, leaseMs: 300 });
      await host.take(ring('c1', 5_000));
      await place.ask('UPDATE @.machines SET waker = gen_random_uuid()');
      await untilSo('it is woken', async () => {
        await clock.until(5_000);
        return place.said().includes('c1 network.hangUp');
      });
    });

    test('go on with what a host gives back that is closed', async () => {
      await using place = together();
      const stuck = await place.open(
        ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      );
      await stuck.take(tell('c1', { type: 'call.dialOut' }));
      await until(() => place.tasks.length === 1);
      const other = await place.open();
      await stuck.close({ graceMs: 0 });
      await expect(stuck.take(tell('c2', { type: 'call.dialOut' }))).rejects.toThrow(Closed);
      await until(() => place.tasks.length === 2 && other.isIdle);
      expect(place.said()).toEqual(['c1 network.dial', 'c1 network.dial']);
      const hosts = await place.ask('SELECT id FROM @.hosts');
      expect(hosts).toHaveLength(1);
    });

    test('take over from one whose lease has run out, which notices and begins anew', async () => {
      await using place = together();
      const aborted: unknown[] = [];
      const paused = await place.open(
        ({ signal, attempt, key }) =>
          new Promise((resolve, reject) => {
            if (aborted.length > 0 || attempt > 1 || key !== 'call c1@1.0') resolve();
            signal.addEventListener('abort', () => {
              aborted.push(signal.reason);
              reject(signal.reason as Error);
            });
          }),
        { leaseMs: 300 },
      );
      await paused.take(tell('c1', { type: 'call.dialOut' }));
      await until(() => place.tasks.length === 1);
      // As another host does that finds it silent.
      await place.ask(
        'WITH dead AS (DELETE FROM @.hosts RETURNING id) ' +
          'UPDATE @.errands SET holder = NULL FROM dead WHERE holder = dead.id',
      );
      const other = await place.open(undefined, { leaseMs: 300 });
      await until(() => aborted.length === 1 && place.tasks.length === 2 && other.isIdle);
      await paused.take(tell('c2', { type: 'call.dialOut' }));
      await until(() => place.tasks.length === 3);
      expect(place.tasks.map(({ key }) => key)).toEqual([
        'call c1@1.0',
        'call c1@1.0',
        'call c2@1.0',
      ]);
    });

    test('say how they are: what waits for any of them, what is late, and that the database is away', async () => {
      const clock = new StillClock(10_000);
      const seen: string[] = [];
      const watch: Observer = {
        opened: () => seen.push('opened'),
        closed: () => seen.push('closed'),
        taking: ({ event }) => seen.push(`taking ${event.type}`),
        taken: (_, { verdict }) => seen.push(`taken ${verdict?.verdict}`),
        asked: (_, errands) => seen.push(`asked ${errands.map(({ key }) => key).join()}`),
        attempting: ({ key }) => seen.push(`attempting ${key}`),
        attempted: ({ key }, failed) => seen.push(`attempted ${key} ${failed?.error}`),
      };
      const never = () => new Promise<void>(() => undefined);
      let isAway = false;
      const own: PostgresPool = {
        query: (query) =>
          isAway ? Promise.reject(new Error('It is away.')) : pool.query({ ...query }),
        connect: () => pool.connect(),
        end: () => Promise.resolve(),
        on: (event, hear) => pool.on(event as 'error', hear),
        removeListener: (event, hear) => pool.removeListener(event, hear),
      };
      await using place = together();
      const host = await place.open(never, { clock, watch, ...{ pool: own } });
      // What it looks for at its begin would find what is put there below.
      await until(() => host.isIdle);
      expect(await host.health()).toEqual({
        isReady: true,
        reasons: [],
        outbox: { size: 0, lagMs: 0 },
        overdue: { timers: 0, lateMs: 0 },
      });
      await host.take(ring('c1', 5_000));
      await place.ask("UPDATE @.errands SET asked_at = clock_timestamp() - interval '3 minutes'");
      // In hand, so that nobody wakes it before it is told of.
      await place.ask('UPDATE @.machines SET wake_at = 4000, waker = (SELECT id FROM @.hosts)');
      const { isReady, outbox, overdue } = await host.health();
      expect([isReady, outbox.size, overdue]).toEqual([true, 1, { timers: 1, lateMs: 6_000 }]);
      expect(Math.floor(outbox.lagMs / 60_000)).toBe(3);
      await until(() => seen.includes('attempting call c1@1.0'));
      await host.close({ graceMs: 0 });
      expect((await host.health()).reasons).toEqual(['It is closed.']);
      expect(seen).toEqual([
        'opened',
        'taking call.dialOut',
        'asked call c1@1.0',
        'taken accepted',
        'attempting call c1@1.0',
        'closed',
        'attempted call c1@1.0 Closed: The host is closed.',
      ]);
      const other = await place.open(never, { clock, ...{ pool: own } });
      isAway = true;
      const reasons = ['Its store cannot be reached: It is away.'];
      expect(await other.health()).toMatchObject({ isReady: false, reasons });
      isAway = false;
      expect(await other.health()).toMatchObject({ isReady: true, outbox: { size: 1 } });
    });

    test('are closed while the database is away in the middle of a wake-up, which the next one does', async () => {
      const clock = new StillClock();
      let isAway = false;
      /** It goes away as soon as somebody is in hand. */
      const own: PostgresPool = {
        query: async (query) => {
          if (isAway) throw new Error('It is away.');
          const found = await pool.query({ ...query });
          isAway ||=
            query.name?.endsWith(' wake') === true && found.rows.some((row) => row.machine);
          return found;
        },
        connect: () => pool.connect(),
        end: () => Promise.resolve(),
        on: (event, hear) => pool.on(event as 'error', hear),
        removeListener: (event, hear) => pool.removeListener(event, hear),
      };
      await using place = together();
      const host = await place.open(undefined, { clock, leaseMs: 300, ...{ pool: own } });
      await host.take(ring('c1', 1_000));
      await clock.until(2_000);
      await until(() => String(place.failures).includes('It is away.'));
      await host.close();
      expect(
        (await pool.query(`SELECT waker FROM ${place.schema}.machines`)).rows[0].waker,
      ).not.toBe(null);
      const next = await place.open(undefined, { clock, leaseMs: 300 });
      // While nobody was there nothing could be heard: more time is given.
      await untilSo('it is woken', async () => {
        await clock.until(clock.now() + 500);
        return (await next.find('call', 'c1'))?.state === 'noAnswer';
      });
    });

    test('go on when all their connections are cut', async () => {
      await using place = together();
      const application_name = place.schema;
      const connection = { connectionString: cluster.url, application_name };
      const own = { pool: undefined as never, connection };
      const host = await place.open(undefined, { leaseMs: 300, ...own });
      const cut =
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1';
      for (let n = 0; n < 5; n += 1) {
        const taken = host.take(tell(`c${n}`, { type: 'call.dialOut' }));
        await pool.query(cut, [application_name]);
        expect(await taken).toEqual({ verdict: 'accepted' });
      }
      await until(() => place.tasks.length >= 5 && host.isIdle);
      const [{ n }] = await place.ask('SELECT count(*) AS n FROM @.machines');
      expect(n).toBe('5');
    });

    test('keep rows and notes with what is accepted, and forget answers in time', async () => {
      await using place = together();
      const clock = new StillClock();
      const host = await place.open(undefined, { clock, repeatsWithinMs: 1_000 });
      const row = { machine: 'recording', accountSid: 'me', sendsUrl: true } as const;
      const dial = tell('c1', { type: 'call.dialOut' }, 'm1');
      await host.take({ ...dial, rows: [{ sid: 'r1', row }], notes: [{ key: 'n', value: [1] }] });
      const refused = tell('c1', { type: 'call.answered', at: 1 }, 'm1');
      await host.take({ ...refused, notes: [{ key: 'n', value: 2 }] });
      expect([await host.row('r1'), await host.note('n')]).toEqual([row, [1]]);
      await host.keep({
        notes: [
          { key: 'n', value: undefined },
          { key: 'm', value: null },
        ],
      });
      expect([await host.note('n'), await host.note('m'), await host.row('r2')]).toEqual([
        undefined,
        null,
        undefined,
      ]);
      await clock.until(100_000);
      await until(() => place.failures.length === 0 && host.isIdle);
      await place.open(undefined, { clock });
      await expect.poll(() => place.ask('SELECT id FROM @.answers')).toEqual([]);
    });

    test('come to an end: nothing lost, doubled or out of order, whatever is killed', async () => {
      const leaseMs = 500;
      const ordeal = {
        seed: 4,
        processes: 2,
        lives: 8,
        atOnce: 8,
        kills: 2,
        engineKills: 1,
        everyMs: 600,
        leaseMs,
      };
      const outcome = await undergo(ordeal, engineOn(cluster, leaseMs));
      const { lost, doubled, outOfOrder, inLimbo, kills, lives } = outcome;
      expect({ lost, doubled, outOfOrder, inLimbo }).toEqual({
        lost: [],
        doubled: [],
        outOfOrder: [],
        inLimbo: [],
      });
      expect([kills, lives]).toEqual([2, 8]);
    });
  });

  describe('A host in Postgres is not opened', () => {
    const refused = async (settings: PostgresSettings) => {
      const performers = () => performing(() => undefined);
      const error = await PostgresHost.open({ pool, ...settings, performers }).catch((one) => one);
      return (error as Error).message;
    };

    test.each<[string, PostgresSettings, RegExp]>([
      [
        'with a lease that a deadline could pass in',
        { leaseMs: 2_000 },
        /"leaseMs" is 2000; expected whole milliseconds from 100 to 1666, a third of the policy's answer-deadline-ms \(5000\)/,
      ],
      [
        'with a lease that is fine for other deadlines',
        { policy: { 'start-deadline-ms': 900 } },
        /"leaseMs" is 1500; expected .* to 300, a third of the policy's start-deadline-ms \(900\)/,
      ],
      [
        'in a schema that is no plain name',
        { schema: 'a"b' },
        /"schema" is "a\\"b"; expected a name/,
      ],
    ])('%s', async (_, settings, says) => {
      expect(await refused(settings)).toMatch(says);
    });

    test('on tables of a newer release', async () => {
      await using place = together();
      await place.open();
      await place.ask('UPDATE @.about SET tables = tables + 1');
      expect(await refused({ schema: place.schema })).toMatch(/Its tables are of version 3 /);
    });
  });

  test('the example prints what its README says', async () => {
    const readme = read('examples/share-in-postgres/README.md');
    const [, shown] = readme.match(/^```text\n(.*?)^```$/ms) ?? [];
    const [, command] = readme.match(/^(node \S+)\n```$/m) ?? [];
    const file = `${command}`.replace('node ', '');
    const env = { ...process.env, DATABASE_URL: cluster.url };
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [file], {
      cwd: project,
      env,
      timeout: patienceMs,
    });
    expect(stdout).toBe(shown);
  });

  test('the guide comes to the same on Postgres', async () => {
    await using folder = guidesFolder();
    const env = { ...process.env, DATABASE_URL: cluster.url };
    const options = { cwd: folder.path, env, timeout: patienceMs };
    const { stdout } = await promisify(execFile)(process.execPath, ['postgres.ts'], options);
    expect(stdout).toBe(shownByAllHosts);
  });

  test('a snapshot that is not what it should be is named by schema, sid and field', async () => {
    await using place = together();
    const host = await place.open(undefined, { clock: new SteadyClock() });
    await host.take(tell('c1', { type: 'call.dialOut' }));
    await place.ask("UPDATE @.machines SET snapshot = '{}' WHERE sid = 'c1'");
    await expect(host.find('call', 'c1')).rejects.toMatchObject({
      name: 'BadDatabase',
      schema: place.schema,
      sid: 'c1',
      field: 'machine',
    });
  });

  test('an errand that is not what it should be is named, and keeps nobody else waiting', async () => {
    await using place = together();
    const host = await place.open();
    await place.ask(
      "INSERT INTO @.errands (key, port, sid, effect) VALUES ('bad', 'network', 'c1', '{}')",
    );
    await host.take(tell('c2', { type: 'call.dialOut' }));
    await until(() => place.said().includes('c2 network.dial'));
    const named = { name: 'BadDatabase', schema: place.schema, sid: 'bad' };
    expect(place.failures).toEqual([expect.objectContaining(named)]);
  });
}
