/**
 * Hosts of one kind, killed again and again, and what they stand on with them, while lives are lived
 * through them. What is answered is kept, once; what is asked for is performed, in its order.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../../../machines/index.ts';
import type { To } from '../../../src/engine/index.ts';
import { seeded } from '../../bench/measure.ts';
import { untilSo } from '../../house/patience.ts';
import { Crowd } from './crowd.ts';
import { kindsOfLives, laneOf, lifeOf, saidIn, type ToldLife } from './lives.ts';

export interface Ordeal {
  readonly seed: number;
  readonly processes: number;
  readonly lives: number;
  /** How many lives go on at once. */
  readonly atOnce: number;
  /** How often something is killed, and how often of that what the hosts stand on. */
  readonly kills: number;
  readonly engineKills: number;
  /** About so long after one kill comes the next. */
  readonly everyMs: number;
  /** A third of the shortest deadline. */
  readonly leaseMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (figures: Readonly<Record<string, number>>) => void;
}
/** What hosts of a kind stand on, as an ordeal needs it. What cannot be asked now is undefined. */
export interface EngineOfHosts extends AsyncDisposable {
  /** What a process with such a host runs, and what it is told beside the journal. */
  readonly program: URL;
  readonly told: object;
  /** Kills it, or the part of it whose turn it is, and brings it back after a pause. */
  killed(pauseMs: number): Promise<void>;
  /** The timers of a machine, as a text that is another one when they are. */
  timers(to: To): Promise<string | undefined>;
  /** The state of every machine of these slots that there is. */
  states(slots: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How many errands are left to be performed. */
  errands(): Promise<number | undefined>;
  /** The names of errands and of wake-ups that are left though it is their time. */
  left(): Promise<readonly string[]>;
}
export interface OrdealOutcome {
  readonly lives: number;
  readonly kills: number;
  readonly engineKills: number;
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

/** Has lives lived on an engine that was opened for it, and is closed then. */
export async function undergo(ordeal: Ordeal, opening: EngineOfHosts): Promise<OrdealOutcome> {
  await using engine = opening;
  const folder = mkdtempSync(join(tmpdir(), 'texml-ordeal-'));
  const journal = join(folder, 'journal');
  writeFileSync(journal, '');
  const { program, told } = engine;
  const { processes, seed, signal } = ordeal;
  const mortal = { ...told, journal };
  const crowd = new Crowd({ program, mortal, processes, seed, signal });
  try {
    await crowd.ready();
    const lives = Array.from({ length: ordeal.lives }, (_, n) => lifeOf(n, ordeal.leaseMs));
    const story = { lives, crowd, engine, ordeal, told: 0, fired: 0, lived: 0, wrong: [] };
    const living = liveAll(story);
    const killed = await trouble(ordeal, crowd, engine, living);
    await living;
    // What is left then is told below.
    await settled(engine).catch(() => undefined);
    // Hosts may have to be there to be looked at.
    const found = await judged(story, journal);
    await crowd.end();
    return { ...killed, ...found };
  } finally {
    crowd.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Story {
  readonly lives: readonly ToldLife[];
  readonly crowd: Crowd;
  readonly engine: EngineOfHosts;
  readonly ordeal: Ordeal;
  told: number;
  fired: number;
  lived: number;
  readonly wrong: string[];
}

/** Kills by the plan, until it is fulfilled. */
async function trouble(
  { seed, kills, engineKills, everyMs, signal, onProgress }: Ordeal,
  crowd: Crowd,
  engine: EngineOfHosts,
  living: Promise<unknown>,
) {
  const random = seeded(seed);
  const figures = { kills: 0, engineKills: 0 };
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  living.then(end, end);
  while (!isOver && !signal?.aborted && figures.kills < kills) {
    await wait(everyMs / 2 + random(everyMs));
    const left = kills - figures.kills;
    if (random(left) < engineKills - figures.engineKills) {
      await engine.killed(random(400));
      figures.engineKills += 1;
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

async function liveOne(story: Story, n: number, { steps, verdicts }: ToldLife) {
  const { crowd, engine, ordeal, wrong } = story;
  const random = seeded(ordeal.seed + n * 7);
  // Of each kind, every other life takes no time: what is asked in it waits in its lanes.
  const isHasty = Math.floor(n / kindsOfLives) % 2 === 1;
  for (const [i, step] of steps.entries()) {
    if (!isHasty) await wait(random(ordeal.everyMs / 2));
    if ('fires' in step) {
      await fired(engine, step.fires);
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
async function fired(engine: EngineOfHosts, to: To) {
  let first: string | undefined;
  await untilSo(`a timer of ${to.sid} fires`, async () => {
    const timers = await engine.timers(to);
    first ??= timers;
    return timers !== undefined && (timers !== first || timers === '{}');
  });
}

/** Ends when nothing is left to be performed. */
const settled = (engine: EngineOfHosts) =>
  untilSo('nothing is left to be performed', async () => (await engine.errands()) === 0);

async function judged(
  { lives, engine, told, fired: timersFired, lived, wrong }: Story,
  journal: string,
) {
  const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  const performed = lines.map((line) => JSON.parse(line) as { key: string; effect: Effect });
  const byKey = new Map<string, Effect>();
  for (const { key, effect } of performed) if (!byKey.has(key)) byKey.set(key, effect);
  const lanes = Map.groupBy(byKey.values(), laneOf);
  const inLimbo: string[] = [];
  const found = { lost: [...wrong], doubled: [] as string[], outOfOrder: [] as string[] };
  // Lives that were not lived to their end are not judged.
  const over = lived < lives.length ? [] : [...lives.entries()];
  const states = await engine.states(over.flatMap(([, life]) => [...life.states.keys()]));
  for (const [n, life] of over) {
    for (const [slot, state] of life.states) {
      if (states.get(slot) !== state) {
        inLimbo.push(`life ${n}: ${slot} is ${states.get(slot)}; expected ${state}`);
      }
    }
    for (const [lane, expected] of life.lanes) {
      const said = (lanes.get(lane) ?? []).map(saidIn);
      if (isDeepStrictEqual(said, expected)) continue;
      const says = `life ${n}, ${lane}: ${said.join(', ')}; expected ${expected.join(', ')}`;
      if (said.length < expected.length) found.lost.push(says);
      else if (said.length > expected.length) found.doubled.push(says);
      else found.outOfOrder.push(says);
    }
  }
  inLimbo.push(...(await engine.left()));
  return {
    lives: lived,
    timersFired,
    messages: told,
    effects: byKey.size,
    attemptsMore: performed.length - byKey.size,
    ...found,
    inLimbo,
  };
}
