/** What arrives is read as data, however odd: what is unknown, missing or wrong is a warning. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { announcements } from '../../machines/index.ts';
import { mayFollow, readSaid, received } from '../../src/wire/index.ts';

/** As it was seen: more than is documented, less than is documented, and signed by nobody. */
const inTheWild = {
  AccountSid: '0f6a…',
  CallSid: 'v3:abc',
  CallSessionId: 'session-1',
  CallInitiatedAt: '2026-09-13T08:00:00.123Z',
  CallStatus: 'in-progress',
  ConnectionId: '1000000000000000001',
  Direction: 'inbound',
  From: '+15550100',
  To: '+15550101',
  RecordingChannels: '2',
  RecordingDuration: '12',
  RecordingEndTime: '2026-09-13T08:00:20.654321Z',
  RecordingSid: 'recording-1',
  RecordingSource: 'RecordVerb',
  RecordingStartTime: '2026-09-13T08:00:08.123456Z',
  RecordingStatus: 'completed',
  RecordingUrl: 'https://files.example/1.mp3?X-Expires=600',
};

test('a callback as it was seen at Telnyx is understood, and nothing is odd about it', () => {
  const { said, ...read } = readSaid(inTheWild);
  expect(said).toEqual(inTheWild);
  expect(read).toEqual({
    kind: 'recording',
    accountSid: '0f6a…',
    callSid: 'v3:abc',
    sessionId: 'session-1',
    initiatedAt: Date.UTC(2026, 8, 13, 8, 0, 0, 123),
    callStatus: 'in-progress',
    connectionId: '1000000000000000001',
    direction: 'inbound',
    from: '+15550100',
    to: '+15550101',
    channels: 2,
    durationMs: 12_000,
    startedAt: Date.UTC(2026, 8, 13, 8, 0, 8, 123),
    endedAt: Date.UTC(2026, 8, 13, 8, 0, 20, 654),
    recordingSid: 'recording-1',
    source: 'RecordVerb',
    status: 'completed',
    url: 'https://files.example/1.mp3?X-Expires=600',
    warnings: [],
  });
});

const line = { CallSid: 'call-1' };
const told = { ...line, CallbackSource: 'call-progress-events', SequenceNumber: '1' };
describe('What it is of is told by what it says', () => {
  test.each([
    [
      { RecordingStatus: 'failed', RecordingSid: 'r' },
      { kind: 'recording', status: 'absent' },
    ],
    [{ CallSidLegacy: 'call-1' }, { kind: 'instructions', callSid: 'call-1' }],
    [
      { ...line, Digits: '12' },
      { kind: 'gather', digits: '12' },
    ],
    [
      { ...line, SpeechResult: 'yes', Confidence: '0.9' },
      { kind: 'gather', speech: 'yes', confidence: 0.9 },
    ],
    [
      { ...line, RecordingUrl: 'https://a.example/1' },
      { kind: 'action', because: 'record-ended' },
    ],
    [
      { ...told, DialCallStatus: 'failed' },
      { kind: 'action', because: 'dial-ended', dialStatus: 'failed' },
    ],
    [
      { ...told, DialCallStatus: 'completed', DialCallSid: 'l' },
      { because: 'dial-ended', dialCallSid: 'l' },
    ],
    [
      { ...told, DialCallStatus: 'completed' },
      { kind: 'action', because: 'conference-left' },
    ],
    [
      { ...line, ReferCallStatus: 'in-progress' },
      { kind: 'action', because: 'served' },
    ],
    [
      { ...line, Status: 'valid' },
      { kind: 'action', because: 'served' },
    ],
    [
      { ...line, AnsweredBy: 'human', MachineDetectionDuration: '2500' },
      { kind: 'amd', detectionMs: 2_500 },
    ],
    [
      { ...line, CallStatus: 'in-progress', AnsweredBy: 'fax', MachineDetectionDuration: '10' },
      { kind: 'instructions', answeredBy: 'fax', detectionMs: 10, warnings: [] },
    ],
    [
      { ...told, CallStatus: 'completed', AnsweredBy: 'human' },
      { kind: 'call', status: 'completed' },
    ],
    [{ ...told, CallStatus: 'completed', RecordingUrl: 'https://a.example/1' }, { kind: 'call' }],
    [{ ...line, CallbackSource: 'call-cost-events', CallStatus: 'completed' }, { kind: 'other' }],
    [{}, { kind: 'other', warnings: [] }],
  ])('%j', (said, expected) => expect(readSaid(said)).toMatchObject(expected));
});

describe('Times are understood as they are spelled anywhere', () => {
  test.each([
    '2026-01-05T09:00:00Z',
    '2026-01-05T10:00:00+01:00',
    'Mon, 05 Jan 2026 09:00:00 +0000',
    '1767603600',
    '1767603600000',
  ])('%s', (Timestamp) => {
    expect(readSaid({ ...told, CallStatus: 'ringing', Timestamp })).toMatchObject({
      at: Date.UTC(2026, 0, 5, 9),
      warnings: [],
    });
  });
});

test.each([
  [
    { RecordingStatus: 'paused', RecordingSid: 'r' },
    'RecordingStatus is "paused"; expected one of in-progress, completed, absent.',
  ],
  [
    { RecordingStatus: 'completed' },
    'RecordingSid is missing: without it this is no request of the kind "recording".',
  ],
  [{ ...told, CallStatus: 'ringing', Timestamp: 'noon' }, 'Timestamp is "noon"; expected a time.'],
  [
    { ...told, CallStatus: 'ringing', SequenceNumber: '-1' },
    'SequenceNumber is "-1"; expected a whole number.',
  ],
  [{ ...line, What: 'ever' }, 'What is not known.'],
  [{ ...line, From: { number: 1 } }, 'From is no single value.'],
  [
    { ...line, From: 'a'.repeat(200), CallingPartyType: 'x'.repeat(200) },
    `CallingPartyType is "${'x'.repeat(99)}…"; expected one of sip, pstn.`,
  ],
])('%j is taken, with a warning', (said, says) => {
  expect(readSaid(said).warnings.map((one) => one.says)).toEqual([says]);
});

test('a form, JSON, an envelope around it, and the query of a GET say the same', () => {
  const form = new URLSearchParams(inTheWild).toString();
  const json = JSON.stringify(inTheWild);
  const contentType = 'application/json; charset=utf-8';
  const expected = readSaid(inTheWild);
  for (const request of [
    { body: form },
    { body: form, contentType: 'application/x-www-form-urlencoded' },
    { body: json },
    { body: json, contentType },
    { body: `{"data":{"event_type":"any","payload":${json}}}`, contentType },
    { body: `{"id":"1","payload":${json}}` },
    { method: 'GET', url: `https://app.example/told?${form}#end` },
    { method: 'get', url: `/told?${form}` },
  ])
    expect(received(request)).toEqual(expected);
});

test('what is said twice counts once, and is warned of where it differs', () => {
  const { warnings, callSid } = received({ body: 'CallSid=a&CallSid=a&From=1&From=2&CallSid=b' });
  expect(callSid).toBe('a');
  expect(warnings.map(({ parameter }) => parameter)).toEqual(['From', 'CallSid']);
});

const texts = fc.string({ unit: 'binary', maxLength: 60 });
const names = fc.oneof(
  texts,
  fc.constantFrom(
    'RecordingStatus',
    'CallStatus',
    'RecordingSid',
    'Timestamp',
    '__proto__',
    'constructor',
  ),
);
property.prop([fc.dictionary(names, fc.anything()), texts, texts], { seed: 3, numRuns: 300 })(
  'nothing that arrives is refused, and all that is said is there',
  (said, url, body) => {
    const read = readSaid(said);
    const all = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
    expect(Object.keys(read.said).toSorted()).toEqual(all.map(([name]) => name).toSorted());
    for (const method of ['GET', 'POST']) expect(received({ method, url, body })).toBeDefined();
  },
);

test('which word may follow which is read off the machines', () => {
  const after = (machine: 'recording' | 'call' | 'dialLeg' | 'transcription', word: string) =>
    announcements[machine].filter((next) => mayFollow(machine, word, next));
  expect(after('recording', 'in-progress')).toEqual(['completed', 'absent']);
  expect(after('call', 'initiated')).toEqual(announcements.call.slice(1));
  expect(after('call', 'in-progress')).toEqual(['completed']);
  expect(after('dialLeg', 'ringing')).toEqual(announcements.dialLeg.slice(2));
  for (const end of ['completed', 'absent']) expect(after('recording', end)).toEqual([]);
  for (const end of ['completed', 'failed']) expect(after('transcription', end)).toEqual([]);
});
