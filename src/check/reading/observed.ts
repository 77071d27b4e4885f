/** From what a log says of a session to what a follower takes: observations, in the order of arrival. */
import type { Address, RecordingSource } from '../../../machines/index.ts';
import type { Observation, Untimed } from '../../follow/index.ts';
import type { Mint, NewRow, Received } from '../../wire/index.ts';
import type { CommandedEntry, HeardEntry, LogEntry, LogPlace } from '../log/entry.ts';
import { doneAtOnce, inSteps, type Work } from '../work/slices.ts';
import { claiming, lineOf, namedAccount, unnamed } from './directory.ts';
import { documentRead, type ForCall } from './document.ts';
import { namesIn, type SessionNames } from './names.ts';
import { requestRead } from './requests.ts';
import { type LinesDialled, linesDialled } from './unanswered.ts';

/** An observation, and what a log says beside it. */
export interface Observed {
  readonly seen: Observation;
  /** Where the log says it. */
  readonly place: LogPlace;
  /** Of a callback of a recording: how it came to be, and which call it names. */
  readonly source?: RecordingSource;
  readonly callSid?: string;
  /** Of a request for a document: the verb may be one that no machine knows of. */
  readonly isPerhapsHosts?: true;
  /** Of a document: nobody knows what it says. */
  readonly isUnknown?: true;
  /** Of a request whose answer was lost: nobody has said which recording it makes. */
  readonly isUnnamed?: true;
}
/** A session as it is followed. */
export interface SessionRead {
  readonly observed: readonly Observed[];
  readonly names: SessionNames;
  /** Documents that calls were given as text, by call, in their order. */
  readonly inline: ReadonlyMap<string, readonly (readonly Untimed[])[]>;
  /** Who is told of what: by sid, the words that were subscribed to. */
  readonly told: ReadonlyMap<string, readonly string[]>;
}

/** Reads the entries of a session, in any order; what arrived first comes first. */
export const sessionRead = (entries: readonly LogEntry[]): SessionRead =>
  doneAtOnce(readingSession(entries));

/** Reads them step by step. */
export function* readingSession(entries: readonly LogEntry[]): Work<SessionRead> {
  const names = namesIn(entries);
  const reading = new SessionReading(names, linesDialled(entries, names));
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const observed = (yield* inSteps(sorted, (entry) => reading.read(entry))).flat();
  return {
    // What was asked and answered at one time stands in this order already.
    observed: observed.toSorted((a, b) => a.seen.at - b.seen.at),
    names,
    inline: reading.inline,
    told: reading.told,
  };
}

class SessionReading {
  readonly inline = new Map<string, (readonly Untimed[])[]>();
  readonly told = new Map<string, readonly string[]>();
  readonly #names: SessionNames;
  readonly #dialled: LinesDialled;
  readonly #mint: Mint = unnamed();
  #requests = 0;
  readonly #around: Pick<ForCall, 'names' | 'claim' | 'mint' | 'joins'>;

  constructor(names: SessionNames, dialled: LinesDialled) {
    this.#names = names;
    this.#dialled = dialled;
    this.#around = { names, claim: claiming(names), mint: this.#mint, joins: new Map() };
  }

  read(entry: LogEntry): Observed[] {
    const { place } = entry;
    if (entry.kind === 'heard') return this.#heard(entry);
    // What is only read has no answer of its own: it changes no name of those that have.
    if (entry.kind !== 'asked' || entry.method !== 'GET') this.#requests += 1;
    const id = `request ${this.#requests}`;
    if (entry.kind === 'commanded') return commandedSeen(entry, id);
    const { seen, rows, texml, isUnnamed } = requestRead(entry, id, {
      ...this.#around,
      dialled: this.#dialled,
      directory: namedAccount(this.#names, '', entry.at),
      mint: (what) => this.#mint(what as Parameters<Mint>[0]),
    });
    this.#subscribe(rows);
    if (texml) {
      const { commands, rows: more } = this.#read(texml.text, texml.callSid, entry.at);
      this.#subscribe(more);
      const before = this.inline.get(texml.callSid) ?? [];
      this.inline.set(texml.callSid, [...before, commands]);
    }
    return seen.map((one) => ({
      seen: one,
      place,
      ...(isUnnamed && one.kind === 'asked' ? { isUnnamed } : {}),
    }));
  }

  #heard({ said, at, place, answer }: HeardEntry): Observed[] {
    const told = callbackSeen(said, at, this.#names);
    if (told) return [{ ...told, place }];
    const of = askerOf(said);
    if (!of) return [];
    const asks = askedFor(said, of, at);
    const given = this.#given(of, answer, at);
    return [...(asks ? [{ ...asks, place }] : []), { ...given, place }];
  }

  /** The document that was answered. */
  #given(of: Address, answer: HeardEntry['answer'], at: number): Omit<Observed, 'place'> {
    const seen = (commands: readonly Untimed[]) =>
      ({ kind: 'document', at: Math.max(at, answer?.at ?? at), of, commands }) as const;
    if (answer?.status !== 200 || answer.body === undefined) {
      // A fallback may have been asked, or the call ends.
      return { seen: seen([]), isUnknown: true };
    }
    const { commands, rows } = this.#read(answer.body, of.sid, at);
    this.#subscribe(rows);
    return { seen: seen(commands) };
  }

  #read(text: string, callSid: string, at: number) {
    const directory = namedAccount(this.#names, '', at);
    return documentRead(text, { ...this.#around, directory, callSid, at });
  }

  #subscribe(rows: readonly NewRow[]) {
    for (const { sid, row } of rows) {
      this.told.set(sid, row.subscription?.events ?? []);
      if ('label' in row && row.label !== undefined) this.#names.labels.set(row.label, sid);
    }
  }
}

function commandedSeen({ to, event, at, refused, place }: CommandedEntry, id: string): Observed[] {
  const untimed = event as never as Untimed;
  if (event.type === 'call.receive') {
    return [{ seen: { kind: 'cameIn', at, of: to, event: untimed }, place }];
  }
  const answer = refused
    ? ({ is: 'refused', reason: refused } as const)
    : ({ is: 'done' } as const);
  return [
    { seen: { kind: 'asked', at, id, to, event: untimed }, place },
    { seen: { kind: 'answered', at, id, ...answer }, place },
  ];
}

/** A callback, if a machine has announced it. */
function callbackSeen(
  said: Received,
  at: number,
  names: SessionNames,
): Omit<Observed, 'place'> | undefined {
  const base = {
    kind: 'callback',
    at,
    ...(said.at === undefined ? {} : { saidAt: said.at }),
  } as const;
  switch (said.kind) {
    case 'recording': {
      const { recordingSid: sid, status, durationMs, source, callSid } = said;
      const length = durationMs === undefined ? {} : { durationSeconds: durationMs / 1_000 };
      const ends = status === 'completed' ? length : {};
      return {
        seen: { ...base, of: { machine: 'recording', sid }, status, ...ends },
        ...(source ? { source } : {}),
        ...(callSid === undefined ? {} : { callSid }),
      };
    }
    case 'call': {
      const of = { machine: lineOf(names, said.callSid), sid: said.callSid };
      return { seen: { ...base, of, status: said.status } };
    }
    case 'conference': {
      const { conferenceSid: sid, event, callSid } = said;
      const whose =
        (event === 'join' || event === 'leave') && callSid !== undefined ? { callSid } : {};
      return { seen: { ...base, of: { machine: 'conference', sid }, status: event, ...whose } };
    }
    case 'transcription': {
      const { transcriptionSid: sid, status } = said;
      return { seen: { ...base, of: { machine: 'transcription', sid }, status } };
    }
    default:
      return undefined;
  }
}

/** The call that a document is for; a leg that asks has become one. */
function askerOf(said: Received): Address | undefined {
  const { kind, callSid } = said;
  const isAsking = kind === 'instructions' || kind === 'gather' || kind === 'action';
  return isAsking && callSid !== undefined ? { machine: 'call', sid: callSid } : undefined;
}

/** That a machine asks; undefined: its host does, and no machine knows of it. */
function askedFor(said: Received, of: Address, at: number): Omit<Observed, 'place'> | undefined {
  if (said.kind === 'gather') return undefined;
  const seen = { kind: 'documentAsked', at, of } as const;
  if (said.kind !== 'action') return { seen };
  const { because, recordingSid, dialCallSid, dialStatus } = said;
  if (because === 'served') return undefined;
  const isOfNobody =
    because === 'dial-ended' && dialCallSid === undefined && dialStatus === 'failed';
  const recorded = because === 'record-ended' && recordingSid !== undefined ? { recordingSid } : {};
  return { seen: { ...seen, ...recorded }, ...(isOfNobody ? { isPerhapsHosts: true } : {}) };
}
