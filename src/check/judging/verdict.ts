/** What a check says of a session. */
import type { MachineSays } from '../../follow/says.ts';
import type { LogPlace } from '../log/entry.ts';

/** What would explain something. */
export interface Repair {
  /**
   * `missing`: the log should have it; `lost`: a callback never came; `changed`, `moved`, `removed`: it
   * is otherwise, elsewhere, or not at all.
   */
  readonly what: 'missing' | 'lost' | 'changed' | 'moved' | 'removed';
  /** In words. */
  readonly says: string;
  /** What it is about, or what it is missing before. */
  readonly place?: LogPlace;
}
/** Something that was said from one to another, seen or not. */
export interface StoryLine {
  /** Who says it: `application`, `network`, `media server`, `clock`, `document`, or a machine. */
  readonly from: string;
  /** To whom. */
  readonly to: string;
  /** What. */
  readonly says: string;
  /** When, in milliseconds since the epoch: from the earliest to the latest. */
  readonly at: readonly [number, number];
  /** Where the log says it; left out: nobody has seen it. */
  readonly place?: LogPlace;
  /** It cannot be explained. */
  readonly isWrong?: true;
}
/** What cannot be explained. */
export interface Wrong {
  /** Where it stands. */
  readonly place: LogPlace;
  /** What was seen there. */
  readonly says: string;
  /** The place before it, up to which everything can be explained. */
  readonly sureUntil?: LogPlace;
  /** What everything could have been then. */
  readonly could: readonly Pick<MachineSays, 'machine' | 'sid' | 'states' | 'statuses'>[];
  /** What could have come, in words. */
  readonly couldCome: readonly string[];
  /** The claim of the model that it breaks, where one can be named. */
  readonly breaks?: { readonly id: string; readonly says: string };
}
/** What a check says of a session. */
export interface SessionVerdict {
  /**
   * `explained`; `explained-if`: the log lacks something, or a callback was lost; `unexplained`: what it
   * says cannot all be so, for all ways were looked at; `undecided`: none was found among as many as are
   * looked at.
   */
  readonly is: 'explained' | 'explained-if' | 'unexplained' | 'undecided';
  /**
   * Whether that is certain: an explanation was found, or all ways were looked at. Of `explained-if`, false
   * where it may be explained as it is.
   */
  readonly isProven: boolean;
  /** Everything that the session names, calls first. */
  readonly sids: readonly string[];
  /** How many lines it was judged by. */
  readonly lines: number;
  /** How many more it has, which were not looked at; left out: none. */
  readonly leftOut?: number;
  /** The first of them. */
  readonly from: LogPlace;
  /** The last of them. */
  readonly to: LogPlace;
  /** When it began and was heard of last, in milliseconds since the epoch. */
  readonly at: readonly [number, number];
  /** What an explanation takes that no log of this form has. */
  readonly assumes: readonly string[];
  /** What explains it; several: of `explained-if` all of them together, of `unexplained` any of them. */
  readonly repairs: readonly Repair[];
  /** What cannot be explained, and where; left out: nothing. */
  readonly wrong?: Wrong;
  /** What happened, as far as it can be explained. */
  readonly story: readonly StoryLine[];
}
