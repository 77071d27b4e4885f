/** Accounts are apart: nothing of one is read, joined, changed, listed or told by another. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { MachineName } from '../../machines/index.ts';
import {
  accountPath,
  operations,
  type PathName,
  type Reply,
  type RequestName,
} from '../../src/wire/index.ts';
import { operationNames, readNames, requestNames } from './named.ts';
import { Customer, type Deed, SharedHost, sidOf } from './shared.ts';

const accounts = ['a', 'b'] as const;
type Account = (typeof accounts)[number];
/** A moment is a second; each deed has its own, whoever else does something. */
type Schedule = readonly { readonly by: Account; readonly deed: Deed }[];

/** Lets the accounts of a host do what is planned, or only one of them. */
function play(schedule: Schedule, only?: Account) {
  const host = new SharedHost();
  const customers = { a: new Customer(host, 'a'), b: new Customer(host, 'b') };
  const told: Record<Account, unknown[]> = { a: [], b: [] };
  for (const [i, { by, deed }] of schedule.entries()) {
    if (only === undefined || only === by) told[by].push(customers[by].do(deed, (i + 1) * 1_000));
  }
  return { host, customers, told };
}

/** What paths name of an account that has begun. */
const begunBy = (account: Account): Omit<Record<PathName, string>, 'account_sid'> => ({
  call_sid: sidOf(account, 'call', 2),
  connection_id: 'app-0',
  recording_sid: sidOf(account, 'recording', 1),
  recording_transcription_sid: sidOf(account, 'transcription', 1),
  streaming_sid: sidOf(account, 'stay', 2),
  siprec_sid: sidOf(account, 'stay', 3),
  conference_sid: sidOf(account, 'conference', 1),
  call_sid_or_participant_label: sidOf(account, 'call', 1),
});

/** Names, labels and sids, of either account: whatever a request or document can say. */
const sidsOf = (machine: MachineName) =>
  accounts.flatMap((account) => [1, 2].map((figure) => sidOf(account, machine, figure)));
const rooms = fc.constantFrom('room', 'clerk', ...sidsOf('conference'));
const lines = fc.constantFrom(...sidsOf('call'), ...sidsOf('dialLeg'));
const people = fc.oneof(fc.constant('clerk'), lines, fc.constant('room'));
const recordings = fc.constantFrom(...sidsOf('recording'));
const transcriptions = fc.constantFrom(...sidsOf('transcription'));
const taps = fc.constantFrom(
  ...accounts.flatMap((one) => [2, 3].map((n) => sidOf(one, 'stay', n))),
);
const path = fc.oneof(
  fc.record({
    call_sid: lines,
    recording_sid: recordings,
    recording_transcription_sid: transcriptions,
    streaming_sid: taps,
    siprec_sid: taps,
    conference_sid: rooms,
    call_sid_or_participant_label: people,
  }),
  fc.constantFrom(...accounts.map((account) => begunBy(account))),
);

const callback = 'https://customer.test/';
const dialled = fc.record({
  To: fc.constant('+15550001'),
  From: fc.constant('+15550002'),
  ApplicationSid: fc.constantFrom('app', ...sidsOf('call')),
  Label: people,
  StatusCallback: fc.constant(callback),
});
const coaching = fc.record({ Coaching: fc.boolean(), CallSidToCoach: lines });
const recorded = fc.constant({
  RecordingStatusCallback: callback,
  RecordingStatusCallbackEvent: 'in-progress completed absent',
});
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
const bodies: Readonly<Record<RequestName, fc.Arbitrary<object>>> = {
  initiateCall: merged(dialled, recorded, fc.record({ Record: fc.boolean() })),
  createCall: merged(dialled, recorded, fc.record({ Record: fc.boolean() })),
  initiateAICall: merged(dialled, recorded, fc.constant({ AIAssistantId: 'a', Record: true })),
  updateCall: fc.constantFrom({}, { StatusCallback: callback }, { Status: 'completed' }),
  startRecording: recorded,
  updateRecording: fc.constantFrom({ Status: 'paused' }, { Status: 'stopped' }),
  deleteRecording: fc.constant({}),
  deleteTranscription: fc.constant({}),
  startStream: fc.constant({ Name: 'a' }),
  updateStream: fc.constantFrom({}, { Status: 'stopped' }),
  startSiprec: fc.constant({}),
  updateSiprec: fc.constantFrom({}, { Status: 'stopped' }),
  updateConference: fc.constantFrom({}, { Status: 'completed' }),
  dialParticipant: merged(
    dialled,
    recorded,
    coaching,
    fc.record({ Record: fc.boolean(), ConferenceRecord: fc.boolean() }),
    fc.constant({
      ConferenceStatusCallback: callback,
      ConferenceStatusCallbackEvent: 'start end join leave',
    }),
  ),
  updateParticipant: merged(coaching, fc.record({ EndConferenceOnExit: fc.boolean() })),
  removeParticipant: fc.constant({}),
};
const transcribed = `<Record transcription="true" transcriptionCallback="${callback}"/>`;
const verbs = rooms.chain((room) =>
  fc.constantFrom(
    `<Dial><Conference record="record-from-start" statusCallback="${callback}"
      statusCallbackEvent="start end join leave">${room}</Conference></Dial>`,
    `<Dial><Conference endConferenceOnExit="true">${room}</Conference></Dial>`,
    '<Dial record="record-from-ringing">+15550003</Dial>',
    '<Start><Recording/></Start>',
    '<Record/>',
    transcribed,
    '<Hangup/>',
  ),
);

const figure = fc.constantFrom(1, 2);
const heard = fc.oneof(
  fc.record({
    machine: fc.constantFrom('call' as const, 'dialLeg' as const),
    hears: fc.constantFrom({ type: 'call.answered' }, { type: 'call.hungUp' }),
    figure,
  }),
  fc.record({
    machine: fc.constant('recording' as const),
    hears: fc.constantFrom(
      { type: 'media.started', order: 1 },
      { type: 'media.stopped' },
      { type: 'media.saved', location: 'file' },
    ),
    figure,
  }),
);
const asked = fc
  .constantFrom(...requestNames)
  .chain((does) => fc.record({ does: fc.constant(does), path, body: bodies[does] }));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { arbitrary: asked, weight: 4 },
  { arbitrary: fc.record({ reads: fc.constantFrom(...readNames), path }), weight: 3 },
  { arbitrary: fc.record({ runs: verbs, call: figure }), weight: 3 },
  { arbitrary: fc.constant<Deed>({ receives: true }), weight: 1 },
  { arbitrary: heard, weight: 3 },
);
/** Both begin with two calls, one in a room of the same name, one that is recorded twice. */
const begun: Schedule = accounts.flatMap((by) => [
  { by, deed: { receives: true } },
  { by, deed: { receives: true } },
  { by, deed: { runs: '<Dial><Conference>room</Conference></Dial>', call: 1 } },
  { by, deed: { does: 'startRecording', path: { call_sid: sidOf(by, 'call', 2) }, body: {} } },
  ...(['startStream', 'startSiprec'] as const).map((does) => {
    const deed = { does, path: { call_sid: sidOf(by, 'call', 2) }, body: {} };
    return { by, deed };
  }),
  { by, deed: { runs: transcribed, call: 2 } },
]);
const schedule = fc
  .array(fc.record({ by: fc.constantFrom(...accounts), deed }), { minLength: 10, maxLength: 40 })
  .map((drawn): Schedule => [...begun, ...drawn]);

describe('Whatever two accounts of one host do, with the same names, labels and each other’s sids,', () => {
  const succeeded = new Set<string>();
  function note(planned: Schedule, { told }: ReturnType<typeof play>) {
    const at: Record<Account, number> = { a: 0, b: 0 };
    for (const { by, deed: done } of planned) {
      const came = told[by][at[by]++] as Reply | { answer?: Reply };
      const reply = 'status' in came ? came : came.answer;
      if (!reply || reply.status >= 300) continue;
      if ('does' in done) succeeded.add(done.does);
      if ('reads' in done) succeeded.add(done.reads);
    }
  }

  property.prop([schedule], { seed: 11, numRuns: 300 })(
    'each is answered, and told, as if the other were not there',
    (planned) => {
      const both = play(planned);
      note(planned, both);
      for (const account of accounts) {
        const alone = play(planned, account);
        expect(both.told[account]).toEqual(alone.told[account]);
        expect(both.host.holdingsOf(account)).toEqual(alone.host.holdingsOf(account));
      }
    },
  );

  test('every request and read has succeeded now and then, so that there was something to be told', () => {
    expect([...succeeded].sort()).toEqual([...operationNames].sort());
  });
});

test('a request or read in another account than its directory’s finds nothing, whatever it names', () => {
  const { a } = play(begun).customers;
  for (const account of accounts) {
    const path = { ...begunBy(account), account_sid: 'b' };
    const body = { To: '1', From: '2', ApplicationSid: '3', Status: 'completed' };
    for (const does of requestNames.filter((one) => operations[one].base === accountPath))
      expect(a.ask(does, path, body, 0).answer.status, does).toBe(404);
    for (const read of readNames) expect(a.read(read, path).status, read).toBe(404);
  }
});
