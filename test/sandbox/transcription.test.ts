/** What is said on a line is written down of its recording: told, shown, and gone with it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { account_sid, api, handled } from './handled.ts';

const says = '1s speak "Please call me back, today.", 4s fall silent, 5s speak "Thank you."';
const numbers = {
  '+12025550177': `${says}, 7s hang up`,
  '+12025550178': '1s speak, 5s hang up',
};
let sandbox: Awaited<ReturnType<typeof handled>>;
beforeAll(async () => {
  sandbox = await handled({ settings: { numbers } });
  return () => sandbox[Symbol.asyncDispose]();
});

type Dump = { readonly machines: readonly { readonly snapshot: Item }[] };
type Item = Readonly<Record<string, unknown>>;
/** Somebody calls in and leaves a message; a minute passes. */
async function message(From: string, attributes = '') {
  const record = `<Record transcription="true" timeout="0" ${attributes}/>`;
  const body = { From, To: '+12025550100', Texml: `<Response>${record}</Response>` };
  const { body: made } = await sandbox.ask<Item>('POST', `${control}/calls`, { json: body });
  await sandbox.pass('1m');
  const list = `${api}/Calls/${String(made?.call_sid)}/Recordings.json`;
  const { body: found } = await sandbox.ask<{ recordings: Item[] }>('GET', list);
  const [recording = {}] = found?.recordings ?? [];
  const { transcriptions } = recording.subresources_uris as { transcriptions: string };
  const { body: of } = await sandbox.ask<{ transcriptions: Item[] }>('GET', transcriptions);
  return { recording, uri: transcriptions, transcription: of?.transcriptions[0] ?? {} };
}
const control = `/sandbox/accounts/${account_sid}`;

describe('A message', () => {
  test('is written down, word by word, as it was said while it was recorded', async () => {
    const { recording, transcription } = await message('+12025550177');
    expect(transcription).toEqual({
      account_sid,
      api_version: 'v2/texml',
      call_sid: recording.call_sid,
      date_created: expect.any(String),
      date_updated: expect.any(String),
      duration: recording.duration,
      recording_sid: recording.sid,
      sid: expect.any(String),
      status: 'completed',
      transcription_text: 'Please call me back, today. Thank you.',
      uri: `/v2/texml/Accounts/${account_sid}/Transcriptions/${String(transcription.sid)}.json`,
    });
  });

  test('in which no words were understood has an empty text', async () => {
    const { transcription } = await message('+12025550178');
    expect(transcription).toMatchObject({ status: 'completed', transcription_text: '' });
  });

  test('is read, and the timeline of its transcription shows it', async () => {
    const { transcription } = await message('+12025550177');
    expect((await sandbox.ask('GET', String(transcription.uri))).status).toBe(200);
    const timeline = `${control}/timeline?sid=${String(transcription.sid)}`;
    const { body } = await sandbox.ask<{ entries: Item[] }>('GET', timeline);
    const read = { kind: 'request', method: 'GET', path: transcription.uri };
    expect(body.entries).toContainEqual(expect.objectContaining(read));
  });

  test('is deleted with its recording, and its text with it', async () => {
    const { recording, uri, transcription } = await message('+12025550177');
    const of = `${api}/Recordings/${String(recording.sid)}.json`;
    expect((await sandbox.ask('DELETE', of)).status).toBe(204);
    expect((await sandbox.ask('GET', uri)).status).toBe(404);
    expect((await sandbox.ask('GET', String(transcription.uri))).status).toBe(404);
    const { body } = await sandbox.ask<Dump>('GET', `${control}/dump`);
    const kept = body.machines.find(({ snapshot }) => snapshot.sid === transcription.sid);
    expect(kept?.snapshot).toMatchObject({ state: 'deleted', context: { text: null } });
  });
});

test('a call with an assistant is recorded, and has no document but its own', async () => {
  const { client } = sandbox;
  const numbers = { From: '+12025550199', To: '+12025550101' };
  const asked = { ...numbers, AIAssistantId: 'a', Record: true };
  const { call_sid } = await client.texml.initiateAICall('1', asked);
  await sandbox.pass('5s');
  const recordings = `${api}/Calls/${String(call_sid)}/Recordings.json`;
  const { body } = await sandbox.ask<{ recordings: Item[] }>('GET', recordings);
  expect(body.recordings).toMatchObject([{ source: 'OutboundAPI', status: 'in-progress' }]);
  const refused = client.texml.initiateAICall('1', { ...asked, Texml: '<Response/>' } as never);
  await expect(refused).rejects.toMatchObject({ status: 422 });
});
