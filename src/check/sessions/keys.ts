/** By what the entries of a log belong together: everything that an entry names. */
import { route } from '../../wire/index.ts';
import {
  type AskedEntry,
  type HeardEntry,
  isTable,
  type LogEntry,
  type LogTable,
  stringIn,
} from '../log/entry.ts';
import { madeBy, resourcesIn } from '../reading/names.ts';

/** The names of conferences, with their sids, as far as the log has told them. */
export type ConferenceNames = Map<string, string>;

/** What an entry names; nothing: it is of no session. */
export function keysOf(entry: LogEntry, named: ConferenceNames): string[] {
  const all = entry.kind === 'heard' ? heardKeys(entry, named) : ownKeys(entry, named);
  return [...new Set(all.filter((one) => one !== undefined && one !== ''))] as string[];
}
function ownKeys(entry: Exclude<LogEntry, HeardEntry>, named: ConferenceNames) {
  if (entry.kind === 'asked') return askedKeys(entry, named);
  const { recording, legs, legSid, callSid, conferenceSid } = entry.event as LogTable;
  const own = isTable(recording) ? stringIn(recording.sid) : undefined;
  const others = [legSid, callSid, conferenceSid].map(stringIn);
  return [entry.to.sid, own, ...others, ...(Array.isArray(legs) ? legs.map(stringIn) : [])];
}

function heardKeys({ said }: HeardEntry, named: ConferenceNames): (string | undefined)[] {
  const { callSid, parentCallSid, sessionId } = said;
  const session = sessionId === undefined ? undefined : `session ${sessionId}`;
  const common = [callSid, parentCallSid, session];
  switch (said.kind) {
    case 'recording':
      return [...common, said.recordingSid, said.conferenceSid];
    case 'conference':
      if (said.friendlyName !== undefined) named.set(said.friendlyName, said.conferenceSid);
      return [...common, said.conferenceSid];
    case 'transcription':
      return [...common, said.transcriptionSid, said.recordingSid];
    case 'action':
      return [...common, said.dialCallSid, said.recordingSid];
    default:
      return common;
  }
}

function askedKeys({ method, path, answer }: AskedEntry, named: ConferenceNames) {
  const routed = route(method, path);
  if (!routed) return [];
  const { call_sid, recording_sid, recording_transcription_sid, conference_sid } = routed.path;
  const body = answer?.body;
  const keys: (string | undefined)[] = [call_sid, recording_sid, recording_transcription_sid];
  keys.push(madeBy(routed.operation, body));
  if (isTable(body)) {
    const conference = stringIn(body.conference_sid);
    if (conference !== undefined && conference_sid !== undefined)
      named.set(conference_sid, conference);
    keys.push(conference, stringIn(body.call_sid));
    const [only, ...others] = resourcesIn(body);
    if (only && others.length === 0) keys.push(stringIn(only.sid), stringIn(only.call_sid));
  }
  if (conference_sid !== undefined) keys.push(named.get(conference_sid) ?? conference_sid);
  return keys;
}

/** An entry that lists several resources says something of each: one entry each. */
export function apart(entry: LogEntry): LogEntry[] {
  if (entry.kind !== 'asked' || entry.method !== 'GET' || !isTable(entry.answer?.body))
    return [entry];
  const { body } = entry.answer;
  for (const name of ['recordings', 'calls', 'conferences', 'transcriptions']) {
    const list = body[name];
    if (!Array.isArray(list)) continue;
    return list.map(
      (one) => ({ ...entry, answer: { ...entry.answer, body: { [name]: [one] } } }) as LogEntry,
    );
  }
  return [entry];
}
