/** The far end does what its number says, once, through restarts; and recordings hear it speak. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Host, MemoryStore, type Store } from '../../src/hosts/index.ts';
import { FarEnd } from '../../src/sandbox/lines/far-end.ts';
import { magicNumbers } from '../../src/sandbox/lines/numbers.ts';
import { MediaServer } from '../../src/sandbox/media/media.ts';
import { addressOf, lineRow, type StageOptions, staged } from './stage.ts';

type World = Awaited<ReturnType<typeof world>>;
const open: World[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Lines with far ends, and a media server; keys go to the call alone. */
async function world(options: StageOptions = {}) {
  let farEnd!: FarEnd;
  /** Whose keys were pressed. */
  const pressed: string[] = [];
  const one = await staged({
    ...options,
    performers: (stage) => {
      farEnd = new FarEnd(stage, {
        press: (sid, digit, id) => {
          pressed.push(`${sid} ${digit}`);
          return press(stage.host, sid, digit, id);
        },
        heardKey: async (sid, digit) => pressed.push(`${sid} ${digit} told`),
        serve: async (sid) => pressed.push(`${sid} service`),
        detect: async (sid, { answeredBy, durationMs }) =>
          pressed.push(`${sid} ${answeredBy} ${durationMs}`),
      });
      const media = new MediaServer(stage, (sid, id) => farEnd.captured(sid, id));
      return {
        network: (task) => farEnd.perform(task),
        media: (task) => media.perform(task),
      };
    },
  });
  return { ...one, farEnd, pressed };
}
const press = (host: Host, sid: string, digit: string, id: string) =>
  host.take({ id, to: addressOf(sid), event: { type: 'digit.pressed', digit } as never });

async function opened(options: StageOptions = {}): Promise<World> {
  const one = await world(options);
  open.push(one);
  return one;
}

/** What came of the line from outside: `2000 call.answered`. */
const happened = ({ steps }: World, sid = 'call-1') =>
  steps
    .map((one) => one.split(' '))
    .filter(([, of, event]) => of === sid && event !== 'call.dialOut' && event !== 'call.receive')
    .map(([at, , event]) => `${at} ${event}`);

const rings = ['50 call.initiated', '500 call.rang'];
const answers = [...rings, '2000 call.answered'];
const fates: Readonly<Record<string, readonly [state: string, ...happened: string[]]>> = {
  '+12025550100': ['inProgress.executing', ...answers],
  '+12025550101': ['inProgress.executing', '50 call.initiated', '100 call.answered'],
  '+12025550102': ['inProgress.executing', ...rings, '10000 call.answered'],
  '+12025550103': ['busy', '50 call.initiated', '1000 call.busy'],
  '+12025550104': ['noAnswer', ...rings, '30000 timer.fired'],
  '+12025550105': ['noAnswer', ...rings, '15000 call.unanswered'],
  '+12025550106': ['failed', '50 call.initiated', '1000 call.failed'],
  '+12025550107': ['inProgress.executing', ...answers],
  '+12025550108': ['inProgress.executing', ...answers],
  '+12025550109': ['inProgress.executing', ...answers],
  '+12025550140': ['inProgress.executing', ...answers, '4000 digit.pressed'],
  '+12025550141': ['inProgress.executing', ...answers, '4000 digit.pressed'],
  '+12025550142': ['inProgress.executing', ...answers, '5000 digit.pressed', '22000 digit.pressed'],
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => [
      [`+1202555011${n}`, ['completed', ...answers, `${2_000 + n * 1_000} call.hungUp`]],
      [`+1202555012${n}`, ['completed', ...answers, `${2_000 + n * 10_000} call.hungUp`]],
    ]),
  ),
  ...Object.fromEntries(
    [...'0123456789'].map((n) => [
      `+1202555013${n}`,
      ['inProgress.executing', ...answers, '4000 digit.pressed'],
    ]),
  ),
};

describe('a call to', () => {
  test.each(magicNumbers)('$number: it $says', async ({ number }) => {
    const one = await opened();
    await one.dial(number);
    await one.pass(120_000);
    expect([one.stateOf('call-1'), ...happened(one)]).toEqual(fates[number]);
    expect(one.failures).toEqual([]);
  });
});

describe('a call from', () => {
  test('somebody is answered by the sandbox, and goes on as by script', async () => {
    const one = await opened();
    await one.receive('+12025550113');
    await one.pass(60_000);
    expect(happened(one)).toEqual(['50 call.answered', '3050 call.hungUp']);
  });

  test('a number that is busy when it is dialled is answered: it called', async () => {
    const one = await opened();
    await one.receive('+12025550103');
    await one.pass(20_000);
    expect(happened(one)).toEqual(['50 call.answered']);
  });
});

test('a number of one’s own does what its script says', async () => {
  const one = await opened({
    settings: { numbers: { bob: '1s answer, 2s press 1#, 5s hang up' } },
  });
  await one.dial('sip:bob@example.com');
  await one.pass(20_000);
  expect(happened(one)).toEqual([
    '50 call.initiated',
    '1000 call.answered',
    '3000 digit.pressed',
    '3300 digit.pressed',
    '6000 call.hungUp',
  ]);
  expect(one.pressed).toEqual(['call-1 1', 'call-1 #']);
});

/** A call that is answered and has dialled somebody. */
async function dialled(one: World, to: string, more: object = {}) {
  await one.dial('+12025550101');
  await one.pass(200);
  const rows = [{ sid: 'leg-1', row: lineRow({ machine: 'dialLeg', to }) }];
  await one.tell('call-1', { type: 'call.dial', legs: ['leg-1'], ...more }, rows);
}

test('a leg does what its number says, and its keys are only told', async () => {
  const one = await opened({
    settings: { numbers: { '+1': '1s answer, 1s press 1, 3s hang up' } },
  });
  await dialled(one, '+1');
  await one.pass(20_000);
  expect(happened(one, 'leg-1')).toEqual([
    '250 call.initiated',
    '1200 call.answered',
    '4200 call.hungUp',
  ]);
  expect(one.stateOf('call-1')).toBe('inProgress.executing');
  expect(one.pressed).toEqual(['leg-1 1 told']);
});

test('a line that is hung up does nothing more', async () => {
  const one = await opened();
  await one.dial('+12025550113');
  await one.pass(1_000);
  await one.tell('call-1', { type: 'call.hangUp' });
  await one.pass(60_000);
  expect(happened(one)).toEqual([...rings, '1000 call.hangUp']);
  expect([...one.host.notes.keys()]).toEqual([]);
});

test('what somebody lets happen by hand takes the place of the script', async () => {
  const one = await opened();
  await one.dial('+12025550104');
  await one.pass(1_000);
  const numbers = { '+12025550104': '0.5s ring, 3s press 1, 9s hang up' };
  one.change({ numbers });
  await one.farEnd.tell(addressOf('call-1'), { type: 'call.answered' }, 'hand-1');
  await one.pass(5_000);
  await one.farEnd.tell(addressOf('call-1'), { type: 'call.hungUp' }, 'hand-2');
  await one.pass(60_000);
  expect(happened(one)).toEqual([
    ...rings,
    '1000 call.answered',
    '4000 digit.pressed',
    '6000 call.hungUp',
  ]);
  expect([...one.host.notes.keys()]).toEqual([]);
});

test('a restart at any moment of a script goes on with it and repeats nothing', async () => {
  const whole = await opened();
  await whole.dial('+12025550109', { recording: { sid: 'recording-1', beep: true } });
  await whole.pass(20_000);
  for (let atMs = 0; atMs <= 13_000; atMs += 500) {
    const store: Store = new MemoryStore();
    const first = await world({ store });
    await first.dial('+12025550109', { recording: { sid: 'recording-1', beep: true } });
    await first.pass(atMs);
    await first.close();
    const second = await opened({ store, now: atMs });
    await second.settled();
    await second.pass(20_000 - atMs);
    expect([atMs, ...first.steps, ...second.steps]).toEqual([atMs, ...whole.steps]);
  }
});

describe('a recording hears', () => {
  const recording = { sid: 'recording-1' };
  const heard = (one: World) => one.told('speech').map((step) => step.replace('speech.', ''));

  test('its call speak and fall silent', async () => {
    const one = await opened();
    await one.dial('+12025550107', { recording });
    await one.pass(60_000);
    expect(heard(one)).toEqual([
      '3000 recording-1 started accepted',
      '5000 recording-1 ended accepted',
    ]);
  });

  test('at once who spoke before capture started, and nobody who hangs up', async () => {
    const numbers = { '+1': '1s answer, 0s speak, 10s hang up' };
    const one = await opened({ settings: { numbers, media: { start: '2s' } } });
    await one.dial('+1', { recording });
    await one.pass(9_000);
    expect(heard(one)).toEqual(['3000 recording-1 started accepted']);
    await one.pass(9_000);
    expect(one.host.notes.has('voice call-1')).toBe(false);
    expect(one.stateOf('recording-1')).toBe('completed');
    expect([...one.host.notes.keys()]).toEqual([]);
  });

  test('the same words as often as they are said, and the same news once', async () => {
    const one = await opened();
    const transcription = { sid: 'transcription-1', language: 'en', engine: 'A' } as const;
    await one.dial('+12025550101', { recording: { ...recording, transcription } });
    await one.pass(1_000);
    for (const id of ['hand-1', 'hand-2', 'hand-2', 'hand-3'])
      await one.farEnd.say('call-1', 'Hello.', id);
    expect(one.host.notes.get('said recording-1')).toEqual(['Hello.', 'Hello.', 'Hello.']);
    expect(heard(one)).toEqual(['1000 recording-1 started accepted']);
    await one.farEnd.say('call-1', false, 'hand-4');
    expect([...one.host.notes.keys()].filter((key) => key.endsWith('call-1'))).toEqual([]);
  });

  test('the leg that its call dialled, until it hangs up', async () => {
    const numbers = { '+1': '1s answer, 1s speak, 3s hang up' };
    const one = await opened({ settings: { numbers } });
    await dialled(one, '+1', { recording, recordFrom: 'ringing' });
    await one.tell('call-1', { type: 'call.startRecording', recording: { sid: 'recording-2' } });
    await one.pass(10_000);
    expect(heard(one)).toEqual([
      '2200 recording-1 started accepted',
      '2200 recording-2 started accepted',
      // The recording of the dial is about to be stopped: the dial is over.
      '4200 recording-1 ended ignored',
      '4200 recording-2 ended accepted',
    ]);
  });

  test('that anybody speaks while one of two does', async () => {
    const numbers = { '+1': '1s answer, 1s speak, 3s fall silent' };
    const one = await opened({ settings: { numbers } });
    await dialled(one, '+1', { recording, recordFrom: 'ringing' });
    await one.pass(2_500);
    await one.farEnd.say('call-1', true, 'hand-1');
    await one.pass(5_000);
    await one.farEnd.say('call-1', false, 'hand-2');
    await one.farEnd.say('call-1', false, 'hand-3');
    expect(heard(one)).toEqual([
      '2200 recording-1 started accepted',
      '7700 recording-1 ended accepted',
    ]);
  });

  test('everybody in its conference, and nobody who has left it', async () => {
    const one = await opened({ settings: { numbers: { '+1': '100ms answer, 2s speak' } } });
    for (const sid of ['call-1', 'call-2']) await one.dial('+1', {}, sid);
    await one.pass(200);
    const join = { type: 'call.joinConference', conferenceSid: 'conference-1' } as const;
    await one.tell('call-1', { ...join, stay: 'stay-1', recording });
    await one.tell('call-2', { ...join, stay: 'stay-2' });
    await one.pass(5_000);
    await one.tell('call-1', { type: 'call.redirect' });
    await one.pass(1_000);
    await one.farEnd.say('call-2', false, 'hand-1');
    expect(heard(one)).toEqual([
      '2100 recording-1 started accepted',
      '6200 recording-1 ended accepted',
    ]);
  });

  test('who spoke before they joined its conference', async () => {
    const one = await opened();
    await one.dial('+12025550101', {}, 'call-1');
    await one.dial('+12025550108', {}, 'call-2');
    await one.pass(5_000);
    const join = { type: 'call.joinConference', conferenceSid: 'conference-1' } as const;
    await one.tell('call-1', { ...join, stay: 'stay-1', recording });
    await one.pass(1_000);
    await one.tell('call-2', { ...join, stay: 'stay-2' });
    await one.pass(1_000);
    await one.tell('call-2', { type: 'call.redirect' });
    await one.pass(1_000);
    expect(heard(one)).toEqual([
      '6000 recording-1 started accepted',
      '7000 recording-1 ended accepted',
    ]);
  });

  test('nobody on a line that is over', async () => {
    const one = await opened();
    await one.dial('+12025550103');
    await one.pass(5_000);
    await one.farEnd.say('call-1', true, 'hand-1');
    await one.farEnd.say('call-9', true, 'hand-2');
    expect([...one.host.notes.keys()]).toEqual([]);
  });
});

describe('A far end that waits', () => {
  const mine = '+12025550177';
  const settings = (script: string) => ({ numbers: { [mine]: script } });
  const beeping = { sid: 'recording-1', beep: true };

  test('for the beep does nothing before it', async () => {
    const one = await opened({ settings: settings('1s after the beep press 1') });
    await one.dial(mine, { recording: { sid: 'recording-1' } });
    await one.pass(60_000);
    expect(happened(one)).toEqual(answers);
  });

  test('for the beep, or for a recording, counts from the first moment that is captured', async () => {
    const script = '1s after the beep press 1, 2s after the recording starts press 2';
    const one = await opened({ settings: settings(script) });
    await one.dial(mine, { recording: beeping });
    await one.pass(60_000);
    // The media server takes 100 ms.
    expect(one.pressed).toEqual(['call-1 1', 'call-1 2']);
    expect(happened(one)).toEqual([...answers, '3100 digit.pressed', '4100 digit.pressed']);
  });

  test('begins anew with each recording, and nothing is left of the one before', async () => {
    const one = await opened({
      settings: settings(
        '2s after the recording starts press 1, 9s after the recording starts press 2',
      ),
    });
    await one.dial(mine, { recording: beeping });
    await one.pass(5_000);
    const more = { type: 'call.startRecording', recording: { sid: 'recording-2' } } as const;
    await one.host.take({ to: addressOf('call-1'), event: more });
    await one.pass(60_000);
    expect(one.pressed).toEqual(['call-1 1', 'call-1 1', 'call-1 2']);
  });
});
