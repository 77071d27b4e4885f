/**
 * One step: a snapshot and an event in; the next snapshot, a verdict, signals and effects out.
 * Pure, synchronous, JSON in and out.
 */
import { initialTransition, type StateValue, transition } from 'xstate';
import {
  type AnyEvent,
  type Contexts,
  type Emitted,
  type EventTo,
  type MachineName,
  machines,
  snapshotVersion,
} from '../../machines/index.ts';
import { checkAddress, checkEvent } from './check.ts';
import { InvalidInput } from './errors.ts';
import type { Snapshot, Step, To } from './snapshot.ts';
import { checkSnapshot } from './stored.ts';
import { sorted } from './told.ts';

/**
 * Lets one machine answer one event. Without a snapshot there is nothing of this sid yet: events
 * that create make one, and the others are answered as for an unknown sid.
 * @throws InvalidInput for an event that the machine does not understand; nothing changes.
 */
export function step<M extends MachineName>(
  to: To<M>,
  snapshot: Snapshot<M> | undefined,
  event: EventTo<M>,
): Step<M> {
  checkAddress(to);
  if (snapshot !== undefined && checkSnapshot(to.machine, snapshot).sid !== to.sid) {
    throw new InvalidInput('snapshot', 'sid', snapshot.sid, `"${to.sid}"`);
  }
  return advance(to, snapshot, checkEvent(to.machine, event));
}

/** How one machine answers one event that is known to be well formed. */
export type Advance = <M extends MachineName>(
  to: To<M>,
  before: Snapshot<M> | undefined,
  event: AnyEvent,
) => Step<M>;

/** Steps on XState's own `transition`, over the given machines. */
export const onXState =
  (catalogue: typeof machines): Advance =>
  <M extends MachineName>(
    { machine, sid }: To<M>,
    before: Snapshot<M> | undefined,
    event: AnyEvent,
  ): Step<M> => {
    // One machine stands for all four here: they differ in their types, not in what a step does.
    const declared = catalogue[machine] as unknown as (typeof machines)['recording'];
    const state = before
      ? declared.resolveState({ value: stateValue(before.state), context: before.context as never })
      : initialTransition(declared, { sid })[0];
    const [next, executed] = transition(declared, state, event as never);
    const after = statePath(next.value);
    const told = sorted(emitted(executed));
    if (next.context === state.context && after === before?.state) {
      return { snapshot: before, ...told };
    }
    if (after === 'none') return { snapshot: undefined, ...told };
    const context = next.context as unknown as Contexts[M];
    return { snapshot: { machine, version: snapshotVersion, sid, state: after, context }, ...told };
  };

/** A step without the check at the edge: for events that a machine has sent. */
export const advance: Advance = onXState(machines);

const emitted = (executed: readonly { readonly type: string; readonly params: unknown }[]) =>
  executed
    .filter((action) => action.type === 'xstate.emit')
    .map((action) => (action.params as { readonly event: Emitted }).event);

/** A dotted path as XState's state value, and back. */
function stateValue(path: string): StateValue {
  const dot = path.indexOf('.');
  return dot < 0 ? path : { [path.slice(0, dot)]: stateValue(path.slice(dot + 1)) };
}
function statePath(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value);
  return inner === undefined ? name : `${name}.${statePath(inner)}`;
}
