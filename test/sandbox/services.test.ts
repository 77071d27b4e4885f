/** Verbs that hold the call while a service is at work: who ends them, and what follows then. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, MemoryStore, type Stored } from '../../src/hosts/index.ts';
import { type Calling, calling, storeOf, texml } from './restarting.ts';
import { served } from './served.ts';

const services = {
  Connect: '<Connect%><Stream url="wss://media.example.com/in"/></Connect>',
  Enqueue: '<Enqueue%>support</Enqueue>',
  AIGather: '<AIGather%><Greeting>Hi</Greeting></AIGather>',
  Pay: '<Pay chargeAmount="20"%/>',
  AIAssistant: '<AIAssistant id="assistant-1"%/>',
  Refer: '<Refer%><Sip>sip:anna@example.com</Sip></Refer>',
} as const;
type Name = keyof typeof services;
const names = Object.keys(services) as Name[];
const verb = (name: Name, more = '') => services[name].replace('%', more);
const action = ' action="/over?step=2" method="GET"';
/** An assistant has no action, and nobody waits for a transfer. */
const leading = names.filter((name) => name !== 'AIAssistant');
const lasting = names.filter((name) => name !== 'Refer');

const stays = texml('<Pause length="180"/>');
let one: Calling;
/** Far ends that end the service, hang up in it, and press keys. */
const [ends, leaves] = ['+12025550177', '+12025550178'];
beforeAll(async () => {
  one = await calling({
    answers: { '/over': stays, '/next': stays, '/pays': texml(verb('Pay')) },
    settings: () => ({ numbers: { [ends]: '30s end service', [leaves]: '90s hang up' } }),
  });
});
afterAll(() => one[Symbol.asyncDispose]());

/** A call whose document has come to a service, with a verb behind it. */
async function at(name: Name, more = '', who?: string) {
  one.customer.heard.length = 0;
  const before = one.warnings().length;
  const inside = `${verb(name, more)}<Redirect>${one.customer.url}/next</Redirect>`;
  // A relative URL needs a document that came from somewhere.
  const sid = await one.call(inside.replace('"/over', `"${one.customer.url}/over`), who);
  return { sid, warned: one.warnings().slice(before) };
}
const served_ = (sid: string, parameters?: Record<string, string>) =>
  one.world.serve(sid, parameters).then(async (isOver) => {
    await one.world.settled();
    return isOver;
  });

describe.each(names)('<%s>', (name) => {
  test('says that it waits and does nothing else, and the next verb follows once it is over', async () => {
    const { sid, warned } = await at(name);
    const says = name === 'Refer' ? /lets the far end hang up/ : /waits until .*nothing else/;
    expect(warned).toEqual([
      expect.stringMatching(new RegExp(`^Texml:1:.*<${name}> ${says.source}`)),
    ]);
    if (name !== 'Refer') await one.pass(3_600_000);
    expect([one.state(sid), one.paths()]).toEqual(['inProgress.executing', []]);
    expect(await served_(sid)).toBe(true);
    expect(one.paths()).toEqual(['/next']);
    expect(await served_(sid)).toBe(false);
  });

  test('is left for new instructions', async () => {
    const { sid } = await at(name, name === 'AIAssistant' ? '' : action);
    await one.redirect(sid, { url: `${one.customer.url}/next` });
    await one.pass(60_000);
    expect([one.paths(), one.state(sid)]).toEqual([['/next'], 'inProgress.executing']);
  });
});

test.each(lasting)('<%s> is ended by a script of the far end', async (name) => {
  const { sid } = await at(name, '', ends);
  await one.pass(29_000);
  expect(one.paths()).toEqual([]);
  await one.pass(2_000);
  expect([one.paths(), one.state(sid)]).toEqual([['/next'], 'inProgress.executing']);
});

test.each(lasting)('<%s> ends with its call, and leaves nothing behind', async (name) => {
  const { sid } = await at(name, '', leaves);
  await one.pass(89_000);
  expect(one.state(sid)).toBe('inProgress.executing');
  await one.pass(2_000);
  expect([one.state(sid), one.paths()]).toEqual(['completed', []]);
  expect([...one.world.host.notes.keys()].filter((key) => key.includes(sid))).toEqual([]);
});

describe('Its action', () => {
  const documented: Readonly<Partial<Record<Name, object>>> = {
    AIGather: { Status: 'valid' },
    Refer: { ReferCallStatus: 'failed', Timestamp: expect.stringMatching(/^\d{4}-.*Z$/) },
    Enqueue: { QueueResult: 'leave', QueueSid: 'support', QueueTime: '0' },
    Pay: { PayResult: 'success', PaymentMethod: 'credit-card', PaymentConnector: 'Default' },
  };
  const hungUp: typeof documented = {
    AIGather: { Status: 'valid' },
    Enqueue: { QueueResult: 'hangup', QueueSid: 'support', QueueTime: '7' },
    Pay: { PayResult: 'failed', Result: 'cancelled' },
  };
  test.each(leading)(
    'of <%s> is asked in its way, and told what the service came to',
    async (name) => {
      const { sid } = await at(name, action);
      await served_(sid, { Result: 'success' });
      await one.pass(10_000);
      expect(one.customer.heard).toMatchObject([
        {
          method: 'GET',
          path: '/over',
          said: { step: '2', CallSid: sid, CallStatus: 'in-progress', Result: 'success' },
        },
      ]);
      expect(one.customer.heard[0]?.said).toMatchObject(documented[name] ?? {});
      expect(one.state(sid)).toBe('inProgress.executing');
    },
  );

  test.each(lasting.filter((name) => name !== 'AIAssistant'))(
    'of <%s> is told once after a hang-up, and its answer is not executed',
    async (name) => {
      const { sid } = await at(name, action);
      await one.pass(7_000);
      await one.hangUp(sid);
      await one.pass(60_000);
      expect(one.customer.heard).toMatchObject([
        { path: '/over', said: { CallSid: sid, CallStatus: 'completed', ...hungUp[name] } },
      ]);
      expect(one.warnings().at(-1)).toMatch(/nothing else/);
    },
  );
});

test('a <Refer> ends the leg a second later, and its action hears that it went well', async () => {
  const { sid } = await at('Refer', action);
  await one.pass(800);
  expect(one.state(sid)).toBe('inProgress.executing');
  await one.pass(200);
  expect([one.state(sid), one.verbs(sid)]).toEqual(['completed', ['call.hangUp']]);
  expect(one.customer.heard).toMatchObject([
    {
      path: '/over',
      said: {
        ReferCallStatus: 'in-progress',
        ReferSipResponseCode: '202',
        NotifySipResponseCode: '200',
      },
    },
  ]);
});

test('a <Refer> to nobody fails at once, and the document goes on', async () => {
  one.customer.heard.length = 0;
  await one.call(`<Refer/><Redirect>${one.customer.url}/next</Redirect>`);
  await one.world.settled();
  expect(one.paths()).toEqual(['/next']);
  expect(one.warnings().at(-1)).toMatch(/names no <Sip> address/);
});

test.each([
  [{}, { PayResult: 'success', Result: 'success' }],
  [{ Result: 'validation-error' }, { PayResult: 'failed', Result: 'validation-error' }],
  [{ PayResult: 'failed' }, { PayResult: 'failed', Result: 'cancelled' }],
  [
    { PayResult: 'success', ChargeId: 'ch_1' },
    { PayResult: 'success', ChargeId: 'ch_1' },
  ],
])('a payment of which %j is said has come to %j', async (parameters, told) => {
  const { sid } = await at('Pay', ` paymentMethod="ach-debit"${action}`);
  await served_(sid, parameters);
  expect(one.customer.heard).toMatchObject([
    { path: '/over', said: { ...told, PaymentMethod: 'ach-debit' } },
  ]);
});

test('a payment without an action leads to its own document once more', async () => {
  one.customer.heard.length = 0;
  const url = `${one.customer.url}/pays`;
  const sid = await one.call(`<Redirect>${url}</Redirect>`);
  await one.world.settled();
  await served_(sid);
  expect(one.customer.heard).toMatchObject([
    { path: '/pays' },
    { path: '/pays', method: 'POST', said: { PayResult: 'success' } },
  ]);
  await one.hangUp(sid);
  expect(one.paths()).toEqual(['/pays', '/pays']);
});

test('a queue is left after maxWaitTimeSecs', async () => {
  await at('Enqueue', ' maxWaitTimeSecs="20"');
  await one.pass(19_000);
  expect(one.paths()).toEqual([]);
  await one.pass(1_000);
  expect(one.paths()).toEqual(['/next']);
  await at('Enqueue', ` maxWaitTimeSecs="20"${action}`);
  await one.pass(20_000);
  expect(one.customer.heard).toMatchObject([
    { path: '/over', said: { QueueResult: 'leave', QueueTime: '20' } },
  ]);
});

test('a <Connect> with nothing inside does not wait', async () => {
  one.customer.heard.length = 0;
  await one.call(`<Connect/><Redirect>${one.customer.url}/next</Redirect>`);
  await one.world.settled();
  expect(one.paths()).toEqual(['/next']);
});

test('a recording that was begun before is as long as the wait', async () => {
  const sid = await one.call(`<Start><Recording/></Start>${verb('Connect')}`);
  await one.pass(90_000);
  await one.hangUp(sid);
  await one.pass(10_000);
  const [recording] = one.world.host.machines.recordingsOfCall(sid);
  expect(recording).toMatchObject({ state: 'completed', context: { durationSeconds: 90 } });
});

/** A store that remembers what it held after each change. */
class Remembering extends MemoryStore {
  readonly held: Stored[] = [];
  override commit(change: Change) {
    super.commit(change);
    this.held.push(structuredClone(this.load()));
  }
}

test('what is waited for is waited for after a restart, and an action not told yet is told then', async () => {
  const store = new Remembering();
  await using two = await calling({ answers: { '/over': stays }, store });
  const sid = await two.call(verb('Connect', ` action="${two.customer.url}/over"`));
  await two.restart();
  await two.pass(60_000);
  expect([two.state(sid), two.paths()]).toEqual(['inProgress.executing', []]);
  await two.hangUp(sid);
  await two.world.settled();
  expect(two.paths()).toEqual(['/over']);
  const untold = store.held.filter(
    ({ machines, notes }) =>
      machines.some(({ snapshot }) => snapshot.state === 'completed') &&
      notes.some(({ key }) => key === `document ${sid}`),
  );
  expect(untold.length).toBeGreaterThan(0);
  for (const held of untold) {
    two.customer.heard.length = 0;
    await using again = await calling({ store: await storeOf(held, new MemoryStore()) });
    await again.world.settled();
    expect(two.paths()).toEqual(['/over']);
  }
});

test('the control API ends a service, tells its action, and says of what nobody waits for', async () => {
  await using sandbox = await served();
  await sandbox.freeze();
  const { control, pass } = sandbox;
  const Texml = texml(`${verb('Pay')}<Hangup/>`);
  const { call_sid: sid } = await control<{ call_sid: string }>('POST', '/calls', {
    From: '+12025550199',
    To: '+12025550100',
    Texml,
  });
  const service = (more: object = {}) => control('POST', '/service', { sid, ...more });
  await expect(service()).rejects.toThrow(/422 .*'sid'.* of a call whose document waits/);
  await pass('10s');
  await expect(service({ sid: 'call-9' })).rejects.toThrow(/422 .*the sid of a call or leg/);
  await expect(service({ parameters: { Result: [1] } })).rejects.toThrow(/422/);
  await service({ parameters: { Result: 'success' } });
  await pass('1s');
  const { calls = [] } = await sandbox.calls.retrieveCalls('account-1');
  expect(calls.map(({ status }) => status)).toEqual(['completed']);
});
