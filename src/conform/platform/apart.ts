/**
 * A session, once for each of its recordings. They are independent of each other (A11), so that whatever
 * one of them cannot have done is wrong of the whole, and is found out without all the ways of the others.
 */
import type { LogEntry } from '../../check/index.ts';
import { type Resource, resourceIn } from './api.ts';

/** The recording that only this entry is about; undefined: it is about the call, or about several. */
function ownIn(entry: LogEntry): string | undefined {
  if (entry.kind === 'heard')
    return entry.said.kind === 'recording' ? entry.said.recordingSid : undefined;
  if (entry.kind !== 'asked') return undefined;
  const named = /\/Recordings\/([^/]+?)(?:\.json)?$/.exec(entry.path)?.[1];
  if (named !== undefined) return decodeURIComponent(named);
  const isStart = entry.method === 'POST' && /\/Recordings(?:\.json)?$/.test(entry.path);
  const { sid } = isStart ? resourceIn({ body: entry.answer?.body }) : {};
  return typeof sid === 'string' ? sid : undefined;
}

/** An entry as it is about one recording: of a list, what it says of that one. */
function asOf(sid: string, entry: LogEntry): LogEntry {
  if (entry.kind !== 'asked' || entry.method !== 'GET' || !entry.answer) return entry;
  const { recordings, ...rest } = resourceIn({ body: entry.answer.body });
  if (!Array.isArray(recordings)) return entry;
  const own = (recordings as Resource[]).filter((one) => one.sid === sid);
  return { ...entry, answer: { ...entry.answer, body: { ...rest, recordings: own } } };
}

/** The session apart by recordings; one without any is left as it is. Repeats say nothing new. */
export function apartByRecording(entries: readonly LogEntry[]): readonly (readonly LogEntry[])[] {
  const said = new Set<string>();
  const once = entries.filter((entry) => {
    if (entry.kind !== 'heard' || entry.said.kind !== 'recording') return true;
    const text = JSON.stringify(entry.said.said);
    if (said.has(text)) return false;
    said.add(text);
    return true;
  });
  const owns = once.map(ownIn);
  const sids = [...new Set(owns)].filter((sid) => sid !== undefined);
  if (sids.length === 0) return [once];
  return sids.map((sid) =>
    once.filter((_, i) => (owns[i] ?? sid) === sid).map((entry) => asOf(sid, entry)),
  );
}
