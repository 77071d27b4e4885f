/** What one thing otherwise would explain what cannot be explained. */
import { atFirst } from '../../follow/ways/believed.ts';
import type { LogPlace } from '../log/entry.ts';
import type { Observed } from '../reading/observed.ts';
import type { Puzzle } from '../search/puzzle/puzzle.ts';
import { search } from '../search/search.ts';
import type { Work } from '../work/slices.ts';
import { type Altered, type Alters, alteredAt } from './altered.ts';
import type { Repair } from './verdict.ts';

/** So many times as much is looked at for all repairs together, and for one; so many of them are told. */
const forAllRepairs = 4;
const forOneRepair = 0.4;
const mostRepairs = 4;
/** So far back a repair is looked for. */
const mostBack = 40;

/** The place of a repair, if it has one. */
export const beforeIn = (place: LogPlace | undefined) => (place ? { place } : {});

/** A repair, and what of an observation it alters. */
export interface Altering {
  readonly repair: Repair;
  readonly alters: Alters;
}
/** What one thing otherwise would explain everything, the nearest first. */
export function* repairsOf(puzzle: Puzzle, furthest: number, most: number): Work<Altering[]> {
  const { observed } = puzzle;
  const found: Altering[] = [];
  let looked = 0;
  // What is owed beside is another matter.
  const { until: _, ...open } = puzzle;
  function* fits(other: readonly Observed[]): Work<boolean> {
    const tried = yield* search(
      { ...open, observed: other },
      { most: Math.ceil(most * forOneRepair) },
      atFirst,
    );
    looked += tried.looked;
    return tried.found !== undefined;
  }
  for (const i of suspects(puzzle, Math.min(furthest, observed.length - 1))) {
    if (found.length >= mostRepairs || looked >= most * forAllRepairs) break;
    const [removed, ...others] = alteredAt(observed, i);
    // What would fit if it were otherwise fits if it is not there at all.
    if (!removed || !(yield* fits(removed.observed))) continue;
    const fitting: Altered[] = [];
    for (const other of others) {
      if (looked < most * forAllRepairs && (yield* fits(other.observed))) fitting.push(other);
    }
    const all = fitting.length > 0 ? fitting : [removed];
    const place = beforeIn(observed[i]?.place);
    found.push(...all.map(({ repair, alters }) => ({ repair: { ...repair, ...place }, alters })));
  }
  return found.slice(0, mostRepairs);
}

/** What may be wrong if an observation does not fit: itself, what is said of the same before it, the rest. */
function suspects({ observed }: Puzzle, at: number): number[] {
  const whose = (i: number) => {
    const seen = observed[i]?.seen;
    if (seen?.kind === 'answered') {
      const asked = observed.find((one) => one.seen.kind === 'asked' && one.seen.id === seen.id);
      return asked?.seen.kind === 'asked' ? asked.seen.to.sid : '';
    }
    return seen && 'of' in seen ? seen.of.sid : '';
  };
  const back = Array.from({ length: Math.min(at, mostBack) + 1 }, (_, i) => at - i);
  const own = back.filter((i) => whose(i) === whose(at));
  return [...own, ...back.filter((i) => whose(i) !== whose(at))];
}
