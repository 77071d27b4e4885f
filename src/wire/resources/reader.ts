/** What requests, documents and callbacks look up: in the machines, and the rows beside them. */
import type { MachineName } from '../../../machines/index.ts';
import { hasEnded, isTakenOver } from '../../engine/index.ts';
import type { Directory, DirectoryAtHand, Known, ListPage } from './directory.ts';
import type { AskedWords, ListName, ListQuery } from './listing.ts';
import type { ConferenceRow, LineRow, RecordingRow, TranscriptionRow } from './rows.ts';
import { recordingStatus, transcriptionStatus } from './status.ts';

/** A conference, and what is kept of it. */
export interface KnownConference {
  /** That of the conference. */
  readonly sid: string;
  /** What is kept beside it. */
  readonly row: ConferenceRow;
}
/** What is found by sid or name of one account: nothing of another is reached through it. */
export interface Reader extends DirectoryAtHand {
  /** A call or dialled leg. */
  line(callSid: string): LineRow | undefined;
  /** A recording that is not deleted, with the call that it carries. */
  recording(sid: string): { readonly row: RecordingRow; readonly callSid: string } | undefined;
  /** A transcription that is not deleted. */
  transcription(sid: string): TranscriptionRow | undefined;
  /** The conference of this sid, or else the one of this name that is not over. */
  conference(sidOrName: string): KnownConference | undefined;
  /** The conference of this name that is not over: a document knows no sids. */
  conferenceNamed(friendlyName: string): KnownConference | undefined;
  /** The sid of whoever is in this conference or on the way to it, by that or else by label. */
  participant(conferenceSid: string, sidOrLabel: string): string | undefined;
  /** The recording that a request has begun on this line, while its capture is not over. */
  requested(callSid: string): string | undefined;
  /** All that name this call or leg, deleted ones too, newest first. */
  recordingsOfCall(callSid: string): readonly Known<'recording'>[];
  /** Whether what a recording records is over, or was never there. */
  isHostOver(recordingSid: string): boolean;
}

/** A call or dialled leg; both are calls to their customer. */
export const knownLine = (
  reader: Pick<Reader, 'known'>,
  sid: string,
): Known<'call' | 'dialLeg'> | undefined =>
  reader.known('call', sid) ?? reader.known('dialLeg', sid);

/**
 * The words of the recordings of a call or leg. Those of a call that was a leg are of both; where a
 * call and another leg have the same sid, those of the call are meant.
 */
export function wordsOfCall(reader: Pick<Reader, 'known'>, callSid: string): AskedWords {
  const { snapshot } = knownLine(reader, callSid) ?? {};
  const isOfBoth =
    snapshot === undefined ||
    (snapshot.machine === 'call' && isTakenOver(reader.known('call', callSid)?.snapshot));
  return { callSid, line: isOfBoth ? undefined : snapshot.machine };
}

/** More than any list has, and few enough for any database. */
const everything = 2 ** 31 - 2;

/** What is looked up in a directory. */
export function readerOf(directory: DirectoryAtHand): Reader {
  const { accountSid } = directory;
  const known = <M extends MachineName>(machine: M, sid: string) => directory.known(machine, sid);
  const page = <L extends ListName>(query: ListQuery<L>) => directory.page(query);
  const line = (sid: string): LineRow | undefined => knownLine({ known }, sid)?.row;
  const conferenceNamed = (name: string) => {
    const part = { size: 1 };
    const [found] = page({ list: 'conferences', words: { name }, isLive: true, part }).items;
    return found && { sid: found.snapshot.sid, row: found.row };
  };
  return {
    accountSid,
    known,
    page,
    line,
    conferenceNamed,
    recordingsOfCall(sid) {
      const words = wordsOfCall({ known }, sid);
      const part = { size: everything };
      return page({ list: 'recordings', words, part }).items;
    },
    recording(sid) {
      const one = known('recording', sid);
      if (!one || recordingStatus(one.snapshot).resource === null) return undefined;
      return { row: one.row, callSid: one.snapshot.context.callSid };
    },
    transcription(sid) {
      const one = known('transcription', sid);
      return one && transcriptionStatus(one.snapshot) !== null ? one.row : undefined;
    },
    conference(sidOrName) {
      const row = known('conference', sidOrName)?.row;
      return row ? { sid: sidOrName, row } : conferenceNamed(sidOrName);
    },
    participant(conferenceSid, sidOrLabel) {
      const context = known('conference', conferenceSid)?.snapshot.context;
      const here = [
        ...(context?.participants.map(({ who }) => who.sid) ?? []),
        ...(context?.arriving.map(({ legSid }) => legSid) ?? []),
      ].filter(line);
      return (
        here.find((sid) => sid === sidOrLabel) ??
        here.find((sid) => line(sid)?.label === sidOrLabel)
      );
    },
    requested(callSid) {
      const hosted = knownLine({ known }, callSid)?.snapshot.context.recordings ?? [];
      return hosted.findLast(({ kind }) => kind === 'call-request/request')?.sid;
    },
    isHostOver(recordingSid) {
      const host = known('recording', recordingSid)?.snapshot.context.host;
      const call = host?.machine === 'dialLeg' ? known('call', host.sid) : undefined;
      const goesOn = isTakenOver(call?.snapshot);
      const found = goesOn ? call : host && known(host.machine, host.sid);
      return host !== undefined && (found === undefined || hasEnded(found.snapshot));
    },
  };
}

/** Something was looked up that nobody has read; it is being read. */
class Unread {
  readonly reading: Promise<void>;

  constructor(reading: Promise<void>) {
    this.reading = reading;
  }
}

/**
 * Does work that looks things up in a directory whose machines are elsewhere. What it looks up that
 * nobody has read is read, and it is begun again with that: so it has to come to nothing but what
 * it gives. What it sees is as it was when it was read.
 */
export async function reading<T>(directory: Directory, work: (reader: Reader) => T): Promise<T> {
  const read = new Map<string, unknown>();
  const at = <R>(key: string, ask: () => Promise<R>): R => {
    if (read.has(key)) return read.get(key) as R;
    throw new Unread(ask().then((answer) => void read.set(key, answer)));
  };
  const reader = readerOf({
    accountSid: directory.accountSid,
    known: (machine, sid) => at(`${machine} ${sid}`, () => directory.known(machine, sid)),
    page: <L extends ListName>(query: ListQuery<L>): ListPage<L> =>
      at(JSON.stringify(query, asText), () => directory.page(query)),
  });
  for (;;) {
    try {
      return work(reader);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      await error.reading;
    }
  }
}
/** JSON knows no endless intervals. */
const asText = (_: string, value: unknown) => (typeof value === 'number' ? String(value) : value);
