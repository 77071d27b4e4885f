/**
 * The ports of a host: where snapshots are kept, what time it is, who performs effects, and what a
 * host is given to take. A host brings them together; whoever runs one brings the ports.
 */
import type {
  Address,
  AnyEvent,
  Effect,
  EffectFor,
  EventTo,
  MachineName,
  Port,
  Verdict,
} from '../../machines/index.ts';
import type { Snapshot, To } from '../engine/index.ts';
import type { ListQuery, NewRow, Page, Row } from '../wire/index.ts';

/**
 * Keeps what a host must not lose. One host uses a store at a time. What is kept is JSON, and a
 * store gives back what it was given.
 */
export interface Store {
  /** Everything that was committed so far. */
  load(): Stored | Promise<Stored>;
  /**
   * Keeps all of a change, or nothing of it; what is kept survives the end of the process.
   * @throws Conflict if a snapshot is not at the revision that was read.
   */
  commit(change: Change): void | Promise<void>;
  /** Lets it go, once everything is kept; nothing is asked of it after that. */
  close(): void | Promise<void>;
  /**
   * Gives back pieces of it at once, as they are kept then. Left out: the host loads everything, and
   * holds it.
   */
  readonly shelf?: StoreShelf;
}

/** Something of the rooms above, kept under a key; `undefined` takes it out. */
export interface Note {
  /** What it is kept under: a key has one note, or none. */
  readonly key: string;
  /** Anything that JSON can say. */
  readonly value: unknown;
}
/** An effect that is to be performed. */
export interface Errand {
  /** `MACHINE SID@REVISION.i`: of the change that asked for it, and which of that. No other has it. */
  readonly key: string;
  /** As the machine asked for it. */
  readonly effect: Effect;
  /** For callbacks and requests for instructions: the machine as it was when it asked. */
  readonly snapshot?: Snapshot;
}
/** What a message was answered, and when. */
export interface Answer {
  /** That of the message. */
  readonly id: string;
  /** When it was taken, in milliseconds since the epoch. */
  readonly at: number;
  /** What a repeat of it is answered, too. */
  readonly verdict: Verdict;
}

/** A machine as it is kept. */
export interface StoredMachine {
  /** As it was kept last. */
  readonly snapshot: Snapshot;
  /** 1 for the first, one more with each change. */
  readonly revision: number;
}
/** What a store holds. */
export interface Stored {
  /** Each with its revision. */
  readonly machines: readonly StoredMachine[];
  /** One a sid. */
  readonly rows: readonly NewRow[];
  /** One a key. */
  readonly notes: readonly Note[];
  /** What is not done yet, in the order in which it came. */
  readonly outbox: readonly Errand[];
  /** Oldest first. */
  readonly answers: readonly Answer[];
}

/**
 * What a store gives back at once, piece by piece, so that its host need not hold it: in memory is
 * what is live, and what has ended is read when somebody asks for it. It is not to be changed.
 */
export interface StoreShelf {
  /** A machine, with its revision; undefined: there is none. */
  machine(to: Address): StoredMachine | undefined;
  /** Every machine of a name, in the order in which they came. */
  machines<M extends MachineName>(machine: M): Iterable<Snapshot<M>>;
  /** The sids of the machines of a name, the newest first. */
  sids(machine: MachineName): readonly string[];
  /** How many machines of a name there are. */
  count(machine: MachineName): number;
  /** Every machine that is not over: it lives, or a timer of it runs. */
  live(): Iterable<Snapshot>;
  /** The recordings that name this call or leg, or this conference, in the order they came. */
  recordings(of: 'callSid' | 'conferenceSid', sid: string): readonly Snapshot<'recording'>[];
  /** The machines of these sids, and those that name one of them, in the order in which they came. */
  belonging(sids: ReadonlySet<string>): readonly Snapshot[];
  /** What has ended and has all these words, in small letters, the newest first: none is read. */
  searched(words: readonly string[]): readonly Address[];
  /** A part of a list of an account. */
  page(accountSid: string, query: ListQuery): Page<Address>;
  /** The row of a sid, or undefined. */
  row(sid: string): Row | undefined;
  /** Every row, in the order in which they came. */
  rows(): Iterable<NewRow>;
  /** What is kept under a key, or undefined. */
  note(key: string): unknown;
  /** The notes whose keys begin so, in the order in which they came. */
  notes(beginning: string): Iterable<Note>;
  /** What the message of this id was answered, or undefined. */
  answer(id: string): Answer | undefined;
  /** The ids of the oldest answers: those before the first that was given within these times. */
  answersOutside(from: number, until: number): readonly string[];
  /** What is not done yet, in the order in which it came. */
  outbox(): readonly Errand[];
  /** When something was kept last, in milliseconds since the epoch; undefined: nothing ever was. */
  keptAt(): number | undefined;
  /** Machines that are over and have not changed since `until`, the oldest first, so many at most. */
  over(until: number, most: number): readonly Address[];
  /** When the newest of those changed last, so many newer ones left out; undefined: there is none. */
  overBeyond(newer: number): number | undefined;
}

/** A machine that is to be kept in the place of what was read. */
export interface MachineChange {
  /** As it is then. */
  readonly snapshot: Snapshot;
  /** The revision that was read; 0 if there was nothing. */
  readonly read: number;
  /** Its revision then: one more than was read, unless it comes from another store with its own. */
  readonly revision?: number;
}
/** What is to be kept, in one piece. */
export interface Change {
  /** With the revision that was read. */
  readonly machines: readonly MachineChange[];
  /** New, or in the place of what was there. */
  readonly rows: readonly NewRow[];
  /** New, or in the place of what was there; `undefined` takes it out. */
  readonly notes: readonly Note[];
  /** New ones, to be performed; one whose key is there already is that one. */
  readonly outbox: readonly Errand[];
  /** The keys of those that are done. */
  readonly done: readonly string[];
  /** New ones, to messages that have an id. */
  readonly answers: readonly Answer[];
  /** The ids of messages whose repeats are not expected any more. */
  readonly forgotten: readonly string[];
  /** Machines that nobody asks for any more, and what is kept beside them; none when left out. */
  readonly gone?: readonly Address[];
}
/** A change of nothing, to be filled in. */
export const noChange: Change = {
  machines: [],
  rows: [],
  notes: [],
  outbox: [],
  done: [],
  answers: [],
  forgotten: [],
};

/** Where a host has its time from. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Calls back once, when it is `at` or later, and never before `wake` has returned.
   * Gives what calls it off.
   */
  wake(at: number, run: () => void): () => void;
}

/** An effect to perform. */
export interface Task<E extends Effect = Effect> {
  /** What the machine asks for. */
  readonly effect: E;
  /** That of the errand, in every attempt and of no other effect: performing it twice is once. */
  readonly key: string;
  /** For callbacks and requests for instructions: the machine as it was when it asked. */
  readonly snapshot: Snapshot | undefined;
  /** 1 for the first since the host was opened. */
  readonly attempt: number;
  /** Aborted when the attempt has taken too long, or the host is closed. */
  readonly signal: AbortSignal;
}
/**
 * Performs an effect, at least once. A promise that rejects is an attempt that failed, and there is
 * another later; until one fulfils, the next effects of the same sid wait. To give up is to fulfil.
 */
export type Perform<E extends Effect> = (task: Task<E>) => void | Promise<void>;

/** Who performs what, by port. */
export type Performers = { readonly [P in Port]: Perform<EffectFor<P>> };

/** An event without its time: it happens now. */
export type Timeless<E extends AnyEvent> = E extends AnyEvent ? Omit<E, 'at'> : never;
/** What can happen to each machine now: a table, because the compiler looks it up once. */
export type HappeningNow = { readonly [M in MachineName]: Timeless<EventTo<M>> };
/** What else is to be kept, in the same piece as what the machines come to. */
export interface Kept {
  /** New, or in the place of what was there; none when left out. */
  readonly rows?: readonly NewRow[];
  /** New, or in the place of what was there; none when left out. */
  readonly notes?: readonly Note[];
}
/** How something is taken. */
export interface Taking {
  /** Asked when its turn has come: if false, it is out of date, nobody hears it, and it is ignored. */
  readonly isStill?: () => boolean;
  /** Nobody outside would ask again: what the store cannot keep is tried again until it can. */
  readonly untilKept?: boolean;
}
/** What can happen to each machine, now or at its time. */
type Happening = { readonly [M in MachineName]: EventTo<M> | HappeningNow[M] };
/** An event for a machine: one that this machine understands. */
export interface Message<M extends MachineName = MachineName> extends Kept, Taking {
  /** Whoever may send it twice names it: a repeat gets the first answer and changes nothing. */
  readonly id?: string;
  /** The machine that answers it; there need be nothing of its sid yet. */
  readonly to: To<M>;
  /** Happens now unless it says `at`. Its rows and notes are kept if it is accepted. */
  readonly event: Happening[M];
}
