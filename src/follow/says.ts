import type { Closure } from './closure.ts';
import type { Observation } from './observation.ts';
export interface Says { readonly is: string; readonly states: Readonly<Record<string, readonly string[]>>; readonly worlds: number }
export function reported(before: Closure, after: Closure, seen: Observation, _was: object, at: number): Says {
  const states: Record<string, Set<string>> = {};
  for (const w of after.alive(at)) for (const s in w.parts) (states[s] ??= new Set()).add(w.parts[s]!.snapshot.state);
  return { is: after === before ? 'unexplained' : 'news', states: Object.fromEntries(Object.entries(states).map(([k, v]) => [k, [...v]])), worlds: after.worlds.size, ex: [before.worlds.size, before.expanded, after.expanded] } as never;
}
