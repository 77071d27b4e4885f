/** Requests whose answers were lost: whom they dialled is known by what the platform tells of it. */
import { type OperationName, route } from '../../wire/index.ts';
import type { AskedEntry, HeardEntry, LogEntry } from '../log/entry.ts';
import type { SessionNames } from './names.ts';

/** The sids of lines, by the requests that dialled them and were told none. */
export type DialledInVain = ReadonlyMap<LogEntry, string>;

const dials: ReadonlySet<OperationName> = new Set([
  'initiateCall',
  'createCall',
  'initiateAICall',
  'dialParticipant',
]);

/** Whether nobody knows what came of a request. */
export const isUnanswered = ({ answer }: AskedEntry) => !answer || answer.status >= 500;

/** Of each such request the first line to the same number, later, that nobody else has begun; it is claimed. */
export function dialledInVain(entries: readonly LogEntry[], names: SessionNames): DialledInVain {
  const dialled = new Map<LogEntry, string>();
  const heard = entries.filter((one) => one.kind === 'heard');
  for (const entry of entries) {
    if (entry.kind !== 'asked' || !isUnanswered(entry)) continue;
    const operation = route(entry.method, entry.path)?.operation;
    if (!operation || !dials.has(operation)) continue;
    const sid = heard.find((one) => isAnswerTo(entry, one, names))?.said.callSid;
    if (sid === undefined) continue;
    dialled.set(entry, sid);
    names.claimed.add(sid);
    if (operation === 'dialParticipant') names.legs.set(sid, undefined);
  }
  return dialled;
}

function isAnswerTo(
  { at, body = {} }: AskedEntry,
  { at: later, said }: HeardEntry,
  names: SessionNames,
) {
  const { callSid, to, from } = said;
  if (callSid === undefined || to === undefined || later < at) return false;
  if (names.claimed.has(callSid) || names.legs.has(callSid)) return false;
  if (names.directions.get(callSid) === 'inbound') return false;
  return to === body.To && (from === undefined || body.From === undefined || from === body.From);
}
