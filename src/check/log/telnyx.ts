/** Telnyx's own logs: call events, and deliveries of webhooks. Source: SDK. */
import { readSaid } from '../../wire/index.ts';
import {
  apiPath,
  type HeardEntry,
  isTable,
  type LogEntry,
  type LogPlace,
  type LogTable,
  NotAnEntry,
  parsedIn,
  saidIn,
  stringIn,
  timeOf,
} from './entry.ts';

/** An event of a call: a command, with its answer, or a webhook. */
export function callEventEntry(value: LogTable, place: LogPlace): LogEntry | undefined {
  const at = timeOf(value.event_timestamp, 'event_timestamp');
  const { metadata } = value;
  if (!isTable(metadata)) throw new NotAnEntry('metadata is missing; expected an object');
  if (value.type === 'webhook') {
    const payload = isTable(metadata.payload) ? metadata.payload : metadata;
    return { kind: 'heard', place, at, said: readSaid(payload), ...answerOf(metadata, at) };
  }
  const path = stringIn(metadata.path) ?? stringIn(metadata.url);
  const meant = path === undefined ? undefined : apiPath(path);
  if (!meant) return undefined;
  const { body, status, answer } = metadata;
  return {
    kind: 'asked',
    place,
    at,
    method: stringIn(metadata.method)?.toUpperCase() ?? 'POST',
    path: meant.path,
    ...(meant.query === undefined ? {} : { query: meant.query }),
    ...(isTable(body) ? { body } : {}),
    ...(typeof body === 'string' ? { body: saidIn(body) } : {}),
    ...(typeof status === 'number'
      ? {
          answer: { at, status, body: typeof answer === 'string' ? parsedIn(answer) : answer },
        }
      : {}),
  };
}
function answerOf({ status, answer }: LogTable, at: number): Pick<HeardEntry, 'answer'> {
  if (typeof status !== 'number') return {};
  const body = stringIn(answer);
  return { answer: { at, status, ...(body === undefined ? {} : { body }) } };
}

/** A delivery of a webhook: it has arrived with its first attempt that was answered. */
export function deliveryEntry(value: LogTable, place: LogPlace): LogEntry | undefined {
  const { webhook, attempts } = value;
  if (!isTable(webhook)) throw new NotAnEntry('webhook is missing; expected an object');
  const payload = isTable(webhook.payload) ? webhook.payload : webhook;
  const all = (Array.isArray(attempts) ? attempts : []).filter(isTable);
  // The latest comes first. One that was not answered may have arrived all the same.
  const first = all.toReversed().find((one) => responseOf(one)) ?? all.at(-1);
  const response = first && responseOf(first);
  const at = timeOf(first?.started_at ?? value.started_at, 'started_at');
  const heard: HeardEntry = { kind: 'heard', place, at, said: readSaid(payload) };
  if (!response || typeof response.status !== 'number') return heard;
  const answeredAt =
    first?.finished_at === undefined ? at : timeOf(first.finished_at, 'finished_at');
  const body = stringIn(response.body);
  const answer = { at: answeredAt, status: response.status };
  return { ...heard, answer: body === undefined ? answer : { ...answer, body } };
}
function responseOf({ http }: LogTable): LogTable | undefined {
  return isTable(http) && isTable(http.response) ? http.response : undefined;
}
