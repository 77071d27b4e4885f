/** Times that follow by arithmetic are those that come of each move by itself. */
import { expect, test } from 'vitest';
import { unpacked } from '../../src/follow/belief.ts';
import { type Belief, follow } from '../../src/follow/index.ts';
import { type Ground, type GroundShape, groundOf } from '../../src/follow/ways/ground.ts';
import type { Ways } from '../../src/follow/ways/groups.ts';
import { eachChance } from '../../src/follow/ways/hidden.ts';
import type { TimedWay } from '../../src/follow/ways/shapes/shape.ts';
import type { Span } from '../../src/follow/ways/shapes/spans.ts';
import { afterMove, intoOwn, type Post } from '../../src/follow/ways/taken.ts';
import { libraryFiles, loadScenario } from '../../src/scenarios/index.ts';
import { chance } from './chance.ts';
import { observed } from './manner.ts';
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

test.each([
  ['pause-resume-stop'],
  ['dial-max-length'],
  ['conference-recorded-twice'],
  ['transcription-late'],
  ['dismissed-while-rejoining'],
])('whatever happens in %s, times come as they do move by move', (name) => {
  const file = libraryFiles().find((one) => one.endsWith(`/${name}.yaml`)) as string;
  const random = chance(name.length);
  let belief: Belief | undefined;
  let compared = 0;
  for (const { seen } of toldOf(loadScenario(file), observed, 3)) {
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
  expect(compared).toBeGreaterThan(50);
});
