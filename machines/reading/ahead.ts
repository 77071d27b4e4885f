/** What can still come of a machine, by the state that it is in: read off its table. */
import type { MachineName } from '../words/words.ts';
import { leavesOf, tableOf } from './cells.ts';

/** Of each state that a snapshot can be in those that a run may come to from it, itself among them. */
export function statesAhead(machine: MachineName): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map(leavesOf(machine).map(({ path }) => [path, new Set<string>()]));
  for (const { state, cell } of tableOf(machine))
    for (const { target } of cell) if (target !== undefined) next.get(state)?.add(target);
  const ahead = [...next.keys()].map((from) => {
    const found = new Set([from]);
    // What is added while it is gone through is gone through, too.
    for (const state of found) for (const one of next.get(state) ?? []) found.add(one);
    return [from, found] as const;
  });
  return new Map(ahead);
}
