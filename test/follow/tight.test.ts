/** What is believed when nothing but the beginning was seen: what some run comes to, and no more. */
import { expect, test } from 'vitest';
import { machines, slotOf } from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { town } from '../../properties/systems/town.ts';
import { onTables } from '../../src/engine/index.ts';
import { unpacked } from '../../src/follow/belief.ts';
import { follow, type Untimed } from '../../src/follow/index.ts';
import { observed } from './manner.ts';
import { worldsOf } from './worlds.ts';

const advance = onTables(machines);
const call = { machine: 'call', sid: 'c' } as const;

/** Machines with their states, and what is on its way between them. */
function shape(states: readonly string[], mail: readonly (readonly string[])[]): string {
  return [...states].sort().join() + [...mail].map(String).sort().join('|');
}
const shapeOf = ({ machines: all, mail }: ModelWorld) =>
  shape(
    Object.values(all).map((one) => `${slotOf(one)} ${one.state}`),
    Object.values(mail).map((letters) => letters.map(({ event }) => event.type)),
  );

/** Every shape that a system comes to once these events have been offered. */
function shapesOf(system: System): Set<string> {
  const visited = new Set<string>();
  const shapes = new Set<string>();
  const waiting: ModelWorld[] = [emptyWorld];
  for (let world = waiting.pop(); world; world = waiting.pop()) {
    const moves = movesOf(system, world).filter((move) => 'event' in move);
    for (const move of moves) {
      const next = answerIn(advance, move.before(world), move.to, move.event).world;
      const text = JSON.stringify(next);
      if (visited.has(text)) continue;
      visited.add(text);
      shapes.add(shapeOf(next));
      waiting.push(next);
    }
  }
  return shapes;
}

test.each([
  ['an outbound call', { type: 'call.dialOut' }],
  ['an outbound call that is recorded', { type: 'call.dialOut', recording: { sid: 'r' } }],
] as const)('of %s everything is believed that can be, and nothing else', (_what, event) => {
  const system: System = {
    ...{ name: 'begun', says: 'One call is begun, and the rest happens.' },
    offers: [{ to: call, event }],
    network: town.network,
    media: {
      refuses: ['start', 'stop'],
      reorders: true,
      stopsByItself: true,
      filesEarly: true,
      files: ['audio', 'lost'],
    },
    time: 'free',
  };
  const asked = { kind: 'asked', at: 0, id: '1', to: call, event: event as Untimed } as const;
  const session = unpacked(follow(undefined, asked, observed).belief);
  const believed = new Set(
    worldsOf(session, Number.MAX_SAFE_INTEGER, observed)
      .filter(({ asked: left }) => Object.keys(left).length === 0)
      .map(({ parts, mail }) =>
        shape(
          Object.values(parts).map(({ snapshot }) => `${slotOf(snapshot)} ${snapshot.state}`),
          Object.values(mail).map((letters) => letters.map(({ signal }) => signal.event.type)),
        ),
      ),
  );
  const possible = shapesOf(system);
  expect([...possible].filter((one) => !believed.has(one))).toEqual([]);
  expect([...believed].filter((one) => !possible.has(one))).toEqual([]);
  expect(believed.size).toBeGreaterThan(5);
});
