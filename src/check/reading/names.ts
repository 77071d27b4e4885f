/** What a session names, and what its entries say of that: read ahead, before anything is followed. */
import type { MachineName, RecordingSource } from '../../../machines/index.ts';
import { recordingSources } from '../../../machines/words/words.ts';
import { type OperationName, route } from '../../wire/index.ts';
import { isTable, type LogEntry, type LogTable, stringIn } from '../log/entry.ts';

/** What is said of a recording. */
export interface NamedRecording {
  callSid?: string;
  source?: RecordingSource;
  conferenceSid?: string;
  /** Several sources are said. */
  isOdd?: boolean;
}
/** What is said of a conference. */
export interface NamedConference {
  name?: string;
  /** Who was in it. */
  readonly calls: Set<string>;
  /** When it was there at the latest, by what came first or is the oldest, in milliseconds since the epoch. */
  readonly since: number;
}
/** All that a session names, each in the order in which it was named first. */
export interface SessionNames {
  /** Legs, with the call that dialled each, where that is said. */
  readonly legs: Map<string, string | undefined>;
  readonly recordings: Map<string, NamedRecording>;
  /** Transcriptions, with their recordings. */
  readonly transcriptions: Map<string, string | undefined>;
  /** Conferences: their names, and who was in them. */
  readonly conferences: Map<string, NamedConference>;
  /** Who is called how in conferences, the latest of a label. */
  readonly labels: Map<string, string>;
  /** Calls whose direction is said. */
  readonly directions: Map<string, 'inbound' | 'outbound'>;
  /** When calls were begun, where that is said, in milliseconds since the epoch. */
  readonly begunAt: Map<string, number>;
  /** What answers to requests of ours have named: nobody else may claim it. */
  readonly claimed: Set<string>;
}

/** The names in the entries of a session. */
export function namesIn(entries: readonly LogEntry[]): SessionNames {
  const names: SessionNames = {
    legs: new Map(),
    recordings: new Map(),
    transcriptions: new Map(),
    conferences: new Map(),
    labels: new Map(),
    directions: new Map(),
    begunAt: new Map(),
    claimed: new Set(),
  };
  for (const entry of entries) {
    if (entry.kind === 'heard') nameHeard(names, entry.said, entry.at);
    else if (entry.kind === 'asked') nameAnswered(names, entry);
    else nameCommanded(names, entry.to.sid, entry.event);
  }
  return names;
}

function noted(names: SessionNames, sid: string, more: NamedRecording = {}) {
  const known = names.recordings.get(sid) ?? {};
  const isOdd = known.source !== undefined && (more.source ?? known.source) !== known.source;
  names.recordings.set(sid, Object.assign(known, more));
  // Where two are said, any may be true: what does not fit then is noticed.
  if (isOdd || known.isOdd) {
    known.isOdd = true;
    delete known.source;
  }
}
function nameLeg(names: SessionNames, sid: string | undefined, parent?: string) {
  if (sid === undefined || sid === '') return;
  names.legs.set(sid, names.legs.get(sid) ?? parent);
}
function conferenceOf(names: SessionNames, sid: string, since: number): NamedConference {
  const known = names.conferences.get(sid);
  const calls = known?.calls ?? new Set();
  const all = { ...known, calls, since: Math.min(known?.since ?? since, since) };
  names.conferences.set(sid, all);
  return all;
}

type Said = Extract<LogEntry, { kind: 'heard' }>['said'];
function nameHeard(names: SessionNames, said: Said, at: number) {
  const { callSid, parentCallSid, direction, initiatedAt } = said;
  if (callSid !== undefined) {
    if (parentCallSid !== undefined) nameLeg(names, callSid, parentCallSid);
    const way = direction === undefined ? undefined : /^in/i.test(direction);
    if (way !== undefined) names.directions.set(callSid, way ? 'inbound' : 'outbound');
    if (initiatedAt !== undefined) names.begunAt.set(callSid, initiatedAt);
  }
  if (said.kind === 'action') nameLeg(names, said.dialCallSid, callSid);
  if (said.kind === 'recording') {
    const { source, conferenceSid } = said;
    noted(names, said.recordingSid, {
      ...(callSid === undefined ? {} : { callSid }),
      ...(source === undefined ? {} : { source }),
      ...(conferenceSid === undefined ? {} : { conferenceSid }),
    });
  } else if (said.kind === 'transcription') {
    names.transcriptions.set(said.transcriptionSid, said.recordingSid);
    if (said.recordingSid !== undefined) noted(names, said.recordingSid);
  } else if (said.kind === 'conference') {
    const known = conferenceOf(names, said.conferenceSid, Math.min(at, said.at ?? at));
    if (said.friendlyName !== undefined) known.name = said.friendlyName;
    if (callSid !== undefined) known.calls.add(callSid);
  } else if (said.kind === 'action' && said.because === 'record-ended' && said.recordingSid) {
    noted(names, said.recordingSid, {
      ...(callSid === undefined ? {} : { callSid }),
      source: 'RecordVerb',
    });
  }
}

type Makes = readonly [machine: MachineName, sidIn: (answer: LogTable) => unknown];
/** What operations make, and which field of the answer names it. */
const made: Partial<Readonly<Record<OperationName, Makes>>> = {
  initiateCall: ['call', (answer) => answer.sid ?? answer.call_sid],
  createCall: ['call', (answer) => answer.call_sid ?? answer.sid],
  initiateAICall: ['call', (answer) => answer.call_sid ?? answer.sid],
  startRecording: ['recording', (answer) => answer.sid],
  dialParticipant: ['dialLeg', (answer) => answer.call_sid],
};
/** Of which machine an operation makes one; undefined: of none. */
export const machineMadeBy = (operation: OperationName): MachineName | undefined =>
  made[operation]?.[0];
/** The sid of what an answer says was made. */
export const madeBy = (operation: OperationName, answer: unknown): string | undefined =>
  isTable(answer) ? stringIn(made[operation]?.[1](answer)) : undefined;

function nameAnswered(names: SessionNames, entry: Extract<LogEntry, { kind: 'asked' }>) {
  const routed = route(entry.method, entry.path);
  if (!routed) return;
  const answer = entry.answer?.body;
  const { call_sid: callSid } = routed.path;
  if (routed.path.recording_sid !== undefined) noted(names, routed.path.recording_sid);
  const { recording_transcription_sid: text } = routed.path;
  if (text !== undefined) names.transcriptions.set(text, names.transcriptions.get(text));
  if (!isTable(answer)) return;
  const sid = madeBy(routed.operation, answer);
  if (sid !== undefined) names.claimed.add(sid);
  if (routed.operation === 'startRecording' && sid !== undefined) {
    noted(names, sid, { source: 'StartCallRecordingAPI', ...(callSid ? { callSid } : {}) });
  }
  if (routed.operation === 'dialParticipant') {
    nameLeg(names, sid);
    const conference = stringIn(answer.conference_sid);
    const name = routed.path.conference_sid;
    if (conference !== undefined) {
      const known = conferenceOf(names, conference, entry.at);
      if (name !== undefined && name !== conference) known.name = name;
    }
  }
  for (const one of resourcesIn(answer)) nameResource(names, one);
}

/** The resources of an answer: itself, or those that it lists. */
export function resourcesIn(answer: unknown): LogTable[] {
  if (!isTable(answer)) return [];
  for (const list of ['recordings', 'calls', 'conferences', 'transcriptions']) {
    const all = answer[list];
    if (Array.isArray(all)) return all.filter(isTable);
  }
  return [answer];
}
function nameResource(
  names: SessionNames,
  { sid, source, call_sid: call, conference_sid: of }: LogTable,
) {
  const known = recordingSources.find((one) => one === source);
  if (typeof sid !== 'string' || known === undefined) return;
  noted(names, sid, {
    source: known,
    ...(typeof call === 'string' ? { callSid: call } : {}),
    ...(typeof of === 'string' ? { conferenceSid: of } : {}),
  });
}

function nameCommanded(names: SessionNames, callSid: string, event: LogTable) {
  const { recording, legs, legSid } = event;
  if (isTable(recording) && typeof recording.sid === 'string') {
    names.claimed.add(recording.sid);
    noted(names, recording.sid, { callSid });
  }
  if (Array.isArray(legs)) for (const leg of legs) nameLeg(names, stringIn(leg), callSid);
  nameLeg(names, stringIn(legSid));
}
