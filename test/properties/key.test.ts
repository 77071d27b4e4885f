/** Keys of worlds tell apart what differs, and nothing else, from wherever a world is reached. */
import { expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { explore } from '../../properties/search/explore.ts';
import { Places } from '../../properties/search/places.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables } from '../../src/engine/index.ts';

const advance = onTables(machines);
const idle = ['createdAt', 'updatedAt'];

/** What is in a world never changes, so its text is made once. */
const texts = new WeakMap<object, string>();
const read = (name: string, value: unknown) => (idle.includes(name) ? undefined : value);
function saidBy(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const text = texts.get(value) ?? JSON.stringify(value, read);
  texts.set(value, text);
  return text;
}

/** A world as text: tables in the order of their names, and without what nobody reads. */
function textOf({ now, again, machines, mail, lines, captures, spent }: ModelWorld): string {
  const sorted = (table: object) =>
    Object.entries(table)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${saidBy(value)}`);
  const tables = [machines, mail, lines, captures, spent].map(sorted);
  return [now, JSON.stringify(again), ...tables.map((table) => `{${table}}`)].join();
}

/** Every step of a search whose keys are the worlds themselves, as text. */
function* searched(system: System) {
  const places = new Places(() => {});
  const seen = new Set([textOf(emptyWorld)]);
  const frontier: ModelWorld[] = [emptyWorld];
  for (const from of frontier) {
    for (const by of movesOf(system, from)) {
      const world =
        'now' in by ? by.before(from) : answerIn(advance, by.before(from), by.to, by.event).world;
      places.take(world);
      const text = textOf(world);
      yield { text, key: places.key().join() };
      if (seen.has(text)) continue;
      seen.add(text);
      frontier.push(world);
    }
  }
}

test.each(['two-participants', 'rejoining', 'redirected-leg', 'removed-while-running'])(
  'in %s',
  (name) => {
    const system = systems.find((one) => one.name === name) as System;
    const keys = new Map<string, string>();
    const worlds = new Map<string, string>();
    const wrong: string[] = [];
    for (const { text, key } of searched(system)) {
      const isSame = (keys.get(text) ?? key) === key && (worlds.get(key) ?? text) === text;
      if (!isSame) wrong.push(`${text}: ${key}`);
      keys.set(text, key);
      worlds.set(key, text);
    }
    expect(wrong).toEqual([]);
    const { states, isComplete } = explore(system, { advance, claims: [] });
    expect({ states, isComplete }).toEqual({ states: keys.size + 1, isComplete: true });
  },
);
