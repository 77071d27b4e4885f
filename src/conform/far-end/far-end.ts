/** A far end: whom the platform calls while it is tested, and its clock if that can be moved (D-65). */

/**
 * How somebody behaves who is called, without being told to: `answers` and stays; `waits`, ringing, to
 * be told; `is-busy`; `never-answers`; `hangs-up` some five seconds after the answer; `presses` # some
 * three seconds after it.
 */
export const farEndManners = [
  'answers',
  'waits',
  'is-busy',
  'never-answers',
  'hangs-up',
  'presses',
] as const;
/** One of them. */
export type FarEndManner = (typeof farEndManners)[number];

/** What somebody who is called can be told to do. */
export const farEndDeeds = ['answer', 'speak', 'press', 'hangUp'] as const;
/** One of them. */
export type FarEndDeed = (typeof farEndDeeds)[number];

/** A clock that stands until it is moved. All callbacks are out that are due by then when `pass` ends. */
export interface FarEndClock {
  /** What it shows, in milliseconds since the epoch. */
  now(): number | Promise<number>;
  /** Lets so much time pass, in milliseconds. */
  pass(ms: number): unknown;
}

/**
 * Whom a platform calls. What is not there cannot be done, and what is tested with it is not tested.
 * A module that exports these functions is a far end; whatever it throws is a fault of the far end, and
 * says nothing of the platform.
 */
export interface ConformFarEnd {
  /**
   * Somebody to be called who behaves so: a number in E.164 or a SIP address, each time another one
   * where there are enough. Undefined: nobody does.
   */
  number(manner: FarEndManner): string | undefined | Promise<string | undefined>;
  /** Answers, as soon as it rings. False, here and below: nobody is on that line. */
  answer?(number: string): unknown;
  /** Begins to speak, and falls silent by itself after so many seconds of the platform's time. */
  speak?(number: string, seconds: number): unknown;
  /** Presses keys, one after another. */
  press?(number: string, keys: string): unknown;
  /** Hangs up. */
  hangUp?(number: string): unknown;
  /** The clock of the platform, where it can be moved; left out: time passes by itself. */
  readonly clock?: FarEndClock;
  /** Ends it, when all is over. */
  close?(): unknown;
}

/** The far end itself has failed: nothing is said of the platform. */
export class FarEndFailed extends Error {
  /** The name of its class. */
  override readonly name = 'FarEndFailed';
}
