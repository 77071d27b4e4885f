/** All six ways in which a recording begins, asked for with Telnyx's own client, up to its file. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { givenUp } from '../house/patience.ts';
import { creations } from './creation.ts';
import { account_sid, application, type Served, served } from './served.ts';

let sandbox: Served;
let customer: Awaited<ReturnType<typeof application>>;
beforeAll(async () => {
  sandbox = await served();
  customer = await application(() => sandbox.publicKey);
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await customer[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  await sandbox.freeze();
  customer.heard.length = 0;
});

const url = () => `${customer.url}/recordings`;

describe.each(Object.entries(creations))('%s', (_name, { begin, sources }) => {
  test('is captured, ends with its call, has a file that plays, and each event is told once', async () => {
    await begin(sandbox, url());
    await sandbox.pass('30s');
    const running = await sandbox.listed();
    expect(running.map(({ source }) => source).sort()).toEqual(sources);
    expect(running.map(({ status }) => status)).toEqual(sources.map(() => 'in-progress'));

    const { calls = [] } = await sandbox.calls.retrieveCalls(account_sid);
    for (const { sid = '' } of calls) {
      await sandbox.calls.update(sid, { account_sid, Status: 'completed' }).catch(() => undefined);
    }
    await sandbox.pass('10s');
    const ended = await sandbox.listed();
    expect(ended.map(({ status }) => status)).toEqual(sources.map(() => 'completed'));

    for (const { sid, media_url = '', duration } of ended) {
      const file = await fetch(media_url, { signal: givenUp() });
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThanOrEqual(
        Number(duration) * 1_000,
      );
      const about = customer.heard.filter(({ said }) => said.RecordingSid === sid);
      expect(about.map(({ said }) => said.RecordingStatus)).toEqual(['in-progress', 'completed']);
    }
    expect(customer.heard.map(({ signed }) => signed)).not.toContainEqual(expect.any(String));
  });

  test('is paused, resumed, stopped and deleted by request, and found in every way', async () => {
    await begin(sandbox, url());
    await sandbox.pass('30s');
    // A conference takes its lines with it, and so their recordings: it comes last.
    const begun = (await sandbox.listed()).sort((a) => (a.conference_sid ? 1 : -1));
    for (const { sid = '', call_sid = '', conference_sid } of begun) {
      const status = async () =>
        (await sandbox.recordings.json.retrieveRecordingSidJson(sid, { account_sid })).status;
      const update = (Status: 'paused' | 'in-progress' | 'stopped') =>
        sandbox.calls.recordings.recordingSidJson(sid, { account_sid, call_sid, Status });
      const states: unknown[] = [];
      for (const next of ['paused', 'in-progress'] as const) {
        await update(next);
        await sandbox.pass('1s');
        states.push(await status());
      }
      expect(states).toEqual(['paused', 'in-progress']);

      const byCall = await sandbox.calls.recordingsJson.retrieveRecordingsJson(call_sid, {
        account_sid,
      });
      expect(byCall.recordings?.map((one) => one.sid)).toContain(sid);
      if (conference_sid) {
        const at = { account_sid };
        const byRoom = await sandbox.conferences.retrieveRecordingsJson(conference_sid, at);
        const listed = await sandbox.conferences.retrieveRecordings(conference_sid, at);
        expect(byRoom.recordings?.map((one) => one.sid)).toEqual([sid]);
        expect(listed.recordings?.map((one) => one.sid)).toEqual([sid]);
        // A conference's recording ends with the conference (assumption A9).
        await expect(update('stopped')).rejects.toMatchObject({ status: 422 });
        await sandbox.conferences.update(conference_sid, { account_sid, Status: 'completed' });
      } else await update('stopped');
      await sandbox.pass('10s');
      expect(await status()).toBe('completed');
      await sandbox.recordings.json.deleteRecordingSidJson(sid, { account_sid });
      await expect(status()).rejects.toMatchObject({ status: 404 });
    }
    expect(await sandbox.listed()).toEqual([]);
  });
});
