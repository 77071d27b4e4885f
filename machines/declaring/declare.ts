/**
 * How actions and guards are declared: as small functions. `machine.ts` makes of them what XState
 * runs; no other file beside the engine knows XState's own types.
 */
import type { ActionArgs } from 'xstate';
import type { EventOf, EventTo, EventType } from '../words/vocabulary.ts';
import type { MachineName, RefusalReason } from '../words/words.ts';
import type { Said } from './said.ts';
import * as says from './said.ts';

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
/** What there is of a machine in `none`, before it is created: its sid, and no other field. */
export type Unborn<C> = { readonly sid: string } & {
  readonly [K in Exclude<keyof C, 'sid'>]?: undefined;
};
/** What is asked and told at any time: of a machine as it is, or before there is one. */
export type Perhaps<C> = C | Unborn<C>;
export const unborn = (sid: string) => ({ sid });
/** How a machine is created: its whole context, from its sid and the event that asks for it. */
export type Begin<C, E> = (sid: string, event: E) => C;
type Occurred = { readonly type: EventType; readonly at: number };
/**
 * An action of a machine as XState's types see it. Who declares one has this name for its type: a
 * function type would be written out in what is built, with all events of the machine, at each.
 */
export type ActionOf<C extends object, M extends MachineName, P> = (
  args: ActionArgs<Perhaps<C>, EventTo<M>, EventTo<M>>,
  params: P,
) => void;
/** A guard of a machine as XState's types see it. */
export interface GuardOf<C extends object, M extends MachineName, P> extends Guard {
  (args: { context: Perhaps<C>; event: EventTo<M> }, params: P): boolean;
}
/** What the engine and the tests read off an action. */
export interface Action {
  readonly deed: Deed<never, never, never>;
  /** Whether it writes to the context, or only tells. */
  readonly writes: boolean;
  /** Whether it may be done before there is a machine. */
  readonly isAnytime: boolean;
  /** The events that it fits; undefined: any. */
  readonly fits: readonly EventType[] | undefined;
}
/** The action that creates a machine: the first of a way out of `none`, and of no other. */
export interface Creation {
  readonly begins: Begin<object, never>;
  readonly fits: readonly EventType[];
}
/** Whether an action creates its machine. */
export const isCreation = (action: unknown): action is Creation =>
  typeof (action as Partial<Creation> | undefined)?.begins === 'function';

/** What the engine and the tests read off a guard. */
export interface Guard {
  readonly answer: Question<never, never, never>;
  /** Whether it may be asked before there is a machine. */
  readonly isAnytime: boolean;
  readonly fits: readonly EventType[] | undefined;
}

/** Makes what says and asks about a machine, as it is (`C`) or at any time. */
function saying<C extends object, M extends MachineName, Seen>(isAnytime: boolean) {
  const say = <P>(fits: readonly EventType[] | undefined, deed: Deed<Seen, never, P>) =>
    actionOf<C, M, P>({ deed: deed as Deed<never, never, P>, writes: false, isAnytime, fits });
  const ask = <P>(fits: readonly EventType[] | undefined, answer: Question<Seen, never, P>) =>
    Object.assign(
      ({ context, event }: { context: Perhaps<C>; event: EventTo<M> }, params: P) =>
        answer(context as Seen, event as never, params),
      { answer, isAnytime, fits },
    ) satisfies GuardOf<C, M, P> as GuardOf<C, M, P>;
  return {
    /** An action that changes nothing and only tells. */
    say: <P = undefined>(deed: Saying<Seen, Occurred, P>) => say<P>(undefined, deed),
    /** The same, for the given events only. */
    sayOn: <T extends EventTo<M>['type'], P = undefined>(
      fits: readonly T[],
      deed: Saying<Seen, EventOf<T>, P>,
    ) => say<P>(fits, deed),
    /** A guard that fits any event. */
    ask: <P = undefined>(answer: Question<Seen, Occurred, P>) => ask<P>(undefined, answer),
    /** A guard that fits the given events only. */
    askOn: <T extends EventTo<M>['type'], P = undefined>(
      fits: readonly T[],
      answer: Question<Seen, EventOf<T>, P>,
    ) => ask<P>(fits, answer),
  };
}

/** An action as XState's types see it, with what the engine and `asMachine` read off it. */
const actionOf = <C extends object, M extends MachineName, P>(of: Action) =>
  asItsOwn<ActionOf<C, M, P>, Action>(of);
/**
 * XState infers one type for all actions of a set-up from the first that uses enqueueActions; as a
 * plain function of context, event and params each keeps its own.
 */
const asItsOwn = <F, A extends object>(of: A) => Object.assign((() => undefined) as F & object, of);

/**
 * The `act`, `say` and `ask` of one machine, and each for some events only; `begin`, which creates
 * it; and under `anytime` what may be said and asked before that as well.
 */
export function declaring<C extends { readonly sid: string }, M extends MachineName>() {
  const asItIs = saying<C, M, C>(false);
  const anytime = saying<C, M, Perhaps<C>>(true);
  const act = <P>(fits: readonly EventType[] | undefined, deed: Deed<C, never, P>) =>
    actionOf<C, M, P>({
      deed: deed as Deed<never, never, P>,
      writes: true,
      isAnytime: false,
      fits,
    });
  return {
    /** What `refuse`, `unchanged` and `ignore` do: they tell the verdict. */
    verdicts: {
      refuse: anytime.say((_c, _e, said, { reason }: { reason: RefusalReason }) =>
        says.sayRefused(said, reason),
      ),
      unchanged: anytime.say((_c, _e, said) => says.sayUnchanged(said)),
      ignore: anytime.say((_c, _e, said) => says.sayIgnored(said)),
    },
    /** The action that creates the machine. */
    begin: <T extends EventTo<M>['type']>(fits: readonly T[], begins: Begin<C, EventOf<T>>) => {
      const creation: Creation = { begins: begins as Begin<C, never>, fits };
      return asItsOwn<ActionOf<C, M, undefined>, Creation>(creation);
    },
    /** An action that fits any event. */
    act: <P = undefined>(deed: Deed<C, Occurred, P>) => act<P>(undefined, deed),
    /** An action that fits the given events only; a test holds every declaration to it. */
    actOn: <T extends EventTo<M>['type'], P = undefined>(
      fits: readonly T[],
      deed: Deed<C, EventOf<T>, P>,
    ) => act<P>(fits, deed),
    ...asItIs,
    anytime,
  };
}
/** What `declaring` gives. */
export type Declaring<C extends { readonly sid: string }, M extends MachineName> = ReturnType<
  typeof declaring<C, M>
>;
