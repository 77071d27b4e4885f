/** From REST to commands: what each request may say, what it asks, what is wrong with it. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type KindId, settingsOf } from '../../machines/words/creation-paths.ts';
import { flawIn } from '../../machines/words/shape.ts';
import { commands } from '../../machines/words/vocabulary.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { directoryOf } from '../../src/wire/resources/held.ts';
import type { Reader } from '../../src/wire/resources/reader.ts';
import type { ConferenceRow, LineRow, RecordingRow } from '../../src/wire/resources/rows.ts';
import type { Asked, PathName } from '../../src/wire/rest/operation.ts';
import type { RequestName } from '../../src/wire/rest/operations.ts';
import { parameters } from '../../src/wire/rest/parameters.ts';
import { RequestError } from '../../src/wire/rest/spelling/request-error.ts';
import { requestNames as names, outcomeOf } from './named.ts';

const account = 'account-0';
const call: LineRow = {
  machine: 'call',
  accountSid: account,
  to: '+15550001',
  from: '+15550000',
  connectionId: 'connection-0',
};
const leg: LineRow = { ...call, machine: 'dialLeg' };
const recording: RecordingRow = { machine: 'recording', accountSid: account, sendsUrl: true };
const room: ConferenceRow = {
  machine: 'conference',
  accountSid: account,
  friendlyName: 'room',
  connectionId: 'connection-0',
};
const taps: LineRow['taps'] = [
  { sid: 'stream-0', kind: 'stream' },
  { sid: 'siprec-0', kind: 'siprec' },
];
const lines = new Map([
  ['call-0', { ...call, taps }],
  ['leg-0', leg],
]);
const here: readonly string[] = ['leg-0', 'call-5'];
const conferenceNamed = (name: string) =>
  name === 'room' ? { sid: 'conference-0', row: room } : undefined;
const directory: Reader = {
  ...directoryOf({ machines: new Switchboard(), rows: new Map() }, account),
  line: (sid) => lines.get(sid),
  recording: (sid) => (sid === 'recording-0' ? { row: recording, callSid: 'call-0' } : undefined),
  transcription: (sid) =>
    sid === 'transcription-0' ? { machine: 'transcription', accountSid: account } : undefined,
  conference: (word) => conferenceNamed(word === 'conference-0' ? 'room' : word),
  conferenceNamed,
  participant: (_conference, word) =>
    word === 'customer' ? 'leg-0' : here.find((sid) => sid === word),
  requested: () => undefined,
};
const home: Record<PathName, string> = {
  account_sid: account,
  call_sid: 'call-0',
  connection_id: 'app-0',
  recording_sid: 'recording-0',
  recording_transcription_sid: 'transcription-0',
  streaming_sid: 'stream-0',
  siprec_sid: 'siprec-0',
  conference_sid: 'conference-0',
  call_sid_or_participant_label: 'leg-0',
};

/** Sids are counted, so that a test sees which was made for what. */
function ask(
  operation: RequestName,
  body?: unknown,
  path: Partial<Record<PathName, string>> = {},
): ReturnType<typeof outcomeOf> {
  let made = 0;
  const mint = (what: string) => `${what}-${++made}`;
  const mediaUrl = () => '';
  return outcomeOf(operation, { path: { ...home, ...path }, body, mint, directory, mediaUrl });
}
function asked(...args: Parameters<typeof ask>): Asked {
  const outcome = ask(...args);
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`);
  return outcome;
}
function problems(...args: Parameters<typeof ask>) {
  try {
    ask(...args);
  } catch (error) {
    if (error instanceof RequestError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}

/** What the request cannot do without; the rest of a body is what a test is about. */
const needed: Readonly<Record<RequestName, Readonly<Record<string, string>>>> = {
  initiateCall: { To: '+15550001', From: '+15550000', ApplicationSid: 'app-0' },
  createCall: { To: '+15550001', From: '+15550000' },
  initiateAICall: { To: '+15550001', From: '+15550000', AIAssistantId: 'a' },
  updateCall: {},
  startRecording: {},
  updateRecording: { Status: 'paused' },
  deleteRecording: {},
  deleteTranscription: {},
  startStream: {},
  updateStream: {},
  startSiprec: {},
  updateSiprec: {},
  dialParticipant: { To: '+15550001', From: '+15550000' },
  updateParticipant: {},
  removeParticipant: {},
  updateConference: {},
};

/** The recording that a command asks for, with everything that the request left to its path. */
function recordingIn({ command, rows }: Asked, field: 'recording' | 'conferenceRecording') {
  const request = (command as Partial<Record<typeof field, { sid: string }>>)[field];
  if (!request) return undefined;
  return { request, row: rows.find(({ sid }) => sid === request.sid)?.row as RecordingRow };
}
const paths = {
  'outbound-call/call': { operation: 'initiateCall', field: 'recording', on: { Record: true } },
  'call-request/request': { operation: 'startRecording', field: 'recording', on: {} },
  'participant-request/leg': {
    operation: 'dialParticipant',
    field: 'recording',
    on: { Record: 'true' },
  },
  'participant-request/conference': {
    operation: 'dialParticipant',
    field: 'conferenceRecording',
    on: { ConferenceRecord: 'record-from-start' },
  },
} as const satisfies Partial<Record<KindId, object>>;
type Path = keyof typeof paths;
function come(path: Path, body: object = {}) {
  const { operation, field, on } = paths[path];
  const found = recordingIn(asked(operation, { ...needed[operation], ...on, ...body }), field);
  if (!found) throw new Error('no recording was asked for');
  return { ...settingsOf(path, found.request), row: found.row };
}

describe('A recording that says nothing has the documented defaults', () => {
  /** Copied by hand from OpenAPI; (…): no parameter, so assumption A22. */
  const documented = `
    path                           | ch. | track  | trim          | format | beep    | max | silence
    outbound-call/call             | 1   | both   | trim-silence  | (mp3)  | (false) | (0) | 0
    call-request/request           | 2   | both   | (do-not-trim) | (mp3)  | true    | (0) | (0)
    participant-request/leg        | 1   | both   | trim-silence  | (mp3)  | (false) | (0) | (0)
    participant-request/conference | (1) | (both) | trim-silence  | (mp3)  | (false) | (0) | 0
  `;
  const [, ...rows] = documented
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim().replace(/[()]/g, '')));

  test('and every path is in the table', () => {
    expect(rows.map(([path]) => path)).toEqual(Object.keys(paths));
  });
  test.each(rows)('%s', (path, channels, track, trim, format, beep, max, silence) => {
    const { row, ...settings } = come(path as Path);
    expect(settings).toEqual({
      channels: Number(channels),
      track,
      trim,
      format,
      beep: beep === 'true',
      maxLengthMs: Number(max) * 1000,
      silenceMs: Number(silence) * 1000,
    });
    expect(row).toEqual({ machine: 'recording', accountSid: account, sendsUrl: true });
  });

  test.each(rows)('%s: its callback is a POST, when it is completed', (path) => {
    const prefix = path?.endsWith('conference') ? 'Conference' : '';
    const url = 'https://example.com/done';
    expect(come(path as Path, { [`${prefix}RecordingStatusCallback`]: url }).row).toEqual({
      machine: 'recording',
      accountSid: account,
      sendsUrl: true,
      subscription: { url, method: 'POST', events: ['completed'] },
    });
  });
});

describe('What a request says of a recording becomes its setting', () => {
  const settings: readonly (readonly [Path, object, object])[] = [
    ['outbound-call/call', { RecordingChannels: 'mono' }, { channels: 1 }],
    ['outbound-call/call', { RecordingChannels: 'dual' }, { channels: 2 }],
    ['outbound-call/call', { RecordingTrack: 'both' }, { track: 'both' }],
    ['outbound-call/call', { RecordingTrack: 'outbound' }, { track: 'outbound', channels: 1 }],
    ['outbound-call/call', { Trim: 'trim-silence' }, { trim: 'trim-silence' }],
    ['outbound-call/call', { Trim: 'do-not-trim' }, { trim: 'do-not-trim' }],
    ['outbound-call/call', { RecordingTimeout: 5 }, { silenceMs: 5_000 }],
    ['outbound-call/call', { RecordingTimeout: '0' }, { silenceMs: 0 }],
    ['call-request/request', { RecordingChannels: 'single' }, { channels: 1 }],
    ['call-request/request', { RecordingChannels: 'dual' }, { channels: 2 }],
    ['call-request/request', { RecordingTrack: 'inbound' }, { track: 'inbound', channels: 1 }],
    ['call-request/request', { PlayBeep: false }, { beep: false }],
    ['call-request/request', { PlayBeep: 'true' }, { beep: true }],
    ['participant-request/leg', { RecordingChannels: 'mono' }, { channels: 1 }],
    ['participant-request/leg', { RecordingChannels: 'dual' }, { channels: 2 }],
    ['participant-request/leg', { RecordingTrack: 'inbound' }, { track: 'inbound' }],
    ['participant-request/leg', { Trim: 'do-not-trim' }, { trim: 'do-not-trim' }],
    ['participant-request/conference', { ConferenceTrim: 'do-not-trim' }, { trim: 'do-not-trim' }],
    [
      'participant-request/conference',
      { ConferenceRecordingTimeout: '14400' },
      { silenceMs: 14_400_000 },
    ],
  ];
  test.each(settings)('%s: %j', (path, body, expected) => {
    const { row: _, ...byDefault } = come(path);
    const { row, ...found } = come(path, body);
    expect(found).toEqual({ ...byDefault, ...expected });
    expect(row.subscription).toBeUndefined();
  });

  test.each([
    ['outbound-call/call', ''],
    ['call-request/request', ''],
    ['participant-request/leg', ''],
    ['participant-request/conference', 'Conference'],
  ] as const)('%s: method and events of its callback', (path, prefix) => {
    const body = {
      [`${prefix}RecordingStatusCallback`]: 'http://localhost:8080/done?a=1',
      [`${prefix}RecordingStatusCallbackMethod`]: 'GET',
      [`${prefix}RecordingStatusCallbackEvent`]: ' in-progress  absent in-progress ',
    };
    expect(come(path, body).row.subscription).toEqual({
      url: 'http://localhost:8080/done?a=1',
      method: 'GET',
      events: ['in-progress', 'absent'],
    });
  });

  test.each(['outbound-call/call', 'call-request/request'] as const)(
    '%s: the URL can be kept out of callbacks',
    (path) => {
      expect(come(path, { SendRecordingUrl: 'false' }).row.sendsUrl).toBe(false);
    },
  );

  test('failed is another word for absent in the callbacks of a conference', () => {
    const body = {
      ConferenceRecordingStatusCallback: 'https://example.com/',
      ConferenceRecordingStatusCallbackEvent: 'failed completed absent',
    };
    expect(come('participant-request/conference', body).row.subscription?.events).toEqual([
      'absent',
      'completed',
    ]);
  });

  test.each([
    [{}, []],
    [{ Record: 'false', ConferenceRecord: false }, []],
    [{ Record: true }, ['recording']],
    [{ Record: 'true', ConferenceRecord: 'do-not-record' }, ['recording']],
    [{ ConferenceRecord: 'true' }, ['conferenceRecording']],
    [{ ConferenceRecord: true }, ['conferenceRecording']],
    [{ Record: true, ConferenceRecord: 'record-from-start' }, ['recording', 'conferenceRecording']],
  ])('a participant dialled with %j asks for %j', (body, expected) => {
    const found = asked('dialParticipant', { ...needed.dialParticipant, ...body });
    const fields = Object.keys(found.command ?? {}).filter((name) => /recording/i.test(name));
    expect(fields).toEqual(expected);
    expect(found.rows.filter(({ row }) => row.machine === 'recording')).toHaveLength(fields.length);
  });

  test('without Record the other parameters of a recording come to nothing', () => {
    const body = { ...needed.initiateCall, RecordingChannels: 'dual', RecordingTimeout: 3 };
    expect(asked('initiateCall', body)).toMatchObject({
      command: { type: 'call.dialOut' },
      rows: [{ sid: 'call-1', row: { machine: 'call' } }],
    });
  });
});

describe('A request becomes a command', () => {
  test('initiating a call dials it, and keeps what only the wire needs', () => {
    const body = {
      ...needed.initiateCall,
      Record: true,
      Timeout: '45',
      TimeLimit: 60,
      Url: 'https://example.com/start.xml',
      UrlMethod: 'GET',
      StatusCallback: 'https://example.com/status',
      StatusCallbackEvent: 'initiated answered',
    };
    expect(ask('initiateCall', body)).toEqual({
      to: { machine: 'call', sid: 'call-1' },
      command: {
        type: 'call.dialOut',
        recording: { sid: 'recording-2' },
        ringTimeoutMs: 45_000,
        timeLimitMs: 60_000,
      },
      rows: [
        {
          sid: 'call-1',
          row: {
            ...call,
            connectionId: 'app-0',
            subscription: {
              url: 'https://example.com/status',
              method: 'POST',
              events: ['initiated', 'answered'],
            },
          },
        },
        { sid: 'recording-2', row: recording },
      ],
      instructions: { url: 'https://example.com/start.xml', method: 'GET' },
      warnings: [],
    });
  });

  test('a call whose request names no document gets that of its application', () => {
    expect(asked('initiateCall', needed.initiateCall).instructions).toBeUndefined();
    const nothing = { ...needed.initiateCall, Url: null, Texml: null };
    expect(asked('initiateCall', nothing).instructions).toBeUndefined();
  });

  test('a supervising leg sends no status callbacks', () => {
    const body = {
      ...needed.initiateCall,
      SuperviseCallSid: 'call-0',
      StatusCallback: 'https://example.com/',
    };
    expect(asked('initiateCall', body).rows[0]?.row.machine).toBe('call');
    expect(asked('initiateCall', body).rows[0]?.row).not.toHaveProperty('subscription');
  });

  test.each(['call-0', 'leg-0'])('%s: Status=completed hangs up', (sid) => {
    const machine = sid === 'call-0' ? 'call' : 'dialLeg';
    expect(ask('updateCall', { Status: 'completed' }, { call_sid: sid })).toEqual({
      to: { machine, sid },
      command: { type: 'call.hangUp' },
      rows: [],
      warnings: [],
    });
  });

  test('an update with a document redirects the call and hands the document back', () => {
    const Url = 'https://example.com/next.xml';
    const FallbackUrl = 'https://example.com/else.xml';
    expect(
      asked('updateCall', { Url, Method: 'GET', FallbackUrl, FallbackMethod: 'POST' }),
    ).toMatchObject({
      to: { machine: 'call', sid: 'call-0' },
      command: { type: 'call.redirect' },
      instructions: { url: Url, method: 'GET', fallbackUrl: FallbackUrl, fallbackMethod: 'POST' },
    });
    expect(asked('updateCall', { Texml: '<Response/>', Url })).toMatchObject({
      command: { type: 'call.redirect' },
      instructions: { texml: '<Response/>' },
      warnings: [{ parameter: 'Url', says: 'Url is ignored: Texml is the document.' }],
    });
  });

  test('an end comes before a document', () => {
    const both = asked('updateCall', { Status: 'completed', Url: 'https://example.com/' });
    expect(both.command).toEqual({ type: 'call.hangUp' });
    expect(both).not.toHaveProperty('instructions');
  });

  test('a dialled leg is given a document as a call is: it answers itself whether it can', () => {
    const url = 'https://example.com/';
    expect(ask('updateCall', { Url: url }, { call_sid: 'leg-0' })).toMatchObject({
      to: { machine: 'dialLeg', sid: 'leg-0' },
      command: { type: 'call.redirect' },
      instructions: { url },
    });
  });

  test('another status callback changes the row and asks no machine', () => {
    const changed = asked('updateCall', { StatusCallback: 'https://example.com/new' });
    expect(changed).not.toHaveProperty('command');
    expect(changed.rows).toEqual([
      {
        sid: 'call-0',
        row: {
          ...call,
          taps,
          subscription: { url: 'https://example.com/new', method: 'POST', events: ['completed'] },
        },
      },
    ]);
  });

  test('a status callback that changes keeps the events it was made for', () => {
    const subscription = { url: 'https://example.com/old', method: 'GET', events: ['ringing'] };
    lines.set('call-7', { ...call, subscription: { ...subscription, method: 'GET' } });
    const path = { call_sid: 'call-7' };
    const [moved] = asked('updateCall', { StatusCallback: 'https://example.com/new' }, path).rows;
    expect(moved?.row.machine === 'call' && moved.row.subscription).toEqual({
      ...subscription,
      url: 'https://example.com/new',
    });
    const [posted] = asked('updateCall', { StatusCallbackMethod: 'POST' }, path).rows;
    expect(posted?.row.machine === 'call' && posted.row.subscription).toEqual({
      ...subscription,
      method: 'POST',
    });
    expect(asked('updateCall', {}, path).rows).toEqual([]);
  });

  test.each(['call-0', 'leg-0'])('%s: a recording is started on the call of the path', (sid) => {
    expect(asked('startRecording', undefined, { call_sid: sid })).toEqual({
      to: { machine: sid === 'call-0' ? 'call' : 'dialLeg', sid },
      command: { type: 'call.startRecording', recording: { sid: 'recording-1' } },
      rows: [{ sid: 'recording-1', row: recording }],
      warnings: [],
    });
  });

  test.each([
    ['paused', 'recording.pause'],
    ['in-progress', 'recording.resume'],
    ['stopped', 'recording.stop'],
  ])('updating a recording to %s is %s', (Status, type) => {
    expect(ask('updateRecording', { Status })).toEqual({
      to: { machine: 'recording', sid: 'recording-0' },
      command: { type },
      rows: [],
      warnings: [],
    });
  });

  test('deleting a recording needs no body', () => {
    expect(ask('deleteRecording')).toEqual({
      to: { machine: 'recording', sid: 'recording-0' },
      command: { type: 'recording.delete' },
      rows: [],
      warnings: [],
    });
  });

  test('dialling into a conference that there is makes a leg', () => {
    const body = {
      ...needed.dialParticipant,
      Label: 'agent',
      Timeout: 20,
      TimeLimit: '90',
      StartConferenceOnEnter: 'false',
      EndConferenceOnExit: true,
      MaxParticipants: '3',
      Muted: true,
      ConferenceStatusCallback: 'https://example.com/of-somebody-who-came-late',
    };
    expect(asked('dialParticipant', body)).toEqual({
      to: { machine: 'conference', sid: 'conference-0' },
      command: {
        type: 'conference.addParticipant',
        legSid: 'dialLeg-1',
        stay: 'stay-2',
        ringTimeoutMs: 20_000,
        timeLimitMs: 90_000,
        startOnEnter: false,
        endOnExit: true,
        maxParticipants: 3,
      },
      rows: [{ sid: 'dialLeg-1', row: { ...leg, label: 'agent', muted: true } }],
      warnings: [
        {
          parameter: 'ConferenceStatusCallback',
          says: expect.stringContaining('its callback is that of whoever made it'),
        },
      ],
    });
  });

  test('dialling into a conference that there is not makes one, named by the path', () => {
    const body = {
      ...needed.dialParticipant,
      ApplicationSid: 'app-0',
      ConferenceStatusCallback: 'https://example.com/conference',
    };
    const url = 'https://example.com/conference';
    const path = { conference_sid: 'hall' };
    const row = { ...room, friendlyName: 'hall', connectionId: 'app-0' };
    expect(asked('dialParticipant', body, path)).toMatchObject({
      to: { machine: 'conference', sid: 'conference-1' },
      rows: [
        { sid: 'dialLeg-2', row: { machine: 'dialLeg', connectionId: 'app-0' } },
        { sid: 'conference-1', row: { ...row, subscription: { url, method: 'POST', events: [] } } },
      ],
    });
    const told = { ...body, ConferenceStatusCallbackEvent: 'start end join leave' };
    expect(asked('dialParticipant', told, path).rows[1]?.row).toMatchObject({
      subscription: { url, events: ['start', 'end', 'join', 'leave'] },
    });
  });

  test('only the sid of a conference makes an application unnecessary', () => {
    const missing = [{ code: '10004', parameter: 'ApplicationSid' }];
    for (const conference_sid of ['room', 'hall'])
      expect(problems('dialParticipant', needed.dialParticipant, { conference_sid })).toMatchObject(
        missing,
      );
  });

  test('a participant is found by sid or label', () => {
    for (const [word, callSid] of [
      ['customer', 'leg-0'],
      ['call-5', 'call-5'],
    ] as const) {
      const path = { call_sid_or_participant_label: word };
      const to = { machine: 'conference', sid: 'conference-0' };
      const rows: [] = [];
      expect(ask('removeParticipant', {}, path)).toEqual({
        to,
        command: { type: 'conference.removeParticipant', callSid },
        rows,
        warnings: [],
      });
      expect(ask('updateParticipant', { EndConferenceOnExit: 'true' }, path)).toEqual({
        to,
        command: { type: 'conference.updateParticipant', callSid, endOnExit: true },
        rows,
        warnings: [],
      });
    }
  });

  test('how a participant is heard is kept beside the machine', () => {
    const body = { Muted: 'true', Hold: false, Coaching: true, CallSidToCoach: 'call-0' };
    expect(asked('updateParticipant', body).rows).toEqual([
      {
        sid: 'leg-0',
        row: { ...leg, muted: true, hold: false, coaching: true, coachingCallSid: 'call-0' },
      },
    ]);
  });

  test('ending a conference is a command; announcing something is none', () => {
    expect(ask('updateConference', { Status: 'completed' })).toMatchObject({
      to: { machine: 'conference', sid: 'conference-0' },
      command: { type: 'conference.end' },
    });
    expect(ask('updateConference', { AnnounceUrl: 'https://example.com/' })).not.toHaveProperty(
      'command',
    );
  });

  test('every command is one that the engine takes', () => {
    const full: Partial<Record<RequestName, object>> = {
      initiateCall: { Record: true, RecordingTimeout: 3, Timeout: 5, TimeLimit: 30 },
      updateCall: { Status: 'completed' },
      startRecording: { PlayBeep: false, RecordingChannels: 'single', RecordingTrack: 'inbound' },
      dialParticipant: { Record: true, ConferenceRecord: true, TimeLimit: 1, MaxParticipants: 2 },
      updateParticipant: { EndConferenceOnExit: false },
      updateConference: { Status: 'completed' },
    };
    // What listens in is no machine's business.
    for (const name of names.filter((one) => !/Stream|Siprec/.test(one))) {
      const { to, command } = asked(name, { ...needed[name], ...full[name] });
      if (!command) throw new Error(`${name} asks nothing`);
      const { type, ...fields } = command;
      expect(commands[type].to, name).toContain(to.machine);
      expect(flawIn(commands[type].fields, fields), name).toBeUndefined();
    }
  });
});

describe('What the path names has to be there', () => {
  test.each([
    ['updateCall', { call_sid: 'nobody' }],
    ['startRecording', { call_sid: 'nobody' }],
    ['updateRecording', { recording_sid: 'nothing' }],
    ['updateRecording', { call_sid: 'leg-0' }],
    ['deleteRecording', { recording_sid: 'nothing' }],
    ['updateParticipant', { conference_sid: 'hall' }],
    ['updateParticipant', { call_sid_or_participant_label: 'nobody' }],
    ['removeParticipant', { call_sid_or_participant_label: 'nobody' }],
    ['updateConference', { conference_sid: 'hall' }],
  ] as const)('%s %j is not found, whatever its body says', (name, path) => {
    expect(ask(name, needed[name], path)).toEqual({ refused: 'not-found' });
    expect(ask(name, { Status: 7 }, path)).toEqual({ refused: 'not-found' });
  });
});

describe('What is wrong is named', () => {
  /** Operation, parameter, what it says, code, what is expected. */
  const wrong: readonly (readonly [RequestName, string, unknown, string, string])[] = [
    ['initiateCall', 'To', undefined, '10004', 'a string'],
    ['initiateCall', 'From', '', '10004', 'a string'],
    ['initiateCall', 'ApplicationSid', undefined, '10004', 'a string'],
    ['initiateCall', 'To', 15550001, '10026', 'a string'],
    ['initiateCall', 'To', null, '10026', 'a string'],
    ['initiateCall', 'Record', 'yes', '10026', 'true or false'],
    ['initiateCall', 'Record', 1, '10026', 'true or false'],
    ['initiateCall', 'Record', 'TRUE', '10026', 'true or false'],
    ['initiateCall', 'RecordingChannels', 'single', '10032', 'one of mono, dual'],
    ['initiateCall', 'RecordingChannels', 2, '10026', 'one of mono, dual'],
    ['initiateCall', 'RecordingTrack', 'left', '10032', 'one of inbound, outbound, both'],
    ['initiateCall', 'RecordingTimeout', -1, '10026', 'whole seconds from 0 on'],
    ['initiateCall', 'RecordingTimeout', 1.5, '10026', 'whole seconds from 0 on'],
    ['initiateCall', 'RecordingTimeout', '1e3', '10026', 'whole seconds from 0 on'],
    ['initiateCall', 'RecordingTimeout', '', '10026', 'whole seconds from 0 on'],
    ['initiateCall', 'RecordingTimeout', '9'.repeat(400), '10026', 'whole seconds from 0 on'],
    ['initiateCall', 'Trim', 'trim', '10032', 'one of trim-silence, do-not-trim'],
    ['initiateCall', 'SendRecordingUrl', 'no', '10026', 'true or false'],
    ['initiateCall', 'RecordingStatusCallback', 'no-url', '10026', 'an http or https URL'],
    [
      'initiateCall',
      'RecordingStatusCallback',
      'ftp://example.com',
      '10026',
      'an http or https URL',
    ],
    ['initiateCall', 'RecordingStatusCallbackMethod', 'post', '10032', 'one of GET, POST'],
    ['initiateCall', 'Timeout', 4, '10026', 'whole seconds from 5 to 120'],
    ['initiateCall', 'Timeout', '121', '10026', 'whole seconds from 5 to 120'],
    ['initiateCall', 'TimeLimit', 29, '10026', 'whole seconds from 30 to 14400'],
    ['initiateCall', 'TimeLimit', 14_401, '10026', 'whole seconds from 30 to 14400'],
    ['initiateCall', 'MachineDetectionBeepSpectralMinPurity', 2, '10026', 'a number from 0 to 1'],
    ['updateCall', 'Status', 'canceled', '10032', 'one of completed'],
    ['updateCall', 'Url', 'start.xml', '10026', 'an http or https URL'],
    ['updateCall', 'Texml', null, '10026', 'a string'],
    ['startRecording', 'PlayBeep', 'loud', '10026', 'true or false'],
    ['startRecording', 'RecordingChannels', 'mono', '10032', 'one of single, dual'],
    ['updateRecording', 'Status', undefined, '10004', 'one of in-progress, paused, stopped'],
    ['updateRecording', 'Status', 'completed', '10032', 'one of in-progress, paused, stopped'],
    ['updateRecording', 'Status', ['paused'], '10026', 'one of in-progress, paused, stopped'],
    ['dialParticipant', 'To', undefined, '10004', 'a string'],
    ['dialParticipant', 'MaxParticipants', 1, '10026', 'a whole number from 2 to 800'],
    ['dialParticipant', 'MaxParticipants', '801', '10026', 'a whole number from 2 to 800'],
    [
      'dialParticipant',
      'ConferenceRecord',
      'record-from-answer',
      '10032',
      'one of true, false, record-from-start, do-not-record',
    ],
    ['dialParticipant', 'Coaching', 'maybe', '10026', 'true or false'],
    ['updateParticipant', 'EndConferenceOnExit', 'x', '10026', 'true or false'],
    ['updateConference', 'Status', 'in-progress', '10032', 'one of completed'],
  ];
  test.each(wrong)('%s: %s = %j is %s', (name, parameter, found, code, expected) => {
    const body = { ...needed[name], [parameter]: found };
    expect(problems(name, body)).toEqual([{ code, parameter, found, expected }]);
  });

  const eventWords = 'one or more of in-progress, completed, absent, with a space between them';
  test.each(['paused', 'in-progress,completed', '', 'completed stopped'])(
    'recording events %j are not the documented ones',
    (found) => {
      for (const name of ['initiateCall', 'startRecording', 'dialParticipant'] as const) {
        const parameter = 'RecordingStatusCallbackEvent';
        expect(problems(name, { ...needed[name], [parameter]: found })).toEqual([
          { code: '10032', parameter, found, expected: eventWords },
        ]);
      }
    },
  );

  test('whoever coaches coaches somebody', () => {
    for (const name of ['dialParticipant', 'updateParticipant'] as const)
      expect(problems(name, { ...needed[name], Coaching: true })).toMatchObject([
        { code: '10004', parameter: 'CallSidToCoach' },
      ]);
  });

  test.each([null, [], 'To=1', 7, true])('a body that is %j is no object', (body) => {
    for (const name of names)
      expect(problems(name, body)).toEqual([
        { code: '10026', parameter: '', found: body, expected: 'an object of parameters' },
      ]);
  });

  test('each wrong parameter is named once, and the message says them all', () => {
    const body = { To: 5, ApplicationSid: 'app-0', RecordingStatusCallbackEvent: 'a b c' };
    const found = problems('initiateCall', body);
    expect(found.map(({ parameter, code }) => `${parameter} ${code}`)).toEqual([
      'To 10026',
      'From 10004',
      'RecordingStatusCallbackEvent 10032',
    ]);
    expect(new RequestError(found).message).toBe(
      'To is 5, expected a string. From is missing, expected a string. ' +
        `RecordingStatusCallbackEvent is "a b c", expected ${eventWords}.`,
    );
  });
});

describe('What has no meaning is told and ignored', () => {
  test('an unknown parameter is named, with the one that may be meant', () => {
    expect(asked('startRecording', { playbeep: false, MaxLength: 5 }).warnings).toEqual([
      {
        parameter: 'playbeep',
        says: 'playbeep (PlayBeep?) is no parameter of this request: it is ignored.',
      },
      { parameter: 'MaxLength', says: 'MaxLength is no parameter of this request: it is ignored.' },
    ]);
    expect(asked('startRecording', { playbeep: false }).command).toEqual({
      type: 'call.startRecording',
      recording: { sid: 'recording-1' },
    });
  });

  test('a documented parameter that nobody could notice is not wrong, and is told', () => {
    const unused = {
      AsyncAmd: 'true',
      CustomHeaders: [{ name: 'X-A', value: 'b' }],
      MachineDetection: 'Disable',
      MachineDetectionTimeout: '500',
      SipRegion: 'US',
    };
    expect(asked('initiateCall', { ...needed.initiateCall, ...unused })).toEqual({
      ...asked('initiateCall', needed.initiateCall),
      warnings: [
        {
          parameter: 'CustomHeaders',
          says: 'CustomHeaders has no effect: it is for the networks that carry calls, and nothing is dialled here.',
        },
        ...['AsyncAmd', 'MachineDetectionTimeout'].map((parameter) => ({
          parameter,
          says: `${parameter} has no effect without MachineDetection.`,
        })),
      ],
    });
  });

  test('a documented parameter that is not modelled is told, and changes nothing', () => {
    const said = {
      ...needed.initiateCall,
      DeepfakeDetection: 'Enable',
      StatusCallback: 'https://example.com/',
      StatusCallbackEvent: 'deepfake completed',
    };
    expect(asked('initiateCall', said).warnings).toEqual([
      {
        parameter: 'StatusCallbackEvent',
        says: 'StatusCallbackEvent names what never happens here.',
      },
      {
        parameter: 'DeepfakeDetection',
        says: 'DeepfakeDetection is not modelled: nobody finds out whether a voice is genuine.',
      },
    ]);
  });
});

describe('Whatever a body says', () => {
  const value = fc.oneof(
    fc.anything(),
    fc.string(),
    fc.constantFrom('true', 'false', '30', 'https://example.com/', 'completed', 'paused', 'dual'),
  );
  const body = (name: RequestName) =>
    fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(parameters[name].shape), 'Other'), fc.string()),
      value,
    );
  const request = fc
    .constantFrom(...names)
    .chain((name) => fc.tuple(fc.constant(name), fc.oneof(body(name), fc.anything())));

  property.prop([request], { seed: 3, numRuns: 1_000 })(
    'it is taken or refused with the declared error',
    ([name, said]) => {
      try {
        const outcome = ask(name, said);
        expect('refused' in outcome || outcome.warnings).toBeTruthy();
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        const known = ['', ...Object.keys(parameters[name].shape)];
        expect(error.problems).not.toHaveLength(0);
        for (const { code, parameter } of error.problems) {
          expect(['10004', '10016', '10026', '10027', '10032']).toContain(code);
          expect(known).toContain(parameter);
        }
      }
    },
  );

  property.prop([request], { seed: 3, numRuns: 1_000 })(
    'what it asks is an event that the engine takes',
    ([name, said]) => {
      let outcome: ReturnType<typeof outcomeOf>;
      try {
        outcome = ask(name, { ...needed[name], ...Object(said) });
      } catch (error) {
        if (error instanceof RequestError) return;
        throw error;
      }
      if ('refused' in outcome || !outcome.command) return;
      const { type, ...fields } = outcome.command;
      expect(flawIn(commands[type].fields, fields)).toBeUndefined();
    },
  );
});
