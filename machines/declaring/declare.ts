/**
 * How actions and guards are declared: as small functions. The only file, beside the engine, that
 * knows XState's own types.
 */
import { type ActionArgs, enqueueActions } from 'xstate';
import type { Emitted, Verdict } from '../words/effects.ts';
import type { AnyEvent, EventOf, EventType } from '../words/vocabulary.ts';
import type { RefusalReason } from '../words/words.ts';
import * as says from './said.ts';
import { accepted, type Said, silence } from './said.ts';

/** A context that a deed writes to: a copy of its own, of which only the fields can be written. */
export type Draft<C> = { -readonly [K in keyof C]: C[K] };
/**
 * What an action does: it writes what changes into the draft, and says the rest, in order. It
 * depends on nothing but what it is given, and leaves nothing behind but that.
 */
export type Deed<C, E, P> = (c: Draft<C>, event: E, said: Said, params: P) => void;
/** What an action does that changes nothing. */
type Saying<C, E, P> = (c: C, event: E, said: Said, params: P) => void;
/** What a guard asks. */
export type Question<C, E, P> = (c: C, event: E, params: P) => boolean;
/** Every field of a context, before it is created: null where nothing is known yet. */
export type Unborn<C> = { readonly [K in keyof C]: C[K] | null };
type Occurred = { readonly type: EventType; readonly at: number };
type ActionOf<C, E extends AnyEvent, P> = ((
  args: ActionArgs<C & object, E, E>,
  params: P,
) => void) &
  Action;
/** What the engine and the tests read off an action. */
export interface Action {
  readonly deed: Deed<never, never, never>;
  /** Whether it writes to the context, or only tells. */
  readonly writes: boolean;
  /** The events that it fits; undefined: any. */
  readonly fits: readonly EventType[] | undefined;
}

/** What the engine and the tests read off a guard. */
export interface Guard {
  readonly answer: Question<never, never, never>;
  readonly fits: readonly EventType[] | undefined;
}

/** What is said, as XState emits it. */
const emittedOf = ({ verdict, signals, effects }: Said): readonly Emitted[] => [
  ...(verdict === accepted ? [] : [emittedVerdict(verdict)]),
  ...signals.map((signal) => ({ type: 'signal', ...signal }) as const),
  ...effects,
];
const emittedVerdict = ({ verdict: type, ...rest }: Verdict) => ({ type, ...rest }) as Emitted;

/** The `act`, `say` and `ask` of one machine, and each for some events only. */
export function declaring<C extends object, E extends AnyEvent>() {
  const action = <P>(
    fits: readonly EventType[] | undefined,
    writes: boolean,
    deed: Deed<C, never, P>,
  ): ActionOf<C, E, P> => {
    const run = enqueueActions(({ context, event, enqueue }, params) => {
      const draft = writes ? { ...context } : context;
      const said: Said = { verdict: accepted, signals: silence, effects: silence };
      deed(draft as C, event as never, said, params as P);
      if (writes) enqueue.assign(draft as never);
      for (const one of emittedOf(said)) enqueue.emit(one as never);
    });
    // XState infers one type for all actions of a set-up from the first that uses enqueueActions;
    // as a plain function of context, event and params each keeps its own.
    return Object.assign(run as unknown as (args: ActionArgs<C, E, E>, params: P) => void, {
      deed,
      writes,
      fits,
    });
  };
  const guard = <P>(fits: readonly EventType[] | undefined, answer: Question<C, never, P>) =>
    Object.assign(
      ({ context, event }: { context: C; event: E }, params: P) =>
        answer(context, event as never, params),
      { answer, fits },
    );
  return {
    /** What `refuse`, `unchanged` and `ignore` do: they tell the verdict. */
    verdicts: {
      refuse: action<{ reason: RefusalReason }>(undefined, false, (_c, _e, said, { reason }) =>
        says.sayRefused(said, reason),
      ),
      unchanged: action<undefined>(undefined, false, (_c, _e, said) => says.sayUnchanged(said)),
      ignore: action<undefined>(undefined, false, (_c, _e, said) => says.sayIgnored(said)),
    },
    /** An action that fits any event. */
    act: <P = undefined>(deed: Deed<C, Occurred, P>) => action<P>(undefined, true, deed),
    /** An action that fits the given events only; a test holds every declaration to it. */
    actOn: <T extends E['type'], P = undefined>(fits: readonly T[], deed: Deed<C, EventOf<T>, P>) =>
      action<P>(fits, true, deed),
    /** An action that changes nothing and only tells. */
    say: <P = undefined>(deed: Saying<C, Occurred, P>) => action<P>(undefined, false, deed),
    /** The same, for the given events only. */
    sayOn: <T extends E['type'], P = undefined>(
      fits: readonly T[],
      deed: Saying<C, EventOf<T>, P>,
    ) => action<P>(fits, false, deed),
    /** A guard that fits any event. */
    ask: <P = undefined>(answer: Question<C, Occurred, P>) => guard<P>(undefined, answer),
    /** A guard that fits the given events only. */
    askOn: <T extends E['type'], P = undefined>(
      fits: readonly T[],
      answer: Question<C, EventOf<T>, P>,
    ) => guard<P>(fits, answer),
  };
}
