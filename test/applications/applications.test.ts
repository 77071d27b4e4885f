/** Applications such as customers write them, from the first request to the file of a recording. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Listening, listen } from '../../src/sandbox/index.ts';
import { callCenter } from './call-center.ts';
import { ivr } from './ivr.ts';
import { pbx } from './pbx.ts';
import { ApplicationSid, running } from './running.ts';
import { voicemail } from './voicemail.ts';

let sandbox: Listening;
beforeAll(async () => {
  sandbox = await listen({ port: 0, state: 'memory' });
});
afterAll(() => sandbox.close());
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const ended = <T extends { readonly close: () => Promise<void> }>(one: T): T => {
  ends.push(one.close);
  return one;
};

const house = '+12025550100';
const caller = '+12025550177';

test('an application believes nobody whose signature it does not know', async () => {
  const { app } = pbx(sandbox.publicKey, { houseNumber: house, extensions: {} });
  const body = new URLSearchParams({ CallSid: 'call-1', To: house });
  expect((await app.request('/voice', { method: 'POST', body })).status).toBe(401);
});

describe('A telephone exchange', () => {
  const [anna, ben, cellar] = ['anna', 'ben', 'cellar'].map(
    (one) => `sip:${one}@office.sip.telnyx.com`,
  ) as [string, string, string];
  const extensions = {
    1001: { name: 'Anna', rings: [anna], number: '+12025550101' },
    1002: { name: 'Ben', rings: [ben] },
    1009: { name: 'The cellar', rings: [cellar, ben], number: house },
  };
  const exchange = async (account: string, farEnds: Record<string, string>) =>
    ended(
      await running(
        sandbox,
        account,
        (_, publicKey) => pbx(publicKey, { houseNumber: house, extensions }),
        { numbers: ['+12025550101', house], farEnds },
      ),
    );
  const ofAnna = 'sip:1001@office.sip.telnyx.com';

  test('connects colleagues by their extensions, and the house with the world', async () => {
    const office = await exchange('exchange', {
      [ben]: '1s answer, 10s hang up',
      '+12025550133': '1s answer, 5s hang up',
      '+12025550134': '1s busy',
    });
    const calls = [
      [ofAnna, 'sip:1002@office.sip.telnyx.com'],
      [ofAnna, 'sip:+12025550133@sip.telnyx.com'],
      ['1002@office.sip.telnyx.com', '+12025550134'],
      ['sip:stranger@example.com', '+12025550133'],
    ] as const;
    for (const [from, to] of calls) {
      await office.call(from, to, '1m', { ApplicationSid });
    }
    expect(office.ends).toEqual([
      `${ofAnna} → ${ben}: completed`,
      '+12025550101 → +12025550133: completed',
      `${house} → +12025550134: busy`,
    ]);
    expect(await office.faults()).toEqual([]);
  });

  test.each(['sip:+12025550101@office.sip.telnyx.com', '+1 (202) 555-0101', '12025550101'])(
    'is reached under its number, spelt %s',
    async (number) => {
      const office = await exchange(`spelt-${number.replace(/\W/g, '')}`, {
        [anna]: '1s answer, 3s hang up',
      });
      await office.call(caller, number, '1m');
      expect(office.ends).toEqual([`${caller} → ${anna}: completed`]);
    },
  );

  test('rings one telephone after another for who calls from outside, and then records', async () => {
    const office = await exchange('exchange-2', {
      [cellar]: '0.5s ring',
      [ben]: '1s busy',
      [caller]: '1s after the beep speak, 5s after the beep press #',
    });
    await office.call(caller, house, '2m');
    expect(office.ends).toEqual([`${caller} → ${cellar}: no-answer`, `${caller} → ${ben}: busy`]);
    const [recording, ...others] = await office.recordings();
    expect([recording?.source, recording?.duration, others]).toEqual(['RecordVerb', '5', []]);
    expect([...office.messages]).toEqual([
      [recording?.sid, { extension: '1009', from: caller, url: expect.stringMatching(/^http/) }],
    ]);
    expect(await office.faults()).toEqual([]);
  });
});

describe('A call centre', () => {
  const agents = ['sip:kim@agents.example', 'sip:lee@agents.example'] as const;
  const [kim, lee] = agents;
  const supervisor = '+12025550188';
  const center = async (account: string, farEnds: Record<string, string>) =>
    ended(
      await running(
        sandbox,
        account,
        (client, publicKey) => callCenter(publicKey, client, { agents, supervisor }),
        { numbers: [house], farEnds },
      ),
    );

  test.each([
    ['the agent hangs up', { [kim]: '1s answer, 20s hang up' }, 'completed'],
    ['the caller hangs up', { [kim]: '1s answer', [caller]: '29s hang up' }, 'completed'],
  ])('hears how long a call was when %s', async (says, farEnds, outcome) => {
    const { call, pass, ...all } = await center(says.replaceAll(' ', '-'), {
      [lee]: '0.5s ring',
      ...farEnds,
    });
    await call(caller, house, '2m');
    const [recording] = await all.recordings();
    const { sid = '' } = recording ?? {};
    const seconds = Number(recording?.duration);
    expect(seconds).toBeGreaterThanOrEqual(19);
    expect(all.finished).toEqual([
      {
        from: caller,
        agent: kim,
        outcome,
        talkedSeconds: seconds,
        recording: { sid, seconds, url: expect.stringMatching(/^http/) },
      },
    ]);
    expect([...all.talked]).toEqual([[kim, seconds]]);
    expect([...all.kept]).toEqual([[sid, seconds]]);
    expect(all.going.size).toBe(0);
    expect(await all.faults()).toEqual([]);
  });

  test('hears of a call that somebody has ended by request', async () => {
    const all = await center('ended', { [lee]: '1s answer' });
    const sid = await all.call(caller, house, '14s');
    const { calls } = all.client.texml.accounts;
    await calls.update(sid, { account_sid: all.account, Status: 'completed' });
    await all.pass('1m');
    const [recording] = await all.recordings();
    expect(all.finished).toMatchObject([
      { agent: lee, outcome: 'completed', recording: { sid: recording?.sid } },
    ]);
    expect([...all.talked.keys()]).toEqual([lee]);
    expect(await all.faults()).toEqual([]);
  });

  test('hears that a caller hung up before anybody answered', async () => {
    const all = await center('impatient', {
      [kim]: '0.5s ring',
      [lee]: '0.5s ring',
      [caller]: '15s hang up',
    });
    await all.call(caller, house, '2m');
    expect(all.finished).toEqual([{ from: caller, outcome: 'canceled', talkedSeconds: 0 }]);
    expect(await all.recordings()).toEqual([]);
    expect(await all.faults()).toEqual([]);
  });

  test('tries twice, and then holds the caller until a supervisor is there', async () => {
    const all = await center('busy', {
      [kim]: '1s busy',
      [lee]: '0.5s ring',
      [supervisor]: '4s answer, 30s hang up',
      [caller]: '90s hang up',
    });
    const sid = await all.call(caller, house, '37s');
    const { conferences } = all.client.texml.accounts;
    const isHeld = async () => {
      const of = { account_sid: all.account, conference_sid: sid };
      return (await conferences.participants.retrieve('caller', of)).hold;
    };
    expect(await isHeld()).toBe(true);
    await all.pass('5s');
    expect(await isHeld()).toBe(false);
    await all.pass('3m');
    expect(all.finished).toEqual([{ from: caller, outcome: 'escalated', talkedSeconds: 0 }]);
    expect([...all.talked.values()]).toEqual([]);
    const [recording, ...others] = await all.recordings();
    expect([recording?.source, others]).toEqual(['Conference', []]);
    expect([...all.kept]).toEqual([[recording?.sid, Number(recording?.duration)]]);
    expect(await all.faults()).toEqual([]);
  });
});

describe('A mailbox', () => {
  const mailbox = async (account: string, farEnd: string, greetingUrl?: string) =>
    ended(
      await running(
        sandbox,
        account,
        (client, publicKey) =>
          voicemail(publicKey, client, { longestSeconds: 30, ...(greetingUrl && { greetingUrl }) }),
        { numbers: [house], farEnds: { [caller]: farEnd } },
      ),
    );

  test('keeps a message with its text, and deletes it once it was heard', async () => {
    const says = '1s after the beep speak "Call me.", 5s after the beep fall silent';
    const box = await mailbox('mailbox', `${says}, 8s after the beep press #`);
    await box.call(caller, house, '2m');
    const [[sid = '', message] = []] = [...box.messages];
    expect(message).toEqual({ from: caller, seconds: 8, endedBy: '#', text: 'Call me.' });
    const file = await box.fetched(box.account, sid);
    expect([file.type, file.size > 1_000]).toEqual(['audio/mpeg', true]);
    await box.deleted(box.account, sid);
    await expect(box.fetched(box.account, sid)).rejects.toThrow('404');
    expect([await box.recordings(), box.messages.size]).toEqual([[], 0]);
    expect(await box.faults()).toEqual([]);
  });

  test.each([
    ['who hangs up', '2s after the beep hang up', { seconds: 2, endedBy: 'hangup' }],
    [
      'who says nothing more',
      '0s after the beep speak, 3s after the beep fall silent',
      { seconds: 9 },
    ],
    ['who talks for too long', '0s after the beep speak', { seconds: 30 }],
  ])('keeps the message of somebody %s', async (says, farEnd, message) => {
    const greeting = 'https://media.example/greeting.mp3';
    const box = await mailbox(says.replaceAll(' ', '-'), farEnd, greeting);
    await box.call(caller, house, '3m');
    expect([...box.messages.values()]).toEqual([
      { from: caller, endedBy: 'itself', text: '', ...message },
    ]);
    expect(await box.faults()).toEqual([]);
  });
});

describe('A menu', () => {
  const shop = { orders: { 12345: 'It is on its way.' }, openingHours: 'We open at nine.' };
  const menu = async (account: string, farEnd: string) =>
    ended(
      await running(sandbox, account, (_, publicKey) => ivr(publicKey, shop), {
        numbers: [house],
        farEnds: { [caller]: farEnd },
        more: (url) => ({ status_callback: `${url}/status` }),
      }),
    );

  test.each([
    ['an order', '1s press 1, 3s press 12345#', ['1', '12345']],
    [
      'an order that is not known, and goodbye',
      '1s press 1, 3s press 9999#, 20s press 0',
      ['1', '9999', '0'],
    ],
    ['the opening hours, and goodbye', '1s press 2, 10s press 0', ['2', '0']],
    ['a key that is not there, and goodbye', '1s press 7, 10s press 0', ['7', '0']],
    ['nothing at all', '200s hang up', []],
    ['nothing, and then goodbye', '20s press 0', ['0']],
    ['too little of an order', '1s press 1, 3s press 12, 15s press 0', ['1', '0']],
  ])('is left by who presses %s', async (says, farEnd, pressed) => {
    const { call, ...all } = await menu(`menu-${says.replace(/\W+/g, '-')}`, farEnd);
    const sid = await call(caller, house, '2m');
    expect(all.pressed).toEqual(pressed);
    expect(all.visits.size).toBe(0);
    expect(await all.statusOf(sid)).toBe('completed');
    const said =
      pressed.at(-1) === '0' ? [expect.stringMatching(/\/chosen answers with nothing/)] : [];
    expect(await all.faults()).toEqual(said);
  });

  test('records a complaint, and ends the call where nothing is answered to it', async () => {
    const all = await menu('complaint', '1s press 3, 20s after the recording starts press *');
    await all.call(caller, house, '2m');
    const [recording] = await all.recordings();
    expect(all.complaints).toEqual([
      { from: caller, recordingSid: recording?.sid, seconds: Number(recording?.duration) },
    ]);
    expect(recording).toMatchObject({ status: 'completed', duration: '20' });
    expect(all.visits.size).toBe(0);
    expect(await all.faults()).toEqual([
      expect.stringMatching(/\/complained answers with nothing/),
    ]);
  });
});
