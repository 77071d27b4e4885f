/** What can happen only so often: chances, and how they are used up. */
import type { Move, System } from './system.ts';
import { type ModelWorld, put } from './world.ts';

/** Uses up one of a limited number. */
export const spend = (world: ModelWorld, what: string): ModelWorld => ({
  ...world,
  spent: put(world.spent, what, (world.spent[what] ?? 0) + 1),
});
export const isLeft = (world: ModelWorld, what: string, times: number) =>
  (world.spent[what] ?? 0) < times;
/** A fact, and its repetition while there are repeats left: it is told and stays to be told. */
export function told(system: System, world: ModelWorld, move: Move): Move[] {
  if (!isLeft(world, 'repeat', system.repeats ?? 0)) return [move];
  return [
    move,
    { ...move, says: `${move.says} (again later)`, before: (from) => spend(from, 'repeat') },
  ];
}
