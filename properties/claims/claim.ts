/** What a claim is: a sentence about runs that a product person can dispute, and how to check it. */
import type { EventType, MachineName } from '../../machines/index.ts';
import type { Answered, Snapshot } from '../../src/engine/index.ts';

/** One step of one machine: what it got, how it answered, and what it was before and after. */
export type Moment = Answered;

/**
 * A claim remembers as little of a run as it needs, so that it can follow a log of any length and
 * so that an exhaustive search can tell two histories of one state apart.
 */
export interface Claim<Memory = unknown> {
  /** Permanent: a claim that was wrong as worded is reworded, never renumbered. */
  readonly id: string;
  /** `always`: after every step; `eventually`: at rest; `sometimes`: in one run at least. */
  readonly kind: 'always' | 'eventually' | 'sometimes';
  /** The sentence that can be disputed. */
  readonly says: string;
  /** Whose steps it follows, each sid apart; `system`: all steps together. */
  readonly about: MachineName | 'system';
  /** What is remembered before the first step: small, and plain JSON. */
  readonly begin: Memory;
  // Methods, so that claims with different memories stand in one list.
  /** What is remembered after a step; the same object where nothing changes. */
  next(memory: Memory, moment: Moment): Memory;
  /** Whether what is remembered is as the claim says. */
  holds(memory: Memory): boolean;
}

type About = Claim['about'];
/** A step of one machine, with its snapshots as that machine has them. */
export type MomentOf<A extends About> = A extends MachineName
  ? Omit<Moment, 'before' | 'snapshot'> & {
      readonly before: Snapshot<A> | undefined;
      readonly snapshot: Snapshot<A> | undefined;
    }
  : Moment;

/** A claim about single steps: it remembers nothing but a breach. */
export const everyStep = <A extends About>(
  id: string,
  says: string,
  about: A,
  isRight: (moment: MomentOf<A>) => boolean,
): Claim<boolean> => ({
  id,
  kind: 'always',
  says,
  about,
  begin: true,
  next: (wasRight, moment) => wasRight && isRight(moment as MomentOf<A>),
  holds: (isRight) => isRight,
});

type Following<Memory> = Pick<Claim<Memory>, 'begin' | 'next' | 'holds'>;
/** A claim that follows a run and holds after every step. */
export const always = <Memory>(
  id: string,
  says: string,
  about: About,
  following: Following<Memory>,
): Claim<Memory> => ({ id, kind: 'always', says, about, ...following });
/** A claim that holds once nothing is left to happen but what people do. */
export const eventually = <Memory>(
  id: string,
  says: string,
  about: About,
  following: Following<Memory>,
): Claim<Memory> => ({ id, kind: 'eventually', says, about, ...following });
/** Something that must happen in some run, so that no other claim holds emptily. */
export const sometimes = <A extends About>(
  id: string,
  says: string,
  about: A,
  isIt: (moment: MomentOf<A>) => boolean,
): Claim<boolean> => ({
  id,
  kind: 'sometimes',
  says,
  about,
  begin: false,
  next: (was, moment) => was || isIt(moment as MomentOf<A>),
  holds: (was) => was,
});

/** Whether a moment is about this event. */
export const isOf = (moment: Moment, ...types: EventType[]) => types.includes(moment.event.type);
