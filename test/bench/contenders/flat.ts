/** Our declarations in the form that flat state machines take: no state stands in another. */
import {
  type AnyEvent,
  type Candidate,
  type EventType,
  leavesOf,
  type MachineName,
  machines,
  type Named,
  statesOf,
  tableOf,
} from '../../../machines/index.ts';
import { accepted, type Said, silence } from '../../../machines/said.ts';

/** One way in which a state answers an event: of several, the first whose guard holds. */
export interface Way {
  readonly from: string;
  readonly type: EventType;
  readonly target: string;
  readonly holds: (context: object, event: AnyEvent) => boolean;
  /** What it sets and tells: all that is done on the way, exits and entries included. */
  readonly perform: (context: object, event: AnyEvent, said: Said) => object;
}
export interface Flat {
  readonly states: readonly string[];
  /** For every state and event type, in the order in which guards are asked. */
  readonly cells: readonly { from: string; type: EventType; ways: readonly Way[] }[];
  readonly unborn: (sid: string) => object;
}

type Perform = (draft: object, event: AnyEvent, said: Said, params: unknown) => void;
type Ask = (context: object, event: AnyEvent, params: unknown) => boolean;
/** What is read of an XState machine. */
interface Definition {
  readonly config: { readonly context?: unknown };
  readonly implementations: {
    readonly actions: Readonly<
      Record<string, { readonly deed: Perform; readonly writes: boolean }>
    >;
    readonly guards: Readonly<Record<string, { readonly answer: Ask }>>;
  };
}

/** Nothing said yet. */
export const unsaid = (): Said => ({ verdict: accepted, signals: silence, effects: silence });

/** The states around a path and itself, outermost first. */
const around = (path: string) =>
  path.split('.').map((_, i, names) => names.slice(0, i + 1).join('.'));

/** All that is done on the way from one leaf to another: exits, the transition's own, entries. */
function doneOn(machine: MachineName, from: string, candidate: Candidate): readonly Named[] {
  const { target, source, reenter, actions } = candidate;
  if (target === undefined) return actions;
  const isWithin = !reenter && (target === source || target.startsWith(`${source}.`));
  const kept = around(source).slice(0, isWithin ? undefined : -1);
  const entering = around(target);
  const shared = kept.filter((path, i) => entering[i] === path).length;
  const deeds = (paths: readonly string[], when: 'exit' | 'entry') =>
    paths.flatMap((path) => statesOf(machine).find((state) => state.path === path)?.[when] ?? []);
  return [
    ...deeds(around(from).slice(shared).reverse(), 'exit'),
    ...actions,
    ...deeds(entering.slice(shared), 'entry'),
  ];
}

/** A machine made flat. */
export function flat(machine: MachineName): Flat {
  const { config, implementations } = machines[machine] as unknown as Definition;
  const wayOf = (from: string, type: EventType, candidate: Candidate): Way => {
    const { guard } = candidate;
    const ask = guard && (implementations.guards[guard.type]?.answer as Ask);
    const done = doneOn(machine, from, candidate).map(({ type: name, params }) => {
      const action = implementations.actions[name];
      if (!action) throw new Error(`${machine} has no action ${name}`);
      return { ...action, params };
    });
    const writes = done.some((one) => one.writes);
    return {
      from,
      type,
      target: candidate.target ?? from,
      holds: (context, event) => !ask || ask(context, event, guard.params),
      perform: (before, event, said) => {
        const context = writes ? { ...before } : before;
        for (const { deed, params } of done) deed(context, event, said, params);
        return context;
      },
    };
  };
  const unborn = config.context as (args: { input: { sid: string } }) => object;
  return {
    states: leavesOf(machine).map(({ path }) => path),
    cells: tableOf(machine).map(({ state: from, type, cell }) => ({
      from,
      type,
      ways: cell.map((one) => wayOf(from, type, one)),
    })),
    unborn: (sid) => unborn({ input: { sid } }),
  };
}
