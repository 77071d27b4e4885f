/**
 * Comparisons of runs: the order in which news arrives does not change how a recording ends;
 * `WORLDS=1000` in the environment compares more of them.
 */
import { describe, expect, test } from 'vitest';
import { type AnyEvent, machines } from '../../machines/index.ts';
import { settle } from '../../properties/check/run-out.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { Move, System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, find, type ModelWorld } from '../../properties/generators/world.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables } from '../../src/engine/index.ts';
import { requested } from '../machines/stage.ts';

const advance = onTables(machines);
const recording = { machine: 'recording', sid: 'r' } as const;

/** All orders of a list. */
function orders<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, i) => {
    const others = [...list.slice(0, i), ...list.slice(i + 1)];
    return orders(others).map((rest) => [one, ...rest]);
  });
}
function rest(from: ModelWorld): ModelWorld {
  let world = from;
  for (let next = settle(advance, world); next; next = settle(advance, world)) world = next.world;
  return world;
}
const tell = (world: ModelWorld, event: AnyEvent) =>
  answerIn(advance, world, recording, event).world;

const endless: AnyEvent = {
  ...requested,
  at: 0,
  host: { machine: 'call', sid: 'c' },
  callSid: 'c',
  settings: { ...requested.settings, maxLengthMs: 0, silenceMs: 0 },
};
const news = {
  started: { type: 'media.started', at: 1, order: 1 },
  stopped: { type: 'media.stopped', at: 2 },
  saved: { type: 'media.saved', at: 3, location: 'file' },
  failed: { type: 'media.failed', at: 3 },
  refused: { type: 'media.refused', at: 1, order: 1 },
  ended: {
    type: 'host.ended',
    at: 2,
    host: { machine: 'call', sid: 'c' },
    reason: 'call-ended',
  },
} as const satisfies Readonly<Record<string, AnyEvent>>;

describe('REC-10 Whatever the order and repetition of these facts, the end is the same:', () => {
  test.each<[string, (keyof typeof news)[]]>([
    ['absent', ['started', 'ended']],
    ['absent', ['started', 'stopped']],
    ['completed', ['started', 'saved']],
    ['completed', ['started', 'stopped', 'saved']],
    ['completed', ['started', 'stopped', 'saved', 'ended']],
    ['absent', ['started', 'stopped', 'failed', 'ended']],
    ['absent', ['refused', 'ended']],
  ])('%s after %j', (end, names) => {
    for (const order of orders([...names, ...names.slice(0, 2)])) {
      const world = order.reduce((at, name) => tell(at, news[name]), tell(emptyWorld, endless));
      expect(find(rest(world), 'recording', 'r')?.state, order.join()).toBe(end);
    }
  });
});

/** From here on the media server obeys at once and in order, and nobody else does anything. */
const obedient: System = {
  name: 'obedient',
  says: '',
  offers: [],
  network: [],
  media: {},
  time: 0,
};
function settled(from: ModelWorld): Record<string, string> {
  let world = from;
  for (;;) {
    const [media] = movesOf(obedient, { ...world, mail: {} }).filter(
      (move): move is Move => 'event' in move && move.says === 'media server',
    );
    const next = Object.keys(world.mail).length > 0 || !media ? settle(advance, world) : undefined;
    if (next) world = next.world;
    else if (media) world = answerIn(advance, media.before(world), media.to, media.event).world;
    else break;
  }
  const recordings = Object.values(world.machines).filter((one) => one.machine === 'recording');
  return Object.fromEntries(recordings.map(({ sid, state }) => [sid, state]));
}

/** Every world that the delivery of what is on its way can lead to; orders that meet go on as one. */
function delivered(world: ModelWorld, met: Set<string>): ModelWorld[] {
  const text = JSON.stringify(world);
  if (met.has(text)) return [];
  met.add(text);
  const moves = movesOf(obedient, world).filter(
    (move): move is Move => 'event' in move && move.says.includes(' tells '),
  );
  if (moves.length === 0) return [world];
  return moves.flatMap((move) =>
    delivered(answerIn(advance, move.before(world), move.to, move.event).world, met),
  );
}

/** At most so many worlds of a depth are looked at, spread evenly over all. */
const most = Number(process.env.WORLDS ?? 100);

describe('SYS-3 Whatever the order of delivery, recordings end alike:', () => {
  test.each(['dial-from-answer', 'record-verb', 'conference-verb', 'participant-request'])(
    '%s',
    (name) => {
      const system = systems.find((one) => one.name === name) as System;
      let deliveries = 0;
      let worlds = [emptyWorld];
      for (let depth = 0; depth < 9; depth += 1) {
        const further = worlds.flatMap((world) =>
          movesOf(system, world).flatMap((move) =>
            'event' in move
              ? [answerIn(advance, move.before(world), move.to, move.event).world]
              : [],
          ),
        );
        worlds = further.filter((_, i) => i % Math.ceil(further.length / most) === 0);
        for (const world of worlds) {
          if (Object.keys(world.mail).length < 2) continue;
          const met = new Set<string>();
          const ends = delivered(world, met).map(settled);
          deliveries += met.size - 1;
          for (const end of ends) expect(end).toEqual(ends[0]);
        }
      }
      expect(deliveries).toBeGreaterThan(100);
    },
  );
});
