/** The database as a host asks it: through a pool, by statements that are prepared once. */
import { loadPeer } from '../../peers.ts';
import { BadDatabase } from './errors.ts';

/** A statement, prepared under its name if it has one. */
export interface PostgresQuery {
  /** What it is prepared as, in each connection. */
  readonly name?: string;
  /** SQL, with `$1` and so on for its values. */
  readonly text: string;
  /** What stands for `$1` and so on. */
  readonly values?: unknown[];
}
/** What the database answers. */
export interface PostgresResult {
  /** By the names of their columns. */
  readonly rows: readonly { readonly [column: string]: unknown }[];
}
/** A connection, as `Client` of the package `pg`. */
export interface PostgresClient {
  /** Asks, and waits for the answer. */
  query(query: PostgresQuery): Promise<PostgresResult>;
  /** Gives the connection back; with `true` it is ended. */
  release(isBroken?: boolean): void;
  /** Hears what comes without being asked for. */
  on(event: 'notification' | 'error' | 'end', hear: (said: unknown) => void): unknown;
  /** Hears it no longer. */
  removeListener(event: 'notification' | 'error' | 'end', hear: (said: unknown) => void): unknown;
}
/** Connections to one database, as `Pool` of the package `pg`. */
export interface PostgresPool {
  /** Asks through any connection. */
  query(query: PostgresQuery): Promise<PostgresResult>;
  /** Takes a connection out. */
  connect(): Promise<PostgresClient>;
  /** Ends all connections. */
  end(): Promise<void>;
  /** Hears of a connection that broke while nobody used it, and of one that is about to be used. */
  on(event: 'error' | 'acquire', hear: (said: unknown) => void): unknown;
  /** Hears it no longer. */
  removeListener(event: 'error' | 'acquire', hear: (said: unknown) => void): unknown;
}
/** How to reach a database: an address such as `postgres://user@host/name`, or as `pg` takes it. */
export type PostgresConnection = string | { readonly [setting: string]: unknown };

type Found = PostgresResult['rows'];
/** Asks inside of a transaction. */
export type Asking = (query: PostgresQuery) => Promise<Found>;

/** What a pool of our own does not wait longer for; a connection that dies is noticed by it. */
const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
  query_timeout: 15_000,
  keepAlive: true,
};

/** What a broken connection says nobody has to hear, whoever has it: who asks next is told. */
const overhear = () => undefined;
/** It may break in the moment in which it is handed over, and what nobody hears ends the process. */
function listenTo(client: unknown) {
  const one = client as PostgresClient;
  one.removeListener('error', overhear);
  one.on('error', overhear);
}

/** How many share a pool: however many do, its breaks are heard once. */
const sharers = new WeakMap<PostgresPool, number>();
function share(pool: PostgresPool) {
  const others = sharers.get(pool) ?? 0;
  sharers.set(pool, others + 1);
  if (others > 0) return;
  pool.on('error', overhear);
  pool.on('acquire', listenTo);
}
function shareNoLonger(pool: PostgresPool) {
  const others = (sharers.get(pool) ?? 1) - 1;
  sharers.set(pool, others);
  if (others > 0) return;
  pool.removeListener('error', overhear);
  pool.removeListener('acquire', listenTo);
}

/** Where the tables are, and how they are asked. */
export class Database {
  readonly schema: string;
  readonly #pool: PostgresPool;
  readonly #isOwn: boolean;
  #isClosed = false;

  constructor(schema: string, pool: PostgresPool, isOwn: boolean) {
    this.schema = schema;
    this.#pool = pool;
    this.#isOwn = isOwn;
    share(pool);
  }

  /** A statement with `@` for the schema. */
  text(sql: string): string {
    return sql.replaceAll("'@", `'${this.schema}`).replaceAll('@', `"${this.schema}"`);
  }

  /** Asks by a statement that is prepared under its name. */
  async ask(name: string, text: string, values: unknown[] = []): Promise<Found> {
    return (await this.#pool.query(this.prepared(name, text, values))).rows;
  }

  /** A statement that is prepared under its name. */
  prepared(name: string, text: string, values: unknown[]): PostgresQuery {
    return { name: `${this.schema} ${name}`, text, values };
  }

  /** A connection of its own, for who listens. */
  connect(): Promise<PostgresClient> {
    return this.#pool.connect();
  }

  /** Does all of it, or nothing. */
  async transaction<T>(work: (ask: Asking) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let isBroken = true;
    try {
      await client.query({ text: 'BEGIN' });
      const done = await work(async (query) => (await client.query(query)).rows);
      await client.query({ text: 'COMMIT' });
      isBroken = false;
      return done;
    } finally {
      // A connection that is ended takes back what it has begun.
      client.release(isBroken);
    }
  }

  async close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      if (this.#isOwn) await this.#pool.end();
    } finally {
      shareNoLonger(this.#pool);
    }
  }
}

/**
 * A pool of our own.
 * @throws BadDatabase if the package `pg` is not installed.
 */
export async function openPool(
  schema: string,
  connection: PostgresConnection,
): Promise<PostgresPool> {
  const given = typeof connection === 'string' ? { connectionString: connection } : connection;
  const { default: pg } = await driver(schema);
  return new pg.Pool({ ...limits, ...given });
}

const driver = (schema: string) =>
  loadPeer(
    'pg',
    () => import('pg'),
    (says, cause) => new BadDatabase(schema, `${says} Or hand in a pool.`, cause),
  );
