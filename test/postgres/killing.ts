/**
 * Hosts on one database, killed again and again, and the database with them, while lives are lived
 * through them. What is answered is kept, once; what is asked for is performed, in its order.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { Effect, Verdict } from '../../machines/index.ts';
import type { To } from '../../src/engine/index.ts';
import { seeded } from '../bench/measure.ts';
import { untilSo } from '../house/patience.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type LifeInPostgres, laneOf, lifeOf, type Step, saidIn } from './lives.ts';
import type { FromMortal, Mortal, ToMortal } from './mortal.ts';

export interface Ordeal {
  readonly path: string;
  readonly seed: number;
  readonly processes: number;
  readonly lives: number;
  /** How many lives go on at once. */
  readonly atOnce: number;
  /** How often a process is killed, and how often the postmaster. */
  readonly kills: number;
  readonly postmasterKills: number;
  /** About so long after one kill comes the next. */
  readonly everyMs: number;
  readonly leaseMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (figures: Readonly<Record<string, number>>) => void;
}
export interface OrdealOutcome {
  readonly lives: number;
  readonly kills: number;
  readonly postmasterKills: number;
  readonly timersFired: number;
  readonly messages: number;
  readonly effects: number;
  /** Attempts beyond the first of a key: at least once is promised. */
  readonly attemptsMore: number;
  /** What was found wrong, each with its life. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly inLimbo: readonly string[];
}

const program = fileURLToPath(new URL('mortal.ts', import.meta.url));

export async function undergo(ordeal: Ordeal): Promise<OrdealOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'texml-ordeal-'));
  await using cluster = await openCluster(ordeal.path);
  const journal = join(folder, 'journal');
  writeFileSync(journal, '');
  const crowd = new Crowd(ordeal, { url: cluster.url, journal, leaseMs: ordeal.leaseMs });
  const looking = new pg.Pool({ connectionString: cluster.url, max: 4 });
  looking.on('error', () => undefined);
  try {
    await crowd.ready();
    const lives = Array.from({ length: ordeal.lives }, (_, n) => lifeOf(n, ordeal.leaseMs));
    const story = { lives, crowd, looking, ordeal, told: 0, fired: 0, lived: 0, wrong: [] };
    const living = liveAll(story);
    const killed = await trouble(ordeal, crowd, cluster, living);
    await living;
    // What is left then is told below.
    await settled(looking).catch(() => undefined);
    await crowd.end();
    return { ...killed, ...(await judged(story, journal)) };
  } finally {
    crowd.kill();
    await looking.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Story {
  readonly lives: readonly LifeInPostgres[];
  readonly crowd: Crowd;
  readonly looking: pg.Pool;
  readonly ordeal: Ordeal;
  told: number;
  fired: number;
  lived: number;
  readonly wrong: string[];
}

/** Processes with hosts, each begun anew after it was killed. */
class Crowd {
  readonly #mortal: Mortal;
  readonly #random: (n: number) => number;
  readonly #children: { child: ChildProcess; ready: Promise<void> }[] = [];
  readonly #waiting = new Map<string, (answer: Verdict | undefined) => void>();
  #isOver = false;

  constructor({ processes, seed }: Ordeal, mortal: Mortal) {
    this.#mortal = mortal;
    this.#random = seeded(seed + 1);
    for (let i = 0; i < processes; i += 1) this.#begin(i);
  }

  async ready() {
    await Promise.all(this.#children.map(({ ready }) => ready));
  }

  /** Tells any of them, and another one if that does not answer, until one does. */
  async tell(message: Exclude<Step, { fires: To }>): Promise<Verdict> {
    for (;;) {
      const one = this.#children[this.#random(this.#children.length)];
      const { promise, resolve } = Promise.withResolvers<Verdict | undefined>();
      const asked = `${message.id}`;
      this.#waiting.set(asked, resolve);
      const gone = () => resolve(undefined);
      one?.child.once('exit', gone);
      if (one?.child.connected) one.child.send(message satisfies ToMortal, (e) => e && gone());
      else gone();
      const answer = await promise;
      one?.child.removeListener('exit', gone);
      if (answer) return answer;
      if (this.#isOver) throw new Error('Nobody is left to tell.');
      await wait(20);
    }
  }

  /** Kills one, and begins another in its place after a while. */
  async killOne() {
    const i = this.#random(this.#children.length);
    this.#children[i]?.child.kill('SIGKILL');
    await wait(this.#random(400));
    if (!this.#isOver) this.#begin(i);
  }

  /** All of them end as they should. */
  async end() {
    this.#isOver = true;
    await this.ready();
    await Promise.all(
      this.#children.map(({ child }) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        child.once('exit', () => resolve());
        child.send('end' satisfies ToMortal);
        return promise;
      }),
    );
  }

  kill() {
    this.#isOver = true;
    for (const { child } of this.#children) child.kill('SIGKILL');
  }

  #begin(i: number) {
    const child = fork(program, [JSON.stringify(this.#mortal)], { execArgv: [] });
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    child.on('message', (said: FromMortal) => {
      if (said === 'ready') resolve();
      else if (said !== 'ended') {
        this.#waiting.get(said.id)?.('verdict' in said ? said.verdict : undefined);
      }
    });
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
    child.setMaxListeners(0);
    this.#children[i] = { child, ready };
  }
}

/** Kills by the plan, until it is fulfilled. */
async function trouble(
  { seed, kills, postmasterKills, everyMs, signal, onProgress }: Ordeal,
  crowd: Crowd,
  cluster: Cluster,
  living: Promise<unknown>,
) {
  const random = seeded(seed);
  const figures = { kills: 0, postmasterKills: 0 };
  let isOver = false;
  living.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  while (!isOver && !signal?.aborted && figures.kills < kills) {
    await wait(everyMs / 2 + random(everyMs));
    const left = kills - figures.kills;
    if (random(left) < postmasterKills - figures.postmasterKills) {
      await cluster.kill();
      await wait(random(400));
      await cluster.start();
      figures.postmasterKills += 1;
    } else await crowd.killOne();
    figures.kills += 1;
    onProgress?.(figures);
  }
  return figures;
}

async function liveAll(story: Story) {
  const { lives, ordeal } = story;
  const next = lives.entries();
  const line = async () => {
    for (const [n, life] of next) {
      if (ordeal.signal?.aborted) return;
      await liveOne(story, n, life);
      story.lived += 1;
      ordeal.onProgress?.({ lives: story.lived });
    }
  };
  await Promise.all(Array.from({ length: ordeal.atOnce }, line));
}

async function liveOne(story: Story, n: number, { steps, verdicts }: LifeInPostgres) {
  const { crowd, looking, ordeal, wrong } = story;
  const random = seeded(ordeal.seed + n * 7);
  for (const [i, step] of steps.entries()) {
    await wait(random(ordeal.everyMs / 2));
    if ('fires' in step) {
      await fired(looking, step.fires);
      story.fired += 1;
      continue;
    }
    for (let times = random(8) === 0 ? 2 : 1; times > 0; times -= 1) {
      const verdict = await crowd.tell(step);
      story.told += 1;
      if (isDeepStrictEqual(verdict, verdicts[i])) continue;
      const expected = JSON.stringify(verdicts[i]);
      wrong.push(`life ${n}, step ${i}: ${JSON.stringify(verdict)}; expected ${expected}`);
    }
  }
}

/** Ends when a machine's timers are others than they were. */
async function fired(looking: pg.Pool, { machine, sid }: To) {
  let first: unknown;
  await untilSo(`a timer of ${sid} fires`, async () => {
    const found = await asked(
      looking,
      `SELECT (snapshot -> 'context' -> 'timers')::text AS timers FROM texml_recordings.machines
      WHERE machine = $1 AND sid = $2`,
      [machine, sid],
    );
    const timers = found?.[0]?.timers;
    first ??= timers;
    return timers !== undefined && (timers !== first || timers === '{}');
  });
}

/** Nothing while the database is away. */
async function asked(looking: pg.Pool, text: string, values: unknown[] = []) {
  try {
    return (await looking.query({ text, values })).rows as Record<string, unknown>[];
  } catch {
    return undefined;
  }
}

/** Ends when nothing is left to be performed. */
const settled = (looking: pg.Pool) =>
  untilSo('nothing is left to be performed', async () => {
    const found = await asked(looking, 'SELECT count(*) AS n FROM texml_recordings.errands');
    return found?.[0]?.n === '0';
  });

async function judged(
  { lives, looking, told, fired: timersFired, lived, wrong }: Story,
  journal: string,
) {
  const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  const performed = lines.map((line) => JSON.parse(line) as { key: string; effect: Effect });
  const byKey = new Map<string, Effect>();
  for (const { key, effect } of performed) if (!byKey.has(key)) byKey.set(key, effect);
  const lanes = Map.groupBy(byKey.values(), laneOf);
  const [lost, doubled, outOfOrder, inLimbo] = [[...wrong], [], [], []] as string[][];
  const query =
    "SELECT machine || ' ' || sid AS slot, snapshot ->> 'state' AS state FROM texml_recordings.machines";
  const states = new Map((await asked(looking, query))?.map(({ slot, state }) => [slot, state]));
  for (const [n, life] of lives.entries()) {
    if (lived < lives.length) break;
    for (const [slot, state] of life.states) {
      if (states.get(slot) !== state) {
        inLimbo?.push(`life ${n}: ${slot} is ${states.get(slot)}; expected ${state}`);
      }
    }
    for (const [lane, expected] of life.lanes) {
      const found = (lanes.get(lane) ?? []).map(saidIn);
      if (isDeepStrictEqual(found, expected)) continue;
      const says = `life ${n}, ${lane}: ${found.join(', ')}; expected ${expected.join(', ')}`;
      if (found.length < expected.length) lost?.push(says);
      else if (found.length > expected.length) doubled?.push(says);
      else outOfOrder?.push(says);
    }
  }
  const overdue = await asked(
    looking,
    `SELECT machine || ' ' || sid AS slot FROM texml_recordings.machines
    WHERE wake_at < extract(epoch FROM clock_timestamp()) * 1000 - 5000`,
  );
  const left = await asked(looking, 'SELECT key AS slot FROM texml_recordings.errands');
  for (const { slot } of [...(overdue ?? []), ...(left ?? [])]) inLimbo?.push(`${slot}`);
  return {
    lives: lived,
    timersFired,
    messages: told,
    effects: byKey.size,
    attemptsMore: performed.length - byKey.size,
    lost: lost ?? [],
    doubled: doubled ?? [],
    outOfOrder: outOfOrder ?? [],
    inLimbo: inLimbo ?? [],
  };
}
