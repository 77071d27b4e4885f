/**
 * What a claim is: a sentence about runs that a product person can dispute, and how to check it; and
 * how all claims look at a step.
 */
import {
  type Effect,
  type EventType,
  leavesOf,
  type MachineName,
  machineNames,
  type TimerName,
} from '../../machines/index.ts';
import { type Answered, isHandedOver, type Snapshot } from '../../src/engine/index.ts';

/** One step of one machine: what it got, how it answered, and what it was before and after. */
export interface Moment extends Answered {
  /**
   * When it happened, in milliseconds since the epoch, where that is known and nobody was there to be
   * told of it then; the time of its event is when it was told.
   */
  readonly happenedAt?: number;
}

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

/** What a step of any machine is looked at for. */
export type JudgedStep = Pick<Moment, 'before' | 'event' | 'snapshot' | 'effects'>;
/** Whether a step leads from one state to another on this event, with this effect if named. */
export function goes(from: string, type: EventType, to: string, effect?: Effect['type']) {
  return ({ before, event, snapshot, effects }: JudgedStep) =>
    event.type === type &&
    (before?.state ?? 'none') === from &&
    (snapshot?.state ?? 'none') === to &&
    (effect === undefined || effects.some((one) => one.type === effect));
}
/** Whether a timer leads from one state to another. */
export function fires(from: string, timer: TimerName, to: string) {
  return ({ before, event, snapshot }: JudgedStep) =>
    event.type === 'timer.fired' &&
    event.timer === timer &&
    before?.state === from &&
    snapshot?.state === to;
}
/** The words that a step announces. */
export const announcedWords = ({ effects }: JudgedStep): string[] =>
  effects.flatMap((one) => (one.type === 'announced' ? [one.status] : []));
/** Whether two values are the same, as JSON. */
export const isEqual = (a: unknown, b: unknown) =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
/** Whether a step that only answers leaves everything as it is. */
export function isIdle(moment: JudgedStep & Pick<Moment, 'verdict' | 'signals'>) {
  const { verdict, before, snapshot, effects, signals } = moment;
  if (verdict.verdict === 'accepted') return true;
  return effects.length === 0 && signals.length === 0 && isEqual(before, snapshot);
}

/** By machine: a search asks this most often of all. */
const ended = new Map(
  machineNames.map((machine) => {
    const over = leavesOf(machine).filter(({ tags }) => tags.includes('ended'));
    return [machine, new Set(over.map(({ path }) => path))];
  }),
);
/** Whether a machine has come to its end. */
export const isOver = (one: Snapshot | undefined) =>
  one !== undefined && ended.get(one.machine)?.has(one.state) === true;
/** Whether a line becomes a call that was a leg. */
export const becomesCall = ({ before, event }: Pick<Moment, 'before' | 'event'>) =>
  !before && event.type === 'line.handedOver';
/** Whether no call takes the line of a leg that has handed it over. */
export const isDeclined = ({ before, event }: Pick<Moment, 'before' | 'event'>) =>
  isHandedOver(before) && event.type === 'line.declined';
/** Whether a call or leg has been answered and is not over. */
export const isOpen = (one: Snapshot | undefined) =>
  one !== undefined && /^(inProgress|answered)\./.test(one.state);

const order = ['', 'initiated', 'ringing', 'in-progress'];
const rank = (word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
/** The words of a line, each once and in order, and an end that is announced and kept. */
export function endsOnce() {
  return {
    begin: '',
    next: (last: string, moment: Moment): string => {
      const said = announcedWords(moment).reduce(
        (before, word) => (rank(word) > rank(before) ? word : 'too much'),
        last,
      );
      const isEnded = rank(said) >= order.length;
      const isDown = isOver(moment.snapshot) && !isHandedOver(moment.snapshot);
      return isEnded === isDown ? said : 'too much';
    },
    holds: (last: string) => last !== 'too much',
  };
}
