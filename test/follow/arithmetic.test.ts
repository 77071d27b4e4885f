/** Times that follow by arithmetic are those that come of each move by itself. */
import { expect, test } from 'vitest';
import type { System } from '../../properties/generators/system.ts';
import { systems } from '../../properties/systems/index.ts';
import { unpacked } from '../../src/follow/belief.ts';
import { type Belief, follow, type Observation } from '../../src/follow/index.ts';
import { atFirst } from '../../src/follow/ways/believed.ts';
import { type Ground, type GroundShape, groundOf } from '../../src/follow/ways/ground.ts';
import type { Ways } from '../../src/follow/ways/groups.ts';
import { eachChance } from '../../src/follow/ways/hidden.ts';
import type { TimesPace } from '../../src/follow/ways/shapes/pace.ts';
import { type TimedWay, WayShape } from '../../src/follow/ways/shapes/shape.ts';
import { never, type Span } from '../../src/follow/ways/shapes/spans.ts';
import { Turn } from '../../src/follow/ways/shapes/turn.ts';
import { afterMove, intoOwn, type Post } from '../../src/follow/ways/taken.ts';
import { libraryFiles, loadScenario } from '../../src/scenarios/index.ts';
import { chance } from './chance.ts';
import { observed } from './manner.ts';
import { Outside } from './outside.ts';
import { toldOf } from './told-stories.ts';

type Known = TimedWay<GroundShape>;

/** Some ways that come of one another, as far as a path at random leads. */
function* pathFrom(from: Known, until: number, random: () => number): Generator<Known> {
  for (let way: Known | undefined = from, steps = 0; way && steps < 12; steps += 1) {
    const here: Known = way;
    const next: Known[] = [];
    eachChance(here.shape, here.shape.chances, here.times, until, observed, (one, a, b) => {
      const [low, high] = [a + (b - a) * random() * 0.5, b].map(Math.round) as [number, number];
      const at: Span = [Math.min(low, high), high];
      const { turn } = here.shape.outcomeOf(one, at);
      const times = turn.timesAfter(here.times, at[0], at[1]);
      const { to, event, takes } = one;
      const move = { to, event, at, ...(takes ? { takes } : {}) };
      const own = afterMove(
        { own: here.own, below: {} },
        move,
        observed,
        postOf(here.shape.ground),
      );
      expect(turn.after.ownWith(times), event.type).toEqual(own.own);
      next.push(here.shape.ground.timed({ own: own.own, below: {} }));
    });
    yield here;
    way = next[Math.floor(random() * next.length)];
  }
}
const postOf =
  (ground: Ground): Post =>
  (way, from, letter) => {
    const { to } = letter.signal;
    const isKept = ground.placeOf(`${to.machine} ${to.sid}`) === ground.group;
    return isKept ? intoOwn(way, from, letter) : way;
  };

const ofStory = (name: string): readonly Observation[] => {
  const file = libraryFiles().find((one) => one.endsWith(`/${name}.yaml`)) as string;
  return toldOf(loadScenario(file), observed, 3).map(({ seen }) => seen);
};
const ofSystem = (name: string, seed: number): readonly Observation[] => {
  const system = systems.find((one) => one.name === name) as System;
  const outside = new Outside(system, observed, seed);
  return Array.from({ length: 40 }, () => outside.step()).flat();
};

test.each([
  ['pauses', ofStory('pause-resume-stop')],
  ['a limit of a recorded <Dial>', ofStory('dial-max-length')],
  ['two recordings of a conference', ofStory('conference-recorded-twice')],
  ['a late transcription', ofStory('transcription-late')],
  ['limits of milliseconds', ofSystem('limits', 77)],
  ['limits of milliseconds that pauses do not count for', ofSystem('skipped-pauses', 77)],
])('whatever happens with %s, times come as they do move by move', (_what, all) => {
  const random = chance(7);
  let belief: Belief | undefined;
  let compared = 0;
  for (const seen of all) {
    belief = follow(belief, seen, observed).belief;
    const { groups, roots } = unpacked(belief);
    const look = (ways: Ways, group: string) => {
      const ground = groundOf(group, groups, observed);
      for (const way of ways) {
        const until = seen.at + Math.round(random() * 90_000);
        for (const _ of pathFrom(ground.timed(way), until, random)) compared += 1;
        for (const under in way.below) look(way.below[under] as Ways, under);
      }
    };
    for (const [top, [way]] of Object.entries(roots)) if (way) look([way], top);
  }
  expect(compared).toBeGreaterThan(10);
});

test('a machine that is set another timer was told something then, and one that stays as it was nothing', () => {
  const part = (due: Span) => ({
    snapshot: { machine: 'call', sid: 'c', state: 'ringing' } as never,
    spans: { since: [10, never] as const, 'timer ring': due },
  });
  const own = { ...atFirst, parts: { 'call c': part([30, 40]) } };
  const shape = new WayShape(own);
  const after = (pace: TimesPace) => {
    const pacing = { paces: { 'timer ring': pace } } as never;
    const turn = new Turn(shape, shape, { mover: { slot: 'call c', pacing } });
    return shape.ownWith(turn.timesAfter(shape.timesIn(own), 20, 25)).parts['call c'];
  };
  expect(after('timer ring')).toEqual(part([30, 40]));
  expect(after([60, 60])?.spans).toEqual({ since: [20, never], 'timer ring': [80, 85] });
});
