/**
 * Access logs in the common and the combined form, as Apache and nginx write them. They have no
 * bodies: what came by GET says everything, and of a POST only its query is there.
 */
import { entryOf, type LogEntry, type LogPlace, NotAnEntry } from './entry.ts';

const line = /^\S+ \S+ .*?\[([^\]]+)\] "([A-Z]+) (\S+)[^"]*" (\d{3}) /;
/** Whether a line looks like one. */
export const isAccessLine = (text: string) => line.test(text);

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const date = /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-]\d{2})(\d{2})$/;

function timeIn(text: string): number {
  const [, day, name = '', year, hour, minute, second, hours, minutes] = date.exec(text) ?? [];
  const month = months.indexOf(name) / 3 + 1;
  const iso = `${year}-${String(month).padStart(2, '0')}-${day}T${hour}:${minute}:${second}${hours}:${minutes}`;
  const at = Date.parse(iso);
  if (!Number.isNaN(at)) return at;
  throw new NotAnEntry(`the time is ${JSON.stringify(text)}; expected 10/Oct/2026:13:55:36 +0000`);
}

/** The entry of a line; undefined: it says nothing of a call. */
export function accessEntry(text: string, place: LogPlace): LogEntry | undefined {
  const [, time = '', method = '', url = '', status = ''] = line.exec(text) ?? [];
  if (time === '') throw new NotAnEntry('it is no line of an access log, common or combined');
  const at = timeIn(time);
  // The query is all there is of a POST.
  const entry = entryOf(
    {
      at,
      request: { method: method === 'POST' && url.includes('?') ? 'GET' : method, url },
      answer: { at, status: Number(status) },
    },
    place,
  );
  return entry.kind === 'asked' ? { ...entry, method } : entry;
}
