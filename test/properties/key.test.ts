/** Keys of worlds tell apart what differs, and nothing else, from wherever a world is reached. */
import { expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { explore } from '../../properties/check/explore.ts';
import { type KnownWorld, Numbering } from '../../properties/check/key.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables } from '../../src/engine/index.ts';

const advance = onTables(machines);
const idle = ['createdAt', 'updatedAt'];

/** A world as text: tables in the order of their names, and without what nobody reads. */
function textOf({
  now,
  machines: snapshots,
  mail,
  lines,
  captures,
  spent,
  again,
}: ModelWorld): string {
  const sorted = (table: object) => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  const read = (_key: string, value: unknown) => (idle.includes(_key) ? undefined : value);
  const tables = [snapshots, mail, lines, captures, spent].map(sorted);
  return JSON.stringify([now, again, ...tables], read);
}

/** Every step of a search whose keys are the worlds themselves, as text. */
function* searched(system: System) {
  const numbering = new Numbering();
  const first = numbering.know(emptyWorld, {});
  const seen = new Set([textOf(emptyWorld)]);
  const frontier: KnownWorld[] = [first];
  for (const known of frontier) {
    for (const by of movesOf(system, known.world)) {
      const world =
        'now' in by
          ? by.before(known.world)
          : answerIn(advance, by.before(known.world), by.to, by.event).world;
      const next = numbering.know(world, {}, known);
      yield { text: textOf(world), next, alone: numbering.know(world, {}) };
      if (seen.has(textOf(world))) continue;
      seen.add(textOf(world));
      frontier.push(next);
    }
  }
}

test.each(['two-participants', 'rejoining', 're-recording'])('in %s', (name) => {
  const system = systems.find((one) => one.name === name) as System;
  const keys = new Map<string, string>();
  const texts = new Map<string, string>();
  for (const { text, next, alone } of searched(system)) {
    expect(next.key).toBe(alone.key);
    expect(keys.get(text) ?? next.key).toBe(next.key);
    expect(texts.get(next.key) ?? text).toBe(text);
    keys.set(text, next.key);
    texts.set(next.key, text);
  }
  const { states, isComplete } = explore(system, { advance, claims: [] });
  expect({ states, isComplete }).toEqual({ states: keys.size + 1, isComplete: true });
});
