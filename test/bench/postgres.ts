/**
 * What a host in Postgres takes beside raw programs on the same server, which read, write and send
 * as much and know nothing of what it means. The same messages, so many at once.
 */
import pg from 'pg';
import { portOf } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import type { Message } from '../../src/hosts/index.ts';
import { PostgresHost } from '../../src/hosts/postgres/index.ts';
import { performing } from '../hosts/stage.ts';
import { openCluster } from '../postgres/cluster.ts';
import { sidOf } from './lives.ts';
import { median } from './measure.ts';
import { give, pausedAgain } from './pauses.ts';

export interface PostgresBench {
  readonly path: string;
  /** How many messages are on their way at once; each is about a recording of its own. */
  readonly atOnce: number;
  /** How many are given in each round. */
  readonly messages: number;
  readonly rounds: number;
  /** Whether a commit waits for the disk. */
  readonly isSynced: boolean;
}
/** Messages a second, the median of all rounds, and of which part of the raw rate that is. */
export interface PostgresRates {
  readonly host: number;
  readonly statements: number;
  readonly oneCall: number;
}

type Contender = (run: number, messages: number) => Promise<void>;
const schema = 'bench';

export async function benchPostgres(bench: PostgresBench): Promise<PostgresRates> {
  const { path, atOnce, messages, rounds, isSynced } = bench;
  await using cluster = await openCluster(path, { fsync: isSynced ? 'on' : 'off' });
  const pool = new pg.Pool({ connectionString: cluster.url, max: 16 });
  const contenders: Record<keyof PostgresRates, Contender> = {
    host: await hostContender(pool, atOnce),
    statements: rawContender(pool, atOnce, byStatements),
    oneCall: rawContender(pool, atOnce, byOneCall),
  };
  const rates: Record<string, number[]> = {};
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, run] of Object.entries(contenders)) {
        const began = performance.now();
        await run(round, messages);
        // The first round warms up.
        const rate = messages / ((performance.now() - began) / 1_000);
        if (round > 0) rates[name] = [...(rates[name] ?? []), rate];
      }
    }
  } finally {
    await close?.();
    await pool.end();
  }
  const rateOf = (name: keyof PostgresRates) => Math.round(median(rates[name] ?? []));
  return { host: rateOf('host'), statements: rateOf('statements'), oneCall: rateOf('oneCall') };
}
let close: (() => Promise<void>) | undefined;

async function hostContender(pool: pg.Pool, atOnce: number): Promise<Contender> {
  const performers = () => performing(() => undefined);
  const host = await PostgresHost.open({ pool, schema, performers });
  close = () => host.close();
  return async (run, messages) => {
    const lives = Array.from({ length: atOnce }, (_, n) => pausedAgain(sidOf(`R${run}`, n)));
    await give(atOnce, messages, async (line, i) => {
      const { value } = (lives[line] as Generator<Message>).next();
      await host.take({ ...value, id: `${run} ${line} ${i}` });
    });
    await host.activity.rest();
  };
}

/** What one message comes to, as a raw program keeps it: rows of the same size, and as many. */
interface RawMessage {
  readonly sid: string;
  readonly id: string;
  readonly revision: number;
  readonly snapshot: string;
  readonly effects: readonly {
    readonly port: string;
    readonly effect: string;
    readonly asked: string | null;
  }[];
}
type Raw = (pool: pg.Pool, message: RawMessage) => Promise<void>;

function rawContender(pool: pg.Pool, atOnce: number, keep: Raw): Contender {
  const prefix = keep === byOneCall ? 'O' : 'S';
  return async (run, messages) => {
    const boards = Array.from({ length: atOnce }, () => new Switchboard());
    const lives = Array.from({ length: atOnce }, (_, n) =>
      pausedAgain(sidOf(`${prefix}${run}`, n)),
    );
    await give(atOnce, messages, async (line, i) => {
      const { value } = (lives[line] as Generator<Message>).next();
      const { to, event } = value as Message;
      // It stands for what the program would work out, in the least time that this can take.
      const board = boards[line] as Switchboard;
      const delivery = board.deliver(to, { at: Date.now(), ...event } as never);
      const snapshot = JSON.stringify(delivery.changed[0]);
      const effects = delivery.effects
        .filter((effect) => portOf(effect) !== 'clock')
        .map((effect) => ({
          port: portOf(effect),
          effect: JSON.stringify(effect),
          asked: effect.type === 'announced' ? snapshot : null,
        }));
      const { sid } = to;
      await keep(pool, { sid, id: `${prefix}${run} ${line} ${i}`, revision: i, snapshot, effects });
    });
  };
}

const sql = (name: string, text: string) => ({ name, text: text.replaceAll('@', schema) });
const raw = {
  read: sql(
    'r',
    "SELECT revision, snapshot FROM @.machines WHERE machine = 'recording' AND sid = $1 FOR UPDATE",
  ),
  answer: sql(
    'a',
    'INSERT INTO @.answers (id, verdict, forget_at) VALUES ($1, \'{"verdict":"accepted"}\', 9e15)',
  ),
  insert: sql(
    'i',
    "INSERT INTO @.machines (machine, sid, revision, snapshot, wake_at) VALUES ('recording', $1, 1, $2, 9e15)",
  ),
  update: sql(
    'u',
    "UPDATE @.machines SET revision = revision + 1, snapshot = $2 WHERE machine = 'recording' AND sid = $1",
  ),
  send: sql(
    's',
    'INSERT INTO @.errands (key, port, sid, effect, snapshot) VALUES ($1, $2, $3, $4, $5) RETURNING number',
  ),
  claim: sql(
    'c',
    'UPDATE @.errands SET holder = gen_random_uuid() WHERE port = $1 AND sid = $2 AND number = $3',
  ),
  done: sql('d', 'DELETE FROM @.errands WHERE port = $1 AND sid = $2 AND number = $3'),
};

/** One transaction a message, a statement after another; then each errand is taken and done. */
async function byStatements(pool: pg.Pool, { sid, id, revision, snapshot, effects }: RawMessage) {
  const client = await pool.connect();
  const sent: [string, string, string][] = [];
  try {
    await client.query('BEGIN');
    const { rows } = await client.query({ ...raw.read, values: [sid] });
    JSON.parse(JSON.stringify(rows[0]?.snapshot ?? null));
    await client.query({ ...raw.answer, values: [id] });
    await client.query({ ...(revision === 0 ? raw.insert : raw.update), values: [sid, snapshot] });
    for (const [i, { port, effect, asked }] of effects.entries()) {
      const values = [`${id}.${i}`, port, sid, effect, asked];
      const { rows: numbers } = await client.query({ ...raw.send, values });
      sent.push([port, sid, numbers[0].number]);
    }
    await client.query('COMMIT');
    for (const values of sent) {
      await client.query({ ...raw.claim, values });
      await client.query({ ...raw.done, values });
    }
  } finally {
    client.release();
  }
}

/** As few round trips as there can be: one to read, one to keep, one to take, one to be done. */
async function byOneCall(pool: pg.Pool, { sid, id, revision, snapshot, effects }: RawMessage) {
  const { rows } = await pool.query({
    ...sql(
      'R',
      "SELECT revision, snapshot FROM @.machines WHERE machine = 'recording' AND sid = $1",
    ),
    values: [sid],
  });
  JSON.parse(JSON.stringify(rows[0]?.snapshot ?? null));
  const machine =
    revision === 0
      ? "INSERT INTO @.machines (machine, sid, revision, snapshot, wake_at) VALUES ('recording', $2, 1, $3, 9e15)"
      : "UPDATE @.machines SET revision = revision + 1, snapshot = $3 WHERE machine = 'recording' AND sid = $2";
  const { rows: sent } = await pool.query({
    ...sql(
      revision === 0 ? 'K0' : 'K1',
      `WITH a AS (INSERT INTO @.answers (id, verdict, forget_at) VALUES ($1, '{"verdict":"accepted"}', 9e15)),
        m AS (${machine})
      INSERT INTO @.errands (key, port, sid, effect, snapshot)
      SELECT $1 || port, port, $2, effect::json, asked::json
      FROM unnest($4::text[], $5::text[], $6::text[]) AS given(port, effect, asked)
      RETURNING port, sid, number`,
    ),
    values: [
      id,
      sid,
      snapshot,
      effects.map(({ port }) => port),
      effects.map(({ effect }) => effect),
      effects.map(({ asked }) => asked),
    ],
  });
  if (sent.length === 0) return;
  const lists = [
    sent.map(({ port }) => port),
    sent.map((one) => one.sid),
    sent.map(({ number }) => number),
  ];
  const those = 'FROM unnest($1::text[], $2::text[], $3::bigint[]) AS d(port, sid, number)';
  const same = 'e.port = d.port AND e.sid = d.sid AND e.number = d.number';
  await pool.query({
    ...sql('C', `UPDATE @.errands AS e SET holder = gen_random_uuid() ${those} WHERE ${same}`),
    values: lists,
  });
  await pool.query({
    ...sql('D', `DELETE FROM @.errands AS e USING ${those.slice(5)} WHERE ${same}`),
    values: lists,
  });
}
