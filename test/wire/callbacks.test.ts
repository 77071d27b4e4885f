/** What customers are told: who is told what, in which words, and how it is sent. */
import { describe, expect, test } from 'vitest';
import type { InstructionsRequested } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { actionParameters } from '../../src/wire/callbacks/action-parameters.ts';
import {
  type Announced,
  type CallbackHost,
  callbackFor,
} from '../../src/wire/callbacks/callbacks.ts';
import { encode, httpRequestFor } from '../../src/wire/callbacks/delivery.ts';
import { directoryOf } from '../../src/wire/resources/held.ts';
import type { LineRow, Row, Subscription } from '../../src/wire/resources/rows.ts';
import {
  callRow,
  conferenceRow,
  legRow,
  mediaUrl,
  recordingRow,
  transcriptionRow,
  World,
} from './world.ts';

const url = 'https://example.com/told';
const subscribed = (...events: string[]): Subscription => ({ url, method: 'POST', events });
const rows = new Map<string, Row>([
  ['call-0', callRow],
  ['leg-0', { ...legRow, label: 'agent' }],
  ['recording-0', recordingRow],
  ['recording-1', recordingRow],
]);
const readerOf = (world: World, found: ReadonlyMap<string, Row> = rows) =>
  directoryOf({ machines: world.board, rows: found }, 'account-0');
const hostOf = (world: World): CallbackHost => ({
  mediaUrl,
  reader: readerOf(world),
  sequenceNumber: 4,
});

/** Every callback that the row of its machine is told, in order. */
function told(
  world: World,
  { subscription: _, ...row }: Row,
  subscription?: Subscription,
  host: CallbackHost = hostOf(world),
) {
  const to = subscription ? { ...row, subscription } : row;
  return announcements(world, row.machine).flatMap(
    ({ effect, snapshot }) => callbackFor(effect, snapshot, to, host) ?? [],
  );
}
/** A reader that knows lines, and nobody's account. */
const careless = (world: World, row: LineRow | undefined): CallbackHost['reader'] => ({
  known: (machine, sid) => {
    const snapshot = world.board.find(machine, sid);
    return snapshot && row && ({ snapshot, row } as never);
  },
  recordingsOfCall: () => [],
});
const announcements = (world: World, machine: Row['machine']) =>
  world.performed.flatMap(({ effect, snapshot }) =>
    effect.type === 'announced' && effect.machine === machine && snapshot
      ? [{ effect, snapshot } satisfies { effect: Announced; snapshot: Snapshot }]
      : [],
  );

const completed = () => {
  const world = World.recorded();
  world.tell('recording', 'recording-0', { type: 'media.started', order: 1 });
  world.wait(9).tell('recording', 'recording-0', { type: 'recording.stop' });
  world.tell('recording', 'recording-0', { type: 'media.stopped' });
  world.tell('recording', 'recording-0', { type: 'media.saved', location: 's3://bucket/0' });
  return world;
};
const absent = () => {
  const world = World.recorded();
  world.tell('recording', 'recording-0', { type: 'media.refused', order: 1 });
  return world;
};

describe('A transcription', () => {
  /** Copied by hand from the callback page texml-transcription. */
  const documented = {
    AccountSid: 'account-0',
    CallSid: 'call-0',
    CallSidLegacy: 'call-0',
    CallStatus: 'in-progress',
    From: '+15550000',
    RecordingSid: 'recording-0',
    RecordingUrl: mediaUrl('recording-0'),
    To: '+15550001',
    TranscriptionSid: 'transcription-0',
  };
  const all = subscribed('completed', 'failed');

  test('is told with its text', () => {
    const world = completed();
    world.transcribe('transcription-0', 'recording-0');
    const parameters = {
      ...documented,
      TranscriptionStatus: 'completed',
      TranscriptionText: 'Hello.',
    };
    expect(told(world, transcriptionRow, all)).toEqual([{ url, method: 'POST', parameters }]);
    expect(told(world, transcriptionRow)).toEqual([]);
  });

  test('is told without a text where there is none', () => {
    const world = completed();
    world.transcribe('transcription-0', 'recording-0', { type: 'transcription.failed' });
    const parameters = { ...documented, TranscriptionStatus: 'failed' };
    expect(told(world, transcriptionRow, all)).toEqual([{ url, method: 'POST', parameters }]);
  });
});

describe('A callback of a recording', () => {
  const all = subscribed('in-progress', 'completed', 'absent');
  const common = {
    AccountSid: 'account-0',
    CallSid: 'call-0',
    CallSidLegacy: 'call-0',
    ConnectionId: 'connection-0',
    RecordingChannels: 1,
    RecordingSid: 'recording-0',
    RecordingSource: 'OutboundAPI',
  };

  test('tells its start without duration or file, and its end with both', () => {
    expect(told(completed(), recordingRow, all)).toEqual([
      { url, method: 'POST', parameters: { ...common, RecordingStatus: 'in-progress' } },
      {
        url,
        method: 'POST',
        parameters: {
          ...common,
          RecordingStatus: 'completed',
          RecordingDuration: '11',
          RecordingUrl: 'https://media.example.com/recording-0.mp3',
        },
      },
    ]);
  });

  test('tells why nothing was kept', () => {
    expect(told(absent(), recordingRow, all)).toEqual([
      {
        url,
        method: 'POST',
        parameters: { ...common, RecordingStatus: 'absent', ErrorCode: 'media-refused' },
      },
    ]);
  });

  test('keeps the URL to itself where sendRecordingUrl is false', () => {
    const [, end] = told(completed(), { ...recordingRow, sendsUrl: false }, all);
    expect(end?.parameters).toMatchObject({ RecordingStatus: 'completed' });
    expect(end?.parameters).not.toHaveProperty('RecordingUrl');
  });

  test.each([
    ['that the host does not know', undefined],
    ['of another account', { ...callRow, accountSid: 'account-9' }],
  ])('of a call %s leaves its connection out', (_, found) => {
    const world = absent();
    const host = { ...hostOf(world), reader: careless(world, found) };
    const [callback] = told(world, recordingRow, all, host);
    expect(callback?.parameters).toMatchObject({ CallSid: 'call-0' });
    expect(callback?.parameters).not.toHaveProperty('ConnectionId');
  });
});

test('a conference tells nothing of a line of another account but its sid', () => {
  const world = new World();
  world.tell('call', 'call-0', { type: 'call.receive' });
  world.tell('call', 'call-0', { type: 'call.answered' });
  const stay = { conferenceSid: 'conference-0', stay: 'stay-0' };
  world.tell('call', 'call-0', { type: 'call.joinConference', ...stay });
  const line = { ...callRow, accountSid: 'account-9', label: 'theirs' };
  const host = { ...hostOf(world), reader: careless(world, line) };
  const [callback] = told(world, conferenceRow, subscribed('join'), host);
  expect(callback?.parameters).toMatchObject({ CallSid: 'call-0' });
  for (const name of ['From', 'To', 'ParticipantLabel'])
    expect(callback?.parameters).not.toHaveProperty(name);
});

describe('Whoever did not subscribe is told nothing', () => {
  test.each([
    [['completed'], ['completed']],
    [['in-progress'], ['in-progress']],
    [['absent'], []],
    [[], []],
  ])('subscribed to %j, a recording that ends well tells %j', (events, words) => {
    const found = told(completed(), recordingRow, subscribed(...events));
    expect(found.map(({ parameters }) => parameters.RecordingStatus)).toEqual(words);
  });
  test('without a subscription there is no callback', () => {
    for (const row of [recordingRow, callRow, conferenceRow])
      expect(told(completed(), row, undefined)).toEqual([]);
  });
  test('of a row of another machine nothing is told', () => {
    const world = completed();
    const [announced] = announcements(world, 'call');
    if (!announced) throw new Error('nothing was announced');
    const row = { ...recordingRow, subscription: subscribed('completed', 'in-progress') };
    const host = hostOf(world);
    expect(callbackFor(announced.effect, announced.snapshot, row, host)).toBeUndefined();
  });
});

describe('A callback of a call', () => {
  const all = subscribed('initiated', 'ringing', 'answered', 'completed');
  const words = (world: World, row: Row = callRow, to = all) =>
    told(world, row, to).map(({ parameters }) => parameters.CallStatus);
  const dialled = () => {
    const world = new World();
    world.tell('call', 'call-0', { type: 'call.dialOut' });
    return world;
  };

  test('tells each step, and with the end how long it lasted', () => {
    const world = dialled();
    world.tell('call', 'call-0', { type: 'call.initiated' });
    world.tell('call', 'call-0', { type: 'call.rang' });
    world.tell('call', 'call-0', { type: 'call.answered' });
    world.wait(10).tell('call', 'call-0', { type: 'call.hungUp' });
    const common = {
      AccountSid: 'account-0',
      CallInitiatedAt: '2024-01-15T10:30:00.000Z',
      CallSid: 'call-0',
      CallSidLegacy: 'call-0',
      CallbackSource: 'call-progress-events',
      CallerId: '+15550000',
      ConnectionId: 'connection-0',
      From: '+15550000',
      SequenceNumber: 4,
      To: '+15550001',
    };
    expect(told(world, callRow, all).map(({ parameters }) => parameters)).toEqual([
      { ...common, CallStatus: 'initiated', Timestamp: '2024-01-15T10:30:01Z' },
      { ...common, CallStatus: 'ringing', Timestamp: '2024-01-15T10:30:02Z' },
      { ...common, CallStatus: 'in-progress', Timestamp: '2024-01-15T10:30:03Z' },
      {
        ...common,
        CallStatus: 'completed',
        Timestamp: '2024-01-15T10:30:14Z',
        AnsweredTime: '2024-01-15T10:30:03Z',
        CallControlId: 'call-0',
        CallDuration: '11',
        CallLegId: 'call-0',
        CallQualityStats: '{"mos":4.5,"jitter":0,"packet_loss":0}',
        CallSessionId: 'call-0',
        EndTime: '2024-01-15T10:30:14Z',
        HangupCause: 'normal_clearing',
        HangupSource: 'callee',
        OccurredAt: '2024-01-15T10:30:14Z',
        OrganizationId: 'account-0',
        SipHangupCause: '200',
        StartTime: '2024-01-15T10:30:00Z',
        UserId: 'account-0',
      },
    ]);
  });

  test.each([
    ['call.busy', 'busy', 'callee', '486'],
    ['call.unanswered', 'no-answer', 'callee', '480'],
    ['call.failed', 'failed', 'callee', '404'],
    ['call.hangUp', 'canceled', 'caller', '487'],
  ] as const)(
    '%s: the end %s is told to whoever subscribed to completed',
    (type, word, by, sip) => {
      const world = dialled();
      world.tell('call', 'call-0', { type });
      expect(words(world, callRow, subscribed('completed'))).toEqual([word]);
      expect(words(world, callRow, subscribed('initiated', 'ringing', 'answered'))).toEqual([]);
      const [end] = told(world, callRow, all);
      expect(end?.parameters).toMatchObject({ HangupSource: by, SipHangupCause: sip });
      for (const name of ['CallDuration', 'HangupCause', 'StartTime', 'CallLegId', 'UserId'])
        expect(end?.parameters).not.toHaveProperty(name);
    },
  );

  test.each([
    ['call.dialOut', 'call.hungUp', 'callee', 'normal_clearing'],
    ['call.dialOut', 'call.hangUp', 'caller', 'normal_clearing'],
    ['call.dialOut', 'timer.fired', 'unknown', 'time_limit'],
    ['call.receive', 'call.hungUp', 'caller', 'normal_clearing'],
    ['call.receive', 'call.hangUp', 'callee', 'normal_clearing'],
    ['call.receive', 'timer.fired', 'unknown', 'time_limit'],
  ] as const)('%s, then %s: the %s hung up, for %s', (begin, end, HangupSource, HangupCause) => {
    const world = new World();
    world.tell('call', 'call-0', { type: begin, timeLimitMs: 60_000 });
    world.tell('call', 'call-0', { type: 'call.answered' });
    world.wait(60);
    if (end === 'timer.fired') world.tell('call', 'call-0', { type: end, timer: 'time-limit' });
    else world.tell('call', 'call-0', { type: end });
    expect(told(world, callRow, subscribed('completed')).at(-1)?.parameters).toMatchObject({
      CallStatus: 'completed',
      HangupSource,
      HangupCause,
    });
  });

  test('whose recording goes on says where the file will be, and how long it is by now', () => {
    const world = World.recorded();
    world.tell('recording', 'recording-0', { type: 'media.started', order: 1 });
    world.wait(9).tell('call', 'call-0', { type: 'call.hungUp' });
    const end = (found: ReadonlyMap<string, Row>) => {
      const host = { ...hostOf(world), reader: readerOf(world, found) };
      return told(world, callRow, subscribed('completed'), host)[0]?.parameters ?? {};
    };
    const RecordingUrl = 'https://media.example.com/recording-0.mp3';
    const said = { RecordingSid: 'recording-0', RecordingDuration: '10' };
    expect(end(rows)).toMatchObject({ ...said, RecordingUrl });
    const silent = end(new Map([...rows, ['recording-0', { ...recordingRow, sendsUrl: false }]]));
    expect(silent).toMatchObject(said);
    expect(silent).not.toHaveProperty('RecordingUrl');
    world.tell('recording', 'recording-0', { type: 'media.stopped' });
    world.tell('recording', 'recording-0', { type: 'media.saved', location: 'a', isEmpty: true });
    expect(Object.keys(end(rows)).filter((name) => name.startsWith('Recording'))).toEqual([]);
  });

  test('that a recorded <Dial> has dialled tells of the recording, if it was answered: A51', () => {
    const world = World.recorded();
    const legs = ['leg-0', 'leg-1'];
    const recording = { sid: 'recording-1' };
    world.tell('call', 'call-0', { type: 'call.dial', legs, recording, recordFrom: 'ringing' });
    world.tell('dialLeg', 'leg-1', { type: 'call.busy' });
    world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
    world.tell('recording', 'recording-1', { type: 'media.started', order: 1 });
    world.wait(9).tell('dialLeg', 'leg-0', { type: 'call.hungUp' });
    const row = { ...legRow, parentCallSid: 'call-0', dialRecordingSid: 'recording-1' };
    const ends = (of: LineRow, found = rows) => {
      const host = { ...hostOf(world), reader: readerOf(world, found) };
      return told(world, of, subscribed('completed'), host).map(({ parameters }) => [
        parameters.CallStatus,
        parameters.RecordingSid,
        parameters.RecordingDuration,
      ]);
    };
    const busy = ['busy', undefined, undefined];
    expect(ends(row)).toEqual([busy, ['completed', 'recording-1', '10']]);
    const { dialRecordingSid: _, ...unrecorded } = row;
    expect(ends(unrecorded)).toEqual([busy, ['completed', undefined, undefined]]);
    const foreign = new Map([...rows, ['recording-1', { ...recordingRow, accountSid: 'other' }]]);
    expect(ends(row, foreign)).toEqual([busy, ['completed', undefined, undefined]]);
  });

  test('that another call dialled names that call', () => {
    const world = World.recorded();
    world.tell('call', 'call-0', { type: 'call.dial', legs: ['leg-0'] });
    const [begin] = told(world, { ...legRow, parentCallSid: 'call-0' }, all);
    expect(begin?.parameters).toMatchObject({
      CallSid: 'leg-0',
      CallStatus: 'initiated',
      ParentCallSid: 'call-0',
      ParentCallSidLegacy: 'call-0',
      To: '+15550002',
    });
  });
});

describe('A callback of a conference', () => {
  const all = subscribed('start', 'end', 'join', 'leave');
  const met = () => {
    const world = World.recorded();
    const conferenceSid = 'conference-0';
    world.tell('call', 'call-0', { type: 'call.joinConference', conferenceSid, stay: 'stay-0' });
    const leg = { legSid: 'leg-0', stay: 'stay-1' };
    world.tell('conference', conferenceSid, { type: 'conference.addParticipant', ...leg });
    world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
    return world;
  };
  const events = (world: World) =>
    told(world, conferenceRow, all).map(
      ({ parameters }) => `${parameters.StatusCallbackEvent} ${parameters.CallSid}`,
    );

  test('tells who comes and goes', () => {
    const world = met();
    world.tell('dialLeg', 'leg-0', { type: 'call.hungUp' });
    const last = told(world, conferenceRow, all).at(-1);
    expect(last?.parameters).toEqual({
      AccountSid: 'account-0',
      CallSid: 'leg-0',
      CallSidLegacy: 'leg-0',
      ConferenceSid: 'conference-0',
      ConnectionId: 'connection-0',
      FriendlyName: 'room',
      CallingPartyType: 'pstn',
      From: '+15550000',
      FromSipUri: '+15550000@sip.telnyx.com',
      ParticipantLabel: 'agent',
      SequenceNumber: 4,
      StatusCallbackEvent: 'participant-leave',
      Timestamp: '2024-01-15T10:30:05Z',
      To: '+15550002',
      ToSipUri: '+15550002@sip.telnyx.com',
    });
  });

  test('tells with the start who came, with the end whose going ended it', () => {
    const world = met();
    world.tell('dialLeg', 'leg-0', { type: 'call.hungUp' });
    world.tell('call', 'call-0', { type: 'call.hungUp' });
    expect(events(world)).toEqual([
      'participant-join call-0',
      'conference-start call-0',
      'participant-join leg-0',
      'participant-leave leg-0',
      'participant-leave call-0',
      'conference-end call-0',
    ]);
  });

  test('names nobody when a request ends it', () => {
    const world = met();
    world.tell('conference', 'conference-0', { type: 'conference.end' });
    const end = told(world, conferenceRow, all).at(-1);
    expect(end?.parameters).toMatchObject({ StatusCallbackEvent: 'conference-end' });
    expect(end?.parameters).not.toHaveProperty('CallSid');
  });
});

describe('The request for the next document', () => {
  const call = () => World.recorded().call('call-0');
  const requested = (more: Partial<InstructionsRequested>): InstructionsRequested => ({
    type: 'instructions.requested',
    machine: 'call',
    sid: 'call-0',
    because: 'answered',
    execute: true,
    ...more,
  });
  /** The ten that are always there, and how the call stands. */
  const about = {
    AccountSid: 'account-0',
    CallSid: 'call-0',
    CallSidLegacy: 'call-0',
    CallStatus: 'in-progress',
    CallerId: '+15550000',
    CallingPartyType: 'pstn',
    ConnectionId: 'connection-0',
    From: '+15550000',
    FromSipUri: '+15550000@sip.telnyx.com',
    To: '+15550001',
    ToSipUri: '+15550001@sip.telnyx.com',
  };
  const at = Date.UTC(2024, 0, 15, 10, 31);
  const around = (world: World) => ({ mediaUrl, reader: readerOf(world), at, sequenceNumber: 4 });
  /** What the end of a <Dial> says beside. */
  const asEnded = {
    CallInitiatedAt: '2024-01-15T10:30:00.000Z',
    CallbackSource: 'call-progress-events',
    SequenceNumber: 4,
    Timestamp: '2024-01-15T10:31:00Z',
  };
  const { dialStatus, legSid } = { dialStatus: 'busy', legSid: 'leg-0' } as const;

  test.each([
    ['an answer', {}, {}],
    ['a redirect', { because: 'redirected' }, {}],
    [
      'a <Record>',
      { because: 'record-ended', recordingSid: 'recording-0', durationMs: 2_600, digit: '#' },
      {
        RecordingSid: 'recording-0',
        RecordingUrl: 'https://media.example.com/recording-0.mp3',
        RecordingDuration: '3',
        Digits: '#',
      },
    ],
    [
      'a <Record> that no key ended',
      { because: 'record-ended', recordingSid: 'recording-0', durationMs: 0 },
      {
        RecordingSid: 'recording-0',
        RecordingUrl: 'https://media.example.com/recording-0.mp3',
        RecordingDuration: '0',
      },
    ],
    [
      'a <Dial>',
      { because: 'dial-ended', dialStatus, legSid, durationMs: 0 },
      {
        ...asEnded,
        CallStatus: 'busy',
        DialCallStatus: 'busy',
        DialCallSid: 'leg-0',
        DialCallSidLegacy: 'leg-0',
        SipHangupCause: '486',
        DialCallDuration: '0',
      },
    ],
    [
      'a <Dial> that reaches nobody',
      { because: 'dial-ended' },
      { ...asEnded, CallStatus: 'failed', DialCallStatus: 'failed' },
    ],
    [
      'a conference',
      { because: 'conference-left' },
      { ...asEnded, CallStatus: 'completed', DialCallStatus: 'completed' },
    ],
  ] as const)('after %s says what is known of it', (_after, effect, expected) => {
    const world = World.recorded();
    const found = actionParameters(requested(effect), call(), callRow, around(world));
    expect(found).toEqual({ ...about, ...expected });
  });

  test('after a recorded <Dial> names its recording, and no other', () => {
    const world = World.recorded();
    const dial = { legs: ['leg-0'], recordFrom: 'ringing', hasAction: true } as const;
    const recording = { sid: 'recording-1' };
    world.tell('call', 'call-0', { type: 'call.dial', ...dial, recording });
    world.tell('recording', 'recording-1', { type: 'media.started', order: 1 });
    world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
    world.wait(20).tell('dialLeg', 'leg-0', { type: 'call.hungUp' });
    const last = world.performed.findLast(({ effect }) => effect.type === 'instructions.requested');
    if (last?.effect.type !== 'instructions.requested') throw new Error('nothing was requested');
    const snapshot = last.snapshot as Snapshot<'call'>;
    const asked = { ...around(world), at: snapshot.context.updatedAt };
    expect(actionParameters(last.effect, snapshot, callRow, asked)).toMatchObject({
      DialCallStatus: 'completed',
      DialCallDuration: '21',
      RecordingSid: 'recording-1',
      RecordingUrl: 'https://media.example.com/recording-1.mp3',
      RecordingDuration: '22',
    });
  });

  test('after a hang-up says so', () => {
    const world = World.recorded();
    const recording = { sid: 'recording-1' };
    world.tell('call', 'call-0', { type: 'call.record', recording, hasAction: true });
    world.tell('recording', 'recording-1', { type: 'media.started', order: 1 });
    world.tell('call', 'call-0', { type: 'call.hungUp' });
    world.tell('recording', 'recording-1', { type: 'media.stopped' });
    const last = world.performed.at(-1)?.effect;
    if (last?.type !== 'instructions.requested') throw new Error('nothing was requested');
    expect(last.execute).toBe(false);
    expect(actionParameters(last, world.call('call-0'), callRow, around(world))).toMatchObject({
      CallStatus: 'completed',
      Digits: 'hangup',
      RecordingSid: 'recording-1',
    });
  });
});

describe('What is sent', () => {
  const parameters = { CallSid: 'v3:a b', RecordingChannels: 2, To: '+1&2' };
  const encoded = 'CallSid=v3%3Aa+b&RecordingChannels=2&To=%2B1%262';

  test('is a form', () => {
    expect(encode(parameters)).toBe(encoded);
    expect(Object.fromEntries(new URLSearchParams(encoded))).toEqual({
      ...parameters,
      RecordingChannels: '2',
    });
    expect(httpRequestFor({ url, method: 'POST', parameters })).toEqual({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: encoded,
    });
  });

  test.each([
    ['https://example.com/told', `https://example.com/told?${encoded}`],
    ['https://example.com', `https://example.com/?${encoded}`],
    ['https://example.com/told?a=%20b#c', `https://example.com/told?a=%20b&${encoded}#c`],
  ])('to %s by GET is a query', (to, expected) => {
    expect(httpRequestFor({ url: to, method: 'GET', parameters })).toEqual({
      url: expected,
      method: 'GET',
      headers: {},
    });
  });
});
