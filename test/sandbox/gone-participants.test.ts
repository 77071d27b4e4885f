/** Who is not in a conference any more is not found in it, whoever asks and for whatever. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, at, From, type Handled, handled, To } from './handled.ts';

const room = '<Response><Dial><Conference>room</Conference></Dial></Response>';
interface Shown {
  readonly status: string;
  readonly participants?: readonly { readonly call_sid: string }[];
}
let sandbox: Handled;
/** The sids of a caller and of a dialled participant, who are in the same conference. */
let caller: string;
let leg: string;
let conference: string;

beforeAll(async () => {
  sandbox = await handled();
});
afterAll(() => sandbox.close());

async function together() {
  const { ask, freeze, pass } = sandbox;
  await ask('POST', `${at}/reset`);
  await freeze();
  const json = { From, To, Texml: room };
  caller = (await ask<{ call_sid: string }>('POST', `${at}/calls`, { json })).body.call_sid;
  await pass('5s');
  type Conferences = { conferences: { sid: string }[] };
  const found = await ask<Conferences>('GET', `${api}/Conferences?FriendlyName=room`);
  conference = found.body.conferences[0]?.sid ?? '';
  const form = { From, To, ApplicationSid: '1' };
  const path = `${api}/Conferences/${conference}/Participants`;
  leg = (await ask<{ call_sid: string }>('POST', path, { form })).body.call_sid;
  await pass('5s');
}
const participant = (sid: string) => `${api}/Conferences/${conference}/Participants/${sid}`;
const everyWay = (sid: string) =>
  Promise.all([
    sandbox.ask('GET', participant(sid)),
    sandbox.ask('POST', participant(sid), { form: { Muted: 'true' } }),
    sandbox.ask('DELETE', participant(sid)),
  ]);
const statuses = async (sid: string) => (await everyWay(sid)).map(({ status }) => status);
const update = (sid: string, form: Record<string, string>) =>
  sandbox.ask<Shown & { errors: readonly unknown[] }>('POST', `${api}/Calls/${sid}`, { form });
const Texml = '<Response><Pause length="60"/></Response>';

describe('A participant is 404 for GET, POST and DELETE alike', () => {
  test('once their conference has ended', async () => {
    await together();
    await sandbox.ask('POST', `${api}/Conferences/${conference}`, {
      form: { Status: 'completed' },
    });
    for (const sid of [caller, leg]) expect(await statuses(sid)).toEqual([404, 404, 404]);
  });

  test('once their call has other TeXML, which it runs; the others stay', async () => {
    await together();
    expect((await update(caller, { Texml })).status).toBe(200);
    await sandbox.pass('1s');
    expect(await statuses(caller)).toEqual([404, 404, 404]);
    const { body } = await sandbox.ask<Shown>('GET', `${api}/Calls/${caller}`);
    expect(body.status).toBe('in-progress');
    expect((await sandbox.ask('GET', participant(leg))).status).toBe(200);
  });
});

describe('A dialled participant who is given other TeXML', () => {
  test('leaves the conference and runs it, as a call of the same sid', async () => {
    await together();
    const before = (await sandbox.ask('GET', `${api}/Calls/${leg}`)).body;
    const { status, body } = await update(leg, { Texml });
    expect([status, body.status]).toEqual([200, 'in-progress']);
    await sandbox.pass('1s');
    expect(await statuses(leg)).toEqual([404, 404, 404]);
    expect((await sandbox.ask('GET', participant(caller))).status).toBe(200);
    const line = await sandbox.ask('GET', `${api}/Calls/${leg}`);
    expect(line.body).toEqual({ ...before, date_updated: expect.any(String) });
    const { calls } = (await sandbox.ask<{ calls: { sid: string }[] }>('GET', `${api}/Calls`)).body;
    expect(calls.filter(({ sid }) => sid === leg)).toHaveLength(1);
    // Its document is over, and hangs up.
    await sandbox.pass('60s');
    expect((await sandbox.ask<Shown>('GET', `${api}/Calls/${leg}`)).body.status).toBe('completed');
    expect((await update(leg, { Texml })).body.errors).toMatchObject([{ code: '90018' }]);
  });

  test('is shown with both ends, as a leg and as a call, whatever is told of it since', async () => {
    await together();
    await update(leg, { Texml });
    type Detail = { summary: object };
    const shown = async () => {
      for (const machine of ['dialLeg', 'call']) {
        const { body } = await sandbox.ask<Detail>('GET', `${at}/machines/${machine}/${leg}`);
        expect(body.summary, machine).toMatchObject({ machine, from: From, to: To });
      }
    };
    await shown();
    await update(leg, { StatusCallback: 'https://example.com/told' });
    await shown();
  });

  test('is still recorded, and can be recorded, redirected and hung up as a call', async () => {
    await together();
    const recordings = `${api}/Calls/${leg}/Recordings.json`;
    const record = () => sandbox.ask<{ sid: string }>('POST', recordings);
    const first = (await record()).body.sid;
    await sandbox.pass('5s');
    await update(leg, { Texml });
    await sandbox.pass('5s');
    const second = (await record()).body.sid;
    expect((await update(leg, { Texml })).status).toBe(200);
    await sandbox.pass('5s');
    const listed = async () => {
      type Listed = { recordings: { sid: string; status: string; duration: string }[] };
      const { body } = await sandbox.ask<Listed>('GET', recordings);
      return body.recordings.map(({ sid, status, duration }) => [sid, status, duration]);
    };
    expect((await listed()).map(([sid, status]) => [sid, status]).sort()).toEqual(
      [first, second].map((sid) => [sid, 'in-progress']).sort(),
    );
    expect((await update(leg, { Status: 'completed' })).body.status).toBe('completed');
    await sandbox.pass('60s');
    expect((await listed()).sort()).toEqual(
      [
        [first, 'completed', '15'],
        [second, 'completed', '5'],
      ].sort(),
    );
  });
});
