/** Where hosts in Postgres keep the contract: time is that of the wall, and a pool can be cut off. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import {
  type PostgresClient,
  PostgresHost,
  type PostgresPool,
  type PostgresQuery,
} from '../../src/hosts/postgres/index.ts';
import type { Place, RunningHost } from '../hosts/contract.ts';
import { performing } from '../hosts/stage.ts';

/** Whether it can be asked; of who is dead, nothing is heard again until all is over. */
type Line = 'up' | 'down' | 'dead';

/** The pool as one host has it. */
class CutOff {
  line: Line = 'up';
  readonly #pool: pg.Pool;
  readonly #stuck: ((error: Error) => void)[] = [];

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** What still waits is told that all is over. */
  end() {
    this.line = 'down';
    for (const reject of this.#stuck) reject(new Error('It is over.'));
  }

  pool(): PostgresPool {
    return {
      query: (query) => this.#through(() => this.#pool.query(query)),
      connect: () => this.#through(async () => this.#client(await this.#pool.connect())),
      on: (event, hear) => this.#pool.on(event as 'error', hear),
      removeListener: (event, hear) => this.#pool.removeListener(event, hear),
      end: () => Promise.resolve(),
    };
  }

  #client(client: pg.PoolClient): PostgresClient {
    return {
      query: (query: PostgresQuery) => this.#through(() => client.query(query)),
      release: (isBroken) => client.release(isBroken),
      on: (event, hear) => client.on(event as 'error', hear),
      removeListener: (event, hear) => client.removeListener(event, hear),
    };
  }

  #through<T>(ask: () => Promise<T>): Promise<T> {
    if (this.line === 'up') return ask();
    if (this.line === 'down') return Promise.reject(new Error('The database is away.'));
    return new Promise<T>((_, reject) => this.#stuck.push(reject));
  }
}

/** A schema of its own for hosts, one after another or beside each other. */
export function placeIn(pool: pg.Pool, schema: string): Place {
  const open = new Map<PostgresHost, CutOff>();
  let isAway = false;
  const place: Place = {
    now: () => Date.now(),
    pass: (ms) => wait(ms),
    outage: (isOn) => {
      isAway = isOn;
      for (const cutOff of open.values()) {
        if (cutOff.line !== 'dead') cutOff.line = isOn ? 'down' : 'up';
      }
    },
    putOlder: async (older) => {
      await (await place.open()).close();
      const text = `INSERT INTO ${schema}.machines (machine, sid, revision, snapshot)
        VALUES ('call', $1, 1, $2)`;
      await pool.query(text, [older.sid, JSON.stringify(older)]);
    },
    open: async ({ perform = () => undefined, catchUpMs = 0 } = {}) => {
      const cutOff = new CutOff(pool);
      const host = await PostgresHost.open({
        pool: cutOff.pool(),
        schema,
        leaseMs: 300,
        catchUpMs,
        pace: { firstPauseMs: 10, longestPauseMs: 10 },
        performers: () =>
          performing((task) =>
            cutOff.line === 'dead' ? new Promise(() => undefined) : perform(task),
          ),
      });
      open.set(host, cutOff);
      if (isAway) cutOff.line = 'down';
      const running: RunningHost = {
        take: (message) => host.take(message),
        find: ({ machine, sid }) => host.find(machine, sid),
        close: () => host.close({ graceMs: 0 }),
        kill: () => {
          cutOff.line = 'dead';
          return Promise.resolve();
        },
      };
      return running;
    },
    [Symbol.asyncDispose]: async () => {
      const ending = [...open].map(([host, cutOff]) => {
        cutOff.end();
        return host.close({ graceMs: 0 });
      });
      await Promise.all(ending);
    },
  };
  return place;
}
