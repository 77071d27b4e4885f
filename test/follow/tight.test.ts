/** What is believed when nothing but the beginning was seen: what some run comes to, and no more. */
import { expect, test } from 'vitest';
import { machines, slotOf } from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { Offer, System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { executes } from '../../properties/systems/offers.ts';
import { town } from '../../properties/systems/town.ts';
import { onTables } from '../../src/engine/index.ts';
import { type Belief, unpacked } from '../../src/follow/belief.ts';
import { follow, type Observation } from '../../src/follow/index.ts';
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

/** Every shape that a system comes to once everything that it offers has been asked. */
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
      if (system.offers.every((_, i) => `offer ${i}` in next.spent)) shapes.add(shapeOf(next));
      waiting.push(next);
    }
  }
  return shapes;
}

const conference = { machine: 'conference', sid: 'f' } as const;
const receive = { to: call, event: { type: 'call.receive' } } as const;
const runs = (event: Offer['event']): Offer => ({ to: call, event, when: executes('c') });

/** What an observer has seen when all of this was asked, and nothing was answered. */
function seenOf({ to, event }: Offer, i: number): Observation[] {
  const at = i * 1_000;
  if (event.type === 'call.receive') {
    return [
      { kind: 'cameIn', at, of: to, event },
      { kind: 'read', at: at + 500, of: to, status: 'in-progress' },
    ];
  }
  return event.type === 'call.dial'
    ? [{ kind: 'document', at, of: to, commands: [event] }]
    : [{ kind: 'asked', at, id: String(i), to, event }];
}

test.each<[string, readonly Offer[]]>([
  ['an outbound call', [{ to: call, event: { type: 'call.dialOut' } }]],
  [
    'an outbound call that is recorded',
    [{ to: call, event: { type: 'call.dialOut', recording: { sid: 'r' } } }],
  ],
  ['a call that dials a leg', [receive, runs({ type: 'call.dial', legs: ['a'] })]],
  [
    'a participant who is dialled',
    [{ to: conference, event: { type: 'conference.addParticipant', legSid: 'a', stay: '1' } }],
  ],
])('of %s everything is believed that can be, and nothing else', (_what, offers) => {
  const system: System = {
    ...{ name: 'begun', says: 'Something is begun, and the rest happens.' },
    offers,
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
  let belief: Belief | undefined;
  for (const seen of offers.flatMap(seenOf)) belief = follow(belief, seen, observed).belief;
  const worlds = worldsOf(unpacked(belief as Belief), Number.MAX_SAFE_INTEGER, observed);
  const believed = new Set(
    worlds
      .filter(({ asked, plans }) => Object.keys({ ...asked, ...plans }).length === 0)
      .map(({ parts, mail }) =>
        shape(
          Object.values(parts).map(({ snapshot }) => `${slotOf(snapshot)} ${snapshot.state}`),
          Object.values(mail).map((letters) => letters.map(({ signal }) => signal.event.type)),
        ),
      ),
  );
  const possible = shapesOf(system);
  expect([...possible].filter((one) => !believed.has(one)).slice(0, 5)).toEqual([]);
  expect([...believed].filter((one) => !possible.has(one)).slice(0, 5)).toEqual([]);
  expect(believed.size).toBeGreaterThan(5);
});
