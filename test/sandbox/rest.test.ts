/** Telnyx's own client asks everything that there is to ask, and is answered by the machines. */
import Telnyx from 'telnyx';
import { beforeEach, describe, expect, test } from 'vitest';
import { operations, route } from '../../src/wire/index.ts';
import {
  ApplicationSid,
  aCall,
  account_sid,
  api,
  aRecording,
  at,
  type Errors,
  From,
  type Handled,
  handled,
  sidOf,
  To,
  withoutPast,
} from './handled.ts';

let sandbox: Handled;
beforeEach(async () => {
  sandbox = await handled();
  return sandbox.close;
});

const accounts = () => sandbox.client.texml.accounts;
const dialled = { account_sid, ApplicationSid, From, To };

test('the client asks for everything that there is', async () => {
  const { calls, recordings, conferences } = accounts();
  const call_sid = await aCall(sandbox);
  await calls.retrieve(call_sid, { account_sid });
  await calls.retrieveCalls(account_sid);
  await sandbox.client.texml.calls.create('1', { From, To });
  await sandbox.client.texml.initiateAICall('1', { From, To, AIAssistantId: 'a' });

  const { sid = '' } = await calls.recordingsJson.recordingsJson(call_sid, { account_sid });
  await sandbox.pass('10s');
  const recording = () => recordings.json.retrieveRecordingSidJson(sid, { account_sid });
  const update = (Status: 'paused' | 'in-progress' | 'stopped') =>
    calls.recordings.recordingSidJson(sid, { account_sid, call_sid, Status });
  const states: unknown[] = [(await recording()).status];
  for (const status of ['paused', 'in-progress', 'stopped'] as const) {
    await update(status);
    await sandbox.pass('5s');
    states.push((await recording()).status);
  }
  expect(states).toEqual(['in-progress', 'paused', 'in-progress', 'completed']);
  expect((await accounts().retrieveRecordingsJson(account_sid)).recordings).toEqual([
    await recording(),
  ]);
  const ofCall = await calls.recordingsJson.retrieveRecordingsJson(call_sid, { account_sid });
  expect(ofCall.recordings).toHaveLength(1);

  const dial = { ...dialled, ConferenceRecord: 'true' as const };
  const { participants } = conferences;
  const leg = await participants.participants('room', dial);
  const { call_sid: legSid = '', conference_sid = '' } = leg;
  await sandbox.pass('5s');
  const inRoom = { account_sid, conference_sid };
  await participants.update(legSid, { ...inRoom, Muted: true });
  expect(await participants.retrieve(legSid, inRoom)).toMatchObject({ muted: true });
  const there = await participants.retrieveParticipants(conference_sid, { account_sid });
  expect(there.participants?.map((one) => one.call_sid)).toEqual([legSid]);
  expect((await conferences.retrieve(conference_sid, { account_sid })).friendly_name).toBe('room');
  expect((await conferences.retrieveConferences(account_sid)).conferences).toHaveLength(1);
  for (const list of [
    await conferences.retrieveRecordings(conference_sid, { account_sid }),
    await conferences.retrieveRecordingsJson(conference_sid, { account_sid }),
  ]) {
    expect(list.recordings?.map(({ source }) => source)).toEqual(['StartConferenceRecordingAPI']);
  }
  await participants.delete(legSid, inRoom);
  await conferences.update(conference_sid, { account_sid, Status: 'completed' }).catch(() => 0);

  await transcribed();
  await listenedIn();

  expect(await recordings.json.deleteRecordingSidJson(sid, { account_sid })).toBeFalsy();
  await expect(recording()).rejects.toBeInstanceOf(Telnyx.NotFoundError);
  const ended = await calls.update(call_sid, { account_sid, Status: 'completed' });
  expect(ended).toMatchObject({ sid: call_sid, status: 'completed' });

  const meant = sandbox.asked.flatMap(({ method, path }) => {
    const found = route(method, path.slice('/v2'.length));
    return found ? [found.operation] : [];
  });
  expect([...new Set(meant)].sort()).toEqual(Object.keys(operations).sort());
});

/** Two listen in on a call, and stop. */
async function listenedIn() {
  const { calls } = accounts();
  const call_sid = await aCall(sandbox);
  const of = { account_sid, call_sid };
  const stream = await calls.streamsJson(call_sid, { account_sid, Url: 'wss://example.com' });
  const stopped = { ...of, Status: 'stopped' } as const;
  const { sid: streamSid = '' } = stream;
  expect(await calls.streams.streamingSidJson(streamSid, stopped)).toMatchObject({
    status: 'stopped',
  });
  const { sid: siprecSid = '' } = await calls.siprecJson(call_sid, { account_sid });
  expect(await calls.siprec.siprecSidJson(siprecSid, stopped)).toMatchObject({ status: 'stopped' });
}

/** A message is left and written down: its transcription is listed, fetched and deleted. */
async function transcribed() {
  const { calls, transcriptions } = accounts();
  const Texml = '<Response><Record transcription="true"/></Response>';
  const asked = { ApplicationSid, From, To: '+12025550109', Texml };
  const call_sid = sidOf(await calls.calls(account_sid, { body: asked }));
  await sandbox.pass('1m');
  const { transcriptions: all = [] } = await accounts().retrieveTranscriptionsJson(account_sid);
  const [{ sid = '', recording_sid } = {}] = all;
  const { json } = transcriptions;
  const one = () => json.retrieveRecordingTranscriptionSidJson(sid, { account_sid });
  expect(all).toEqual([await one()]);
  expect(await one()).toMatchObject({ call_sid, status: 'completed' });
  const link = `/texml/Accounts/${account_sid}/Recordings/${recording_sid}/Transcriptions.json`;
  expect(await sandbox.client.get(link)).toMatchObject({ transcriptions: [{ sid }] });
  expect(await json.deleteRecordingTranscriptionSidJson(sid, { account_sid })).toBeFalsy();
  await expect(one()).rejects.toBeInstanceOf(Telnyx.NotFoundError);
}

describe('What is made is told at once', () => {
  test('a call', async () => {
    const call = { ApplicationSid, From, To };
    const made = await accounts().calls.calls(account_sid, { body: call });
    const sid = sidOf(made);
    expect(made).toEqual({ call_sid: sid, from: From, to: To, status: 'queued' });
    expect(sid).toMatch(/^v3:[\w-]{20,}$/);
    expect(await accounts().calls.retrieve(sid, { account_sid })).toMatchObject({ sid, to: To });
  });

  test('a recording of a call', async () => {
    const call_sid = await aCall(sandbox);
    const { recordingsJson } = accounts().calls;
    const made = await recordingsJson.recordingsJson(call_sid, {
      account_sid,
      RecordingChannels: 'dual',
    });
    const source = 'StartCallRecordingAPI';
    expect(made).toMatchObject({ call_sid, channels: 2, source, duration: null, track: 'both' });
  });

  test('a participant and the conference', async () => {
    const { participants } = accounts().conferences;
    const made = await participants.participants('room', { ...dialled, Label: 'clerk' });
    expect(made).toMatchObject({ muted: false, hold: false, status: 'connecting' });
    const { conference_sid = '' } = made;
    const byLabel = await participants.retrieve('clerk', { account_sid, conference_sid });
    expect(byLabel.call_sid).toBe(made.call_sid);
  });
});

test('a call that joins by its document has the label of that, is muted, and is found by it', async () => {
  const { calls, conferences } = accounts();
  const anna = '<Conference participantLabel="anna" muted="true">room</Conference>';
  await sandbox.freeze();
  const Texml = `<Response><Dial>${anna}</Dial></Response>`;
  await calls.calls(account_sid, { body: { ApplicationSid, From, To, Texml } });
  await sandbox.pass('10s');
  const [room] = (await conferences.retrieveConferences(account_sid)).conferences ?? [];
  const conference_sid = room?.sid ?? '';
  const inRoom = { account_sid, conference_sid };
  expect(await conferences.participants.retrieve('anna', inRoom)).toMatchObject({
    muted: true,
    status: 'connected',
  });
  await conferences.participants.update('anna', { ...inRoom, Muted: false });
  expect(await conferences.participants.retrieve('anna', inRoom)).toMatchObject({ muted: false });
});

test('participants who are dialled at once into a new room meet in one conference', async () => {
  const { participants, retrieveConferences } = accounts().conferences;
  await sandbox.worlds.open(account_sid);
  const made = await Promise.all(
    [1, 2, 3, 4].map(() => participants.participants('room', dialled)),
  );
  expect(new Set(made.map((one) => one.conference_sid)).size).toBe(1);
  const { conferences } = await retrieveConferences.call(accounts().conferences, account_sid);
  expect(conferences).toHaveLength(1);
});

describe('An account that nobody has used', () => {
  test.each([
    ['GET', '/Calls', 200],
    ['GET', '/Recordings.json', 200],
    ['GET', '/Calls/v3:x', 404],
    ['POST', '/Calls/v3:x', 404],
    ['POST', '/Calls', 422],
    ['DELETE', '/Recordings/x.json', 404],
  ])('%s %s answers %i and leaves it so', async (method, path, status) => {
    expect(await sandbox.ask(method, `${api}${path}`)).toMatchObject({ status });
    expect(sandbox.worlds.accounts).toEqual([]);
  });

  test('is refused when there is no room for it', async () => {
    await using small = await handled({ accounts: 2 });
    for (const one of ['other', 'another']) await small.worlds.open(one);
    const { status, body } = await small.ask('POST', `${api}/Calls`, {
      form: { To, From, ApplicationSid },
    });
    expect(status).toBe(403);
    expect(body.errors[0]?.detail).toContain('2 accounts');
  });
});

/** Every request about something, as another account asks it: `R` recording, `C` call, `F` room. */
const foreign = Object.values(operations)
  .flatMap(({ method, path, linked = path }) =>
    [path, linked].map((one) => ({ method, path: one })),
  )
  .filter(({ path }) => path.includes('{'));

test('what belongs to one account is not found by another, and nothing happens to it', async () => {
  const { sid, call_sid } = await aRecording(sandbox);
  const leg = await accounts().conferences.participants.participants('room', dialled);
  await sandbox.pass('5s');
  const before = withoutPast(await sandbox.worlds.dump(account_sid));
  const sids: Readonly<Record<string, string>> = {
    recording_sid: sid,
    call_sid,
    conference_sid: leg.conference_sid ?? '',
    call_sid_or_participant_label: leg.call_sid ?? '',
  };
  await sandbox.worlds.open('other');
  for (const { method, path } of foreign) {
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => sids[name] ?? '');
    if (filled.endsWith('/Participants') && method === 'POST') continue; // It makes a room.
    const form = { Status: 'completed' };
    const sent = method === 'POST' ? { form } : {};
    const { status, body } = await sandbox.ask(method, `/v2/texml/Accounts/other${filled}`, sent);
    expect([filled, status, body.errors[0]?.code]).toEqual([filled, 404, '10005']);
  }
  expect(withoutPast(await sandbox.worlds.dump(account_sid))).toEqual(before);
});

describe('A request that comes at the wrong time', () => {
  const refusal = ({ status, body }: { status: number; body: Errors }) => [
    status,
    body.errors.map(({ code }) => code),
  ];
  const update = (call: string, recording: string, Status: string) =>
    sandbox.ask('POST', `${api}/Calls/${call}/Recordings/${recording}.json`, { form: { Status } });

  test('recording a call that has not been answered', async () => {
    await sandbox.freeze();
    const call = { ApplicationSid, From, To: '+12025550102' };
    const call_sid = sidOf(await accounts().calls.calls(account_sid, { body: call }));
    const asked = await sandbox.ask('POST', `${api}/Calls/${call_sid}/Recordings.json`);
    expect(refusal(asked)).toEqual([422, ['90034']]);
    expect(sandbox.worlds.find(account_sid)?.host.rows.size).toBe(1);
  });

  test('pausing a recording that has ended, while its call goes on', async () => {
    const { sid, call_sid } = await aRecording(sandbox);
    await update(call_sid, sid, 'stopped');
    await sandbox.pass('5s');
    expect(refusal(await update(call_sid, sid, 'paused'))).toEqual([422, ['10027']]);
  });

  test('pausing a recording whose call is over', async () => {
    const { sid, call_sid } = await aRecording(sandbox);
    await sandbox.ask('POST', `${api}/Calls/${call_sid}`, { form: { Status: 'completed' } });
    await sandbox.pass('5s');
    expect(refusal(await update(call_sid, sid, 'paused'))).toEqual([422, ['90018']]);
  });

  test('deleting a recording that goes on', async () => {
    const { sid } = await aRecording(sandbox);
    const asked = await sandbox.ask('DELETE', `${api}/Recordings/${sid}.json`);
    expect(refusal(asked)).toEqual([422, ['10027']]);
  });
});

test('a participant who is muted and held is shown so', async () => {
  const { participants } = accounts().conferences;
  const { call_sid = '', conference_sid = '' } = await participants.participants('room', dialled);
  await sandbox.freeze();
  await sandbox.pass('5s');
  const inRoom = { account_sid, conference_sid };
  const told = await participants.update(call_sid, { ...inRoom, Hold: true, Muted: true });
  expect(told).toMatchObject({ hold: true, muted: true });
  expect(await participants.retrieve(call_sid, inRoom)).toMatchObject({ hold: true, muted: true });
});

test('of two requests at once that change one participant each counts', async () => {
  const { participants } = accounts().conferences;
  const { call_sid = '', conference_sid = '' } = await participants.participants('room', dialled);
  await sandbox.freeze();
  await sandbox.pass('5s');
  const inRoom = { account_sid, conference_sid };
  await Promise.all([
    participants.update(call_sid, { ...inRoom, Hold: true }),
    participants.update(call_sid, { ...inRoom, Muted: true }),
  ]);
  expect(await participants.retrieve(call_sid, inRoom)).toMatchObject({ hold: true, muted: true });
});

test('the timeline shows each request: what it is about, how it ended, and no query', async () => {
  const { sid, call_sid } = await aRecording(sandbox);
  await sandbox.ask('GET', `${api}/Recordings/${sid}.json?secret=1`);
  await sandbox.ask('POST', `${api}/Calls/${call_sid}/Recordings/${sid}.json`, {
    form: { Status: 'perhaps' },
  });
  await sandbox.ask('GET', `${api}/Nothing`);
  const { body } = await sandbox.ask<{ entries: { kind: string }[] }>('GET', `${at}/timeline`);
  const shown = body.entries.filter(({ kind }) => kind === 'request').slice(-3);
  expect(shown).toMatchObject([
    { method: 'GET', path: `${api}/Recordings/${sid}.json`, status: 200, sid },
    { method: 'POST', status: 422, sid, says: expect.stringContaining('Status must be one of') },
    { method: 'GET', path: `${api}/Nothing`, status: 404 },
  ]);
  expect(JSON.stringify(body)).not.toContain('?secret');
});

test('the document of a request is run, and one that comes later takes its place', async () => {
  const call = await aCall(sandbox, { Texml: '<Response><Record playBeep="false"/></Response>' });
  await sandbox.pass('5s');
  const sources = async () =>
    (await accounts().retrieveRecordingsJson(account_sid)).recordings?.map((one) => one.source);
  expect(await sources()).toEqual(['RecordVerb']);
  const Texml = '<Response><Dial record="record-from-answer">+12025550101</Dial></Response>';
  await accounts().calls.update(call, { account_sid, Texml });
  await sandbox.pass('5s');
  expect(await sources()).toEqual(['DialVerb', 'RecordVerb']);
});

test('what stands behind the question mark is heard', async () => {
  await aCall(sandbox);
  await aCall(sandbox, { From: '+12025550198' });
  const { calls } = accounts();
  const one = await calls.retrieveCalls(account_sid, { PageSize: 1, From });
  expect(one.calls?.map((call) => call.from)).toEqual([From]);
  await aRecording(sandbox);
  const made = async (when: string) => {
    const path = `${api}/Recordings.json?DateCreated${when}`;
    return (await sandbox.ask<{ recordings: object[] }>('GET', path)).body.recordings.length;
  };
  expect([await made('>=2999-01-01'), await made('<=2999-01-01')]).toEqual([0, 1]);
  expect((await sandbox.ask('GET', `${api}/Calls?PageSize=x`)).status).toBe(422);
});

test('a request that is overtaken by a reset says so', async () => {
  await aCall(sandbox);
  const world = sandbox.worlds.find(account_sid);
  await world?.close();
  const { status, body } = await sandbox.ask('POST', `${api}/Calls`, {
    form: { To, From, ApplicationSid },
  });
  expect([status, body.errors[0]?.code]).toEqual([503, '10007']);
  expect(body.errors[0]?.detail).toContain('begun anew');
});

describe('A number that lost its plus sign in a form', () => {
  /** Every parameter that holds an address, of every operation. */
  const addresses = Object.values(operations).flatMap(({ method, base, path, parameters }) =>
    ['To', 'From', 'CallerId']
      .filter((name) => Object.hasOwn(parameters.shape, name))
      .map((name) => [method, base + path, name] as const),
  );
  test.each(addresses)('is refused, and told why: %s %s, %s', async (method, template, name) => {
    const others = {
      To: '%2B12025550101',
      From: '%2B12025550199',
      ApplicationSid: '1',
      AIAssistantId: 'a',
    };
    const said = Object.entries({ ...others, [name]: '+12025550107' })
      .map((pair) => pair.join('='))
      .join('&');
    const path = `/v2${template.replace('{account_sid}', account_sid)}`.replace(/\{\w+\}/, 'room');
    const sent = method === 'GET' ? [`${path}?${said}`] : [path, { form: said }];
    const { status, body } = await sandbox.ask(method, ...(sent as [string]));
    expect([status, body.errors]).toMatchObject([
      422,
      [{ code: '10016', source: { pointer: `/${name}` } }],
    ]);
    expect(body.errors[0]?.detail).toBe(
      `The '${name}' parameter must be +12025550107: the + was lost, as it is a blank in a form unless it is sent as %2B`,
    );
    expect(sandbox.worlds.accounts).toEqual([]);
  });
});

test('what is no address is named', async () => {
  const form = { To: 'nobody', From: '12025550199', ApplicationSid: '1' };
  const { status, body } = await sandbox.ask('POST', `${api}/Calls`, { form });
  expect([status, body.errors.map(({ source }) => source?.pointer)]).toEqual([
    422,
    ['/To', '/From'],
  ]);
  expect(body.errors[1]?.detail).toMatch(
    /sip:name@example\.com, or client:name \(\+12025550199\?\)$/,
  );
});
