/** Logs of one recorded call, as an application writes them: seconds and lines. */

import { judged, type SessionOptions } from '../../src/check/index.ts';
import type { LogEntry } from '../../src/check/log/entry.ts';
import { readSaid } from '../../src/wire/index.ts';

/** When the call of a story was answered. */
export const zero = Date.UTC(2026, 0, 5, 9);
type Line = (at: number, line: number) => LogEntry;
/** Seconds, and what the log says then. */
export type LogStory = readonly (readonly [seconds: number, line: Line])[];

const account = '/texml/Accounts/A';
const place = (line: number) => ({ file: 'log', line });

/** A request, answered at once. */
const ask =
  (method: string, path: string, body: object, status: number, answer: unknown = {}): Line =>
  (at, line) => ({
    kind: 'asked',
    place: place(line),
    at,
    method,
    path: account + path,
    body: { ...body },
    answer: { at: at + 200, status, body: answer },
  });
/** A request of which nobody knows what came of it. */
export const lost =
  (line: Line): Line =>
  (at, no) => {
    const { answer: _, ...bare } = line(at, no) as Extract<LogEntry, { kind: 'asked' }>;
    return bare;
  };
const callbackOf = {
  RecordingStatusCallback: 'https://app.example/told',
  RecordingStatusCallbackEvent: 'in-progress completed absent',
};
export const start = ask('POST', '/Calls/C/Recordings.json', callbackOf, 200, { sid: 'R' });
const refusal = (code: string) => ({ errors: [{ code }] });
export const control = (word: string, status = 200, code = '10027') =>
  ask(
    'POST',
    '/Calls/C/Recordings/R.json',
    { Status: word },
    status,
    status === 200 ? {} : refusal(code),
  );
export const read = (word: string) =>
  ask('GET', '/Recordings/R.json', {}, 200, { sid: 'R', status: word });
/** Something that was told, by its parameters. */
export const told =
  (said: Readonly<Record<string, string>>): Line =>
  (at, line) => ({
    kind: 'heard',
    place: place(line),
    at,
    said: readSaid(said),
    answer: { at, status: 200, body: '' },
  });
export const back = (word: string, seconds?: number, sid = 'R') =>
  told({
    CallSid: 'C',
    RecordingSid: sid,
    RecordingStatus: word,
    ...(seconds === undefined ? {} : { RecordingDuration: String(seconds) }),
  });
export const call = (word: string) =>
  told({ CallSid: 'C', CallStatus: word, CallbackSource: 'call-progress-events' });
/** A request for a document, and the document. */
export const asked =
  (said: Readonly<Record<string, string>>, document: string): Line =>
  (at, line) => ({
    kind: 'heard',
    place: place(line),
    at,
    said: readSaid({ CallSid: 'C', ...said }),
    answer: { at, status: 200, body: `<Response>${document}</Response>` },
  });

/** Somebody is dialled. */
export const dial = ask(
  'POST',
  '/Calls',
  {
    To: '+1312',
    From: '+1202',
    ApplicationSid: '1',
    Url: 'https://a.example/',
    StatusCallback: 'https://a.example/',
  },
  200,
  { sid: 'C' },
);
/** A call that was dialled and answered. */
const begun: LogStory = [
  [-20, dial],
  [0, call('in-progress')],
];
/** The lines of a log by themselves, in the order of their times. */
export const linesIn = (...steps: LogStory): LogEntry[] =>
  steps.map(([seconds, line], i) => line(zero + seconds * 1_000, i + 1));
/** The entries of a story, a line each. */
export const entriesIn = (...steps: LogStory): LogEntry[] => linesIn(...begun, ...steps);
/** What is said of a story. */
export const said = (steps: LogStory, options: SessionOptions = {}) =>
  judged(entriesIn(...steps), { most: 700, ...options });
