/** What a customer is told in the sandbox beside the life of calls: keys, files, fields of choice. */
import { describe, expect, test } from 'vitest';
import { type Calling, type CallingOptions, calling, texml } from './restarting.ts';

const listening =
  (
    callbacks: object = {},
    events = ['answered', 'dtmf', 'completed'],
  ): NonNullable<CallingOptions['settings']> =>
  (url) => ({
    applications: { '1': { status_callback: `${url}/told`, status_callback_events: events } },
    callbacks,
  });
const told = ({ customer }: Calling, path = '/told') =>
  customer.heard.filter((one) => one.path === path).map(({ said }) => said);
/** Keys are told by and by, and may be overtaken on their way. */
const inOrder = (one: Calling) =>
  told(one)
    .map(({ SequenceNumber, CallStatus, Digit = '' }) => `${SequenceNumber} ${CallStatus} ${Digit}`)
    .sort();
const wait = '<Pause length="100"/>';

describe('A key is told to whoever subscribed to keys', () => {
  test('with its number among the callbacks of the call, while the line is open', async () => {
    await using one = await calling({ settings: listening() });
    const sid = await one.call(wait);
    for (const digit of ['5', '#', '*']) await one.press(sid, digit);
    await one.pass(1_000);
    await one.hangUp(sid);
    await one.press(sid, '1');
    await one.pass(1_000);
    expect(inOrder(one)).toEqual([
      '0 in-progress ',
      '1 dtmf 5',
      '2 dtmf #',
      '3 dtmf *',
      '4 completed ',
    ]);
    expect(one.customer.heard.map(({ signed }) => signed)).not.toContainEqual(expect.any(String));
  });

  test('once, also where it is pressed again under the same id, after a restart', async () => {
    await using one = await calling({ settings: listening() });
    const sid = await one.call(wait);
    await one.press(sid, '5', 'press-1');
    await one.pass(1_000);
    await one.restart();
    await one.press(sid, '5', 'press-1');
    await one.press(sid, '6', 'press-2');
    await one.pass(1_000);
    expect(inOrder(one)).toEqual(['0 in-progress ', '1 dtmf 5', '2 dtmf 6']);
  });

  test('and to nobody else, and what is no key is no news', async () => {
    await using one = await calling({ settings: listening({}, ['answered', 'completed']) });
    await using other = await calling({ settings: listening() });
    const sid = await one.call(wait);
    await one.press(sid, '5');
    const call = await other.call(wait);
    await expect(other.press(call, 'five')).rejects.toThrow('digit');
    for (const world of [one, other]) await world.pass(1_000);
    expect([inOrder(one), inOrder(other)]).toEqual([['0 in-progress '], ['0 in-progress ']]);
  });
});

test('the keys of a dialled leg are told to whoever subscribed to them there, once it is answered', async () => {
  const dial = `<Dial><Number statusCallback="/leg" statusCallbackEvent="answered dtmf"
    >+12025550188</Number></Dial>`;
  await using one = await calling({
    answers: { '/voice': texml(dial) },
    settings: (url) => ({
      ...listening()(url),
      numbers: { '+12025550188': '1s answer, 1s press 7' },
    }),
  });
  const sid = await one.call({ url: `${one.customer.url}/voice` });
  await one.pass(30_000);
  const keys = told(one, '/leg').filter(({ CallStatus }) => CallStatus === 'dtmf');
  expect(keys).toMatchObject([{ Digit: '7', ParentCallSid: sid, SequenceNumber: '1' }]);
  expect(inOrder(one)).toEqual(['0 in-progress ']);
});

test('the action of a recorded <Dial> and the end of its call say how long the file is', async () => {
  const dial = `<Dial action="/over" record="record-from-answer"><Number statusCallback="/told"
    statusCallbackEvent="answered completed">+12025550115</Number></Dial>`;
  const answers = { '/voice': texml(dial), '/over': texml('<Hangup/>') };
  await using one = await calling({ answers, settings: listening() });
  await one.call({ url: `${one.customer.url}/voice` });
  await one.pass(30_000);
  const [action] = told(one, '/over');
  const recorded = { RecordingDuration: '5', RecordingSid: expect.any(String) };
  expect(action).toMatchObject({
    ...recorded,
    RecordingUrl: expect.stringContaining('https://media.test/'),
    DialCallStatus: 'completed',
    CallStatus: 'completed',
    DialCallDuration: '5',
    SequenceNumber: '1',
  });
  const ends = told(one).filter(({ CallStatus }) => CallStatus === 'completed');
  const [leg, call] = [
    ends.find((said) => said.ParentCallSid),
    ends.find((said) => !said.ParentCallSid),
  ];
  expect(call).toMatchObject({ ...recorded, HangupSource: 'callee', SequenceNumber: '2' });
  expect(leg).toMatchObject({
    ...recorded,
    HangupSource: 'callee',
    CallSessionId: call?.CallSid,
    RecordingSid: action?.RecordingSid,
  });
});

describe('Callbacks of recordings', () => {
  const recorded = async (callbacks: object) => {
    const one = await calling({
      settings: (url) => ({
        applications: { '1': { voice_url: `${url}/voice`, status_callback: `${url}/told` } },
        callbacks,
      }),
      answers: {
        '/voice': texml(`<Record maxLength="2" recordingStatusCallback="/file"
          recordingStatusCallbackEvent="in-progress completed"/>`),
      },
    });
    await one.call();
    await one.pass(30_000);
    return one;
  };
  const seen = {
    CallInitiatedAt: expect.stringMatching(/Z$/),
    CallSessionId: expect.any(String),
    Direction: 'inbound',
    From: '+12025550199',
    To: '+12025550100',
    RecordingStartTime: expect.stringMatching(/\.\d{6}Z$/),
  };

  test('have the documented fields, and are signed', async () => {
    await using one = await recorded({});
    for (const { said, signed } of one.customer.heard.filter(({ path }) => path === '/file')) {
      expect(signed).toBe(true);
      expect(said).toHaveProperty('CallSidLegacy');
      for (const name of Object.keys(seen)) expect(said).not.toHaveProperty(name);
    }
  });

  test('have the fields that were seen, where a setting asks for them', async () => {
    await using one = await recorded({ recordingFields: 'seen' });
    const [begun, ended] = told(one, '/file');
    expect(begun).toMatchObject({ ...seen, CallStatus: 'in-progress' });
    expect(begun).not.toHaveProperty('RecordingEndTime');
    expect(ended).toMatchObject({ ...seen, RecordingStatus: 'completed', RecordingDuration: '2' });
    expect(ended?.RecordingEndTime).toMatch(/\.\d{6}Z$/);
    for (const said of [begun, ended]) expect(said).not.toHaveProperty('CallSidLegacy');
  });

  test('alone are not signed, where a setting leaves the signature out', async () => {
    await using one = await recorded({ recordingSignature: 'left-out' });
    const signed = (path: string) =>
      one.customer.heard.filter((heard) => heard.path === path).map((heard) => heard.signed);
    expect(signed('/file')).toEqual([expect.any(String), expect.any(String)]);
    expect([...signed('/told'), ...signed('/voice')]).toEqual([true, true]);
  });
});
