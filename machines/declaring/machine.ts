/**
 * Where XState comes in: what a declaration says becomes a machine that it runs. Whoever steps on
 * tables reads the declaration as it is, and carries no XState along.
 */
import { createMachine, enqueueActions, type setup } from 'xstate';
import type { Emitted, Verdict } from '../words/effects.ts';
import type { Action, Creation, Unborn } from './declare.ts';
import { accepted, type Said, silence } from './said.ts';

type Actions = Readonly<Record<string, Action | Creation>>;
/** What XState's `setup` is given, and what its `createMachine` is. */
interface Declared {
  readonly config: object;
  readonly implementations: { readonly actions: Actions; readonly guards: object };
}

/**
 * XState's `setup`, put off: what it declares has its types, and of a machine only the `config` and
 * the `implementations`. `asMachine` makes one of it.
 */
export const setUp = (({ actions, guards }: Declared['implementations']) => ({
  createMachine: (config: object): Declared => ({ config, implementations: { actions, guards } }),
  // The types are XState's own, so that a declaration is held to its actions, guards and events.
})) as unknown as typeof setup;

/** The machine that was declared, as XState runs it. */
export function asMachine<M extends object>(declared: M): M {
  // It comes of `setUp`, which says what is in it.
  const { config, implementations } = declared as unknown as Declared;
  const entries = Object.entries(implementations.actions);
  const actions = Object.fromEntries(entries.map(([name, of]) => [name, asRun(of)]));
  const made = createMachine(config as never, { ...implementations, actions } as never);
  // A machine of the same declaration.
  return made as unknown as M;
}

/** An action as XState runs it, with what the engine reads off it. */
const asRun = (of: Action | Creation) =>
  Object.assign('begins' in of ? creating(of) : doing(of), of);

const creating = ({ begins }: Creation) =>
  enqueueActions(({ context, event, enqueue }) =>
    enqueue.assign(begins((context as Unborn<object>).sid, event as never) as never),
  );

const doing = ({ writes, deed }: Action) =>
  enqueueActions(({ context, event, enqueue }, params) => {
    const draft = writes ? { ...context } : context;
    const said: Said = { verdict: accepted, signals: silence, effects: silence };
    deed(draft as never, event as never, said, params as never);
    if (writes) enqueue.assign(draft as never);
    for (const one of emittedOf(said)) enqueue.emit(one as never);
  });

/** What is said, as XState emits it. */
export const emittedOf = ({ verdict, signals, effects }: Said): readonly Emitted[] => [
  ...(verdict === accepted ? [] : [emittedVerdict(verdict)]),
  ...signals.map((signal) => ({ type: 'signal', ...signal }) as const),
  ...effects,
];
const emittedVerdict = ({ verdict: type, ...rest }: Verdict) => ({ type, ...rest }) as Emitted;
