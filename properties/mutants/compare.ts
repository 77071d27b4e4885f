/** Compares a wrong model with a survey of the right one. */

import type { ExploreOptions } from '../check/explored.ts';
import { explore } from '../search/explore.ts';
import type { Death } from './mutant.ts';
import type { Survey } from './survey.ts';

/** Explores with the wrong model to a depth: whether a claim breaks, or else a count differs. */
export function compare(
  { system, sizes }: Survey,
  depth: number,
  options: Pick<ExploreOptions, 'advance' | 'claims'>,
): Death | undefined {
  const where = system.name;
  const right = sizes[depth] ?? { states: 0, edges: 0 };
  try {
    const { states, edges, violations } = explore(system, {
      ...options,
      depth,
      most: 2 * right.states + 100,
      stopsAtFirst: true,
    });
    const [breach] = violations;
    if (breach) return { by: breach.id === 'limbo' ? 'limbo' : 'claim', what: breach.id, where };
    if (states === right.states && edges === right.edges) return undefined;
    const what =
      `${states} states and ${edges} edges within ${depth} moves, ` +
      `not ${right.states} and ${right.edges}`;
    return { by: 'count', what, where };
  } catch (error) {
    return { by: 'error', what: (error as Error).message, where };
  }
}
