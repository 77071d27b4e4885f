/** Our declarations in the form that flat state machines take: no state stands in another. */

import { accepted, type Said, silence } from '../../../machines/declaring/said.ts';
import {
  type AnyEvent,
  declarations,
  leavesOf,
  type MachineName,
  machines,
  unborn,
} from '../../../machines/index.ts';
import { type CompiledWay as Compiled, cellsOf } from '../../../src/engine/compile.ts';
import { definitionOf } from '../../../src/engine/subset.ts';

/** One way in which a state answers an event: of several, the first whose guard holds. */
export interface Way {
  readonly from: string;
  readonly type: string;
  readonly target: string;
  readonly holds: (context: object, event: AnyEvent) => boolean;
  /** What it sets and tells: all that is done on the way, exits and entries included. */
  readonly perform: (context: object, event: AnyEvent, said: Said) => object;
}
export interface Flat {
  readonly states: readonly string[];
  /** For every state and event type, in the order in which guards are asked. */
  readonly cells: readonly { from: string; type: string; ways: readonly Way[] }[];
  readonly unborn: (sid: string) => object;
}

/** Nothing said yet. */
export const unsaid = (): Said => ({ verdict: accepted, signals: silence, effects: silence });

const wayOf = (from: string, type: string, way: Compiled): Way => ({
  from,
  type,
  target: way.state,
  holds: (context, event) => !way.asks || way.asks(context, event, way.guardParams),
  perform: (before, event, said) => {
    const copy = way.writes ? { ...before } : before;
    const context = way.begins?.((before as { readonly sid: string }).sid, event) ?? copy;
    for (const [i, deed] of way.deeds.entries()) deed(context, event, said, way.deedParams[i]);
    return context;
  },
});

/** A machine made flat. */
export function flat(machine: MachineName): Flat {
  const compiled = cellsOf(declarations[machine], definitionOf(machines, machine));
  return {
    states: leavesOf(machine).map(({ path }) => path),
    cells: [...compiled].flatMap(([from, row]) =>
      [...row].map(([type, ways]) => ({
        from,
        type,
        ways: ways.map((way) => wayOf(from, type, way)),
      })),
    ),
    unborn,
  };
}
