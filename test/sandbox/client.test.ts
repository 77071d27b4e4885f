/** What a customer's client relies on: whose a call is, lists that can be walked, and what is told. */
import { beforeEach, describe, expect, test } from 'vitest';
import { isNotice } from '../../src/sandbox/index.ts';
import {
  ApplicationSid,
  aCall,
  account_sid,
  api,
  at,
  type Errors,
  From,
  type Handled,
  handled,
  To,
} from './handled.ts';

let sandbox: Handled;
beforeEach(async () => {
  sandbox = await handled();
  return sandbox.close;
});

describe('A call in the name of an application', () => {
  const create = async (connection: string, key = 'key') => {
    const sent = { form: { From, To }, headers: { authorization: `Bearer ${key}` } };
    const got = await sandbox.ask('POST', `/v2/texml/calls/${connection}`, sent);
    return [got.status, got.headers.get('x-account-sid')];
  };
  const look = (account: string, key = 'key') =>
    sandbox.ask('GET', `/v2/texml/Accounts/${account}/Calls`, {
      headers: { authorization: `Bearer ${key}` },
    });
  const setUp = (account: string, ...applications: string[]) =>
    sandbox.ask('PUT', `/sandbox/accounts/${account}/settings`, {
      json: { applications: Object.fromEntries(applications.map((one) => [one, {}])) },
    });

  test('is answered as the client expects, and is found', async () => {
    await sandbox.freeze();
    const Texml = '<Response><Record playBeep="false"/></Response>';
    const made = await sandbox.client.texml.calls.create('1', { From, To, Texml });
    const call_sid = expect.stringMatching(/^v3:/);
    expect(made).toEqual({ call_sid, from: From, to: To, status: 'queued' });
    await sandbox.pass('3s');
    const { recordings } = await sandbox.client.texml.accounts.retrieveRecordingsJson(account_sid);
    expect(recordings?.map((one) => [one.call_sid, one.source])).toEqual([
      [made.call_sid, 'RecordVerb'],
    ]);
  });

  test('belongs to the account that has set the application up', async () => {
    await setUp('a', '7', '8');
    await setUp('b', '8', '9');
    await look('c');
    expect(await create('7')).toEqual([200, 'a']);
    expect(await create('9')).toEqual([200, 'b']);
    expect(await create('8')).toEqual([200, 'a']);
    await look('b');
    expect(await create('8')).toEqual([200, 'b']);
  });

  test('or to that of the key, or to the only one, or to one of its own', async () => {
    expect(await create('17')).toEqual([200, '17']);
    expect(await create('18')).toEqual([200, '17']);
    await setUp('a');
    expect(await create('18')).toEqual([200, '18']);
    await look('a', 'key-of-a');
    await look('b', 'key-of-b');
    expect(await create('19', 'key-of-a')).toEqual([200, 'a']);
    expect(await create('19', 'key-of-b')).toEqual([200, 'b']);
  });

  test('is refused as others are', async () => {
    const ask = async (path: string, form: Readonly<Record<string, string>>) => {
      const { status, body } = await sandbox.ask<Errors>('POST', `/v2/texml/calls/${path}`, {
        form,
      });
      return [status, body.errors.map(({ code, source }) => `${code} ${source?.pointer}`)];
    };
    const both = { Url: 'https://example.com/', Texml: '<Response/>' };
    expect(await ask('1', { From, To, ...both })).toEqual([422, ['10027 /Texml']]);
    expect(await ask('1', { To: '1' })).toEqual([422, ['10016 /To', '10004 /From']]);
    expect(await ask('a%2Fb', { From, To })).toEqual([404, ['10005 undefined']]);
    expect(sandbox.worlds.accounts).toEqual([]);
  });
});

describe('Whoever deletes each item of each page, as the links lead, leaves none', () => {
  /** All that is on the pages, newest first; more comes in behind every page. */
  async function walked(path: string, list: string, each: (sid: string) => Promise<unknown>) {
    const met: string[] = [];
    for (let next: string | undefined = path; next; ) {
      const { status, body } = await sandbox.ask<Record<string, unknown>>('GET', next);
      expect(status).toBe(200);
      const items = body[list] as { sid?: string; call_sid?: string }[];
      for (const { sid, call_sid = '' } of items) {
        met.push(sid ?? call_sid);
        await each(sid ?? call_sid);
      }
      next = body.next_page_uri as string | undefined;
    }
    return met;
  }

  test.each([
    ['recordings', (call: string) => `/Calls/${call}/Recordings.json`],
    ['recordings of the account', () => '/Recordings.json'],
  ])('%s', async (_name, pathOf) => {
    const call = await aCall(sandbox);
    const { recordingsJson, recordings } = sandbox.client.texml.accounts.calls;
    const record = async () => {
      const { sid = '' } = await recordingsJson.recordingsJson(call, { account_sid });
      await sandbox.pass('2s');
      const stop = { account_sid, call_sid: call, Status: 'stopped' } as const;
      await recordings.recordingSidJson(sid, stop);
      return sid;
    };
    const old: string[] = [];
    for (let i = 0; i < 25; i += 1) old.push(await record());
    await sandbox.pass('10s');
    let deleted = 0;
    const met = await walked(`${api}${pathOf(call)}`, 'recordings', async (sid) => {
      const { status } = await sandbox.ask('DELETE', `${api}/Recordings/${sid}.json`);
      expect(status).toBe(204);
      deleted += 1;
      if (deleted % 10 === 1) await record();
    });
    expect(met).toEqual(old.toReversed());
    expect((await sandbox.ask('GET', `${api}/Recordings.json?PageSize=5`)).body).toMatchObject({
      recordings: [{}, {}, {}],
    });
  });

  test('participants', async () => {
    const { participants } = sandbox.client.texml.accounts.conferences;
    await sandbox.freeze();
    for (let i = 0; i < 5; i += 1) {
      await participants.participants('room', { account_sid, ApplicationSid, From, To });
      await sandbox.pass('1s');
    }
    const room = `${api}/Conferences/room/Participants`;
    const met = await walked(`${room}?PageSize=2`, 'participants', async (sid) => {
      expect((await sandbox.ask('DELETE', `${room}/${sid}`)).status).toBe(204);
    });
    expect(new Set(met).size).toBe(5);
  });
});

describe('A filter by time is spelled as the client spells it', () => {
  test.each([
    ['2000-01-01', 1, 0],
    ['2999-01-01', 0, 1],
  ])('of a call today, %s is before or after it', async (day, after, before) => {
    const { retrieveCalls } = sandbox.client.texml.accounts.calls;
    const shown = async (said: object) =>
      (await retrieveCalls.call(sandbox.client.texml.accounts.calls, account_sid, said)).calls;
    await aCall(sandbox);
    expect(await shown({ StartTime_gt: day })).toHaveLength(after);
    expect(await shown({ StartTime_lt: day })).toHaveLength(before);
    for (const query of [`StartTime%3E=${day}`, `StartTime>${day}`, `StartTime_gt=${day}`]) {
      const { body } = await sandbox.ask<{ calls: object[] }>('GET', `${api}/Calls?${query}`);
      expect([query, body.calls.length]).toEqual([query, after]);
    }
  });
});

describe('What has no effect is told', () => {
  const document = '<Response>\n<Recrod/><Say voice="ü">a</Say></Response>';
  const about = { To, From, ApplicationSid, AsyncAmdStatusCallback: 'https://example.com/amd' };

  test('in headers of the answer, on the timeline, and to whoever runs the sandbox', async () => {
    const form = { ...about, Texml: document, SipRegion: 'Europe', Größe: '1' };
    const { status, headers } = await sandbox.ask('POST', `${api}/Calls`, { form });
    expect(status).toBe(200);
    const ignored = headers.get('x-ignored-parameters')?.split(', ').sort();
    expect(ignored).toEqual(['AsyncAmdStatusCallback', 'Gr%C3%B6%C3%9Fe', 'SipRegion']);
    expect(headers.get('x-document-warnings')).toMatch(/Texml:2:1: .*Recrod/);
    const [entry] = (sandbox.worlds.find(account_sid)?.timeline.latest() ?? []).filter(
      ({ kind }) => kind === 'request',
    );
    expect(entry).toMatchObject({ status: 200, says: expect.stringContaining('SipRegion has no') });
    expect(entry && isNotice(entry)).toBe(true);
    expect(await sandbox.ask('GET', `${at}/timeline`)).toMatchObject({ status: 200 });
  });

  test('and a document that is none', async () => {
    const form = { To, From, ApplicationSid, Texml: '<Response><Say></Response>' };
    const { status, headers } = await sandbox.ask('POST', `${api}/Calls`, { form });
    expect([status, headers.get('x-ignored-parameters')]).toEqual([200, null]);
    expect(headers.get('x-document-warnings')).toMatch(/Texml:1:\d+: found .*, expected/);
  });

  test('and nothing of a document that no call is given', async () => {
    const form = { Texml: document };
    const call = await aCall(sandbox);
    for (const [path, said] of [
      [`Calls/${call}/Recordings.json`, form],
      [`Calls/${call}`, { ...form, Status: 'completed' }],
    ] as const) {
      const { status, headers } = await sandbox.ask('POST', `${api}/${path}`, { form: said });
      expect([status, headers.get('x-ignored-parameters')]).toEqual([200, 'Texml']);
      expect(headers.has('x-document-warnings')).toBe(false);
    }
  });

  test('and nothing else is', async () => {
    const form = { To, From, ApplicationSid, Texml: '<Response><Record/></Response>' };
    const { headers } = await sandbox.ask('POST', `${api}/Calls`, { form });
    expect([...headers.keys()].filter((name) => /ignored|warnings/.test(name))).toEqual([]);
    const { timeline } = sandbox.worlds.find(account_sid) ?? {};
    expect(timeline?.latest().filter(isNotice)).toEqual([]);
  });
});
