/** A voicemail is tested with the kit: the call, the callback, the file, and the vendor's client. */
import Telnyx from 'telnyx';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { expect, test as plain } from 'vitest';
import { type SessionForm, sessionForms } from '../../src/sandbox/http/exports/forms.ts';
import { play, readScenario, reportOf } from '../../src/scenarios/index.ts';
import { appUrl, createKit, type Kit, kitFixture, matchers } from '../../src/testing/index.ts';

expect.extend(matchers);

const app = {
  '/voice': `<Response>
    <Record finishOnKey="#" action="/bye" recordingStatusCallback="/told" transcription="true"/>
  </Response>`,
  '/bye': '<Response><Hangup/></Response>',
  '/told': 200,
};
const test = plain.extend({ kit: kitFixture({ app }) });

async function leaveMessage(kit: Kit) {
  const call = await kit.callIn({ Url: '/voice' });
  await kit.advance('3s');
  await call.say('Call me back.');
  await kit.advance('5s');
  await call.press('#');
  await kit.untilQuiet();
  return call;
}

test('a message is recorded, told, transcribed, and all claims hold', async ({ kit }) => {
  const call = await leaveMessage(kit);
  expect(call.status).toBe('completed');
  expect(call).toHaveRecording({
    status: 'completed',
    durationSeconds: 8,
    endReason: 'finish-key',
    told: ['completed'],
    text: 'Call me back.',
  });
  expect(kit).toHaveRecording({ callSid: call.sid, path: 'record-verb', channels: 2 });
  expect(kit).toHoldAllClaims();
  expect(kit.requests.map(({ atMs, path }) => `${atMs} ${path}`)).toEqual([
    '50 /voice',
    '8100 /bye',
    '10100 /told',
  ]);
  expect(kit.requests[1]?.parameters).toMatchObject({ CallSid: call.sid, Digits: '#' });
});

test('what happened to a line is taken elsewhere in every form, and what cannot be is said', async ({
  kit,
}) => {
  const call = await leaveMessage(kit);
  const scenario = readScenario(await call.exported('scenario'), 'The session');
  expect(reportOf(play(scenario))).toMatchObject({ ok: true, recordings: [{ end: 'completed' }] });
  for (const as of sessionForms) expect(await call.exported(as)).not.toBe('');
  expect(await call.exported('sequence-svg')).toMatch(
    /^<svg .*digit\.pressed #.*completed \(200\)/s,
  );
  await expect(call.exported('png' as SessionForm)).rejects.toThrow(
    'as is "png"; expected one of scenario, ndjson',
  );
});

plain('the same test comes out the same each time, whatever the clock on the wall', async () => {
  const told = async (startsAt: Date) => {
    await using kit = await createKit({ app, startsAt });
    const call = await leaveMessage(kit);
    const sids = [call.sid, ...kit.recordings.map(({ sid }) => sid)];
    return sids.reduce((text, sid, i) => text.replaceAll(sid, `sid-${i}`), kit.story);
  };
  const first = await told(new Date(0));
  expect(first).toContain('+0:10.1  callback completed: POST http://app.test/told 200');
  expect(await told(new Date('2040-02-29'))).toBe(first);
});

plain(
  'the vendor’s client asks in process, and verifies what the application is told',
  async () => {
    const verified: unknown[] = [];
    await using kit: Kit = await createKit({
      app: async (request) => {
        const headers = Object.fromEntries(request.headers);
        verified.push(await new TelnyxWebhook(kit.publicKey).verify(await request.text(), headers));
        return 200;
      },
    });
    const client = new Telnyx({ apiKey: 'any', fetch: kit.fetch, maxRetries: 0 });
    const { accounts } = client.texml;
    const call = await kit.dial({
      Texml: '<Response><Pause length="60"/></Response>',
      Record: true,
      RecordingStatusCallback: '/told',
      StatusCallback: '/calls',
    });
    await kit.advance('5s');
    expect(kit).toHaveRecording({ status: 'in-progress', source: 'OutboundAPI' });
    await accounts.calls.update(call.sid, { account_sid: kit.account, Status: 'completed' });
    expect(call.status).toBe('completed');
    await kit.untilQuiet();
    expect(kit.requests.map(({ path }) => path).sort()).toEqual(['/calls', '/told']);
    expect(verified).toEqual([undefined, undefined]);
    const { recordings = [] } = await accounts.retrieveRecordingsJson(kit.account);
    expect(recordings).toEqual([expect.objectContaining({ status: 'completed', duration: '5' })]);
    const { RecordingUrl = '' } =
      kit.requests.find(({ path }) => path === '/told')?.parameters ?? {};
    const file = await kit.fetch(RecordingUrl);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
  },
);

test('what <Dial> has dialled is a line too: its far end speaks and hangs up', async ({ kit }) => {
  await kit.dial({
    Texml: '<Response><Dial record="record-from-answer">+12025550101</Dial></Response>',
  });
  await kit.advance('4s');
  const [call, leg] = kit.lines;
  expect([call?.machine, leg?.machine, leg?.status]).toEqual(['call', 'dialLeg', 'in-progress']);
  await leg?.hangUp();
  await kit.untilQuiet();
  expect(kit.lines.map(({ status }) => status)).toEqual(['completed', 'completed']);
  expect(kit).toHaveRecording({ path: 'dial-verb', status: 'completed' });
  expect(kit).toHoldAllClaims();
});

plain('settings are those of a config file: numbers of an application, far ends', async () => {
  const caller = '+12025550177';
  const settings = {
    applications: { 7: { voice_url: `${appUrl}/voice`, numbers: ['+12025550100'] } },
    numbers: { [caller]: '2s press #, 5s hang up' },
  };
  await using kit = await createKit({ app, settings });
  await kit.callIn({ From: caller });
  await kit.untilQuiet();
  expect(kit).toHaveRecording({ endReason: 'finish-key', durationSeconds: 2 });
});

test('what cannot be is said by its name, and nothing has happened', async ({ kit }) => {
  await expect(kit.callIn({ Url: 'nowhere' })).rejects.toThrow(
    "The 'Url' parameter must be an http or https URL",
  );
  await expect(kit.dial({ Record: 'perhaps' })).rejects.toThrow(/Record/);
  await expect(kit.advance('3 s')).rejects.toThrow('The time to advance is "3 s"; expected');
  await expect(createKit({ app: { voice: 200 } })).rejects.toThrow(
    'The application has an answer at "voice"; expected a path or a URL.',
  );
  expect([kit.lines, kit.recordings, kit.requests]).toEqual([[], [], []]);
});
