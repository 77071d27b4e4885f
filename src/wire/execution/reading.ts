/**
 * Where a call stands in its TeXML, as plain data: `JSON.stringify` keeps it beside the call, and
 * what `JSON.parse` gives goes on from there. `readOn` is what changes it.
 */
import type { InstructionCause } from '../../../machines/index.ts';
import type { Parameters } from '../callbacks/delivery.ts';
import type { InstructionSource } from '../resources/rows.ts';
import type { Gather, Instruction, Service } from '../texml/document.ts';
import type { NextDocument } from './next-document.ts';

/** Where a document comes from. */
export type DocumentSource =
  | { readonly texml: string }
  | NextDocument
  /** The call was given it. */
  | { readonly isGiven: true };
/** A document that is being fetched. */
export interface Fetching {
  /** The first that gives a document is it. */
  readonly sources: readonly DocumentSource[];
  /** What each request for it says. */
  readonly parameters: Parameters;
  /** Why it is fetched, in a word. */
  readonly about: InstructionCause | 'gathered' | 'served';
}

/** What a call does with its document. */
type Doing =
  /** It asks for the next one by itself; until then nothing else is of interest. */
  | { readonly state: 'awaiting'; readonly because: 'answered' | 'redirected' }
  /** It asks for its document once it is found out who has answered. */
  | { readonly state: 'detecting'; readonly fetching: Fetching }
  /** `tried`: how many of the sources have failed. */
  | { readonly state: 'fetching'; readonly fetching: Fetching; readonly tried?: number }
  /** The next instruction is to be run. */
  | { readonly state: 'ready' }
  /** Something takes its time, until then; in milliseconds since the epoch. */
  | { readonly state: 'waiting'; readonly until: number }
  /** The latest instruction is a `<Gather>`, which has heard these keys. */
  | { readonly state: 'gathering'; readonly until: number; readonly digits: string }
  /** The latest instruction waits for a service; `until`: by then it is over by itself. */
  | {
      readonly state: 'serving';
      readonly until?: number;
      /** The far end was sent elsewhere by it, and hangs up. */
      readonly isReferred?: boolean;
    }
  /** A verb was given to the call, which goes on by itself. */
  | { readonly state: 'blocked' };
/** What a reading is doing. */
export type ReadingState = Doing['state'];

export interface Standing {
  /** The last effect of the call that was taken up; its host may repeat it. */
  readonly lastKey?: string;
  /** Keys that were gathered lately, and services that were over, by the ids of the news. */
  readonly pressed?: readonly string[];
  /** What the call was given. */
  readonly given?: InstructionSource;
  /** Where the latest verb that has an action goes on; it comes before what was given. */
  readonly action?: NextDocument;
  /** Where the current document came from; left out: it was given as text. */
  readonly url?: string;
  /** The current document. */
  readonly instructions: readonly Instruction[];
  /** How many of them have been run. */
  readonly place: number;
  /** How many instructions were run since a moment began. */
  readonly hurry?: { readonly since: number; readonly count: number };
}
/** A document that is being executed: plain JSON, and all there is to know of it. */
export type Reading = Doing & Standing;
/** A reading in one of its states. */
export type ReadingIn<S extends ReadingState> = Extract<Reading, { readonly state: S }>;

/** What a change of a reading says: what it does then, and what else is other than before. */
export type ReadingChange = Doing & Partial<Standing>;

/** Of a call that nobody has given a document. */
export const unread: ReadingIn<'awaiting'> = {
  state: 'awaiting',
  because: 'answered',
  instructions: [],
  place: 0,
};

/** What tells what a reading does; a `<Gather>` was kept there before. */
const ofDoing: readonly string[] = [
  'state',
  'because',
  'fetching',
  'tried',
  'until',
  'digits',
  'isReferred',
  'gather',
];

/** A reading after a change; of what it did before nothing stays. */
export function changed(reading: Reading, change: ReadingChange): Reading {
  const stays = Object.entries(reading).filter(([field]) => !ofDoing.includes(field));
  return { ...Object.fromEntries(stays), ...change } as Reading;
}

type AtVerb = Pick<Reading, 'instructions' | 'place'>;
/** The `<Gather>` that a reading is at. */
export const gatherOf = ({ instructions, place }: AtVerb) => instructions[place - 1] as Gather;
/** The verb of the service that a reading waits for. */
export const serviceOf = ({ instructions, place }: AtVerb) => instructions[place - 1] as Service;
