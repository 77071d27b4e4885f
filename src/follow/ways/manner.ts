/** How a platform is watched: how exact its times are, and of what it tells the observer. */
import { announcements, type MachineName } from '../../../machines/index.ts';

/** What a call may ask the observer for, beside what machines announce. */
export const asks = 'asks';

/** How a platform is watched. */
export interface Manner {
  /** By how much its timers and its clock may be early or late, in milliseconds. */
  readonly skewMs: number;
  /**
   * How long a message between its machines takes at most, and a request of which nobody expects an
   * answer any more, in milliseconds.
   */
  readonly lagMs: number;
  /**
   * The statuses that the observer is told of, by machine: what was subscribed to. `asks` of a call:
   * the requests for its documents come to the observer too.
   */
  readonly tells: Readonly<Partial<Record<MachineName, readonly string[]>>>;
  /**
   * So many ways are looked at of one observation, 8,000 when left out; those of machines that are believed
   * together count once for each. What could be in more of them is not followed any longer, and anything is
   * believed of it.
   */
  readonly mostWays?: number;
}

/** Everything is told; clocks differ by a second, and messages take five at most. */
export const usualManner: Manner = {
  skewMs: 1_000,
  lagMs: 5_000,
  tells: { ...announcements, call: [...announcements.call, asks] },
};
