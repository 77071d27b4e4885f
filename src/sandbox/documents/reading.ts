/** Where a call stands in its TeXML: a program counter, kept so that it outlives the process. */
import type { CommandType } from '../../../machines/index.ts';
import type {
  HostInstruction,
  Instruction,
  InstructionSource,
  Method,
  NextDocument,
  Parameters,
} from '../../wire/index.ts';

/** Where a document comes from. */
export type Source =
  | { readonly texml: string }
  | { readonly url: string; readonly method: Method }
  /** The call was given it. */
  | { readonly isGiven: true };
/** A document that is being fetched. */
export interface Fetching {
  /** The first that gives a document is it. */
  readonly sources: readonly Source[];
  readonly parameters: Parameters;
  /** Why it is fetched, in a word. */
  readonly about: string;
}

/** What the call does with its document now. */
type Doing =
  /** It asks for the next one by itself; until then nothing else is of interest. */
  | { readonly state: 'awaiting'; readonly because: 'answered' | 'redirected' }
  | { readonly state: 'fetching'; readonly fetching: Fetching }
  /** The next instruction is to be run. */
  | { readonly state: 'ready' }
  /** Something takes its time. */
  | { readonly state: 'waiting'; readonly until: number }
  /** The latest instruction is a `<Gather>`. */
  | { readonly state: 'gathering'; readonly until: number; readonly digits: string }
  /** A verb was given to the call, which goes on by itself. */
  | { readonly state: 'blocked' };

interface Standing {
  /** Another one after each change. */
  readonly turn: string;
  /** The last effect that was taken up; after a crash it may come again. */
  readonly lastKey?: string;
  /** Keys that were pressed lately, by the ids of the news. */
  readonly pressed?: readonly string[];
  /** What the call was given. */
  readonly given?: InstructionSource | undefined;
  /** Where the latest verb that has an action goes on; it comes before what was given. */
  readonly action?: NextDocument;
  /** Where the current document came from. */
  readonly url?: string;
  /** The current document. */
  readonly instructions: readonly Instruction[];
  /** How many of them have been run. */
  readonly place: number;
}
export type Reading = Doing & Standing;
export type Gathering = Extract<Reading, { readonly state: 'gathering' }>;
/** What a change of a reading says: what it does then, and what else is other than before. */
export type ReadingChange = Doing & Partial<Standing>;

/** Of a call that nobody has given a document. */
export const unread: Reading = {
  state: 'awaiting',
  because: 'answered',
  instructions: [],
  place: 0,
  turn: '',
};

/** What tells what a reading does; a `<Gather>` was kept there before. */
const ofDoing: readonly string[] = ['state', 'because', 'fetching', 'until', 'digits', 'gather'];

/** A reading after a change; of what it did before nothing stays. */
export function changed(reading: Reading, change: ReadingChange, turn: string): Reading {
  const stays = Object.entries(reading).filter(([field]) => !ofDoing.includes(field));
  return { ...Object.fromEntries(stays), ...change, turn } as Reading;
}

type Gather = Extract<HostInstruction, { readonly verb: 'Gather' }>;
/** The `<Gather>` that a reading is at. */
export const gatherOf = ({ instructions, place }: Gathering) => instructions[place - 1] as Gather;

/** What a reading does once its call has taken a verb, which may name an action. */
export function afterVerb(type: CommandType, action: NextDocument | undefined): ReadingChange {
  if (type === 'call.startBackgroundRecording') return { state: 'ready' };
  const from = action ? { action } : {};
  if (type === 'call.redirect') return { state: 'awaiting', because: 'redirected', ...from };
  return { state: 'blocked', ...from };
}
