/** From TeXML to commands: what a call is told, what the host keeps, and what comes next. */
import { describe, expect, test } from 'vitest';
import { flawIn } from '../../machines/words/shape.ts';
import { commands } from '../../machines/words/vocabulary.ts';
import {
  type Command,
  endOfDocument,
  type Surroundings,
  translate,
} from '../../src/wire/execution/instructions.ts';
import type { LineRow, ParticipantRow } from '../../src/wire/resources/rows.ts';
import { readTexml } from '../../src/wire/texml/texml.ts';

/** Sids are counted, so that a test sees which was made for what. */
function surroundings(more: Partial<Surroundings> = {}): Surroundings {
  let made = 0;
  return {
    callSid: 'call-0',
    accountSid: 'account-0',
    connectionId: 'connection-0',
    from: '+15550000',
    mint: (what) => `${what}-${++made}`,
    conferenceSidOf: () => undefined,
    ...more,
  };
}
const documentUrl = 'https://example.com/calls/start.xml?a=1';

function translated(content: string, more?: Partial<Surroundings>) {
  const [instruction] = readTexml(`<Response>${content}</Response>`).instructions;
  if (!instruction) throw new Error('no instruction');
  return translate(instruction, surroundings(more));
}
function commandOf(content: string, more?: Partial<Surroundings>): Command {
  const result = translated(content, more);
  if ('host' in result) throw new Error('performed by the host');
  return result;
}
const rowsOf = (content: string, more?: Partial<Surroundings>) =>
  commandOf(content, more).rows.map(({ sid, row }) => ({ sid, ...row }));

const recordingRow = { machine: 'recording', accountSid: 'account-0', sendsUrl: true };

describe('A command says what the document says, in the words of the model:', () => {
  test.each([
    ['<Record/>', { type: 'call.record', recording: { sid: 'recording-1' } }],
    [
      '<Record channels="single" trim="trim-silence" format="wav" playBeep="false" maxLength="30" timeout="5"/>',
      {
        type: 'call.record',
        recording: {
          sid: 'recording-1',
          channels: 1,
          trim: 'trim-silence',
          format: 'wav',
          beep: false,
          maxLengthMs: 30_000,
          silenceMs: 5_000,
        },
      },
    ],
    [
      '<Record action="/a" finishOnKey="#" maxLength="0"/>',
      {
        type: 'call.record',
        recording: { sid: 'recording-1', maxLengthMs: 0 },
        finishOnKey: '#',
        hasAction: true,
      },
    ],
    [
      '<Record finishOnKey=""/>',
      { type: 'call.record', recording: { sid: 'recording-1' }, finishOnKey: '' },
    ],
    [
      '<Start><Recording/></Start>',
      { type: 'call.startBackgroundRecording', recording: { sid: 'recording-1' } },
    ],
    [
      '<Start><Recording channels="mono" track="outbound" trim="trim-silence" format="wav"/></Start>',
      {
        type: 'call.startBackgroundRecording',
        recording: {
          sid: 'recording-1',
          channels: 1,
          track: 'outbound',
          trim: 'trim-silence',
          format: 'wav',
        },
      },
    ],
    ['<Dial>+15550001</Dial>', { type: 'call.dial', legs: ['dialLeg-1'] }],
    [
      '<Dial timeout="20" timeLimit="60" hangupOnStar="true" action="/a"><Number>1</Number><Sip>sip:a@b</Sip></Dial>',
      {
        type: 'call.dial',
        legs: ['dialLeg-1', 'dialLeg-2'],
        ringTimeoutMs: 20_000,
        timeLimitMs: 60_000,
        hangupOnStar: true,
        hasAction: true,
      },
    ],
    ['<Dial record="do-not-record">1</Dial>', { type: 'call.dial', legs: ['dialLeg-1'] }],
    [
      '<Dial><Conference>room</Conference></Dial>',
      {
        type: 'call.joinConference',
        conferenceSid: 'conference-1',
        stay: 'stay-2',
        isNamed: true,
      },
    ],
    [
      `<Dial action="/a"><Conference startConferenceOnEnter="false" endConferenceOnExit="true"
        maxParticipants="3" record="record-from-start" recordBeep="false" recordingTimeout="7"
        trim="trim-silence">room</Conference></Dial>`,
      {
        type: 'call.joinConference',
        conferenceSid: 'conference-1',
        stay: 'stay-3',
        isNamed: true,
        startOnEnter: false,
        endOnExit: true,
        maxParticipants: 3,
        recording: { sid: 'recording-2', trim: 'trim-silence', beep: false, silenceMs: 7_000 },
        hasAction: true,
      },
    ],
    ['<Redirect>/a</Redirect>', { type: 'call.redirect' }],
    ['<Hangup/>', { type: 'call.hangUp' }],
    ['<Reject/>', { type: 'call.hangUp' }],
  ])('%s', (content, command) => {
    const result = commandOf(content);
    expect(result.command).toEqual(command);
    expect(result.to).toEqual({ machine: 'call', sid: 'call-0' });
    const { type, ...fields } = result.command;
    expect(flawIn(commands[type].fields, fields)).toBeUndefined();
  });
});

describe('<Dial record>', () => {
  test.each([
    ['record="record-from-answer"', undefined, 'answer'],
    ['record="record-from-ringing"', undefined, 'ringing'],
    ['record="record-from-answer-dual"', 2, 'answer'],
    ['record="record-from-ringing-dual"', 2, 'ringing'],
    ['record="record-from-answer" recordingChannels="dual"', 2, 'answer'],
    ['record="record-from-answer" recordingChannels="single"', 1, 'answer'],
    ['record="record-from-answer-dual" recordingChannels="single"', 2, 'answer'],
    ['record="record-from-ringing-dual" recordingChannels="dual"', 2, 'ringing'],
  ])('%s: %s channels from %s', (attributes, channels, recordFrom) => {
    expect(commandOf(`<Dial ${attributes}>1</Dial>`).command).toEqual({
      type: 'call.dial',
      legs: ['dialLeg-1'],
      recording: { sid: 'recording-2', ...(channels && { channels }) },
      recordFrom,
    });
  });

  test('recordMaxLength becomes milliseconds', () => {
    const dial = '<Dial record="record-from-answer" recordMaxLength="90">1</Dial>';
    expect(commandOf(dial).command).toMatchObject({ recording: { maxLengthMs: 90_000 } });
  });

  test('without record there is no recording and no row, whatever else is said', () => {
    const dial = '<Dial recordMaxLength="90" recordingStatusCallback="/a">1</Dial>';
    expect(commandOf(dial).command).not.toHaveProperty('recording');
    expect(rowsOf(dial).map(({ machine }) => machine)).toEqual(['dialLeg']);
  });
});

describe('The host keeps of a recording', () => {
  const callback = 'recordingStatusCallback="https://example.com/r"';
  const subscription = { url: 'https://example.com/r', method: 'POST', events: ['completed'] };
  test.each([
    ['<Record/>', 'recording-1'],
    ['<Record action="https://example.com/next"/>', 'recording-1'],
    ['<Start><Recording/></Start>', 'recording-1'],
    ['<Dial record="record-from-answer">1</Dial>', 'recording-2'],
    ['<Dial><Conference record="record-from-start">a</Conference></Dial>', 'recording-2'],
  ])('%s without a callback: whose it is', (content, sid) => {
    expect(rowsOf(content)).toContainEqual({ sid, ...recordingRow });
  });

  test.each([
    [`<Record ${callback}/>`],
    [`<Record action="/next" ${callback}/>`],
    [`<Start><Recording ${callback}/></Start>`],
    [`<Dial record="record-from-answer" ${callback}>1</Dial>`],
    [`<Dial><Conference record="record-from-start" ${callback}>a</Conference></Dial>`],
  ])('%s: a POST about its completion', (content) => {
    expect(rowsOf(content)).toContainEqual(
      expect.objectContaining({ ...recordingRow, subscription }),
    );
  });

  const all = `${callback} recordingStatusCallbackMethod="GET"
    recordingStatusCallbackEvent="in-progress completed absent"`;
  test.each([
    [`<Start><Recording ${all}/></Start>`, true],
    [`<Dial record="record-from-answer" sendRecordingUrl="false" ${all}>1</Dial>`, false],
    [
      `<Dial><Conference record="record-from-start" sendRecordingUrl="false" ${all}>a</Conference></Dial>`,
      false,
    ],
  ])('%s: what it says', (content, sendsUrl) => {
    expect(rowsOf(content).at(-1)).toMatchObject({
      sendsUrl,
      subscription: { method: 'GET', events: ['in-progress', 'completed', 'absent'] },
    });
  });
});

describe('The host keeps of a dialled leg', () => {
  const leg = {
    machine: 'dialLeg',
    accountSid: 'account-0',
    connectionId: 'connection-0',
    parentCallSid: 'call-0',
    from: '+15550000',
  };
  test('whom it calls for whom, in the order of the document', () => {
    const dial = '<Dial><Number>+15550001</Number><Sip>sip:a@b</Sip></Dial>';
    expect(rowsOf(dial)).toEqual([
      { sid: 'dialLeg-1', ...leg, to: '+15550001' },
      { sid: 'dialLeg-2', ...leg, to: 'sip:a@b' },
    ]);
  });

  test('the callerId of the <Dial>', () => {
    expect(rowsOf('<Dial callerId="+1777">1</Dial>')[0]).toMatchObject({ from: '+1777' });
    expect(rowsOf('<Dial callerId="">1</Dial>')[0]).toMatchObject({ from: '+15550000' });
  });

  test('its status callback: a POST about its completion unless it says otherwise', () => {
    const events = 'statusCallbackEvent="initiated answered" statusCallbackMethod="GET"';
    const dial = `<Dial><Number statusCallback="http://a/">1</Number>
      <Sip statusCallback="http://b/" ${events}>sip:a@b</Sip></Dial>`;
    expect(rowsOf(dial)).toMatchObject([
      { subscription: { url: 'http://a/', method: 'POST', events: ['completed'] } },
      { subscription: { url: 'http://b/', method: 'GET', events: ['initiated', 'answered'] } },
    ]);
  });
});

describe('The host keeps of a conference', () => {
  const dial = (attributes = '') => `<Dial><Conference ${attributes}>room</Conference></Dial>`;
  const row = {
    sid: 'conference-1',
    machine: 'conference',
    accountSid: 'account-0',
    connectionId: 'connection-0',
    friendlyName: 'room',
  };

  test('its name, if this call makes it', () => {
    expect(rowsOf(dial())).toEqual([row]);
  });

  test('nothing new, if there is one of this name', () => {
    const asked: string[] = [];
    const conferenceSidOf = (name: string) => {
      asked.push(name);
      return 'conference-9';
    };
    const { command, rows } = commandOf(dial('statusCallback="http://a/"'), { conferenceSidOf });
    expect(command).toMatchObject({ conferenceSid: 'conference-9', stay: 'stay-1' });
    expect(rows).toEqual([]);
    expect(asked).toEqual(['room']);
  });

  describe('and of the call that joins it', () => {
    const line = {
      machine: 'call',
      accountSid: 'account-0',
      connectionId: 'connection-0',
    } as const;
    const known: LineRow = { ...line, to: '+15550001', from: '+15550000' };
    const before: ParticipantRow = {
      ...known,
      label: 'ben',
      muted: true,
      hold: true,
      coaching: true,
      coachingCallSid: 'call-9',
    };
    const participant = (attributes: string, of?: LineRow) =>
      rowsOf(dial(attributes), of && { row: of }).filter(({ machine }) => machine === 'call');

    test('its label, and that it is muted', () => {
      const said = 'participantLabel="anna" muted="true"';
      expect(participant(said, known)).toEqual([
        { sid: 'call-0', ...known, label: 'anna', muted: true },
      ]);
    });
    test('nothing of what it was in another conference', () => {
      expect(participant('', before)).toEqual([{ sid: 'call-0', ...known }]);
      expect(participant('participantLabel="ben"', before)).toEqual([
        { sid: 'call-0', ...known, label: 'ben' },
      ]);
    });
    test('nothing where nothing changes, or nothing is known of it', () => {
      expect(participant('', known)).toEqual([]);
      expect(participant('muted="false"', known)).toEqual([]);
      expect(participant('muted="true"', { ...known, muted: true } as ParticipantRow)).toEqual([]);
      expect(participant('muted="true"')).toEqual([]);
    });
  });

  test('its status callback: of no event unless it says of which', () => {
    expect(rowsOf(dial('statusCallback="http://a/"'))).toEqual([
      { ...row, subscription: { url: 'http://a/', method: 'POST', events: [] } },
    ]);
    expect(rowsOf(dial('statusCallback="http://a/" statusCallbackEvent="start end"'))).toEqual([
      { ...row, subscription: { url: 'http://a/', method: 'POST', events: ['start', 'end'] } },
    ]);
  });
});

describe('What comes after a verb', () => {
  test.each([
    ['<Record action="next.xml"/>', 'https://example.com/calls/next.xml', 'POST'],
    ['<Record action="/next" method="GET"/>', 'https://example.com/next', 'GET'],
    ['<Dial action="?b=2">1</Dial>', 'https://example.com/calls/start.xml?b=2', 'POST'],
    [
      '<Dial action="//example.org/x" method="GET"><Conference>a</Conference></Dial>',
      'https://example.org/x',
      'GET',
    ],
    ['<Redirect>http://example.net</Redirect>', 'http://example.net', 'POST'],
    ['<Redirect method="GET">../up</Redirect>', 'https://example.com/up', 'GET'],
  ])('%s comes from %s by %s', (content, url, method) => {
    expect(commandOf(content, { documentUrl }).nextDocument).toEqual({ url, method });
  });

  test.each(['<Record/>', '<Dial>1</Dial>', '<Start><Recording/></Start>', '<Hangup/>'])(
    '%s is the rest of the document',
    (content) => {
      expect(commandOf(content)).not.toHaveProperty('nextDocument');
      expect(commandOf(content).command).not.toHaveProperty('hasAction');
    },
  );

  test('a relative URL stays as it is where the document came from nowhere', () => {
    expect(commandOf('<Redirect>/next</Redirect>').nextDocument?.url).toBe('/next');
    expect(
      commandOf('<Redirect>/next</Redirect>', { documentUrl: 'nowhere' }).nextDocument?.url,
    ).toBe('/next');
  });

  test('callbacks start from the document too', () => {
    const content = `<Dial record="record-from-answer" recordingStatusCallback="r">
      <Number statusCallback="/s">1</Number></Dial>`;
    expect(rowsOf(content, { documentUrl })).toMatchObject([
      { subscription: { url: 'https://example.com/s' } },
      { subscription: { url: 'https://example.com/calls/r' } },
    ]);
    const conference = '<Dial><Conference statusCallback="c">a</Conference></Dial>';
    expect(rowsOf(conference, { documentUrl })).toMatchObject([
      { subscription: { url: 'https://example.com/calls/c' } },
    ]);
  });
});

describe('The host performs by itself', () => {
  test.each([
    ['<Say>a</Say>', 'Say'],
    ['<Play>https://example.com/a.mp3</Play>', 'Play'],
    ['<Pause/>', 'Pause'],
    ['<Gather/>', 'Gather'],
    ['<Leave/>', 'Leave'],
  ])('%s', (content, verb) => {
    expect(translated(content)).toMatchObject({ host: { verb } });
    expect(Object.keys(translated(content))).toEqual(['host']);
  });
});

describe('A call is given', () => {
  test('the end of its document as a hang-up', () => {
    expect(endOfDocument('call-0')).toEqual({
      to: { machine: 'call', sid: 'call-0' },
      command: { type: 'call.hangUp' },
      rows: [],
    });
  });

  test('a verb that is run again with fresh sids', () => {
    const around = surroundings();
    const { instructions } = readTexml('<Response><Record/></Response>');
    const sids = [1, 2].map(() => instructions.map((one) => translate(one, around)));
    expect(sids).toMatchObject([
      [{ command: { recording: { sid: 'recording-1' } } }],
      [{ command: { recording: { sid: 'recording-2' } } }],
    ]);
  });
});
