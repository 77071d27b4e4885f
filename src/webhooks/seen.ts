/** What was handed over already, subject by subject: a repeat is known by it, and what is late. */
import { mayFollow, type OrderedMachine, type Received } from '../wire/index.ts';

/** How far the news of a subject has come. */
export interface Furthest {
  /** The highest number that was said. */
  readonly sequenceNumber?: number;
  /** The latest word, as the machine of the subject announces it. */
  readonly status?: string;
  /** The latest time that was said, in milliseconds since the epoch. */
  readonly at?: number;
}
/** What is remembered of a call, recording, conference or transcription: plain JSON. */
export interface Seen {
  /** The prints of what was handed over, oldest first: 22 letters each, at most 64. */
  readonly prints: readonly string[];
  /** How far it has come. */
  readonly furthest: Furthest;
}
/**
 * Where it is remembered; a database, if repeats are to be known after a restart or in other
 * processes. What rejects or throws here is answered 500, and told again by Telnyx.
 */
export interface SeenStore {
  /** What is remembered of a subject, such as `recording 3f0c…`; undefined: nothing. */
  get(subject: string): Promise<Seen | undefined> | Seen | undefined;
  /** Remembers it, in the place of what was remembered before. */
  set(subject: string, seen: Seen): Promise<void> | void;
}

/** Remembers in this process, and of so many subjects at most: the one longest unheard of goes. */
export class SeenInMemory implements SeenStore {
  readonly #most: number;
  readonly #seen = new Map<string, Seen>();

  /** @param most - How many subjects are remembered; 10,000 unless it is said. */
  constructor(most = 10_000) {
    this.#most = most;
  }

  /** What is remembered of a subject; undefined: nothing. */
  get(subject: string): Seen | undefined {
    return this.#seen.get(subject);
  }
  /** Remembers it, and forgets the oldest where there are too many. */
  set(subject: string, seen: Seen) {
    this.#seen.delete(subject);
    this.#seen.set(subject, seen);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > this.#most && oldest !== undefined) this.#seen.delete(oldest);
  }
}

const mostPrints = 64;

/** What it is news of: what has one subject is handed over one after another. */
export function subjectOf(said: Received): string {
  switch (said.kind) {
    case 'recording':
      return `recording ${said.recordingSid}`;
    case 'conference':
      return `conference ${said.conferenceSid}`;
    case 'transcription':
      return `transcription ${said.transcriptionSid}`;
    default:
      return `call ${said.callSid ?? ''}`;
  }
}

/**
 * The print of what is said: the same of a repeat, and of nothing else. The query of a link is left
 * out, as one that is signed may be signed anew.
 */
export async function printOf({ kind, said }: Received): Promise<string> {
  const names = Object.keys(said).toSorted();
  const all = names.map((name) => {
    const value = said[name] as string;
    return [name, /^https?:/.test(value) ? value.replace(/\?.*$/s, '') : value];
  });
  const bytes = new TextEncoder().encode(JSON.stringify([kind, all]));
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...digest.subarray(0, 16))).slice(0, 22);
}

const machines: Partial<Readonly<Record<Received['kind'], readonly OrderedMachine[]>>> = {
  recording: ['recording'],
  // A leg is told as a call is, and may become one.
  call: ['call', 'dialLeg'],
  transcription: ['transcription'],
};

/**
 * Whether something was said that comes after this: its number is not above the highest, or, where
 * no numbers are said, its word may not follow the latest one, or its time lies before.
 */
export function isLateIn({ furthest }: Seen, said: Received): boolean {
  const { sequenceNumber, at } = said;
  if (sequenceNumber !== undefined && furthest.sequenceNumber !== undefined)
    return sequenceNumber <= furthest.sequenceNumber;
  const status = wordOf(said);
  const { status: latest } = furthest;
  if (status !== undefined && latest !== undefined)
    return !machines[said.kind]?.some((machine) => mayFollow(machine, latest, status));
  return at !== undefined && furthest.at !== undefined && at < furthest.at;
}
const wordOf = (said: Received): string | undefined =>
  machines[said.kind] && 'status' in said ? said.status : undefined;

/** What is remembered once this was handed over, too. */
export function seenWith(before: Seen, print: string, said: Received): Seen {
  const prints = [...before.prints.filter((one) => one !== print), print].slice(-mostPrints);
  if (isLateIn(before, said)) return { ...before, prints };
  const { sequenceNumber, at } = said;
  const told = { sequenceNumber, at, status: wordOf(said) };
  const known = Object.entries(told).filter(([, value]) => value !== undefined);
  return { prints, furthest: { ...before.furthest, ...Object.fromEntries(known) } };
}
export const nothingSeen: Seen = { prints: [], furthest: {} };
