/** Telnyx's own client reads: what it asks is understood, and it understands the answers. */
import Telnyx from 'telnyx';
import { describe, expect, test } from 'vitest';
import * as wire from '../../src/wire/index.ts';
import { foundBy } from './named.ts';
import { fourDays } from './reader.ts';

const account_sid = 'account-0';
const directory = fourDays().readerOf(account_sid);
const mediaUrl = (sid: string) => `https://example.com/${sid}.mp3`;
const mint = () => 'new';
const take = () => {
  throw new Error('a read asks something');
};
const host = { directory, mint, mediaUrl, take };

/** The client, over the reads instead of a network; it remembers which reads were meant. */
function connected() {
  const meant: (readonly [string | undefined, string])[] = [];
  const served = (url: string, method = ''): Response => {
    const { pathname: path, search: query } = new URL(url);
    meant.push([wire.route(method, path)?.operation, query]);
    const { status, body } = wire.serve({ method, path, query }, host);
    return Response.json(body, { status });
  };
  const client = new Telnyx({
    apiKey: 'key',
    baseURL: 'http://localhost:1',
    maxRetries: 0,
    fetch: (url, init) => new Promise((resolve) => resolve(served(String(url), init?.method))),
  });
  return { telnyx: client, client: client.texml.accounts, meant };
}

/** Every way in which the client reads: what is meant by it, and what comes back. */
const { telnyx, client, meant } = connected();
const inRoom = { account_sid, conference_sid: 'conference-0' };
const ways: Readonly<Record<wire.ReadName, () => PromiseLike<object>>> = {
  fetchCall: () => client.calls.retrieve('call-0', { account_sid }),
  listCalls: () => client.calls.retrieveCalls(account_sid),
  fetchRecording: () =>
    client.recordings.json.retrieveRecordingSidJson('recording-0', { account_sid }),
  listRecordings: () => client.retrieveRecordingsJson(account_sid),
  listRecordingsOfCall: () =>
    client.calls.recordingsJson.retrieveRecordingsJson('call-0', { account_sid }),
  listRecordingsOfConference: () =>
    client.conferences.retrieveRecordingsJson('conference-0', { account_sid }),
  listConferenceRecordings: () =>
    client.conferences.retrieveRecordings('conference-0', { account_sid }),
  fetchConference: () => client.conferences.retrieve('conference-0', { account_sid }),
  listConferences: () => client.conferences.retrieveConferences(account_sid),
  fetchParticipant: () => client.conferences.participants.retrieve('leg-0', inRoom),
  fetchTranscription: () =>
    client.transcriptions.json.retrieveRecordingTranscriptionSidJson('transcription-0', {
      account_sid,
    }),
  listTranscriptions: () => client.retrieveTranscriptionsJson(account_sid),
  // The client has no method for where the resource of a recording leads.
  listTranscriptionsOfRecording: () =>
    telnyx.get(`/texml/Accounts/${account_sid}/Recordings/recording-0/Transcriptions.json`),
  listParticipants: () =>
    client.conferences.participants.retrieveParticipants('conference-0', { account_sid }),
};
const path: Record<wire.PathName, string> = {
  account_sid,
  call_sid: 'call-0',
  connection_id: 'app-0',
  recording_sid: 'recording-0',
  recording_transcription_sid: 'transcription-0',
  streaming_sid: 'stream-0',
  siprec_sid: 'siprec-0',
  conference_sid: 'conference-0',
  call_sid_or_participant_label: 'leg-0',
};

describe('The client is understood, and understands', () => {
  test.each(Object.entries(ways))('%s', async (name, ask) => {
    const read = name as wire.ReadName;
    const body = await ask();
    expect(meant.at(-1)).toEqual([read, '']);
    const expected = foundBy(read, { path, directory, mint, mediaUrl });
    expect({ ...body }).toEqual('body' in expected ? expected.body : undefined);
  });

  test('a walk through the pages', async () => {
    const walked: (string | undefined)[] = [];
    let next: { PageToken?: string } | undefined = {};
    for (let Page = 0; next && Page < 9; Page += 1) {
      const asked = { Page, PageSize: 1, Status: 'completed', ...next } as const;
      const { calls = [], next_page_uri } = await client.calls.retrieveCalls(account_sid, asked);
      walked.push(...calls.map(({ sid }) => sid));
      const query = next_page_uri && new URLSearchParams(next_page_uri.split('?')[1]);
      next = query ? { PageToken: query.get('PageToken') ?? '' } : undefined;
    }
    expect(walked).toEqual(['call-2', 'call-0']);
  });

  test.each([
    ['>=2024-01-16', ['recording-3', 'recording-1']],
    ['2024-01-16T10:30:08Z', ['recording-1']],
  ])('recordings made %s', async (DateCreated, expected) => {
    const { recordings = [] } = await client.retrieveRecordingsJson(account_sid, { DateCreated });
    expect(recordings.map(({ sid }) => sid)).toEqual(expected);
  });

  test('when what it asks is wrong', async () => {
    const asked = client.retrieveRecordingsJson(account_sid, { DateCreated: '> 2024-01-16' });
    await expect(asked).rejects.toBeInstanceOf(Telnyx.UnprocessableEntityError);
    await expect(asked).rejects.toMatchObject({
      error: { errors: [{ code: '10026', source: { pointer: '/DateCreated' } }] },
    });
  });

  test('when nothing is found', async () => {
    const elsewhere = client.calls.retrieve('call-9', { account_sid });
    await expect(elsewhere).rejects.toBeInstanceOf(Telnyx.NotFoundError);
    await expect(elsewhere).rejects.toMatchObject({
      status: 404,
      error: { errors: [{ code: '10005', detail: 'Resource not found' }] },
    });
  });
});
