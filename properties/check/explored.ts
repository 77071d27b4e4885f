/** What an exploration is asked for, and what it comes to. */
import type { Advance } from '../../src/engine/index.ts';
import type { Claim, Moment } from '../claims/claim.ts';
import type { Move, Tick } from '../generators/system.ts';

/** A claim that does not hold, and the shortest run that shows it. */
export interface Violation {
  /** That of the claim; `limbo` where something does not come to its end. */
  readonly id: string;
  /** The claim in a sentence; of `limbo`, what stays where. */
  readonly says: string;
  /** What it is about; empty for the whole system. */
  readonly sid: string;
  /** The moves, one a line. */
  readonly trace: readonly string[];
  /** Every step on the way, in order, and to rest where it is broken only there. */
  readonly moments: readonly Moment[];
}
/** What an exploration came to. */
export interface Explored {
  /** That of the system. */
  readonly name: string;
  /** How many states of the whole system were visited. */
  readonly states: number;
  /** How many moves were tried, over all states. */
  readonly edges: number;
  /** Each claim once, by the way that was found first. */
  readonly violations: readonly Violation[];
  /** The ids of the `sometimes` claims that were seen. */
  readonly seen: ReadonlySet<string>;
  /** Whether every state within the bounds was reached. */
  readonly isComplete: boolean;
}
export interface ExploreOptions {
  readonly advance: Advance;
  readonly claims: readonly Claim[];
  /** The most states to visit; without it, all. */
  readonly most?: number;
  /** The most moves on the way to a state; without it, any number. */
  readonly depth?: number;
  /** Looks at every world by itself, also where a system says who is alike. */
  readonly tellsApart?: boolean;
  /** Ends the search at the first violation; otherwise each claim is reported once. */
  readonly stopsAtFirst?: boolean;
  /** Sees every step, for coverage. */
  readonly onMoment?: (moment: Moment) => void;
  /** Told how large it is within 0 moves, within 1, and so on, as long as it is followed whole. */
  readonly onDepth?: (states: number, edges: number) => void;
  /** Told now and then how far it is. */
  readonly onProgress?: (states: number, edges: number, frontier: number) => void;
}

/** A move in one line: who, what, with what in it a reader wants to know. */
export function traceLine(by: Move | Tick): string {
  if ('now' in by) return by.says;
  const { type, at: _, ...fields } = by.event;
  const said = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`;
  return `${by.to.machine} ${by.to.sid} ← ${type}${said} (${by.says})`;
}
