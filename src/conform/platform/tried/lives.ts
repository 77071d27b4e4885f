/** Each way in which a recording comes about: it is told, listed, and ends with a file. */
import { CheckFailed } from '../../checks/check.ts';
import { resourceIn } from '../api.ts';
import { callOf, recordedWhole } from '../beginnings.ts';
import { PlatformCall, someone } from '../call.ts';
import { expectSame, expectStatus } from '../expecting.ts';
import type { PlatformBeginning } from '../plan.ts';
import { finished } from '../playing.ts';
import type { PlatformRecording } from '../recording.ts';
import { pathInAccount } from '../world.ts';
import { ofCalls, type PlatformCheck } from './check.ts';

/** What each kind is told to come from. Sources: OpenAPI; A7. */
const sources: Readonly<Record<PlatformBeginning, string>> = {
  'call-request': 'OutboundAPI',
  plain: 'StartCallRecordingAPI',
  'record-verb': 'RecordVerb',
  dial: 'DialVerb',
  conference: 'Conference',
  'start-verb': 'StartCallRecordingAPI',
};
const saysOf: Readonly<Record<PlatformBeginning, string>> = {
  'call-request': 'A call that is begun with Record',
  plain: 'A call of which a recording is asked for',
  'record-verb': 'A <Record>',
  dial: 'A <Dial record> that is answered',
  conference: 'A <Dial><Conference record>',
  'start-verb': 'A <Start><Recording>',
};
const authorities: Readonly<Record<PlatformBeginning, PlatformCheck['authority']>> = {
  'call-request': ['OpenAPI', 'C-RC'],
  plain: ['OpenAPI', 'C-RC', 'A11'],
  'record-verb': ['T-REC', 'C-RC', 'A40'],
  dial: ['T-DIAL', 'C-RC', 'A4'],
  conference: ['T-CONF', 'C-RC'],
  'start-verb': ['T-RECNG', 'C-RC', 'A7'],
};

const life = (begins: PlatformBeginning): PlatformCheck =>
  ofCalls(
    begins === 'plain' ? 'records-by-request' : `records-${begins}`,
    `${saysOf[begins]} is recorded: told to be in progress and to be completed, once it is over, with its source.`,
    {
      authority: authorities[begins],
      uses: [begins === 'plain' ? 'start' : begins],
      run: async (world) => {
        const call = await callOf(world, begins);
        const recording = begins === 'plain' ? await call.record() : await call.recorded();
        await world.pass(2_000);
        await finished(world, [call]);
        await recording.isTold('completed');
        for (const { said } of recording.told)
          expectSame(said.source, sources[begins], 'RecordingSource');
        if (begins !== 'conference') isOf(recording, call);
      },
    },
  );

function isOf({ told }: PlatformRecording, call: PlatformCall) {
  for (const { said } of told) expectSame(said.callSid, call.sid, 'CallSid');
}

export const lifeChecks: readonly PlatformCheck[] = [
  life('plain'),
  life('call-request'),
  life('record-verb'),
  life('dial'),
  life('conference'),
  life('start-verb'),
  ofCalls(
    'records-participant',
    'A participant that is dialled with Record into a conference is recorded.',
    {
      authority: ['OpenAPI', 'A5', 'A7'],
      uses: ['participant'],
      run: async (world) => {
        const path = pathInAccount(world, `Conferences/kit-${crypto.randomUUID()}/Participants`);
        const number = await someone(world);
        const said = { ...recordedWhole(world), To: number, From: world.tested.from };
        const form = Object.fromEntries(
          Object.entries({
            ...said,
            ApplicationSid: world.tested.application,
            EndConferenceOnExit: true,
            StatusCallback: world.url('told'),
            StatusCallbackEvent: 'completed',
          }).map(([name, value]) => [name, String(value)]),
        );
        const answer = await world.ask({ method: 'POST', path, form }, 'dials a participant');
        expectStatus(answer, 200, 'The request for a participant');
        const { call_sid: sid } = resourceIn(answer);
        if (typeof sid !== 'string') throw new CheckFailed('The answer names no call_sid.');
        const call = PlatformCall.of(world, sid, number);
        const recording = await call.recorded();
        expectSame(recording.told[0]?.said.callSid, sid, 'CallSid');
        await world.pass(2_000);
        await finished(world, [call]);
        await recording.isTold('completed');
      },
    },
  ),
  ofCalls(
    'keeps-apart',
    'Of two recordings of one call, one that is stopped leaves the other as it is.',
    {
      authority: ['A11'],
      uses: ['start', 'stop', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const first = await call.record();
        const second = await call.record();
        await world.pass(1_000);
        await first.becomes('stopped');
        await first.isTold('completed');
        await second.shows(['in-progress']);
        await finished(world, [call]);
        await second.isTold('completed');
      },
    },
  ),
  ofCalls(
    'keeps-calls-apart',
    'Of two calls, one that ends leaves the recording of the other as it is.',
    {
      authority: ['T-CALLS', 'C-RC'],
      uses: ['start', 'hang-up', 'fetch'],
      run: async (world) => {
        const calls = [
          await PlatformCall.connect(world),
          await PlatformCall.connect(world),
        ] as const;
        const recordings = [await calls[0].record(), await calls[1].record()] as const;
        await calls[0].end();
        await recordings[0].isTold('completed');
        await recordings[1].shows(['in-progress']);
        await finished(world, calls);
      },
    },
  ),
];
