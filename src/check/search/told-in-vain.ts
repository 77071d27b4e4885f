/** What is told on a way, and cannot be what is seen later: the way is hardly the true one. */
import { slotOf } from '../../../machines/index.ts';
import type { Believed, Told } from '../../follow/ways/believed.ts';
import type { Puzzle } from './puzzle.ts';

/** How much was told by a move that nothing seen later fits, though something of the kind is seen. */
export function toldInVain(
  before: Believed,
  { told }: Believed,
  { observed, manner }: Puzzle,
  place: number,
): number {
  if (told === before.told) return 0;
  let count = 0;
  for (const one of told) {
    if (before.told.includes(one)) continue;
    const later = observed.slice(place).filter(({ seen }) => isOf(one, seen));
    const fits = later.some(
      ({ seen }) =>
        seen.kind !== 'callback' ||
        seen.saidAt === undefined ||
        (one.at[0] - manner.skewMs <= seen.saidAt && seen.saidAt <= one.at[1] + manner.skewMs),
    );
    if (later.length > 0 && !fits) count += 1;
  }
  return count;
}

/** Whether an observation could be of what was told. */
function isOf(told: Told, seen: Puzzle['observed'][number]['seen']): boolean {
  if (seen.kind !== 'callback' || slotOf(seen.of) !== slotOf(told.of)) return false;
  return seen.status === told.status && (seen.callSid ?? told.callSid) === told.callSid;
}
