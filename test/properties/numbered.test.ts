/** The search on numbers comes to the same as the plain search, and shows what is broken as shortly. */
import { describe, expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import type { Explored } from '../../properties/check/explored.ts';
import { always } from '../../properties/claims/claim.ts';
import { claims } from '../../properties/claims/index.ts';
import type { System } from '../../properties/generators/system.ts';
import type { ModelWorld } from '../../properties/generators/world.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { type Advance, onTables } from '../../src/engine/index.ts';
import { explorePlainly } from './plain/search.ts';

const advance = onTables(machines);
const systemOf = (name: string) => systems.find((system) => system.name === name) as System;

/** All that it comes to, but for which of the shortest ways it shows. */
const figures = ({ states, edges, isComplete, violations, seen }: Explored) => ({
  ...{ states, edges, isComplete, seen: [...seen].sort() },
  violations: violations.map(({ id, trace }) => `${id} after ${trace.length}`).sort(),
});
/** The plain search tells everybody apart. */
const bothOf = (system: System, of: Advance, most = Number.POSITIVE_INFINITY, depth = most) =>
  [explore, explorePlainly].map((search) =>
    figures(search(system, { advance: of, claims, most, depth, tellsApart: true })),
  );

describe('As many states and edges, and as much seen, as the plain search finds:', () => {
  test.each([
    'two-participants',
    'rejoining',
    'redirected-leg',
    'removed-while-running',
    'same-sid',
    'host-away',
  ])('%s', (name) => {
    const [numbered, plain] = bothOf(systemOf(name), advance);
    expect(numbered).toEqual(plain);
    expect(numbered?.isComplete).toBe(true);
  });

  test.each(systems.map(({ name }) => name))('%s, within five moves', (name) => {
    const [numbered, plain] = bothOf(systemOf(name), advance, Number.POSITIVE_INFINITY, 5);
    expect(numbered).toEqual(plain);
    expect(numbered?.states).toBeGreaterThan(10);
  });
});

/** A machine that does not tell one thing. */
const without =
  (isDropped: (type: string, event: string) => boolean): Advance =>
  (to, before, event) => {
    const step = advance(to, before, event);
    return {
      ...step,
      signals: step.signals.filter((signal) => !isDropped(signal.event.type, event.type)),
      effects: step.effects.filter((effect) => !isDropped(effect.type, event.type)),
    };
  };

describe('What is broken, and by how many events at least, is the same for both:', () => {
  test.each<[string, string, (type: string, event: string) => boolean]>([
    ['nobody is told of an end', 'two-participants', (type) => type === 'announced'],
    ['a leg is not told who won', 'redirected-leg', (type) => type === 'leg.chosen'],
    ['a conference lets nobody in', 'rejoining', (type) => type === 'participant.admitted'],
    ['no line is hung up', 'same-sid', (type) => type === 'network.hangUp'],
    ['a deadline is not set', 'host-away', (type) => type === 'timer.set'],
  ])('%s', (_says, name, isDropped) => {
    const [numbered, plain] = bothOf(systemOf(name), without(isDropped), 700);
    expect(numbered?.violations.length).toBeGreaterThan(0);
    expect(numbered?.violations).toEqual(plain?.violations);
  });
});

describe('A search on numbers', () => {
  const { offers, ...rejoining } = systemOf('rejoining');
  const asking = (when: (world: ModelWorld) => boolean): System => ({
    ...rejoining,
    offers: offers.map((offer) => ({
      ...offer,
      when: (world) => when(world) && (offer.when?.(world) ?? true),
    })),
  });

  test('asks conditions that look at all there is as the plain search does', () => {
    const system = asking(
      (world) =>
        Object.keys(world.machines).length < 2 &&
        Object.values(world.mail).every((letters) => letters.length < 2) &&
        !('call x' in world.machines),
    );
    const [numbered, plain] = bothOf(system, advance);
    expect(numbered).toEqual(plain);
    expect(numbered?.states).toBeGreaterThan(5);
  });

  test('refuses a condition that looks now at this and now at that', () => {
    let times = 0;
    const fickle = asking(({ machines: all }) => {
      times += 1;
      return all[times % 2 === 0 ? 'call c' : 'call d'] === undefined || times > 0;
    });
    expect(() => explore(fickle, { advance, claims: [] })).toThrow(
      'what can happen in a world is not the same whenever it is asked',
    );
  });

  test('tells each step to whoever listens, as often as it is taken', () => {
    const heard = (search: typeof explore) => {
      const events = new Map<string, number>();
      search(systemOf('two-participants'), {
        advance,
        claims: [
          always('X-1', 'Nothing.', 'system', { begin: 0, next: () => 0, holds: () => true }),
        ],
        onMoment: ({ to, event }) => {
          const one = `${to.machine} ${event.type}`;
          events.set(one, (events.get(one) ?? 0) + 1);
        },
      });
      return [...events].sort();
    };
    expect(heard(explore)).toEqual(heard(explorePlainly));
  });
});
