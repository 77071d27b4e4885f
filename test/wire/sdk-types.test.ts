/** Telnyx's own client agrees: its types with what is answered, its requests with what is read. */
import Telnyx from 'telnyx';
import type {
  AccountRetrieveRecordingsJsonParams,
  TexmlGetCallRecordingResponseBody,
} from 'telnyx/resources/texml/accounts/accounts';
import type * as calls from 'telnyx/resources/texml/accounts/calls/calls';
import type * as updates from 'telnyx/resources/texml/accounts/calls/recordings';
import type * as recordings from 'telnyx/resources/texml/accounts/calls/recordings-json';
import type * as conferences from 'telnyx/resources/texml/accounts/conferences/conferences';
import type * as participants from 'telnyx/resources/texml/accounts/conferences/participants';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { Switchboard } from '../../src/engine/index.ts';
import * as wire from '../../src/wire/index.ts';
import type { parameters } from '../../src/wire/rest/parameters.ts';
import type { queryParameters } from '../../src/wire/rest/spelling/query-parameters.ts';
import { callRow, conferenceRow, legRow, recordingRow, World } from './world.ts';

/** What a read answers when it finds something. */
type Answer<R extends wire.ReadName> = wire.ReplyBody<R>;

type Made = recordings.TexmlCreateCallRecordingResponseBody;
type Listed = conferences.ConferenceRetrieveRecordingsResponse.Recording;

describe('What is answered is what the client expects', () => {
  test('of recordings', () => {
    expectTypeOf<wire.FetchedRecording>().toExtend<TexmlGetCallRecordingResponseBody>();
    expectTypeOf<wire.UpdatedRecording>().toExtend<Made>();
    expectTypeOf<wire.ListedRecording>().toExtend<Listed>();
    expectTypeOf<Answer<'fetchRecording'>>().toExtend<TexmlGetCallRecordingResponseBody>();
    type Lists = 'listRecordings' | 'listRecordingsOfCall' | 'listRecordingsOfConference';
    expectTypeOf<Answer<Lists>>().toExtend<recordings.TexmlGetCallRecordingsResponseBody>();
    expectTypeOf<
      Answer<'listConferenceRecordings'>
    >().toExtend<conferences.ConferenceRetrieveRecordingsResponse>();
  });
  test('of calls', () => {
    expectTypeOf<wire.CallResource>().toExtend<calls.CallResource>();
    expectTypeOf<wire.InitiatedCall>().toExtend<calls.CallCallsResponse>();
    expectTypeOf<Answer<'fetchCall'>>().toExtend<calls.CallResource>();
    expectTypeOf<Answer<'listCalls'>>().toExtend<calls.CallRetrieveCallsResponse>();
  });
  test('of conferences and participants', () => {
    expectTypeOf<wire.ConferenceResource>().toExtend<conferences.ConferenceResource>();
    expectTypeOf<Answer<'fetchConference'>>().toExtend<conferences.ConferenceResource>();
    expectTypeOf<
      Answer<'listConferences'>
    >().toExtend<conferences.ConferenceRetrieveConferencesResponse>();
    expectTypeOf<wire.NewParticipant>().toExtend<participants.ParticipantParticipantsResponse>();
    expectTypeOf<wire.ParticipantResource>().toExtend<participants.ParticipantResource>();
    expectTypeOf<Answer<'fetchParticipant'>>().toExtend<participants.ParticipantResource>();
    expectTypeOf<
      Answer<'listParticipants'>
    >().toExtend<participants.ParticipantRetrieveParticipantsResponse>();
  });
  test('and what a read answers is told apart', () => {
    expectTypeOf<Answer<'fetchCall'>>().toEqualTypeOf<wire.CallResource>();
    expectTypeOf<Answer<'fetchRecording'>>().toEqualTypeOf<wire.FetchedRecording>();
    expectTypeOf<
      Answer<'listConferenceRecordings'>['recordings'][number]
    >().toEqualTypeOf<wire.ListedRecording>();
    expectTypeOf<
      Answer<'listRecordings'>['recordings'][number]
    >().toEqualTypeOf<wire.FetchedRecording>();
  });
  test('and a word that it does not know would be noticed', () => {
    expectTypeOf<{ status: 'absent' }>().not.toExtend<TexmlGetCallRecordingResponseBody>();
    expectTypeOf<{ status: 'queued' }>().not.toExtend<calls.CallResource>();
  });
  test('and has no field that the client does not know', () => {
    type Strange<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;
    expectTypeOf<
      | Strange<wire.FetchedRecording, TexmlGetCallRecordingResponseBody>
      | Strange<wire.UpdatedRecording, Made>
      | Strange<wire.ListedRecording, Listed>
      | Strange<wire.CallResource, calls.CallResource>
      | Strange<wire.ConferenceResource, conferences.ConferenceResource>
      | Strange<wire.NewParticipant, participants.ParticipantParticipantsResponse>
      | Strange<wire.ParticipantResource, participants.ParticipantResource>
      | Strange<Answer<'listCalls'>, calls.CallRetrieveCallsResponse>
      | Strange<Answer<'listRecordings'>, recordings.TexmlGetCallRecordingsResponseBody>
      | Strange<
          Answer<'listConferenceRecordings'>,
          conferences.ConferenceRetrieveRecordingsResponse
        >
      | Strange<Answer<'listConferences'>, conferences.ConferenceRetrieveConferencesResponse>
      | Strange<Answer<'listParticipants'>, participants.ParticipantRetrieveParticipantsResponse>
    >().toBeNever();
    // The sid of a call that begins: the documentation has it on an older path only.
    expectTypeOf<
      Strange<wire.InitiatedCall, calls.CallCallsResponse>
    >().toEqualTypeOf<'call_sid'>();
  });
});

describe('What the client can say is what is read', () => {
  type Tables = typeof parameters & typeof queryParameters;
  type Taken<O extends keyof Tables> = z.input<Tables[O]>;
  type PathParameter = 'account_sid' | 'call_sid' | 'conference_sid' | 'timeout_seconds';
  /** The parameters of the body that the table does not have, or holds otherwise. */
  type Missed<Theirs, O extends keyof Tables> = {
    [K in Exclude<keyof Theirs, PathParameter>]: K extends keyof Taken<O>
      ? NonNullable<Theirs[K]> extends NonNullable<Taken<O>[K]>
        ? never
        : K
      : K;
  }[Exclude<keyof Theirs, PathParameter>];

  test('in every request', () => {
    expectTypeOf<Missed<calls.CallCallsParams.ApplicationDefault, 'initiateCall'>>().toBeNever();
    expectTypeOf<Missed<calls.CallUpdateParams, 'updateCall'>>().toBeNever();
    expectTypeOf<
      Missed<recordings.RecordingsJsonRecordingsJsonParams, 'startRecording'>
    >().toBeNever();
    expectTypeOf<Missed<updates.RecordingRecordingSidJsonParams, 'updateRecording'>>().toBeNever();
    expectTypeOf<
      Missed<participants.ParticipantParticipantsParams, 'dialParticipant'>
    >().toBeNever();
    expectTypeOf<Missed<participants.ParticipantUpdateParams, 'updateParticipant'>>().toBeNever();
    expectTypeOf<Missed<conferences.ConferenceUpdateParams, 'updateConference'>>().toBeNever();
  });
  test('in every query', () => {
    expectTypeOf<Missed<calls.CallRetrieveCallsParams, 'listCalls'>>().toBeNever();
    expectTypeOf<
      Missed<conferences.ConferenceRetrieveConferencesParams, 'listConferences'>
    >().toBeNever();
    expectTypeOf<Missed<AccountRetrieveRecordingsJsonParams, 'listRecordings'>>().toBeNever();
    expectTypeOf<
      | Missed<participants.ParticipantRetrieveParticipantsParams, 'listParticipants'>
      | Missed<conferences.ConferenceRetrieveRecordingsParams, 'listConferenceRecordings'>
      | Missed<conferences.ConferenceRetrieveRecordingsJsonParams, 'listRecordingsOfConference'>
      | Missed<recordings.RecordingsJsonRetrieveRecordingsJsonParams, 'listRecordingsOfCall'>
    >().toBeNever();
  });
  test('and a parameter that is missing would be noticed', () => {
    expectTypeOf<Missed<{ Loudness?: number }, 'startRecording'>>().toEqualTypeOf<'Loudness'>();
    expectTypeOf<Missed<{ PlayBeep?: number }, 'startRecording'>>().toEqualTypeOf<'PlayBeep'>();
  });
});

/** The client, over the table of operations instead of a network; it remembers what was asked. */
function connected(answers: Partial<Record<wire.OperationName, object>>) {
  const asked: unknown[] = [];
  const served = (url: string, init: RequestInit = {}): Response => {
    const { pathname: path } = new URL(url);
    const { method = '' } = init;
    const request = { method, path, body: decoded(init.body) };
    const mint: wire.Mint = (what) => `${what}-1`;
    const heard = wire.prepare(request, { directory, mint, mediaUrl: () => '' });
    if ('status' in heard) return Response.json(heard.body, { status: heard.status });
    asked.push(heard.asked.command);
    const { operation } = wire.route(method, path) ?? {};
    const { status } = wire.operations[operation ?? 'initiateCall'];
    const answer = operation && answers[operation];
    return answer ? Response.json(answer, { status }) : new Response(null, { status });
  };
  const client = new Telnyx({
    apiKey: 'key',
    baseURL: 'http://localhost:1',
    maxRetries: 0,
    fetch: (url, init) => new Promise((resolve) => resolve(served(String(url), init))),
  });
  return { client: client.texml.accounts, asked };
}
function decoded(body: unknown): unknown {
  if (typeof body !== 'string') return undefined;
  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
}
const nothing = { machines: new Switchboard(), rows: new Map() };
const directory: wire.Reader = {
  ...wire.directoryOf(nothing, callRow.accountSid),
  line: (sid) => (sid === 'v3:call' ? callRow : undefined),
  recording: (sid) =>
    sid === 'recording-0' ? { row: recordingRow, callSid: 'v3:call' } : undefined,
  conference: () => ({ sid: 'conference-0', row: conferenceRow }),
  conferenceNamed: () => undefined,
  participant: (_conference, word) => word,
  requested: () => undefined,
};
const account_sid = callRow.accountSid;

describe('The client is understood, and understands', () => {
  const world = World.recorded();
  const made = wire.updatedRecording(world.recording('recording-0'), recordingRow);

  test('when it begins a call', async () => {
    const { client, asked } = connected({ initiateCall: wire.initiatedCall('call-0', callRow) });
    const answer = await client.calls.calls(account_sid, {
      body: {
        To: '+15550001',
        From: '+15550000',
        ApplicationSid: 'app-0',
        Record: true,
        RecordingTimeout: 5,
        Timeout: 20,
      },
    });
    expect(answer).toEqual({
      call_sid: 'call-0',
      from: '+15550000',
      status: 'queued',
      to: '+15550001',
    });
    expect(asked).toEqual([
      {
        type: 'call.dialOut',
        recording: { sid: 'recording-1', silenceMs: 5_000 },
        ringTimeoutMs: 20_000,
      },
    ]);
  });

  test('when it starts, updates and deletes a recording', async () => {
    const { client, asked } = connected({ startRecording: made, updateRecording: made });
    const call_sid = 'v3:call';
    expect(
      await client.calls.recordingsJson.recordingsJson(call_sid, { account_sid, PlayBeep: false }),
    ).toEqual(made);
    const paused = { account_sid, call_sid, Status: 'paused' } as const;
    expect(await client.calls.recordings.recordingSidJson('recording-0', paused)).toEqual(made);
    await client.recordings.json.deleteRecordingSidJson('recording-0', { account_sid });
    expect(asked).toEqual([
      { type: 'call.startRecording', recording: { sid: 'recording-1', beep: false } },
      { type: 'recording.pause' },
      { type: 'recording.delete' },
    ]);
  });

  test('when it dials a participant, changes it and removes it', async () => {
    const conferenceWorld = new World();
    const stay = { legSid: 'leg-0', stay: 'stay-0' };
    conferenceWorld.tell('conference', 'conference-0', {
      type: 'conference.addParticipant',
      ...stay,
    });
    const conference = conferenceWorld.conference('conference-0');
    const participant = wire.participantResource(conference, conferenceWorld.leg('leg-0'), legRow);
    const { client, asked } = connected({
      dialParticipant: participant,
      updateParticipant: participant,
    });
    const dialled = await client.conferences.participants.participants('conference-0', {
      account_sid,
      To: '+15550001',
      From: '+15550000',
      ConferenceRecord: 'true',
      ConferenceRecordingStatusCallbackEvent: 'completed failed',
      timeout_seconds: 7,
    });
    expect(dialled.status).toBe('connecting');
    const where = { account_sid, conference_sid: 'conference-0' };
    await client.conferences.participants.update('leg-0', { ...where, EndConferenceOnExit: true });
    await client.conferences.participants.delete('leg-0', where);
    await client.conferences.update('conference-0', { account_sid, Status: 'completed' });
    expect(asked).toEqual([
      {
        type: 'conference.addParticipant',
        legSid: 'dialLeg-1',
        stay: 'stay-1',
        ringTimeoutMs: 7_000,
        conferenceRecording: { sid: 'recording-1' },
      },
      { type: 'conference.updateParticipant', callSid: 'leg-0', endOnExit: true },
      { type: 'conference.removeParticipant', callSid: 'leg-0' },
      { type: 'conference.end' },
    ]);
  });

  test('when nothing is found', async () => {
    const { client } = connected({});
    const elsewhere = client.calls.update('v3:nobody', { account_sid, Status: 'completed' });
    await expect(elsewhere).rejects.toBeInstanceOf(Telnyx.NotFoundError);
    await expect(elsewhere).rejects.toMatchObject({
      status: 404,
      error: { errors: [{ code: '10005', detail: 'Resource not found' }] },
    });
  });
});
