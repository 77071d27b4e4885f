/**
 * Explores a bounded system: breadth first through every order in which messages, people, network,
 * media server and clock can act. What it reports is reached on a shortest way.
 */

import type { Explored, ExploreOptions } from '../check/explored.ts';
import type { System } from '../generators/system.ts';
import { Search } from './search.ts';

/**
 * Visits every state that a bounded system can be in, and judges each step by the claims. The
 * conditions of offers, and `advance`, are asked once for all that is the same to them: whatever
 * they say may depend on what they are given, and on nothing else.
 * @throws Error if they say now this and now that
 */
export function explore(system: System, options: ExploreOptions): Explored {
  return new Search(system, options).run();
}
