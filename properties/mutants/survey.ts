/** Surveys of the right model: what a bounded system shows, how deep, and how large it is there. */
import type { Advance } from '../../src/engine/index.ts';
import { candidateName, type Taken, takenBy } from '../check/coverage.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import type { System } from '../generators/system.ts';
import { explore } from '../search/explore.ts';
import { tellingName as nameOfTold } from './tells.ts';

/** How many states and edges there are within some number of moves. */
export interface Size {
  readonly states: number;
  readonly edges: number;
}
export interface Survey {
  readonly system: System;
  /** By depth, from 0 moves on. */
  readonly sizes: readonly Size[];
  /** In how many moves something shows: a machine acts, a cell is asked, a state is entered. */
  readonly first: ReadonlyMap<string, number>;
}

/** The name of a candidate, and that of its cell: a search takes many steps by each. */
const words = new WeakMap<Taken, readonly string[]>();
function wordsOf(taken: Taken): readonly string[] {
  const known = words.get(taken);
  if (known) return known;
  const name = candidateName(taken);
  const both = [name, name.slice(0, name.lastIndexOf(' '))];
  words.set(taken, both);
  return both;
}

/** What one step shows, in the words of `Mutant.shows`. */
export function* shownBy(moment: Moment): Iterable<string> {
  const { to, before, snapshot, signals, effects } = moment;
  yield to.machine;
  yield* wordsOf(takenBy(moment));
  for (const { event } of signals) yield `${to.machine} tells ${event.type}`;
  for (const effect of effects) yield `${to.machine} tells ${nameOfTold(effect)}`;
  if (before?.state === snapshot?.state) return;
  yield `${to.machine} ${before?.state ?? 'none'}→`;
  yield `${to.machine} →${snapshot?.state ?? 'none'}`;
}

/** Explores until there are too many states; the right model breaks no claim. */
export function survey(
  system: System,
  options: { advance: Advance; claims: readonly Claim[]; most: number },
): Survey {
  const { claims, most } = options;
  const first = new Map<string, number>();
  const sizes: Size[] = [];
  const advance: Advance = (to, before, event) => {
    const step = options.advance(to, before, event);
    for (const key of shownBy({ ...step, to, event, before })) {
      if (!first.has(key)) first.set(key, sizes.length);
    }
    return step;
  };
  const onDepth = (states: number, edges: number) => {
    if (states < most && states !== sizes.at(-1)?.states) sizes.push({ states, edges });
  };
  const [broken] = explore(system, { advance, claims, most, onDepth }).violations;
  if (broken) {
    throw new Error(`the model itself breaks ${broken.id} in ${system.name}: ${broken.says}`);
  }
  return { system, sizes, first };
}
