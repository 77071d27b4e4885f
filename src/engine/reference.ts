/** The step as XState takes it: slow, and what the compiled step is measured against. */
import { type AnyActorScope, createActor, initialTransition, type StateValue } from 'xstate';
import {
  type AnyEvent,
  accepted,
  type Contexts,
  type Effect,
  type Emitted,
  type MachineName,
  type machines,
  type Signal,
  type Verdict,
} from '../../machines/index.ts';
import { snapshotVersion } from './migrated.ts';
import type { Advance, Snapshot, StateOf, Step, To } from './snapshot.ts';

/** Steps on XState's own transitions, over the given machines. */
export const onXState = (catalogue: typeof machines): Advance => {
  const scopes = new Map<MachineName, AnyActorScope>();
  return <M extends MachineName>(
    { machine, sid }: To<M>,
    before: Snapshot<M> | undefined,
    event: AnyEvent,
  ): Step<M> => {
    // One machine stands for all here: they differ in their types, not in what a step does.
    const declared = catalogue[machine] as (typeof machines)['recording'];
    const state = before
      ? declared.resolveState({ value: stateValue(before.state), context: before.context as never })
      : initialTransition(declared, { sid })[0];
    const scope = scopes.get(machine) ?? inertScope(declared);
    scopes.set(machine, scope);
    const executed: Executed[] = [];
    scope.actionExecutor = (action) => executed.push(action);
    const next = declared.transition(state, event as never, scope as never);
    const after = statePath(next.value);
    const told = sorted(emitted(executed));
    if (next.context === state.context && after === before?.state) {
      return { snapshot: before, ...told };
    }
    if (after === 'none') return { snapshot: undefined, ...told };
    const context = next.context as Contexts[M];
    const path = after as StateOf<M>;
    return { snapshot: { machine, version: snapshotVersion, sid, state: path, context }, ...told };
  };
};

type Executed = Parameters<AnyActorScope['actionExecutor']>[0];
/** As in XState's `transition`, which makes one, and a whole actor for it, anew for every step. */
function inertScope(declared: (typeof machines)['recording']): AnyActorScope {
  const self = createActor(declared, { input: { sid: 'nobody' } });
  const nothing = () => {};
  const calls = { logger: nothing, defer: nothing, stopChild: nothing, emit: nothing };
  return { self, system: self.system, id: '', sessionId: '', ...calls, actionExecutor: nothing };
}

const emitted = (executed: readonly Executed[]) =>
  executed
    .filter((action) => action.type === 'xstate.emit')
    .map((action) => (action.params as { readonly event: Emitted }).event);

/** What a machine has told, sorted into verdict, signals and effects. */
export function sorted(told: readonly Emitted[]) {
  let verdict: Verdict = accepted;
  const signals: Signal[] = [];
  const effects: Effect[] = [];
  for (const one of told) {
    if (one.type === 'signal') signals.push({ to: one.to, event: one.event });
    else if (one.type === 'refused') verdict = { verdict: 'refused', reason: one.reason };
    else if (one.type === 'unchanged' || one.type === 'ignored') verdict = { verdict: one.type };
    else effects.push(one);
  }
  return { verdict, signals, effects };
}

/** A dotted path as XState's state value, and back. */
export function stateValue(path: string): StateValue {
  const dot = path.indexOf('.');
  return dot < 0 ? path : { [path.slice(0, dot)]: stateValue(path.slice(dot + 1)) };
}
export function statePath(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value);
  return inner === undefined ? name : `${name}.${statePath(inner)}`;
}
