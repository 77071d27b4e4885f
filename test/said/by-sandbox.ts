/** All that the sandbox tells and asks on the six creation paths, and of one call that does it all. */
import { type Creation, creations, From, To } from '../sandbox/creation.ts';
import { account_sid, application, type Heard, type Served, served } from '../sandbox/served.ts';
import type { Spoken } from './by-scenarios.ts';
import { callbackKind, type Said } from './kinds.ts';

const lineEvents = 'initiated ringing answered completed dtmf';
const caller = '+12025550177';
const told = 'statusCallback="/told"';
/** One document after another, each the action of a verb of the one before. */
const answers = {
  '/voice': '<Response><Gather numDigits="1" action="/keys"/></Response>',
  '/keys': `<Response><Record action="/recorded" finishOnKey="#" recordingStatusCallback="/told"
    recordingStatusCallbackEvent="in-progress completed"/></Response>`,
  '/recorded': `<Response><Dial record="record-from-ringing" action="/dialled" timeLimit="60">
    <Number ${told} statusCallbackEvent="${lineEvents}">+12025550113</Number></Dial></Response>`,
  '/dialled': `<Response><Dial action="/left"><Conference ${told}
    statusCallbackEvent="start end join leave">room</Conference></Dial></Response>`,
  '/left': '<Response><Enqueue action="/queued" maxWaitTimeSecs="5">support</Enqueue></Response>',
  // Whoever pays hangs up.
  '/queued': '<Response><Pay action="/paid"/></Response>',
  '/paid': '<Response/>',
} as const;
const asked: Readonly<Record<string, Spoken['kind']>> = {
  '/voice': 'document',
  '/keys': 'action of <Gather>',
  '/recorded': 'action of <Record>',
  '/dialled': 'action of <Dial>',
  '/left': 'action of <Conference>',
  '/queued': 'action of <Enqueue>',
  '/paid': 'action of <Pay>',
};

export async function saidBySandbox(): Promise<Spoken[]> {
  await using sandbox = await served();
  await using customer = await application(() => sandbox.publicKey, answers);
  const spoken: Spoken[] = [];
  const all = Object.entries({ ...creations, 'one call': oneCall });
  for (const [from, { begin }] of all) {
    await sandbox.control('POST', '/reset');
    await sandbox.control('PUT', '/settings', settingsFor(customer.url));
    await sandbox.freeze();
    customer.heard.length = 0;
    await begin(sandbox, `${customer.url}/told`);
    await sandbox.pass('1m');
    await ended(sandbox);
    await sandbox.pass('1h');
    spoken.push(...customer.heard.map((one) => spokenOf(one, from)));
  }
  return spoken;
}

const oneCall: Pick<Creation, 'begin'> = {
  begin: (sandbox) => sandbox.control('POST', '/calls', { From: caller, To }),
};
const settingsFor = (url: string) => ({
  applications: {
    '1': {
      voice_url: `${url}/voice`,
      status_callback: `${url}/told`,
      status_callback_events: lineEvents.split(' '),
      numbers: [To, From],
    },
  },
  numbers: { [caller]: '3s press 1, 20s press #' },
  policy: { 'conference-time-limit-ms': 5_000 },
});

async function ended({ calls }: Served) {
  for (const { sid = '' } of (await calls.retrieveCalls(account_sid)).calls ?? [])
    await calls.update(sid, { account_sid, Status: 'completed' }).catch(() => undefined);
}

/** A form says figures as text. */
const figures = ['SequenceNumber', 'RecordingChannels'];
function spokenOf({ path, said: text }: Heard, from: string): Spoken {
  const said: Said = Object.fromEntries(
    Object.entries(text).map(([name, value]) => [
      name,
      figures.includes(name) ? Number(value) : value,
    ]),
  );
  return { kind: asked[path] ?? callbackKind(said), said, from: `sandbox, ${from}` };
}
