/** A small application of a customer's: a menu, a message, and a clerk who keeps the recordings. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenUp } from '../house/patience.ts';
import { account_sid, application, type Heard, type Served, served } from './served.ts';

const caller = '+12025550177';
const mailbox = '+12025550100';

let sandbox: Served;
let customer: Awaited<ReturnType<typeof application>>;
beforeAll(async () => {
  sandbox = await served();
  customer = await application(() => sandbox.publicKey, {
    '/voice/menu': `<Response>
      <Gather numDigits="1" action="chosen"><Say>Press one to leave a message.</Say></Gather>
      <Say>Goodbye.</Say>
    </Response>`,
    '/voice/chosen': ({ said }: Heard) =>
      said.Digits === '1'
        ? '<Response><Redirect>message</Redirect></Response>'
        : '<Response><Hangup/></Response>',
    '/voice/message': `<Response>
      <Say>Speak after the tone.</Say>
      <Record action="../thanks?of=message" finishOnKey="#" maxLength="120"
        recordingStatusCallback="/recordings" recordingStatusCallbackEvent="in-progress completed"/>
      <Say>We heard nothing.</Say>
    </Response>`,
    '/thanks': '<Response><Say>Thank you.</Say></Response>',
  });
  await sandbox.control('PUT', '/settings', {
    applications: {
      '1': {
        voice_url: `${customer.url}/voice/menu`,
        voice_method: 'POST',
        status_callback: `${customer.url}/calls`,
        numbers: [mailbox],
      },
    },
    numbers: { [caller]: '3s press 1, 20s press #' },
  });
  await sandbox.freeze();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await customer[Symbol.asyncDispose]();
});

test('a message is left, thanked for, told, fetched, and deleted', async () => {
  const { call_sid } = await sandbox.control<{ call_sid: string }>('POST', '/calls', {
    From: caller,
    To: mailbox,
  });
  await sandbox.pass('1m');

  const paths = customer.heard.map(({ path }) => path);
  expect(paths.filter((path) => path !== '/recordings' && path !== '/calls')).toEqual([
    '/voice/menu',
    '/voice/chosen',
    '/voice/message',
    '/thanks',
  ]);
  expect(new Set(customer.heard.map(({ said }) => said.CallSid))).toEqual(new Set([call_sid]));
  expect(new Set(customer.heard.map(({ signed }) => signed))).toEqual(new Set([true]));
  const thanked = customer.heard.find(({ path }) => path === '/thanks')?.said;
  expect(thanked).toMatchObject({ Digits: '#', CallStatus: 'in-progress' });

  const told = customer.heard.filter(({ path }) => path === '/recordings').map(({ said }) => said);
  expect(told.map(({ RecordingStatus }) => RecordingStatus)).toEqual(['in-progress', 'completed']);
  const { RecordingSid: sid = '', RecordingUrl = '', RecordingDuration } = told[1] ?? {};
  expect(thanked?.RecordingSid).toBe(sid);
  const called = customer.heard.filter(({ path }) => path === '/calls').map(({ said }) => said);
  expect(called.map(({ CallStatus }) => CallStatus)).toEqual(['completed']);

  const recording = await sandbox.recordings.json.retrieveRecordingSidJson(sid, { account_sid });
  expect(recording).toMatchObject({
    status: 'completed',
    source: 'RecordVerb',
    call_sid,
    duration: RecordingDuration,
  });
  const file = await fetch(RecordingUrl, { signal: givenUp() });
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);

  await sandbox.recordings.json.deleteRecordingSidJson(sid, { account_sid });
  expect((await fetch(RecordingUrl, { signal: givenUp() })).status).toBe(404);
});

test('an application that cannot be reached ends the call, and the timeline says why', async () => {
  await sandbox.control('PUT', '/settings', {
    applications: { '1': { voice_url: 'http://127.0.0.1:9/voice', numbers: [mailbox] } },
  });
  const { call_sid } = await sandbox.control<{ call_sid: string }>('POST', '/calls', {
    From: caller,
    To: mailbox,
  });
  await sandbox.pass('10s');
  expect(await sandbox.calls.retrieve(call_sid, { account_sid })).toMatchObject({
    status: 'completed',
  });
  const { entries } = await sandbox.control<{ entries: { kind: string; says?: string }[] }>(
    'GET',
    `/timeline?sid=${encodeURIComponent(call_sid)}`,
  );
  expect(entries.filter(({ kind }) => kind === 'warning').map(({ says }) => says)).toEqual([
    expect.stringContaining('http://127.0.0.1:9/voice'),
  ]);
});
