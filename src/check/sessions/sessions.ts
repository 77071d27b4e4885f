/** Splits a log into call sessions, as it comes, and lets go of those that are over. */
import { tellsEnd } from '../../follow/says.ts';
import type { LogEntry } from '../log/entry.ts';
import { type ConferenceNames, entriesApart, keysOf } from './keys.ts';

/** What is kept of a session until it is judged. */
interface OpenSession {
  entries: LogEntry[];
  readonly keys: Set<string>;
  /** When something was heard of it last, in milliseconds since the epoch. */
  last: number;
  /** What is open: calls and recordings that have begun, and no end of them was told. */
  readonly open: Set<string>;
  readonly over: Set<string>;
}

/** After so long nothing more comes of what has ended; and of what has not, it is not waited for longer. */
const quietMs = 15 * 60_000;
const longestMs = 5 * 3_600_000;
/** How often it is looked who is quiet, in the time of the log. */
const sweepMs = 60_000;
/** No session keeps more entries than this: it is judged by these. */
const mostEntries = 20_000;

/** Sessions while a log is read. Entries come in about the order of their times. */
export class Sessions {
  readonly #byKey = new Map<string, OpenSession>();
  readonly #all = new Set<OpenSession>();
  readonly #named: ConferenceNames = new Map();
  #swept = Number.NEGATIVE_INFINITY;
  #now = Number.NEGATIVE_INFINITY;
  /** Entries that name nothing that a session could be known by. */
  ofNobody = 0;

  #latest: readonly LogEntry[] = [];

  /** The session that took the last entry; none, if it is of no session. */
  get latest(): readonly LogEntry[] {
    return this.#latest;
  }
  /** How many are open. */
  get size(): number {
    return this.#all.size;
  }
  /** The latest time that the log has told, in milliseconds since the epoch. */
  get now(): number {
    return this.#now;
  }

  /** Takes an entry; gives the sessions that are over by then. */
  add(entry: LogEntry): LogEntry[][] {
    for (const one of entriesApart(entry)) this.#take(one);
    return this.pass(entry.at);
  }

  /** It is so late; gives the sessions that are over by then. */
  pass(now: number): LogEntry[][] {
    this.#now = Math.max(this.#now, now);
    if (this.#now - this.#swept < sweepMs) return [];
    this.#swept = this.#now;
    return this.#quiet();
  }

  /** All that are left. */
  end(): LogEntry[][] {
    const left = [...this.#all].map(({ entries }) => entries);
    this.#all.clear();
    this.#byKey.clear();
    return left;
  }
  /** The entries of the session that names this. */
  of(sid: string): readonly LogEntry[] {
    return this.#byKey.get(sid)?.entries ?? [];
  }
  /** The entries of every session that is open. */
  *open(): Generator<readonly LogEntry[]> {
    for (const { entries } of this.#all) yield entries;
  }

  #take(entry: LogEntry) {
    const keys = keysOf(entry, this.#named);
    this.#latest = [];
    if (keys.length === 0) {
      this.ofNobody += 1;
      return;
    }
    const known = new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []));
    const session = this.#joined([...known]);
    for (const key of keys) {
      session.keys.add(key);
      this.#byKey.set(key, session);
    }
    if (session.entries.length < mostEntries) session.entries.push(entry);
    session.last = Math.max(session.last, entry.at);
    this.#latest = session.entries;
    noteOpen(session, entry);
  }

  #joined([first, ...others]: readonly OpenSession[]): OpenSession {
    const session = first ?? {
      entries: [],
      keys: new Set(),
      last: Number.NEGATIVE_INFINITY,
      open: new Set(),
      over: new Set(),
    };
    this.#all.add(session);
    for (const other of others) {
      session.entries = [...session.entries, ...other.entries];
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

  #quiet(): LogEntry[][] {
    const over: LogEntry[][] = [];
    for (const session of this.#all) {
      const isOver =
        [...session.open].every((one) => session.over.has(one)) && session.over.size > 0;
      if (this.#now - session.last < (isOver ? quietMs : longestMs)) continue;
      this.#all.delete(session);
      for (const key of session.keys) this.#byKey.delete(key);
      over.push(session.entries);
    }
    for (const [name, sid] of this.#named) if (!this.#byKey.has(sid)) this.#named.delete(name);
    return over;
  }
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
