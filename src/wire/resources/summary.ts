/** What lists and charts show of a machine: where it is, what the public calls it, whose it is. */
import type { Address, EndReason, MachineName, PathId } from '../../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import type { Row } from './rows.ts';
import { callStatus, conferenceStatus, recordingStatus, transcriptionStatus } from './status.ts';

/** A machine as lists show it. */
export interface Summary {
  /** One of the five machines. */
  readonly machine: MachineName;
  /** Unique among the machines of this name. */
  readonly sid: string;
  /** Where it is, as a dotted path. */
  readonly state: string;
  /** The word that the public API has for the state. */
  readonly status: string;
  /** Whether it has not come to its end. */
  readonly isLive: boolean;
  /** When it was asked for, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** When it last entered a state, in milliseconds since the epoch. */
  readonly updatedAt: number;
  /** When the line was answered, the conference, capture or transcription began; null: not yet. */
  readonly startedAt: number | null;
  /** When it was over, or a recording's capture was; null: not yet. */
  readonly endedAt: number | null;
  /** Of a line: who calls. */
  readonly from?: string;
  /** Of a line: whom it calls. */
  readonly to?: string;
  /** Of a line: ParticipantLabel, if it has one. */
  readonly label?: string;
  /** Of a leg: the call whose `<Dial>` called it. */
  readonly parentCallSid?: string;
  /** Of a conference: what documents call it. */
  readonly friendlyName?: string;
  /** Of a conference: how many are in it. */
  readonly participants?: number;
  /** Of a recording: which of the six ways brought it to life. */
  readonly path?: PathId;
  /** Of a recording: how it was started, in the word of the API. */
  readonly source?: string;
  /** Of a recording: the call, leg or conference whose end is its end. */
  readonly host?: Address;
  /** Of a recording or a transcription: the call that was recorded. */
  readonly callSid?: string;
  /** Of a recording: the conference that is recorded. */
  readonly conferenceSid?: string;
  /** Of a recording: why its end was decided; left out until then. */
  readonly endReason?: EndReason;
  /** Of a recording: why it is absent. */
  readonly errorCode?: string;
  /** Of a recording or a transcription: how long the file is; left out until it is there. */
  readonly durationSeconds?: number;
  /** Of a transcription: the recording that it is of. */
  readonly recordingSid?: string;
  /** Of a transcription: what was said; left out until it is there. */
  readonly text?: string;
  /** Of a recording: what was captured before `since`; null: nothing is being captured. */
  readonly captured?: { readonly ms: number; readonly since: number | null };
}

/** What is kept beside machines, by their sids. */
interface Beside {
  readonly rows: Pick<ReadonlyMap<string, Row>, 'get'>;
}

export function summaryOf({ rows }: Beside, snapshot: Snapshot): Summary {
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
    ...(row && isShown(row, snapshot) ? shownOf(row) : {}),
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

/** The row of a line is that of a leg and of the call that it has become: both are shown with it. */
const isShown = (row: Row, { machine }: Snapshot) => kindOf(row.machine) === kindOf(machine);
const kindOf = (machine: MachineName) => (machine === 'dialLeg' ? 'call' : machine);

/** Of what is kept beside a machine: nothing that may be secret. */
function shownOf(row: Row): Partial<Summary> {
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

/** The sids that a machine names as its own: those of its call, its conference, its recording. */
export function sidsNamed({ rows }: Beside, { machine, sid, context }: Snapshot): string[] {
  const row = machine === 'call' || machine === 'dialLeg' ? rows.get(sid) : undefined;
  const named = [
    ...('host' in context ? [context.host.sid, context.callSid, context.conferenceSid] : []),
    ...('recordingSid' in context ? [context.recordingSid, context.callSid] : []),
    row && 'parentCallSid' in row ? row.parentCallSid : undefined,
  ];
  return named.filter((one): one is string => typeof one === 'string');
}

/** What a search looks through: its own words, and the numbers of its call; in small letters. */
export function searchedText(beside: Beside, snapshot: Snapshot): string {
  const summary = summaryOf(beside, snapshot);
  const line = beside.rows.get(summary.callSid ?? '');
  const numbers = line && 'from' in line ? [line.from, line.to] : [];
  return `${textsIn(summary)}\n${numbers.join('\n')}`.toLowerCase();
}
/** All that is text in it: of many summaries, JSON would take several times as long. */
function textsIn(of: object): string {
  let texts = '';
  for (const one of Object.values(of) as unknown[]) {
    if (typeof one === 'string') texts += `${one}\n`;
    else if (typeof one === 'object' && one !== null) texts += textsIn(one);
  }
  return texts;
}
