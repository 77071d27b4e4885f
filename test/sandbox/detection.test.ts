/** Who has answered is found out, as the script of the far end says, and told to whoever asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const base = { ApplicationSid: '1', From: '+12025550199' };
const Texml = '<Response><Pause length="60"/></Response>';
async function found(body: Partial<Parameters<Asking['calls']['calls']>[1]['body']>) {
  customer.heard.length = 0;
  await sandbox.calls.calls('account-1', { body: { ...base, To: machine, Texml, ...body } });
  await sandbox.pass('20s');
  return customer.heard.filter(
    ({ path, said }: Heard) => path !== '/voice' && 'AnsweredBy' in said,
  );
}
const result = (answeredBy: string, ms: number) => ({
  AccountSid: 'account-1',
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
    await sandbox.calls.calls('account-1', { body });
    // It answers after 2 s, and is found out after 4 s.
    await sandbox.pass('3500ms');
    expect(customer.heard).toMatchObject(at1);
    await sandbox.pass('20s');
    expect(customer.heard).toMatchObject(then ? [then] : at1);
  },
);
