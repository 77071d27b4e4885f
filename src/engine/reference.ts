/** The step as XState takes it: slow, and what the compiled step is measured against. */
import { initialTransition, type StateValue, transition } from 'xstate';
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

/** Steps on XState's own `transition`, over the given machines. */
export const onXState =
  (catalogue: typeof machines): Advance =>
  <M extends MachineName>(
    { machine, sid }: To<M>,
    before: Snapshot<M> | undefined,
    event: AnyEvent,
  ): Step<M> => {
    // One machine stands for all four here: they differ in their types, not in what a step does.
    const declared = catalogue[machine] as (typeof machines)['recording'];
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
    const context = next.context as Contexts[M];
    const path = after as StateOf<M>;
    return { snapshot: { machine, version: snapshotVersion, sid, state: path, context }, ...told };
  };

const emitted = (executed: readonly { readonly type: string; readonly params: unknown }[]) =>
  executed
    .filter((action) => action.type === 'xstate.emit')
    .map((action) => (action.params as { readonly event: Emitted }).event);

/** What a machine has told, sorted into verdict, signals and effects. */
function sorted(told: readonly Emitted[]) {
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
function stateValue(path: string): StateValue {
  const dot = path.indexOf('.');
  return dot < 0 ? path : { [path.slice(0, dot)]: stateValue(path.slice(dot + 1)) };
}
function statePath(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value);
  return inner === undefined ? name : `${name}.${statePath(inner)}`;
}
