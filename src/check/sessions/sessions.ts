/** Splits a log into call sessions, as it comes, and lets go of those that are over. */
import { tellsEnd } from '../../follow/says.ts';
import type { AskedEntry, LogEntry } from '../log/entry.ts';
import { isUnansweredDial } from '../reading/unanswered.ts';
import { type ConferenceNames, entriesApart, keysOf } from './keys.ts';
import { UnansweredDials } from './unanswered-dials.ts';

/** What is kept of a session until it is judged. */
interface OpenSession {
  entries: LogEntry[];
  /** How many more entries it has. */
  leftOut: number;
  readonly keys: Set<string>;
  /** When something was heard of it last, in milliseconds since the epoch. */
  last: number;
  /** What is open: calls and recordings that have begun, and no end of them was told. */
  readonly open: Set<string>;
  readonly over: Set<string>;
}
/** Tells a session from others as long as it is open. */
export type SessionId = object;
/** What a log says of one session. */
export interface SessionEntries {
  readonly id: SessionId;
  readonly entries: readonly LogEntry[];
  /** How many entries more there were than are kept. */
  readonly leftOut: number;
}
/** What is over at a time. */
export interface Over {
  readonly sessions: readonly SessionEntries[];
  /** Requests to dial somebody that nobody answered, and no session shows whom they dialled. */
  readonly unanswered: readonly AskedEntry[];
}
const nothing: Over = { sessions: [], unanswered: [] };

/** After so long nothing more comes of what has ended; and of what has not, it is not waited for longer. */
const quietMs = 15 * 60_000;
const longestMs = 5 * 3_600_000;
/** How often it is looked who is quiet, in the time of the log. */
const sweepMs = 60_000;
/** No session keeps more entries than this: it is judged by these. */
export const mostOfSession = 20_000;

/** Sessions while a log is read. Entries come in about the order of their times. */
export class Sessions {
  readonly #byKey = new Map<string, OpenSession>();
  readonly #all = new Set<OpenSession>();
  readonly #named: ConferenceNames = new Map();
  readonly #dials = new UnansweredDials();
  #swept = Number.NEGATIVE_INFINITY;
  #now = Number.NEGATIVE_INFINITY;
  /** Entries that name nothing that a session could be known by. */
  ofNobody = 0;
  #latest: readonly SessionId[] = [];

  /** How many are open. */
  get size(): number {
    return this.#all.size;
  }

  /** How many entries and names are kept: what a log takes while it is read. */
  get held(): number {
    const entries = [...this.#all].reduce((sum, { entries: own }) => sum + own.length, 0);
    return entries + this.#byKey.size + this.#named.size + this.#dials.size;
  }

  /** The sessions that the last entry is of: a list says something of several. */
  get latest(): readonly SessionId[] {
    return this.#latest;
  }

  /** Takes an entry; gives what is over by then. */
  add(entry: LogEntry): Over {
    const taken = entriesApart(entry).flatMap((one) => this.#take(one) ?? []);
    this.#latest = [...new Set(taken)].filter((one) => this.#all.has(one));
    return this.pass(entry.at);
  }

  /** It is so late; gives what is over by then. */
  pass(now: number): Over {
    this.#now = Math.max(this.#now, now);
    if (this.#now - this.#swept < sweepMs) return nothing;
    this.#swept = this.#now;
    return this.#quiet();
  }

  /** All that is left. */
  end(): Over {
    const sessions = [...this.#all].map((one) => this.#closed(one));
    this.#named.clear();
    return { sessions, unanswered: this.#letGo(Number.POSITIVE_INFINITY) };
  }
  /** The entries of the session that names this. */
  of(sid: string): readonly LogEntry[] {
    const session = this.#byKey.get(sid);
    return session ? this.#seen(session).entries : [];
  }
  /** All that are open. */
  get open(): readonly SessionId[] {
    return [...this.#all];
  }
  /** What is seen of a session by now; undefined: it is over, or one with another. */
  seen(id: SessionId): SessionEntries | undefined {
    return this.#all.has(id as OpenSession) ? this.#seen(id as OpenSession) : undefined;
  }

  #seen(session: OpenSession): SessionEntries {
    const { entries, leftOut } = session;
    return { id: session, entries: [...this.#dials.of(entries), ...entries], leftOut };
  }
  #closed(session: OpenSession): SessionEntries {
    const dials = this.#dials.of(session.entries);
    for (const one of dials) this.#dials.drop(one);
    this.#all.delete(session);
    for (const key of session.keys) this.#byKey.delete(key);
    const { entries, leftOut } = session;
    return { id: session, entries: [...dials, ...entries], leftOut };
  }

  #take(entry: LogEntry): OpenSession | undefined {
    const keys = keysOf(entry, this.#named);
    if (keys.length === 0) {
      if (isUnansweredDial(entry)) this.#dials.add(entry);
      else this.ofNobody += 1;
      return undefined;
    }
    const known = new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []));
    const session = this.#joined([...known]);
    for (const key of keys) {
      session.keys.add(key);
      this.#byKey.set(key, session);
    }
    keep(session, entry);
    session.last = Math.max(session.last, entry.at);
    noteOpen(session, entry);
    return session;
  }

  #joined([first, ...others]: readonly OpenSession[]): OpenSession {
    const session = first ?? {
      entries: [],
      leftOut: 0,
      keys: new Set(),
      last: Number.NEGATIVE_INFINITY,
      open: new Set(),
      over: new Set(),
    };
    this.#all.add(session);
    for (const other of others) {
      for (const one of other.entries) keep(session, one);
      session.leftOut += other.leftOut;
      session.last = Math.max(session.last, other.last);
      for (const key of other.keys) {
        session.keys.add(key);
        this.#byKey.set(key, session);
      }
      for (const one of other.open) session.open.add(one);
      for (const one of other.over) session.over.add(one);
      this.#all.delete(other);
    }
    return session;
  }

  #quiet(): Over {
    const sessions: SessionEntries[] = [];
    for (const session of this.#all) {
      const isOver =
        [...session.open].every((one) => session.over.has(one)) && session.over.size > 0;
      if (this.#now - session.last < (isOver ? quietMs : longestMs)) continue;
      sessions.push(this.#closed(session));
    }
    for (const [name, sid] of this.#named) if (!this.#byKey.has(sid)) this.#named.delete(name);
    return { sessions, unanswered: this.#letGo(this.#now - longestMs) };
  }

  /** Of the requests that are older each goes to the session that shows its call, if one does. */
  #letGo(before: number): AskedEntry[] {
    const old = this.#dials.before(before);
    if (old.length === 0) return [];
    for (const session of this.#all) {
      for (const one of this.#dials.of(session.entries)) {
        if (one.at >= before) continue;
        this.#dials.drop(one);
        keep(session, one);
      }
    }
    const left = this.#dials.before(before);
    for (const one of left) this.#dials.drop(one);
    return left;
  }
}

function keep(session: OpenSession, entry: LogEntry) {
  if (session.entries.length < mostOfSession) session.entries.push(entry);
  else session.leftOut += 1;
}

/** What an entry says of what is open. */
function noteOpen({ open, over }: OpenSession, entry: LogEntry) {
  if (entry.kind !== 'heard') return;
  const { said } = entry;
  if (said.callSid !== undefined) open.add(said.callSid);
  if (said.kind === 'recording') {
    open.add(said.recordingSid);
    if (tellsEnd('recording', said.status)) over.add(said.recordingSid);
  }
  if (said.kind === 'call' && tellsEnd('call', said.status)) over.add(said.callSid);
}
