/** The same callback and the same request, in every form that a log may have. */
import { expect, test } from 'vitest';
import { entriesOf, type LogForm, type LogRead, UnreadableLog } from '../../src/check/index.ts';

const at = '2026-01-05T09:00:00.000Z';
const said = {
  CallSid: 'C',
  RecordingSid: 'R',
  RecordingStatus: 'completed',
  RecordingDuration: '8',
};
const form = new URLSearchParams(said).toString();
const path = '/v2/texml/Accounts/A/Calls/C/Recordings/R.json';
const api = `https://api.telnyx.com${path}`;
const snake = {
  call_sid: 'C',
  recording_sid: 'R',
  recording_status: 'completed',
  recording_duration: '8',
};

const heard = {
  kind: 'heard',
  said: { kind: 'recording', recordingSid: 'R', status: 'completed', durationMs: 8_000 },
};
const asked = {
  kind: 'asked',
  method: 'POST',
  path: '/texml/Accounts/A/Calls/C/Recordings/R.json',
  body: { Status: 'paused' },
  answer: { status: 200, body: { sid: 'R' } },
};
const json = (value: unknown) => [JSON.stringify(value)];
const pretty = (value: unknown) => JSON.stringify(value, null, 2).split('\n');

const cases: readonly (readonly [LogForm, string, readonly string[], readonly object[]])[] = [
  [
    'ndjson',
    'lines',
    [
      ...json({ at, received: { url: '/told', body: form }, answered: { status: 200 } }),
      ...json({
        at,
        sent: { url: api, body: 'Status=paused' },
        answered: { status: 200, body: '{"sid":"R"}' },
      }),
    ],
    [heard, asked],
  ],
  [
    'call-events',
    'a page of a list',
    pretty({
      data: [
        {
          record_type: 'call_event',
          event_timestamp: at,
          name: 'completed',
          type: 'webhook',
          metadata: said,
        },
        {
          record_type: 'call_event',
          event_timestamp: at,
          name: 'texml.updateRecording',
          type: 'command',
          metadata: {
            method: 'POST',
            path,
            body: { Status: 'paused' },
            status: 200,
            answer: { sid: 'R' },
          },
        },
      ],
      meta: {},
    }),
    [heard, asked],
  ],
  [
    'webhook-deliveries',
    'a page of a list, on one line',
    json({
      data: [
        {
          record_type: 'webhook_delivery',
          started_at: at,
          attempts: [
            { started_at: at, finished_at: at, http: { response: { status: 200, body: '' } } },
          ],
          webhook: { record_type: 'event', payload: said },
        },
      ],
    }),
    [heard],
  ],
  [
    'twilio-events',
    'the events of a call',
    pretty({
      events: [
        {
          request: { method: 'POST', url: 'https://app.example/told', parameters: snake },
          response: {
            response_code: 200,
            date_created: 'Mon, 05 Jan 2026 09:00:00 +0000',
            request_duration: 0,
            response_body: '',
          },
        },
        {
          request: {
            method: 'POST',
            url: 'https://api.twilio.com/2010-04-01/Accounts/A/Calls/C/Recordings/R.json',
            parameters: { status: 'paused' },
          },
          response: {
            response_code: 200,
            date_created: 'Mon, 05 Jan 2026 09:00:00 +0000',
            response_body: '{"sid":"R"}',
          },
        },
      ],
    }),
    [heard, asked],
  ],
  [
    'twilio-events',
    'events of a stream, a line each',
    json({
      specversion: '1.0',
      type: 'com.twilio.voice.webhook.status-callback.call.completed',
      data: {
        timestamp: at,
        request: { method: 'POST', url: 'https://app.example/told', parameters: said },
        response: {
          responseCode: 200,
          dateCreated: 'Mon, 05 Jan 2026 09:00:00 +0000',
          responseBody: btoa(''),
        },
      },
    }),
    [heard],
  ],
  [
    'har',
    'an archive',
    pretty({
      log: {
        version: '1.2',
        entries: [
          {
            startedDateTime: at,
            time: 12,
            request: {
              method: 'POST',
              url: 'https://app.example/told',
              postData: { mimeType: 'application/x-www-form-urlencoded', text: form },
            },
            response: { status: 200, content: { text: '' } },
          },
          {
            startedDateTime: at,
            time: 12,
            request: {
              method: 'POST',
              url: api,
              postData: { params: [{ name: 'Status', value: 'paused' }] },
            },
            response: { status: 200, content: { text: '{"sid":"R"}' } },
          },
        ],
      },
    }),
    [heard, asked],
  ],
  [
    'access-log',
    'lines in the combined form',
    [
      `203.0.113.7 - - [05/Jan/2026:10:00:00 +0100] "GET /told?${form} HTTP/1.1" 200 0 "-" "telnyx"`,
    ],
    [heard],
  ],
  [
    'timeline',
    'the timeline of the sandbox',
    pretty({
      entries: [
        {
          kind: 'step',
          machine: 'recording',
          sid: 'R',
          at: Date.parse(at),
          event: { type: 'recording.pause', at: 0 },
          verdict: { verdict: 'accepted' },
          isFirst: true,
        },
        {
          kind: 'callback',
          sid: 'R',
          at: Date.parse(at),
          about: 'completed',
          method: 'POST',
          url: 'https://app.example/told',
        },
      ],
    }),
    [
      { kind: 'commanded', event: { type: 'recording.pause' } },
      { kind: 'heard', said: { recordingSid: 'R', status: 'completed' } },
    ],
  ],
];

async function read(lines: readonly string[], named?: LogForm) {
  const found: LogRead[] = [];
  const forms: LogForm[] = [];
  const source = { file: 'log', form: named, heard: (one: LogForm) => forms.push(one) };
  for await (const one of entriesOf(lines, source)) found.push(one);
  return { found, forms };
}

test.each(cases)('%s: %s is known by itself, and read', async (name, _what, lines, expected) => {
  const { found, forms } = await read(lines);
  expect(forms).toEqual([name]);
  expect(found).toMatchObject(expected);
  for (const one of found) expect('at' in one && one.at).toBe(Date.parse(at));
});

test.each<[string, string[], string]>([
  ['text', ['what a night', 'it was'], 'log: it is neither lines of a known form nor JSON'],
  ['JSON of another kind', ['{"hello":1}'], 'log: its form cannot be told; say --from ndjson'],
])('%s is no log, and that is said with its name', async (_what, lines, says) => {
  const failed = await read(lines).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(UnreadableLog);
  expect(String(failed)).toContain(says);
});

test('a document that begins after empty lines is read as if it began at once', async () => {
  const [, , lines, expected] = cases.find(([name]) => name === 'call-events') ?? [];
  const { found } = await read(['', ' ', ...(lines ?? [])]);
  expect(found).toMatchObject(expected ?? []);
  expect(found.length).toBeGreaterThan(0);
});

test('an empty line between entries is nothing', async () => {
  const good = JSON.stringify({ at, received: { url: '/told', body: form } });
  const { found } = await read([good, '', ' \t', good, '']);
  expect(found.map(({ kind, place }) => [kind, place.line])).toEqual([
    ['heard', 1],
    ['heard', 4],
  ]);
});

test('a line that is no entry is told of with its place, and the others are read', async () => {
  const good = JSON.stringify({ at, received: { url: '/told', body: form } });
  const late = JSON.stringify({ at: 'noon', received: { url: '/told', body: form } });
  const { found } = await read([good, late, '{"at":1}', 'no JSON', good]);
  expect(found.map((one) => [one.place.line, one.kind === 'odd' ? one.says : one.kind])).toEqual([
    [1, 'heard'],
    [2, 'at is "noon"; expected a date of ISO 8601, or milliseconds since the epoch'],
    [3, 'expected either "received" or "sent"'],
    [4, 'it is no JSON'],
    [5, 'heard'],
  ]);
});
