/** What lists and charts show of a machine: where it is, what the public calls it, whose it is. */
import type { Address, EndReason, MachineName, PathId } from '../../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import type { Host } from '../../hosts/index.ts';
import {
  callStatus,
  conferenceStatus,
  recordingStatus,
  transcriptionStatus,
} from '../../wire/index.ts';

/** A machine as lists show it. */
export interface Summary {
  readonly machine: MachineName;
  readonly sid: string;
  readonly state: string;
  /** The word that the public API has for the state. */
  readonly status: string;
  readonly isLive: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the line was answered, the conference, capture or transcription began. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Of a line. */
  readonly from?: string;
  readonly to?: string;
  readonly label?: string;
  readonly parentCallSid?: string;
  /** Of a conference. */
  readonly friendlyName?: string;
  readonly participants?: number;
  /** Of a recording. */
  readonly path?: PathId;
  readonly source?: string;
  readonly host?: Address;
  readonly callSid?: string;
  readonly conferenceSid?: string;
  readonly endReason?: EndReason;
  readonly errorCode?: string;
  readonly durationSeconds?: number;
  /** Of a transcription: of what, and what was said. */
  readonly recordingSid?: string;
  readonly text?: string;
  /** What was captured before `since`; null: nothing is being captured. */
  readonly captured?: { readonly ms: number; readonly since: number | null };
}

export function summaryOf({ rows }: Pick<Host, 'rows'>, snapshot: Snapshot): Summary {
  const { machine, sid, state, context } = snapshot;
  const { createdAt, updatedAt, endedAt } = context;
  const row = rows.get(sid);
  return {
    machine,
    sid,
    state,
    status: statusOf(snapshot),
    isLive: !hasEnded(snapshot),
    createdAt,
    updatedAt,
    startedAt: startOf(context),
    endedAt,
    ...(row?.machine === machine ? shownOf(row) : {}),
    ...(isOf('conference', snapshot) ? { participants: snapshot.context.participants.length } : {}),
    ...(isOf('recording', snapshot) ? recordingFacts(snapshot) : {}),
    ...(isOf('transcription', snapshot) ? transcriptionFacts(snapshot) : {}),
  };
}

function startOf(context: Snapshot['context']): number | null {
  if ('answeredAt' in context) return context.answeredAt;
  return 'startedAt' in context ? context.startedAt : context.createdAt;
}

const isOf = <M extends MachineName>(machine: M, snapshot: Snapshot): snapshot is Snapshot<M> =>
  snapshot.machine === machine;

function statusOf(snapshot: Snapshot): string {
  if (isOf('recording', snapshot)) {
    const { resource, listed } = recordingStatus(snapshot);
    // The words of a list tell a recording that is absent, or hidden, from one that is stopped.
    return resource === null || listed === 'absent' ? listed : resource;
  }
  if (isOf('conference', snapshot)) return conferenceStatus(snapshot);
  if (isOf('transcription', snapshot)) return transcriptionStatus(snapshot) ?? 'deleted';
  return callStatus(snapshot as Snapshot<'call' | 'dialLeg'>);
}

type KeptRow = NonNullable<ReturnType<Host['rows']['get']>>;

/** Of what is kept beside a machine: nothing that may be secret. */
function shownOf(row: KeptRow): Partial<Summary> {
  if (row.machine === 'recording' || row.machine === 'transcription') return {};
  if (row.machine === 'conference') return { friendlyName: row.friendlyName };
  const { from, to, label, parentCallSid } = row;
  return {
    from,
    to,
    ...(label === undefined ? {} : { label }),
    ...(parentCallSid === undefined ? {} : { parentCallSid }),
  };
}

function transcriptionFacts({ context }: Snapshot<'transcription'>): Partial<Summary> {
  const { recordingSid, callSid, durationSeconds, text } = context;
  return { recordingSid, callSid, durationSeconds, ...(text === null ? {} : { text }) };
}

function recordingFacts({ context }: Snapshot<'recording'>): Partial<Summary> {
  const { path, source, host, callSid, conferenceSid, endReason, errorCode } = context;
  const { durationSeconds, capturedMs, openedAt } = context;
  return {
    path,
    source,
    host,
    callSid,
    captured: { ms: capturedMs, since: openedAt },
    ...(conferenceSid === null ? {} : { conferenceSid }),
    ...(endReason === null ? {} : { endReason }),
    ...(errorCode === null ? {} : { errorCode }),
    ...(durationSeconds === null ? {} : { durationSeconds }),
  };
}
