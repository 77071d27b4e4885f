/** Who has answered is found out, as the script of the far end says, and told to whoever asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../../src/sandbox/http/rest.ts';
import { keepFound } from '../../src/sandbox/lines/finding.ts';
import type { LineRow } from '../../src/wire/index.ts';
import { calling } from './restarting.ts';
import type { Asking, Heard } from './served.ts';
import { application, served } from './served.ts';

const [machine, fax, late] = ['+12025550177', '+12025550178', '+12025550179'];
const numbers = { [machine]: '2s answer, machine', [fax]: 'fax', [late]: '1s answer, 5s unknown' };
let sandbox: Awaited<ReturnType<typeof served>>;
let customer: Awaited<ReturnType<typeof application>>;
beforeAll(async () => {
  sandbox = await served();
  customer = await application(() => sandbox.publicKey, {
    '/amd': '',
    '/told': '',
    '/voice': Texml,
  });
  await sandbox.freeze();
  await sandbox.control('PUT', '/settings', { numbers });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await customer[Symbol.asyncDispose]();
});

const account_sid = 'account-1';
const base = { ApplicationSid: '1', From: '+12025550199' };
const Texml = '<Response><Pause length="60"/></Response>';
const sidIn = (answer: object) => (answer as { readonly call_sid: string }).call_sid;
const shown = (sid: string) => sandbox.calls.retrieve(sid, { account_sid });
async function found(body: Partial<Parameters<Asking['calls']['calls']>[1]['body']>) {
  customer.heard.length = 0;
  await sandbox.calls.calls(account_sid, { body: { ...base, To: machine, Texml, ...body } });
  await sandbox.pass('20s');
  return customer.heard.filter(
    ({ path, said }: Heard) => path !== '/voice' && 'AnsweredBy' in said,
  );
}
const result = (answeredBy: string, ms: number) => ({
  AccountSid: account_sid,
  AnsweredBy: answeredBy,
  MachineDetectionDuration: String(ms),
});

test.each([
  [machine, 'Enable', 'machine_start', 2_000],
  [machine, 'DetectMessageEnd', 'machine_end_beep', 2_000],
  [fax, 'Enable', 'fax', 2_000],
  [late, 'Enable', 'unknown', 5_000],
  ['+12025550100', 'Enable', 'human', 2_000],
] as const)('%s, asked to %s, is found out as %s', async (To, MachineDetection, by, ms) => {
  const AsyncAmdStatusCallback = `${customer.url}/amd`;
  const all = await found({ To, MachineDetection, AsyncAmdStatusCallback });
  expect(all).toMatchObject([{ path: '/amd', method: 'POST', said: result(by, ms) }]);
});

test('whoever subscribed to it of the call is told, unless there is a callback of its own', async () => {
  const StatusCallback = `${customer.url}/told`;
  const told = { StatusCallback, StatusCallbackEvent: 'amd' } as const;
  expect(await found({ ...told, MachineDetection: 'Enable' })).toMatchObject([{ path: '/told' }]);
  const AsyncAmdStatusCallback = `${customer.url}/amd`;
  const both = { ...told, AsyncAmdStatusCallback, MachineDetection: 'Enable' } as const;
  expect(await found(both)).toMatchObject([{ path: '/amd' }]);
});

test('nobody is told who did not ask', async () => {
  const AsyncAmdStatusCallback = `${customer.url}/amd`;
  expect(await found({ AsyncAmdStatusCallback, MachineDetection: 'Disable' })).toEqual([]);
  expect(await found({ AsyncAmdStatusCallback })).toEqual([]);
});

test('a leg that is dialled is found out, too', async () => {
  const noun = `machineDetection="Enable" amdStatusCallback="${customer.url}/amd"`;
  const dial = `<Response><Dial><Number ${noun}>${machine}</Number></Dial></Response>`;
  const all = await found({ To: '+12025550101', Texml: dial });
  expect(all).toMatchObject([{ path: '/amd', said: result('machine_start', 2_000) }]);
});

test.each([
  ['false', [], { path: '/voice', said: { AnsweredBy: 'machine_start' } }],
  ['true', [{ path: '/voice' }], undefined],
] as const)(
  'with AsyncAmd=%s, the document is asked for in its time',
  async (AsyncAmd, at1, then) => {
    customer.heard.length = 0;
    const Url = `${customer.url}/voice`;
    const body = {
      ...base,
      To: machine,
      Url,
      MachineDetection: 'Enable',
      AsyncAmd: AsyncAmd === 'true',
    } as const;
    const sid = sidIn(await sandbox.calls.calls(account_sid, { body }));
    // It answers after 2 s, and is found out after 4 s.
    await sandbox.pass('3500ms');
    expect(customer.heard).toMatchObject(at1);
    expect(await shown(sid)).not.toHaveProperty('answered_by');
    await sandbox.pass('20s');
    expect(await shown(sid)).toMatchObject({ answered_by: 'machine' });
    expect(customer.heard).toMatchObject(then ? [then] : at1);
  },
);

/** A call that waits to be found out, four seconds before it is. */
async function waiting(): Promise<string> {
  customer.heard.length = 0;
  const Url = `${customer.url}/voice`;
  const body = { ...base, To: late, Url, MachineDetection: 'Enable' } as const;
  const sid = sidIn(await sandbox.calls.calls(account_sid, { body }));
  await sandbox.pass('2s');
  expect(customer.heard).toEqual([]);
  return sid;
}

test('a call that is ended while it waits asks for no document, and is not found out', async () => {
  const sid = await waiting();
  await sandbox.calls.update(sid, { account_sid, Status: 'completed' });
  await sandbox.pass('20s');
  expect(customer.heard).toEqual([]);
  expect(await shown(sid)).toMatchObject({ status: 'completed' });
  expect(await shown(sid)).not.toHaveProperty('answered_by');
});

test('a document that a request redirects the call to does not wait', async () => {
  const sid = await waiting();
  await sandbox.calls.update(sid, { account_sid, Url: `${customer.url}/told` });
  await sandbox.pass('1s');
  expect(customer.heard).toMatchObject([{ path: '/told' }]);
  expect(customer.heard[0]?.said).not.toHaveProperty('AnsweredBy');
});

test('what is found out and what a request changes at that moment are both kept', async () => {
  await using one = await calling();
  const sid = await one.call('<Pause length="60"/>');
  const { host, accountSid } = one.world;
  const accounts = { accounts: [], find: () => one.world, open: () => Promise.resolve(one.world) };
  const path = `/texml/Accounts/${accountSid}/Calls/${sid}/Streams.json`;
  const streams = () =>
    answer(accounts, accountSid, { method: 'POST', path, body: { Url: 'wss://example.com/' } });
  const found = { answeredBy: 'human', durationMs: 2_000 } as const;
  // Each looks the row up before the other's change of it is kept.
  const [, reply] = await Promise.all([keepFound(host, sid, found), streams()]);
  expect(reply).toMatchObject({ status: 200 });
  expect(host.rows.get(sid)).toMatchObject({ found, taps: [{}] });
  const row = { ...(host.rows.get(sid) as LineRow), muted: true };
  const later = { ...found, durationMs: 3_000 };
  await Promise.all([host.keep({ rows: [{ sid, row }] }), keepFound(host, sid, later)]);
  expect(host.rows.get(sid)).toMatchObject({ found: later, muted: true });
});
