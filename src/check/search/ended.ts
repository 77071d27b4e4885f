/** Whether a way explains everything until the end of the log. */
import { slotOf } from '../../../machines/index.ts';
import type { Manner } from '../../follow/index.ts';
import type { Believed, Told } from '../../follow/ways/believed.ts';
import { latest } from '../../follow/ways/searched.ts';
import type { Puzzle } from './puzzle/puzzle.ts';

/** A way on which everything is explained, and what was told by then that should have been seen. */
export interface Ended {
  readonly way: Believed;
  readonly lost: readonly Told[];
}
/** When a log ends: with what was seen last, or until when it has everything. */
export function endIn({ observed, until }: Puzzle): number {
  const last = observed.at(-1)?.seen.at ?? 0;
  return Math.max(last, until ?? last);
}
/** How many messages should have arrived by a time. */
export function undeliveredIn({ mail }: Believed, by: number, { lagMs }: Manner): number {
  let count = 0;
  for (const channel in mail)
    for (const { at } of mail[channel] ?? []) if (at[1] + lagMs < by) count += 1;
  return count;
}
/** The end of a way on which so much is explained; undefined: it is none. */
export function lastSeenOf(
  { way, place }: { readonly way: Believed; readonly place: number },
  puzzle: Puzzle,
  mayLose: boolean,
): Ended | undefined {
  const { observed, manner, until, owed, deliveryMs } = puzzle;
  if (place < observed.length) return undefined;
  if (latest(way, manner.skewMs, manner.lagMs) < endIn(puzzle)) return undefined;
  if (until === undefined) return { way, lost: [] };
  const lost = way.told.filter(
    ({ of, status, at }) => owed(slotOf(of), status) && at[1] + deliveryMs < until,
  );
  return lost.length === 0 || mayLose ? { way, lost } : undefined;
}
