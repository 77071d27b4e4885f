/** What can be said of observations by themselves. */
import { slotOf } from '../../../../machines/index.ts';
import { seenKey } from '../../../follow/nearest.ts';
import type { Puzzle } from './puzzle.ts';

/** Whom an observation is about. */
export function targetOf(seen: Puzzle['observed'][number]['seen']): string {
  if ('of' in seen) return slotOf(seen.of);
  return 'to' in seen ? slotOf(seen.to) : '';
}

/** Which callbacks have come before, and say the same. */
export function repeatsIn({ observed }: Puzzle): readonly boolean[] {
  const seenBefore = new Set<string>();
  return observed.map(({ seen }) => {
    if (seen.kind !== 'callback') return false;
    const key = `${seenKey(seen)} ${seen.durationSeconds}`;
    if (seenBefore.has(key)) return true;
    seenBefore.add(key);
    return false;
  });
}
