/** What happened in a world, for people to look at: the latest, in order. */
import type { AnyEvent, MachineName, Verdict } from '../../../machines/index.ts';
import { tellObserver } from '../../hosts/index.ts';
import type { InstructionSource, Noticed, Parameters } from '../../wire/index.ts';

/** A step of a machine. */
export interface StepEntry {
  readonly kind: 'step';
  readonly machine: MachineName;
  readonly sid: string;
  readonly event: AnyEvent;
  readonly verdict: Verdict;
  readonly before: string;
  readonly after: string;
  /** Whether it came from outside: a request, the network, the media server, the clock. */
  readonly isFirst: boolean;
  /** What a picture of its life needs besides; left out: there is nothing of this sid. */
  readonly life?: Life;
  /** Of a call that came in, what it was given beside its application, without secrets. */
  readonly given?: InstructionSource;
}
/** Of a machine as it is after a step: whose it is, since when it captures, and what it has told. */
export interface Life {
  /** As in its context. */
  readonly context: Readonly<Record<string, unknown>>;
  /** What it told its customer, or asked for: a status, or why instructions are needed. */
  readonly told: readonly string[];
}
/** A request to the API. */
export interface RequestEntry {
  readonly kind: 'request';
  readonly sid?: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** How long the answer took. */
  readonly ms: number;
  /** What the error says, or what is ignored of the request. */
  readonly says?: string;
  /** It is another one once more, by hand: the number of that. */
  readonly again?: number;
}
/** A request that the sandbox made: a callback, or one for instructions. */
export interface SentEntry {
  readonly kind: 'callback' | 'instructions';
  readonly sid: string;
  readonly method: string;
  /** Without what may be secret: name, password, and query. */
  readonly url: string;
  /** What it tells, in a word: `completed`, `record-ended`. */
  readonly about: string;
  readonly attempt: number;
  /** The HTTP status, or what went wrong. */
  readonly came: number | string;
  readonly isFine: boolean;
  /** How long it took. */
  readonly ms: number;
  /** What Telnyx calls the failure, if it has a name for it. */
  readonly says?: string;
  /** It is another one once more, by hand: the number of that. */
  readonly again?: number;
}
/** A callback as it arrived at the sandbox's own receiver. */
export interface InboxEntry {
  readonly kind: 'inbox';
  readonly sid?: string;
  readonly method: string;
  readonly path: string;
  /** What it tells, in a word, as far as it can be read. */
  readonly about: string;
  /** Whether its signature is good; `says` tells why it is not. */
  readonly isVerified: boolean;
  readonly says?: string;
  /** How long the answer took. */
  readonly ms: number;
}
/** The service is over that the document of a call waited for. */
export interface ServiceEntry {
  readonly kind: 'service';
  readonly sid: string;
  /** What its action is told of that. */
  readonly parameters: Parameters;
}
/** Something that whoever runs the sandbox should know. */
export interface WarningEntry {
  readonly kind: 'warning';
  readonly sid?: string;
  readonly says: string;
  /** It was noticed in a document. */
  readonly noticed?: Noticed;
}
export type NewEntry =
  | StepEntry
  | RequestEntry
  | SentEntry
  | InboxEntry
  | ServiceEntry
  | WarningEntry;
/** Something that happened in an account, with its place in the timeline. */
export type TimelineEntry = NewEntry & {
  /** Its running number, from 1. */
  readonly number: number;
  /** In the world's time. */
  readonly at: number;
};

/** How many entries are kept. */
export const mostEntries = 5_000;

export class Timeline {
  readonly #now: () => number;
  readonly #entries: TimelineEntry[] = [];
  readonly #listeners = new Set<(entry: TimelineEntry) => void>();
  #number = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes up what was kept; nobody is told again. */
  restore(entries: readonly TimelineEntry[]) {
    this.#entries.push(...entries.slice(-mostEntries));
    this.#number = this.#entries.at(-1)?.number ?? 0;
  }

  /** Gives it as it stands here. */
  note(entry: NewEntry): TimelineEntry {
    this.#number += 1;
    const noted = { ...entry, number: this.#number, at: this.#now() };
    this.#entries.push(noted);
    if (this.#entries.length > mostEntries) this.#entries.shift();
    for (const listen of this.#listeners) tellObserver(listen, noted);
    return noted;
  }

  /** The latest entries, oldest first; of a sid only, or behind a number, if asked. */
  latest({ most = 200, sid, behind = 0 }: { most?: number; sid?: string; behind?: number } = {}) {
    return this.#entries
      .filter((one) => one.number > behind && (sid === undefined || one.sid === sid))
      .slice(-most);
  }

  /** Tells each entry from now on, to somebody who only looks on; gives what ends it. */
  listen(to: (entry: TimelineEntry) => void): () => void {
    this.#listeners.add(to);
    return () => this.#listeners.delete(to);
  }
}

/** A URL without what may be secret in it. */
export function shownUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return '(not a URL)';
  const { origin, pathname, search } = parsed;
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}
