/** Where a call stands in its TeXML: a program counter, kept so that it outlives the process. */
import type { CommandType } from '../../machines/index.ts';
import type { Note } from '../hosts/index.ts';
import type {
  Cursor,
  HostInstruction,
  Instruction,
  InstructionSource,
  Method,
  NextDocument,
  Parameters,
} from '../wire/index.ts';

/** Where a document comes from. */
export type Source = { readonly texml: string } | { readonly url: string; readonly method: Method };
/** A document that is being fetched. */
export interface Fetching {
  /** The first that gives a document is it. */
  readonly sources: readonly Source[];
  readonly parameters: Parameters;
  /** Why it is fetched, in a word. */
  readonly about: string;
}
type Gather = Extract<HostInstruction, { readonly verb: 'Gather' }>;

/** What the call does with its document now. */
type Doing =
  /** It asks for the next one by itself; until then nothing else is of interest. */
  | { readonly state: 'awaiting'; readonly because: 'answered' | 'redirected' }
  | { readonly state: 'fetching'; readonly fetching: Fetching }
  /** The next instruction is to be run. */
  | { readonly state: 'ready' }
  /** Something takes its time. */
  | { readonly state: 'waiting'; readonly until: number }
  | {
      readonly state: 'gathering';
      readonly until: number;
      readonly gather: Gather;
      readonly digits: string;
    }
  /** A verb was given to the call, which goes on by itself. */
  | { readonly state: 'blocked' };

export type Reading = Doing & {
  /** Another one after each change. */
  readonly turn: string;
  /** The last effect that was taken up; after a crash it may come again. */
  readonly lastKey?: string;
  /** Keys that were pressed lately, by the ids of the news. */
  readonly pressed?: readonly string[];
  /** What the call was given. */
  readonly given?: InstructionSource;
  /** Where the latest verb that has an action goes on; it comes before what was given. */
  readonly action?: NextDocument;
  /** Where the current document came from. */
  readonly url?: string;
  readonly cursor: Cursor;
  readonly current?: Instruction;
};

export type Gathering = Extract<Reading, { readonly state: 'gathering' }>;
/** What a change of a reading says: the rest stays. */
export type Changed = Reading extends infer R ? (R extends Reading ? Partial<R> : never) : never;

/** What a reading does once its call has taken a verb, which may name an action. */
export function afterVerb(type: CommandType, action: NextDocument | undefined): Changed {
  if (type === 'call.startBackgroundRecording') return { state: 'ready' };
  const from = action ? { action } : {};
  if (type === 'call.redirect') return { state: 'awaiting', because: 'redirected', ...from };
  return { state: 'blocked', ...from };
}

const prefix = 'document ';
const keyOf = (callSid: string) => prefix + callSid;

/** What is to be kept of a call's reading. */
export const readingNote = (callSid: string, value: Reading | undefined): Note => ({
  key: keyOf(callSid),
  value,
});

export const readingIn = (notes: ReadonlyMap<string, unknown>, callSid: string) =>
  notes.get(keyOf(callSid)) as Reading | undefined;

/** The calls that have readings. */
export const readersIn = (notes: ReadonlyMap<string, unknown>): string[] =>
  [...notes.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
