/** The leg of a <Dial> that is given new TeXML: its bridge ends, its line goes on as a call. */
import { expect, test } from 'vitest';
import { answer } from '../../src/sandbox/http/rest.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { calling, texml, to } from './restarting.ts';

const other = '<Gather action="/keys" timeout="60" numDigits="1"/>';
const answers = {
  '/other': texml(other),
  '/over': texml('<Pause length="100"/>'),
  '/keys': texml('<Pause length="5"/>'),
};
/** What the API is asked about a call. */
const update = (world: World, sid: string, body: object) =>
  answer(
    { accounts: [], find: () => world, open: () => Promise.resolve(world) },
    world.accountSid,
    { method: 'POST', path: `/texml/Accounts/${world.accountSid}/Calls/${sid}`, body },
  );

async function bridged() {
  const one = await calling({ answers });
  const { url } = one.customer;
  const events = 'initiated ringing answered completed dtmf';
  const told = `statusCallback="${url}/leg" statusCallbackEvent="${events}"`;
  const caller = await one.call(
    `<Dial action="${url}/over" record="record-from-answer"><Number ${told}>${to}</Number></Dial>`,
  );
  await one.pass(10_000);
  const leg = [...one.world.host.machines.all('dialLeg')][0]?.sid ?? '';
  return { one, caller, leg, Url: `${url}/other` };
}
const heardAt = (one: Awaited<ReturnType<typeof bridged>>['one'], path: string) =>
  one.customer.heard.filter((heard) => heard.path === path).map(({ said }) => said);

test.each([
  ['goes on', []],
  ['goes on after a restart before it', ['before']],
  ['goes on after a restart in the middle of its document', ['after']],
])('its line %s, and is told as before, with the numbers that follow', async (_, restarts) => {
  const { one, caller, leg, Url } = await bridged();
  await using ended = one;
  if (restarts.includes('before')) await ended.restart();
  expect((await update(one.world, leg, { Url })).status).toBe(200);
  await one.pass(2_000);
  if (restarts.includes('after')) await one.restart();
  expect(heardAt(one, '/over')).toMatchObject([{ DialCallStatus: 'completed', DialCallSid: leg }]);
  expect(heardAt(one, '/other')).toMatchObject([{ CallSid: leg, CallStatus: 'in-progress' }]);
  const ofDial = [...one.world.directory.recordingsOfCall(caller)].map(({ snapshot }) => snapshot);
  expect(ofDial.map(({ context }) => context.endReason)).toEqual(['dial-ended']);
  expect(one.state(caller)).toBe('inProgress.executing');

  await one.press(leg, '1');
  await one.pass(1_000);
  expect(heardAt(one, '/keys')).toMatchObject([{ CallSid: leg, Digits: '1' }]);
  // Its document is over, and hangs up; nobody else does.
  await one.pass(10_000);
  expect([one.state(leg), one.state(caller)]).toEqual(['completed', 'inProgress.executing']);
  const said = heardAt(one, '/leg');
  expect(said.map(({ CallStatus }) => CallStatus)).toEqual([
    ...['initiated', 'ringing', 'in-progress', 'dtmf', 'completed'],
  ]);
  expect(said.map(({ SequenceNumber }) => Number(SequenceNumber))).toEqual([0, 1, 2, 3, 4]);
  expect(new Set(said.map(({ ParentCallSid }) => ParentCallSid))).toEqual(new Set([caller]));
});

test('its far end hangs up: the call that it has become is over, and the caller is not', async () => {
  const { one, caller, leg, Url } = await bridged();
  await using _ = one;
  await update(one.world, leg, { Url });
  await one.pass(2_000);
  await one.world.tell({ machine: 'dialLeg', sid: leg }, { type: 'call.hungUp' });
  await one.pass(2_000);
  expect([one.state(leg), one.state(caller)]).toEqual(['completed', 'inProgress.executing']);
  expect((await update(one.world, leg, { Url })).status).toBe(422);
});
