/** What requests, documents and callbacks look up: in the machines, and the rows beside them. */
import type { MachineName } from '../../../machines/index.ts';
import { hasEnded, isTakenOver, type Snapshot, type Switchboard } from '../../engine/index.ts';
import type { ConferenceRow, LineRow, RecordingRow, Row, TranscriptionRow } from './rows.ts';
import { recordingStatus, transcriptionStatus } from './status.ts';

/** What a host finds by sid or name of one account: nothing of another is reached through it. */
export interface Directory {
  /** The account that all of this is of. */
  readonly accountSid: string;
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
}
/** A conference, and what is kept of it. */
export interface KnownConference {
  /** That of the conference. */
  readonly sid: string;
  /** What is kept beside it. */
  readonly row: ConferenceRow;
}

interface RowOf {
  readonly call: LineRow;
  readonly dialLeg: LineRow;
  readonly conference: ConferenceRow;
  readonly recording: RecordingRow;
  readonly transcription: TranscriptionRow;
}
/** A machine as it is now, with what the host keeps beside it. */
export interface Known<M extends MachineName = MachineName> {
  /** The machine as it was kept last. */
  readonly snapshot: Snapshot<M>;
  /** What is kept beside it, under the same sid. */
  readonly row: RowOf[M];
}

/** What a host finds for reads. Lists may come in any order; oldest first is sorted soonest. */
export interface Reader extends Directory {
  /** The machine of this sid, ended or deleted too; undefined: the account has none. */
  known<M extends MachineName>(machine: M, sid: string): Known<M> | undefined;
  /** All of a kind, ended ones too. */
  all<M extends MachineName>(machine: M): Iterable<Known<M>>;
  /** All that name this call or leg, deleted ones too. */
  recordingsOfCall(callSid: string): Iterable<Known<'recording'>>;
  /** All of this conference, deleted ones too. */
  recordingsOfConference(conferenceSid: string): Iterable<Known<'recording'>>;
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
 * The row that is kept beside a machine, if it is its own: that of a leg goes with its line, which is
 * a call's once it was handed over.
 */
export function rowOf(row: Row | undefined, snapshot: Snapshot): Row | undefined {
  const { machine, state } = snapshot;
  if (machine === 'dialLeg' && state === 'handedOver') return undefined;
  if (row?.machine === machine) return row;
  const isOfLeg = row?.machine === 'dialLeg' && machine === 'call';
  return isOfLeg && isTakenOver(snapshot as Snapshot<'call'>) ? asOfCall(row) : undefined;
}
/** The same row each time: whoever has looked it up can see that it is still so. */
function asOfCall(row: LineRow): LineRow {
  const known = callRows.get(row) ?? { ...row, machine: 'call' };
  callRows.set(row, known);
  return known;
}
const callRows = new WeakMap<LineRow, LineRow>();

/** What a host holds, of every account. */
export interface Held {
  /** A `Switchboard`, to be looked at. */
  readonly machines: Omit<Switchboard, 'deliver' | 'keep'>;
  /** By the sid of what they are about. */
  readonly rows: ReadonlyMap<string, Row>;
}

/** What is one account's of all that a host holds. Whatever is looked up here passes `known`. */
export function directoryOf({ machines, rows }: Held, accountSid: string): Reader {
  const known = <M extends MachineName>(machine: M, sid: string): Known<M> | undefined => {
    const row = rows.get(sid);
    if (row?.accountSid !== accountSid) return undefined;
    const snapshot = machines.find(machine, sid);
    const own = snapshot && rowOf(row, snapshot);
    return own && ({ snapshot, row: own } as Known<M>);
  };
  const line = (sid: string): LineRow | undefined => knownLine({ known }, sid)?.row;
  const recordings = (of: readonly { readonly sid: string }[]) =>
    of.flatMap(({ sid }) => known('recording', sid) ?? []);
  const conferenceNamed = (friendlyName: string) => {
    for (const { sid } of machines.all('conference')) {
      const one = known('conference', sid);
      if (one?.row.friendlyName === friendlyName && !hasEnded(one.snapshot))
        return { sid, row: one.row };
    }
    return undefined;
  };
  return {
    accountSid,
    known,
    line,
    conferenceNamed,
    *all(machine) {
      for (const { sid } of machines.all(machine)) {
        const one = known(machine, sid);
        if (one) yield one;
      }
    },
    recordingsOfCall: (sid) => recordings(machines.recordingsOfCall(sid)),
    recordingsOfConference: (sid) => recordings(machines.recordingsOfConference(sid)),
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
      const goesOn = host?.machine === 'dialLeg' && isTakenOver(machines.find('call', host.sid));
      const found = host && known(goesOn ? 'call' : host.machine, host.sid);
      return host !== undefined && (found === undefined || hasEnded(found.snapshot));
    },
  };
}
