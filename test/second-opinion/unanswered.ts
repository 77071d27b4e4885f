/** Missing cells: whether a machine has no answer at all to an event, not even that it ignores it. */
import { initialTransition, type StateValue } from 'xstate';
import type { Address, AnyEvent, machines } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';

/** As XState sees it: no transition is there to take. */
export function isUnanswered(
  catalogue: typeof machines,
  { machine, sid }: Address,
  before: Snapshot | undefined,
  event: AnyEvent,
): boolean {
  // One machine stands for all here: they differ in their types, not in what is asked of them.
  const declared = catalogue[machine] as (typeof machines)['recording'];
  const state = before
    ? declared.resolveState({ value: stateValueOf(before.state), context: before.context as never })
    : initialTransition(declared, { sid })[0];
  return !state.can(event as never);
}

function stateValueOf(path: string): StateValue {
  const dot = path.indexOf('.');
  return dot < 0 ? path : { [path.slice(0, dot)]: stateValueOf(path.slice(dot + 1)) };
}
