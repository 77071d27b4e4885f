/** What is to be explained: a session as it was seen, and how its platform is watched. */
import type { Policy } from '../../../../machines/index.ts';
import type { Manner, Untimed } from '../../../follow/index.ts';
import type { SessionNames } from '../../reading/names.ts';
import type { Observed } from '../../reading/observed.ts';
import type { Makers } from './makers.ts';

/** A session to be explained. Times are milliseconds since the epoch. */
export interface Puzzle {
  readonly observed: readonly Observed[];
  readonly names: SessionNames;
  /** What may have come of one another's verbs. */
  readonly makers: Makers;
  /** When recordings were asked for at the earliest, of those whose beginning the log shows. */
  readonly since: ReadonlyMap<string, number>;
  /** Documents that calls were given as text, by call, in their order. */
  readonly inline: ReadonlyMap<string, readonly (readonly Untimed[])[]>;
  readonly manner: Manner;
  /** Until when the log has everything; left out: it does not say. */
  readonly until?: number;
  /** The words of each machine that have to be seen, by `slotOf` its address; of others nobody knows. */
  readonly owed: (slot: string, status: string) => boolean;
  /** How long a callback is on its way at most, in milliseconds. */
  readonly deliveryMs: number;
  /** What no log of this form has. */
  readonly lacks: { readonly requests: boolean; readonly documents: boolean };
  /** That of calls whose beginning the log shows. */
  readonly policy?: Policy;
}
