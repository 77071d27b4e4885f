/** What a search is asked, and what it comes to. */
import type { Believed } from '../../follow/ways/believed.ts';
import type { Hidden } from '../../follow/ways/hidden.ts';
import type { Ended } from './ended.ts';
import type { Missing } from './supposed/supposing.ts';

/** What happened on a way, one after another. */
export type Did =
  | { readonly kind: 'hidden'; readonly move: Hidden }
  | { readonly kind: 'seen'; readonly place: number; readonly isRepeat: boolean }
  | { readonly kind: 'given'; readonly callSid: string }
  | {
      readonly kind: 'supposed';
      readonly missing: Missing;
      readonly isCheap: boolean;
      readonly place: number;
    };

/** How far a search may go. */
export interface SearchLimits {
  /** So many places are looked at, at most. */
  readonly most: number;
  /** From which observation on something may be missing that the log should have; left out: nowhere. */
  readonly missesFrom?: number;
  /**
   * Whether a way is gone on with on which something that is seen later cannot be told any more: it leads
   * nowhere, and shows how far one comes.
   */
  readonly goesAstray?: boolean;
}
/** What a search has come to. */
export interface Searched {
  /** What happened, in order, if an explanation was found. */
  readonly found?: Ended & { readonly dids: readonly Did[] };
  /** Whether there is none: everything was looked at that leads anywhere. */
  readonly isExhausted: boolean;
  /** How many observations can be explained at most, as far as was looked. */
  readonly furthest: number;
  /** The ways on which they are. */
  readonly ways: readonly Believed[];
  /** What happened on the first of them. */
  readonly dids: readonly Did[];
  /** How many places were looked at. */
  readonly looked: number;
}
