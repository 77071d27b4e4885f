/**
 * Twilio's logs: the events of a call (`Calls/{sid}/Events.json`), and events of its streams. Source:
 * Twilio, Call Event Resource and Event Streams; the parameters of the former are in snake case.
 */
import { readSaid } from '../../wire/index.ts';
import {
  apiPath,
  isTable,
  type LogEntry,
  type LogPlace,
  type LogTable,
  NotAnEntry,
  parsedIn,
  stringIn,
  timeOf,
  tookIn,
} from './entry.ts';

/** An exchange as Twilio keeps it. */
export function twilioEntry(value: LogTable, place: LogPlace): LogEntry | undefined {
  const of = isTable(value.data) ? value.data : value;
  const { request, response } = of;
  if (!isTable(request)) throw new NotAnEntry('request is missing; expected an object');
  const back = isTable(response) ? response : {};
  const answeredAt = timeOf(
    back.date_created ?? back.dateCreated ?? of.timestamp ?? value.time,
    'response.date_created',
  );
  const at = answeredAt - tookIn(back.request_duration ?? back.requestDuration);
  const status = Number(back.response_code ?? back.responseCode);
  const text = stringIn(back.response_body) ?? decoded(stringIn(back.responseBody));
  const said = named(isTable(request.parameters) ? request.parameters : {});
  const meant = apiPath(stringIn(request.url) ?? '');
  const known = Number.isInteger(status);
  if (!meant) {
    const answer = { at: answeredAt, status, ...(text === undefined ? {} : { body: text }) };
    return { kind: 'heard', place, at, said: readSaid(said), ...(known ? { answer } : {}) };
  }
  return {
    kind: 'asked',
    place,
    at,
    method: (stringIn(request.method) ?? 'POST').toUpperCase(),
    path: meant.path,
    body: said,
    // Twilio says 201 of what was made.
    ...(known
      ? { answer: { at: answeredAt, status: status === 201 ? 200 : status, body: parsedIn(text) } }
      : {}),
  };
}

/** `recording_status` is RecordingStatus. */
const named = (parameters: LogTable): LogTable =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

/** Streams have the body in base64. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    throw new NotAnEntry('response.responseBody is no base64');
  }
}
