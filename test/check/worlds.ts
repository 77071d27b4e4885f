/**
 * Worlds at random as the outside sees them: callbacks late, twice, out of order and lost, answers that
 * never came. Nothing in them is wrong, so everything has to be explained.
 */

import type { ModelWorld } from '../../properties/generators/world.ts';
import { systems } from '../../properties/systems/index.ts';
import { town } from '../../properties/systems/town.ts';
import { judged, type LogEntry, type SessionOptions } from '../../src/check/index.ts';
import { puzzleOf } from '../../src/check/judging/puzzle-of.ts';
import { type SessionRead, sessionRead } from '../../src/check/reading/observed.ts';
import { search } from '../../src/check/search/search.ts';
import { doneAtOnce } from '../../src/check/work/slices.ts';
import type { Observation } from '../../src/follow/index.ts';
import { publicStatus } from '../../src/follow/sight.ts';
import { atFirst } from '../../src/follow/ways/believed.ts';
import { libraryFiles, loadScenario, play } from '../../src/scenarios/index.ts';
import { chance } from '../follow/chance.ts';
import { observed } from '../follow/manner.ts';
import { Outside, type Platform } from '../follow/outside.ts';
import { type Lived, type Moment, watched } from '../follow/soundness.ts';
import { logOf } from './logs.ts';

/** What one world came to. */
export interface WorldChecked {
  readonly name: string;
  readonly seed: number;
  /** How much was seen. */
  readonly seen: number;
  /** How many places of the search were looked at, of a life of a system. */
  readonly looked?: number;
  /** Why it is not explained; undefined: it is. */
  readonly failure: string | undefined;
  /** Follows it from outside: whether the truth was always believed. */
  readonly follow?: () => Lived;
}
/** A kind of world, by name. */
export interface WorldKind {
  readonly name: string;
  readonly check: (seed: number) => WorldChecked;
}

const nothing = (): SessionRead => ({
  observed: [],
  names: sessionRead([]).names,
  inline: new Map(),
  told: new Map(),
});

/** What every machine is read as. */
const readsOf = ({ now, machines }: ModelWorld): Observation[] =>
  Object.values(machines).map(
    (one): Observation => ({
      kind: 'read',
      at: now,
      of: { machine: one.machine, sid: one.sid },
      status: publicStatus(one),
    }),
  );

/** What the observer is told of each machine. */
const toldIn = ({ machines }: ModelWorld) =>
  new Map(
    Object.values(machines).map(({ machine, sid }) => {
      const isLine = machine === 'call' || machine === 'dialLeg';
      return [sid, isLine ? ['completed'] : (observed.tells[machine] ?? [])];
    }),
  );

/** What is seen of a life of a system, by its seed: of one that is calm, all is read now and then. */
export function worldOf(
  system: (typeof systems)[number],
  seed: number,
  steps: number,
  platform: Platform = {},
) {
  const outside = new Outside(system, observed, seed, platform);
  const moments: Moment[] = [];
  for (let step = 0; step < steps; step += 1) {
    const own = outside.step();
    const { truth, world } = outside;
    const isRead = platform.isCalm && step % 4 === 3;
    const arrived = isRead ? [...own, ...readsOf(world)] : own;
    for (const [i, seen] of arrived.entries())
      moments.push(i === arrived.length - 1 ? { seen, truth: () => truth } : { seen });
  }
  const all = moments.map(({ seen }) => seen);
  const searched = (most: number) => {
    const place = (i: number) => ({ file: system.name, line: i + 1 });
    const read = {
      ...nothing(),
      observed: all.map((seen, i) => ({ seen, place: place(i) })),
      told: platform.isCalm ? toldIn(outside.world) : new Map(),
    };
    // Where nothing is late, what has not come for a while is missed.
    const until = outside.world.now;
    const options = platform.isCalm ? { until, deliveryMs: 30_000 } : {};
    return doneAtOnce(search(puzzleOf(read, options), { most }, atFirst));
  };
  return {
    moments,
    trace: outside.trace,
    text: all.map(spelled).join('\n'),
    searched,
  };
}

/** More than a check of a log looks at: whatever can be explained should be. */
const mostLooked = 100_000;
/** A life of a system, by its seed. */
function lifeOf(system: (typeof systems)[number], seed: number, steps: number): WorldChecked {
  const { name } = system;
  const { moments, trace, text, searched } = worldOf(system, seed, steps);
  const { found, furthest, isExhausted, looked } = searched(mostLooked);
  const why = `${isExhausted ? 'refuted' : 'not found'} at ${furthest + 1}`;
  return {
    name,
    seed,
    seen: moments.length,
    looked,
    failure: found ? undefined : [why, text, ...trace].join('\n'),
    follow: () => watched(`${name} seed ${seed}`, observed, moments),
  };
}
const spelled = (seen: Observation) => JSON.stringify(seen);

/** A log as it arrives: what was told is late, twice and out of order, and of answers one in ten is lost. */
function inChaos(log: readonly LogEntry[], seed: number): LogEntry[] {
  const random = chance(seed);
  return log
    .flatMap((entry): LogEntry[] => {
      const pick = random();
      if (entry.kind === 'asked' && entry.method !== 'GET' && pick < 0.1) {
        const { answer: _, ...bare } = entry;
        return [bare];
      }
      const isTold =
        entry.kind === 'heard' &&
        /^(recording|call|conference|transcription)$/.test(entry.said.kind);
      if (!isTold) return [entry];
      const late = (by: number) => ({ ...entry, at: entry.at + Math.round(random() ** 4 * by) });
      return pick > 0.9 ? [late(120_000), late(240_000)] : [late(120_000)];
    })
    .toSorted((a, b) => a.at - b.at)
    .map((entry, i) => ({ ...entry, place: { ...entry.place, line: i + 1 } }));
}

function storyOf(file: string): WorldKind {
  const scenario = loadScenario(file);
  let log: readonly LogEntry[] | undefined;
  const { name } = scenario;
  return {
    name,
    check(seed) {
      log ??= logOf(play(scenario));
      const seen = inChaos(log, seed);
      const policy = scenario.policy as SessionOptions['policy'];
      const { is, wrong, repairs } = judged(seen, { policy });
      const all = [...seen.map((one) => JSON.stringify(one)), ...repairs.map(({ says }) => says)];
      const failure =
        is === 'explained' ? undefined : [`${is} at ${wrong?.place.line}`, ...all].join('\n');
      return { name, seed, seen: seen.length, failure };
    },
  };
}

/** All kinds: lives of every system, and every story that is shipped. */
export const worldKinds = (steps = 60): WorldKind[] => [
  ...[...systems, town].map((system) => ({
    name: system.name,
    check: (seed: number) => lifeOf(system, seed, steps),
  })),
  ...libraryFiles().map(storyOf),
];
