/** From a request of ours, with its answer, to what is seen of it. */

import type { RecordingSource, RefusalReason } from '../../../machines/index.ts';
import type { Observation, Untimed } from '../../follow/index.ts';
import {
  type NewRow,
  type OperationName,
  operations,
  type Reader,
  RequestError,
  type Route,
  route,
} from '../../wire/index.ts';
import { type AskedEntry, isTable, type LogTable, stringIn } from '../log/entry.ts';
import { type ClaimsSid, lineOf } from './directory.ts';
import { machineMadeBy, madeBy, resourcesIn, type SessionNames } from './names.ts';
import { conferenceSources, toldSourceOf } from './sources.ts';
import { isUnanswered, type LinesDialled } from './unanswered.ts';

/** What a request is heard by. */
export interface RequestsFrom {
  readonly names: SessionNames;
  readonly directory: Reader;
  readonly claim: ClaimsSid;
  readonly mint: (what: string) => string;
  readonly dialled: LinesDialled;
}
/** What a request comes to. */
export interface RequestRead {
  readonly seen: readonly Observation[];
  readonly rows: readonly NewRow[];
  /** A document that was given with it, and to which call. */
  readonly texml?: { readonly callSid: string; readonly text: string };
  /** Its answer was lost, which would have named the recording that it makes. */
  readonly isUnnamed?: true;
}
const nothing: RequestRead = { seen: [], rows: [] };

/** What is seen of a request; `id` names it among those of its session. */
export function requestRead(entry: AskedEntry, id: string, from: RequestsFrom): RequestRead {
  const routed = route(entry.method, entry.path);
  if (!routed) return nothing;
  if (operations[routed.operation].method === 'GET')
    return { ...nothing, seen: reads(entry, routed, from) };
  const answer = answeredBy(entry, id);
  if (!answer) return nothing;
  const heard = heardBy(entry, routed, from);
  if (!heard?.asked?.command) return { ...nothing, rows: heard?.asked?.rows ?? [] };
  const { to, command, rows, instructions } = heard.asked;
  const asked = { kind: 'asked', at: entry.at, id, to, event: command as Untimed } as const;
  // What nobody answered may have been done all the same.
  const isRefused = answer.is === 'refused';
  const text = isRefused ? undefined : instructions?.texml;
  const isUnnamed = answer.is === 'lost' && routed.operation === 'startRecording';
  return {
    seen: [asked, answer],
    rows: isRefused ? [] : rows,
    ...(text === undefined ? {} : { texml: { callSid: to.sid, text } }),
    ...(isUnnamed ? { isUnnamed } : {}),
  };
}

function heardBy(
  entry: AskedEntry,
  { operation, path }: Route,
  { names, directory, claim, mint, dialled }: RequestsFrom,
) {
  const sid = madeBy(operation, entry.answer?.body) ?? dialled.get(entry);
  const own = sid ?? path.call_sid;
  const answer = entry.answer?.body;
  const conference = isTable(answer) ? stringIn(answer.conference_sid) : undefined;
  // Of the line it is asked for before that of the conference.
  let isOfLine = /^true$/i.test(String(entry.body?.Record));
  const recordingSid = () => {
    const fitting = isOfLine ? lineSources : conferenceSources;
    isOfLine = false;
    return claim('recording', (one) => {
      const { callSid = own, source, conferenceSid } = names.recordings.get(one) ?? {};
      const isOwn =
        callSid === own || (fitting === conferenceSources && conferenceSid === conference);
      return isOwn && (source === undefined || fitting.includes(source));
    });
  };
  const minted = (what: string): string => {
    if (sid !== undefined && what === machineMadeBy(operation)) return sid;
    if (what === 'conference' && conference !== undefined) return conference;
    const isClaimed = what === 'recording' && operation !== 'startRecording';
    return (isClaimed ? recordingSid() : undefined) ?? mint(what);
  };
  const account = path.account_sid ?? directory.accountSid;
  const inPath = path.recording_sid !== undefined && path.call_sid !== undefined;
  const recording: Reader['recording'] = (one) => {
    const found = directory.recording(one);
    const isUnknown = found?.callSid === '' && inPath;
    return isUnknown ? { ...found, callSid: path.call_sid as string } : found;
  };
  const reader = { ...directory, accountSid: account, recording };
  try {
    const heard = operations[operation].hear({
      path: { ...path, account_sid: account },
      body: entry.body ?? {},
      ...(entry.query === undefined ? {} : { query: entry.query }),
      directory: reader,
      mint: minted,
      mediaUrl: () => '',
    });
    return 'refused' in heard ? undefined : heard;
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}
/** Where the recordings come from that are asked for when somebody is dialled. */
const lineSources: readonly RecordingSource[] = [toldSourceOf('outbound-call/call')];

/** Codes of errors that no machine was asked about. Source: OpenAPI, the examples of 422. */
const ofRequests = new Set(['10004', '10016', '10026', '10032', '10015']);
const reasons: Readonly<Record<string, RefusalReason>> = {
  10005: 'not-found',
  90034: 'call-not-answered',
  90019: 'conference-ended',
  90032: 'conference-full',
  90020: 'recording-not-started',
};

/** Undefined: the request was never carried out, whatever it asked. */
function answeredBy(entry: AskedEntry, id: string) {
  const { at, answer } = entry;
  const lost = { kind: 'answered', at: answer?.at ?? at, id, is: 'lost' } as const;
  if (!answer || isUnanswered(entry)) return lost;
  const { status, body } = answer;
  if (status >= 200 && status < 300) return { ...lost, is: 'done' } as const;
  if (status !== 404 && status !== 422 && status !== 409) return undefined;
  const [error] = isTable(body) && Array.isArray(body.errors) ? body.errors : [];
  const code = isTable(error) ? String(error.code) : '';
  if (ofRequests.has(code)) return undefined;
  // 10027 and 90018 are said for several reasons.
  const reason = reasons[code] ?? (status === 404 ? 'not-found' : undefined);
  return { ...lost, is: 'refused', ...(reason ? { reason } : {}) } as const;
}

const readOf: Partial<
  Readonly<Record<OperationName, 'recording' | 'line' | 'conference' | 'transcription'>>
> = {
  fetchRecording: 'recording',
  listRecordings: 'recording',
  listRecordingsOfCall: 'recording',
  listRecordingsOfConference: 'recording',
  fetchCall: 'line',
  listCalls: 'line',
  fetchConference: 'conference',
  listConferences: 'conference',
  fetchTranscription: 'transcription',
  listTranscriptions: 'transcription',
  listTranscriptionsOfRecording: 'transcription',
};

/** What a read has shown: of each resource that it names, its status. */
function reads(
  entry: AskedEntry,
  { operation, path }: Route,
  { names }: RequestsFrom,
): Observation[] {
  const { answer, at: sentAt } = entry;
  const what = readOf[operation];
  if (!what || !answer) return [];
  const { at, status, body } = answer;
  const seen = (sid: string, word: string | null): Observation => {
    const machine = what === 'line' ? lineOf(names, sid) : what;
    return { kind: 'read', at, sentAt, of: { machine, sid }, status: word };
  };
  const { call_sid, recording_sid, conference_sid, recording_transcription_sid: text } = path;
  const isOne = operation.startsWith('fetch');
  const named = {
    line: call_sid,
    recording: recording_sid,
    conference: conference_sid,
    transcription: text,
  }[what];
  if (isOne && status === 404 && named !== undefined) return [seen(named, null)];
  if (status !== 200) return [];
  return resourcesIn(body).flatMap((one: LogTable) =>
    typeof one.sid === 'string' && typeof one.status === 'string'
      ? [seen(one.sid, one.status)]
      : [],
  );
}
