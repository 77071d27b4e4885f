/** Answers of the database that are lost: what was asked has happened, and the host does not know. */
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Task } from '../../src/hosts/index.ts';
import {
  PostgresHost,
  type PostgresPool,
  type PostgresQuery,
} from '../../src/hosts/postgres/index.ts';
import { performing, tell, wordsOf } from '../hosts/stage.ts';
import { StillClock } from '../hosts/still-clock.ts';
import { until, untilSo } from '../house/patience.ts';

export function lostAnswers(database: () => pg.Pool) {
  let schemas = 0;
  /** A host whose next answer to a statement of this name is lost, once it says something. */
  async function losing() {
    schemas += 1;
    const pool = database();
    const schema = `lost_${schemas}`;
    const clock = new StillClock();
    const tasks: Task[] = [];
    let loses = '';
    let heldUp: Promise<void> | undefined;
    const query = async (asked: PostgresQuery) => {
      const answer = await pool.query(asked);
      await heldUp;
      if (asked.name !== `${schema} ${loses}` || answer.rows.length === 0) return answer;
      loses = '';
      throw new Error('The answer is lost.');
    };
    const through: PostgresPool = {
      query,
      connect: () => pool.connect(),
      on: (event, hear) => pool.on(event as 'error', hear),
      removeListener: (event, hear) => pool.removeListener(event, hear),
      end: () => Promise.resolve(),
    };
    const host = await PostgresHost.open({
      pool: through,
      schema,
      leaseMs: 300,
      clock,
      performers: () =>
        performing((task) => {
          tasks.push(task);
        }),
    });
    // From its first renewal on it looks for something to do only if it is told that there is.
    const renewals = 'SELECT pid FROM pg_stat_activity WHERE query LIKE $1';
    const renewal = `%UPDATE "${schema}".hosts SET alive_until%`;
    await untilSo('the lease was renewed', async () => {
      const { rows } = await pool.query(renewals, [renewal]);
      return rows.length > 0 && host.isIdle;
    });
    return {
      host,
      clock,
      said: () => tasks.map(({ effect }) => wordsOf(effect)),
      ask: (sql: string) => pool.query(sql.replaceAll('@', schema)),
      lose: (name: string) => {
        loses = name;
      },
      holdUp: (until: Promise<void>) => {
        heldUp = until;
      },
      isLost: () => loses === '',
      [Symbol.asyncDispose]: () => host.close({ graceMs: 0 }),
    };
  }

  describe('A host in Postgres whose answer is lost', () => {
    test('performs what it has taken in hand without knowing', async () => {
      await using one = await losing();
      one.lose('claim');
      await one.host.take(tell('c1', { type: 'call.dialOut' }));
      await until(one.isLost);
      await until(() => one.said().includes('c1 network.dial'));
    });

    test('wakes whom it has taken in hand without knowing', async () => {
      await using one = await losing();
      await one.host.take(tell('c1', { type: 'call.dialOut', ringTimeoutMs: 5_000 }));
      one.lose('wake');
      await one.clock.until(5_000);
      await until(one.isLost);
      // Whoever was not heard meanwhile has as long to come in, and a first pause.
      await untilSo('it is woken', async () => {
        await one.clock.until(one.clock.now() + 1_000);
        return one.said().includes('c1 network.hangUp');
      });
    });

    test('answers a message without an id as it did when it was kept', async () => {
      await using one = await losing();
      await one.host.take(tell('c1', { type: 'call.dialOut' }));
      await one.host.take(tell('c1', { type: 'call.answered' }));
      one.lose('commit');
      expect(await one.host.take(tell('c1', { type: 'call.hangUp' }))).toEqual({
        verdict: 'accepted',
      });
      expect(one.isLost()).toBe(true);
    });

    test('knows that the database is away since it was asked, not since it gave that up', async () => {
      await using one = await losing();
      const policy = { 'start-deadline-ms': 10_000 };
      await one.host.take(tell('c1', { type: 'call.dialOut', recording: { sid: 'r1' }, policy }));
      await one.host.take(tell('c1', { type: 'call.answered' }));
      await until(() => one.said().includes('r1 media.start') && one.host.isIdle);
      const state = async () => (await one.host.find('recording', 'r1'))?.state;
      const { promise, resolve: goOn } = Promise.withResolvers<void>();
      await one.host.keep({ notes: [{ key: 'n', value: 1 }] });
      one.lose('note');
      one.holdUp(promise);
      const asked = one.host.note('n').catch(() => undefined);
      await one.clock.until(9_000);
      goOn();
      await asked;
      await one.host.note('n');
      await one.clock.until(12_000);
      await until(() => one.host.isIdle);
      expect(await state()).toBe('starting');
      await one.clock.until(20_000);
      await expect.poll(state).toBe('absent');
    });

    test('begins a lease anew that has begun without its knowing', async () => {
      await using one = await losing();
      one.lose('begin');
      // As another host does that finds it silent.
      await one.ask('DELETE FROM @.hosts');
      await until(one.isLost);
      await one.host.take(tell('c1', { type: 'call.dialOut' }));
      await until(() => one.said().includes('c1 network.dial'));
    });
  });
}
