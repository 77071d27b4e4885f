/**
 * How machines are declared: actions and guards as small pure functions, and how a state answers
 * what it does not act on. The only file, beside the engine, that knows XState's own types.
 */
import { type ActionArgs, enqueueActions } from 'xstate';
import type { AssumptionId } from './assumptions.ts';
import type { Emitted } from './effects.ts';
import type {
  AnyEvent,
  CommandType,
  EventOf,
  EventType,
  FactType,
  SignalType,
} from './vocabulary.ts';
import type { RefusalReason } from './words.ts';

/** What an action comes to: context fields to set, and what to tell, in order. */
export interface Deed<C> {
  readonly set?: Partial<C>;
  readonly tell?: readonly Emitted[];
}
/** Every field of a context, before it is created: null where nothing is known yet. */
export type Unborn<C> = { readonly [K in keyof C]: C[K] | null };
type Occurred = { readonly type: EventType; readonly at: number };
type ActionOf<C, E extends AnyEvent, P> = ((
  args: ActionArgs<C & object, E, E>,
  params: P,
) => void) &
  Action;
/** What the engine and the tests read off an action: the pure function, and the events it fits. */
export interface Action {
  readonly deed: (context: never, event: never, params: never) => Deed<unknown>;
  readonly fits: readonly EventType[] | undefined;
}

/** The `act`, `on`, `ask` and `askOn` of one machine. */
export function declaring<C extends object, E extends AnyEvent>() {
  const action = <P>(
    fits: readonly EventType[] | undefined,
    deed: (context: C, event: never, params: P) => Deed<C>,
  ): ActionOf<C, E, P> => {
    const run = enqueueActions(({ context, event, enqueue }, params) => {
      const { set, tell } = deed(context as C, event as never, params as P);
      if (set) enqueue.assign(set as never);
      for (const emitted of tell ?? []) enqueue.emit(emitted as never);
    });
    // XState infers one type for all actions of a set-up from the first that uses enqueueActions;
    // as a plain function of context, event and params each keeps its own.
    return Object.assign(run as unknown as (args: ActionArgs<C, E, E>, params: P) => void, {
      deed,
      fits,
    });
  };
  return {
    /** What the answers `refuse`, `unchanged` and `ignore` do: they tell the verdict. */
    answers: {
      refuse: action<{ reason: RefusalReason }>(undefined, (_c, _e, { reason }) => ({
        tell: [{ type: 'refused', reason }],
      })),
      unchanged: action<undefined>(undefined, () => ({ tell: [{ type: 'unchanged' }] })),
      ignore: action<undefined>(undefined, () => ({ tell: [{ type: 'ignored' }] })),
    },
    /** An action that fits any event. */
    act: <P = undefined>(deed: (context: C, event: Occurred, params: P) => Deed<C>) =>
      action<P>(undefined, deed),
    /** An action that fits the given events only; a test holds every declaration to it. */
    actOn: <T extends E['type'], P = undefined>(
      fits: readonly T[],
      deed: (context: C, event: EventOf<T>, params: P) => Deed<C>,
    ) => action<P>(fits, deed),
    /** A guard that fits any event. */
    ask:
      <P = undefined>(answer: (context: C, event: Occurred, params: P) => boolean) =>
      ({ context, event }: { context: C; event: E }, params: P) =>
        answer(context, event, params),
    /** A guard that fits the given events only. */
    askOn: <T extends E['type'], P = undefined>(
      fits: readonly T[],
      answer: (context: C, event: EventOf<T>, params: P) => boolean,
    ) =>
      Object.assign(
        ({ context, event }: { context: C; event: E }, params: P) =>
          answer(context, event as unknown as EventOf<T>, params),
        { fits },
      ),
  };
}

/** Who says that a cell is so: Telnyx unless marked; Twilio; or an assumption, by its id. */
export type Authority = 'telnyx' | 'twilio' | AssumptionId;
type Cells<T extends EventType, A> = { readonly [K in T]: A };
const cells = <T extends EventType, const A>(types: readonly T[], answer: A) =>
  Object.fromEntries(types.map((type) => [type, answer])) as Cells<T, A>;

/** A transition: where it leads, and what is done on the way. */
export const to = <const T extends string, const A extends readonly unknown[]>(
  target: T,
  ...actions: A
) => ({ target, actions }) as const;
/** A transition that stays: only something is done. */
export const stay = <const A extends readonly unknown[]>(...actions: A) => ({ actions }) as const;
/** A transition that is taken when the guard holds; else the next one in the cell is asked. */
export const when = <const G, const T extends object>(guard: G, transition: T) =>
  ({ guard, ...transition }) as const;

/** One cell: the command is refused for this reason. */
export const refused = <const R extends RefusalReason>(reason: R) =>
  ({ actions: { type: 'refuse', params: { reason } } }) as const;
/** One cell: the command is accepted and changes nothing. */
export const left = (says: string) => ({ actions: 'unchanged', description: says }) as const;
/** One cell: the fact or signal is ignored. */
export const ignored = (says: string) => ({ actions: 'ignore', description: says }) as const;

/** These commands are refused for this reason. */
export const refuse = <const R extends RefusalReason, T extends CommandType>(
  reason: R,
  ...types: T[]
) => cells(types, refused(reason));
/** These commands are accepted and change nothing: what they ask for is so, or will be. */
export const unchanged = <T extends CommandType>(says: string, ...types: T[]) =>
  cells(types, left(says));
/** These facts and signals are ignored, for the reason given. */
export const ignore = <T extends FactType | SignalType>(says: string, ...types: T[]) =>
  cells(types, ignored(says));

/** Marks one transition: Telnyx does not say so; this authority does. */
export const by = <const T extends object>(authority: Authority, transition: T) => ({
  ...transition,
  meta: { authority },
});
/** Marks every cell that is not marked already. */
export function assumed<const T extends object>(authority: Authority, cells: T): T {
  return Object.fromEntries(
    Object.entries(cells).map(([type, cell]) => [type, marked(authority, cell)]),
  ) as T;
}
const marked = (authority: Authority, cell: unknown): unknown => {
  if (Array.isArray(cell)) return cell.map((one) => marked(authority, one));
  const transition = typeof cell === 'string' ? { target: cell } : (cell as object);
  return { meta: { authority }, ...transition };
};
