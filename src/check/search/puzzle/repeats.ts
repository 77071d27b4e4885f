/** What is told once more: by itself it explains nothing, and needs no explanation. */
import { seenKey } from '../../../follow/nearest.ts';
import type { Puzzle } from './puzzle.ts';

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
