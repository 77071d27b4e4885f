/**
 * The machines on XState 6, which is in alpha: what `machines/declaring/machine.ts` and
 * `src/engine/reference.ts` come to when it is released. Declarations are taken as they are.
 */
import { type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate-6';
import { emittedOf } from '../../machines/declaring/machine.ts';
import {
  type Action,
  accepted,
  type Creation,
  type declaredMachines,
  type Emitted,
  type Guard,
  isCreation,
  type MachineName,
  type Said,
  silence,
} from '../../machines/index.ts';
import { type Advance, type Snapshot, snapshotVersion, type To } from '../../src/engine/index.ts';
import { sorted, statePath, stateValue } from '../../src/engine/reference.ts';
import { type Data, listOf, namedIn, transitionOf } from '../machines/raw.ts';

/** What a function of version 6 is given. It returns what changes: a patch of the context. */
interface Given {
  readonly context: object;
  readonly event: { readonly type: string };
}
interface Telling {
  emit(event: Emitted): void;
}
interface Parts {
  readonly actions: Readonly<Record<string, Action | Creation>>;
  readonly guards: Readonly<Record<string, Guard>>;
}

/** Named actions as one function, each on the draft that the one before it has left. */
const doing = (of: unknown, { actions }: Parts) => {
  const named = namedIn(of).map(({ type, params }) => [actions[type], params] as const);
  return ({ context, event }: Given, { emit }: Telling) => {
    let draft: object = context;
    for (const [action, params] of named) {
      if (isCreation(action)) {
        draft = action.begins((context as { sid: string }).sid, event as never);
      } else if (action !== undefined) {
        const said: Said = { verdict: accepted, signals: silence, effects: silence };
        if (action.writes && draft === context) draft = { ...context };
        action.deed(draft as never, event as never, said, params as never);
        emittedOf(said).forEach(emit);
      }
    }
    return draft === context ? {} : { context: patch(context as Data, draft as Data) };
  };
};
const patch = (before: Data, after: Data) =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name]));

/** A cell as one function: the first transition whose guard holds. */
const answering = (cell: unknown, parts: Parts) => {
  const ways = listOf(cell)
    .map(transitionOf)
    .map(({ target, guard, actions, reenter }) => {
      const [asked] = namedIn(guard);
      const does = doing(actions, parts);
      return { target, reenter, does, asked, guard: asked && parts.guards[asked.type] };
    });
  return (given: Given, telling: Telling) => {
    for (const { target, reenter, does, asked, guard } of ways) {
      const { context, event } = given;
      if (guard && !guard.answer(context as never, event as never, asked?.params as never))
        continue;
      return { target, reenter, ...does(given, telling) };
    }
    return undefined;
  };
};

const mapped = (of: unknown, to: (one: never) => unknown) =>
  Object.fromEntries(
    Object.entries((of ?? {}) as Data).map(([key, one]) => [key, to(one as never)]),
  );
const stateOf = ({ on, entry, exit, states, ...rest }: Data, parts: Parts): object => ({
  ...rest,
  ...(entry ? { entry: doing(entry, parts) } : {}),
  ...(exit ? { exit: doing(exit, parts) } : {}),
  ...(on ? { on: mapped(on, (cell) => answering(cell, parts)) } : {}),
  ...(states ? { states: mapped(states, (state) => stateOf(state, parts)) } : {}),
});

type Declared = (typeof declaredMachines)[MachineName];
const asMachineOf6 = ({ config, implementations }: Declared) => {
  const declared = stateOf(config as object as Data, implementations as object as Parts);
  return createMachine(declared as never) as AnyStateMachine;
};

/** Steps on the transitions of version 6, over the given machines. */
export const onXState6 = (catalogue: typeof declaredMachines): Advance => {
  const made = new Map<MachineName, AnyStateMachine>();
  const step = ({ machine, sid }: To, before: Snapshot | undefined, event: Given['event']) => {
    const declared = made.get(machine) ?? asMachineOf6(catalogue[machine]);
    made.set(machine, declared);
    const state = before
      ? declared.resolveState({ value: stateValue(before.state), context: before.context })
      : initialTransition(declared, { sid })[0];
    const [next, effects] = transition(declared, state, event);
    const told = sorted(
      effects.flatMap((one) => (one.kind === 'emit' ? [one.event as Emitted] : [])),
    );
    const after = statePath(next.value);
    if (next.context === state.context && after === before?.state)
      return { snapshot: before, ...told };
    if (after === 'none') return { snapshot: undefined, ...told };
    const { context } = next;
    return { snapshot: { machine, version: snapshotVersion, sid, state: after, context }, ...told };
  };
  // It steps as XState says, and XState does not say of which machine.
  return step as unknown as Advance;
};
