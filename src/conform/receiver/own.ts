/** Stories of one's own: what the model tells of them, in orders that are drawn or listed. */
import type { Scenario } from '../../scenarios/index.ts';
import { type ConformCheck, NotTestable } from '../checks/check.ts';
import { type ConformArbitrary, eachOf } from '../running/drawing.ts';
import { endsAs } from './ends.ts';
import type { RecordingLife, ToldWord } from './stories.ts';
import type { ReceiverWorld } from './world.ts';

/** A check more: a scenario, and in which orders its callbacks are told. */
export interface OwnStory {
  /** The id of the check: `receiver/` and a name. */
  readonly id: `receiver/${string}`;
  /** What is promised, as a sentence. */
  readonly says: string;
  /** Of which the callbacks of recordings are told: `readScenario` or `loadScenario` gives one. */
  readonly scenario: Scenario;
  /**
   * Orders in which the callbacks of each recording are told, by their places from 0, some of them more
   * than once: an arbitrary of fast-check that draws them, or a list. What is left out is told at the end.
   * A place behind the last is counted from the first again. Left out: in order.
   */
  readonly orders?: ConformArbitrary<readonly number[]> | readonly (readonly number[])[];
}

/** The check that a story is: whatever the order, the end is known. */
export const ownStoryCheck = ({
  id,
  says,
  scenario,
  orders = [[]],
}: OwnStory): ConformCheck<ReceiverWorld> => ({
  id,
  says,
  priority: 'must',
  authority: ['T-WH', 'A1'],
  needs: ['receiver/ends-completed', 'receiver/ends-absent'],
  uses: ['probe'],
  run: (world) =>
    eachOf(orders, world.tested.drawing, async (order) => {
      world.trace.clear();
      for (const life of world.lives(scenario)) await toldInOrder(world, life, order);
    }),
});

async function toldInOrder(world: ReceiverWorld, life: RecordingLife, order: readonly number[]) {
  const { recordingSid, told: all } = life;
  const places = order.map((place) => place % all.length);
  const rest = all.map((_, place) => place).filter((place) => !places.includes(place));
  const told = [...places, ...rest].map((place) => all[place] as ToldWord);
  for (const one of told) await world.deliver(one);
  const end = all.findLast(({ word }) => word !== 'in-progress')?.word;
  if (end !== 'completed' && end !== 'absent')
    throw new NotTestable('The story tells of no end of a recording.');
  await endsAs(world, { recordingSid, told }, end);
}
