/** Postgres as hosts stand on it while they are killed, and it with them. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { EngineOfHosts } from '../hosts/ordeal/ordeal.ts';
import { type Cluster, openCluster } from './cluster.ts';

/** A cluster of its own, and hosts that have this lease. */
export async function postgresEngine(path: string, leaseMs: number): Promise<EngineOfHosts> {
  const cluster = await openCluster(path);
  const engine = engineOn(cluster, leaseMs);
  return {
    ...engine,
    [Symbol.asyncDispose]: async () => {
      await engine[Symbol.asyncDispose]();
      await cluster[Symbol.asyncDispose]();
    },
  };
}
/** The same on a cluster that goes on afterwards. */
export function engineOn(cluster: Cluster, leaseMs: number): EngineOfHosts {
  const looking = new pg.Pool({ connectionString: cluster.url, max: 4 });
  looking.on('error', () => undefined);
  /** Nothing while the database is away. */
  const asked = async (text: string, values: unknown[] = []) => {
    try {
      return (await looking.query({ text, values })).rows as Record<string, unknown>[];
    } catch {
      return undefined;
    }
  };
  return {
    program: new URL('mortal.ts', import.meta.url),
    told: { url: cluster.url, leaseMs },
    killed: async (pauseMs) => {
      await cluster.kill();
      await wait(pauseMs);
      await cluster.start();
    },
    timers: async ({ machine, sid }) => {
      const found = await asked(
        `SELECT (snapshot -> 'context' -> 'timers')::text AS timers
        FROM texml_recordings.machines WHERE machine = $1 AND sid = $2`,
        [machine, sid],
      );
      return found?.[0]?.timers as string | undefined;
    },
    states: async () => {
      const found = await asked(
        `SELECT machine || ' ' || sid AS slot, snapshot ->> 'state' AS state
        FROM texml_recordings.machines`,
      );
      return new Map(found?.map(({ slot, state }) => [`${slot}`, `${state}`]));
    },
    errands: async () => {
      const found = await asked('SELECT count(*) AS n FROM texml_recordings.errands');
      return found && Number(found[0]?.n);
    },
    left: async () => {
      const overdue = await asked(
        `SELECT machine || ' ' || sid AS slot FROM texml_recordings.machines
        WHERE wake_at < extract(epoch FROM clock_timestamp()) * 1000 - 5000`,
      );
      const errands = await asked('SELECT key AS slot FROM texml_recordings.errands');
      return [...(overdue ?? []), ...(errands ?? [])].map(({ slot }) => `${slot}`);
    },
    [Symbol.asyncDispose]: () => looking.end(),
  };
}
