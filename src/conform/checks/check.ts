/** What a check is: a sentence of what is promised, who says so, and how it is tried. */
import type { ConformAuthority } from './pages.ts';

/** What is tested: who takes callbacks, or who sends them. */
export type ConformSubject = 'receiver' | 'platform';

/**
 * How much rests on it, in the words of RFC 2119. A `must` that fails is a failed run; a `should` or
 * `may` is told, and fails the run only where it is strict.
 */
export const conformPriorities = ['must', 'should', 'may'] as const;
/** One of them. */
export type ConformPriority = (typeof conformPriorities)[number];

/**
 * A check of a subject. `World` is what it works with: opened for each check anew, so that none
 * finds what another has left.
 */
export interface ConformCheck<World> {
  /** Permanent, and used in lists of expected failures: `receiver/takes-completed`. */
  readonly id: `${ConformSubject}/${string}`;
  /** What is promised, as a sentence that somebody can dispute. */
  readonly says: string;
  /** How much rests on it. */
  readonly priority: ConformPriority;
  /** Who says so, the most important first. */
  readonly authority: readonly [ConformAuthority, ...ConformAuthority[]];
  /** Checks that have to pass before this one says anything, by their ids. */
  readonly needs?: readonly string[];
  /**
   * What else has to be there, such as a probe, a key, or an operation of the platform. Where one
   * is not given, this is not tested, which fails; a profile that says so leaves it out.
   */
  readonly uses?: readonly string[];
  /**
   * Tries it; resolves where the promise is kept, with a sentence if there is one to be said beside that.
   * @throws CheckFailed where it is not; NotTestable where that cannot be found out. Anything else
   * that is thrown is a fault of the kit, or of what was given to it.
   */
  readonly run: (world: World) => Promise<unknown>;
}

/** A promise is not kept. */
export class CheckFailed extends Error {
  /** The name of its class. */
  override readonly name = 'CheckFailed';
}
/** Whether a promise is kept cannot be found out, and why. */
export class NotTestable extends Error {
  /** The name of its class. */
  override readonly name = 'NotTestable';
}
