/** How callbacks are told: with what fields, to whom, how often, signed, and of what only. */
import { signatureCheck } from '../../../wire/index.ts';
import { CheckFailed, NotTestable } from '../../checks/check.ts';
import { resourceIn } from '../api.ts';
import { callOf, toldAttributes } from '../beginnings.ts';
import { PlatformCall, type RecordingWish } from '../call.ts';
import { cameTo, expectSame } from '../expecting.ts';
import { finished } from '../playing.ts';
import { type PlatformWorld, type ToldOfRecording, waiting } from '../world.ts';
import { ofCalls, type PlatformCheck } from './check.ts';

/** What every callback of a recording says. Sources: C-RIP, C-RC. */
const always = [
  'AccountSid',
  'CallSid',
  'ConnectionId',
  'RecordingSid',
  'RecordingSource',
  'RecordingStatus',
  'RecordingChannels',
];

/** A recording that was asked for and is over. */
async function recorded(world: PlatformWorld, more: Readonly<Record<string, string>> = {}) {
  const call = await PlatformCall.connect(world);
  const recording = await call.record(more);
  await world.pass(2_000);
  await finished(world, [call]);
  const completed = await recording.isTold('completed');
  return { call, recording, completed, first: recording.told[0] as ToldOfRecording };
}

/** That a recording that was asked for so is told to be completed, and nothing else. */
async function tellsEndAlone(world: PlatformWorld, more: RecordingWish) {
  const call = await PlatformCall.connect(world);
  const answer = await call.askToRecord(more);
  const { sid } = resourceIn(answer);
  if (typeof sid !== 'string') throw new CheckFailed(`No sid is answered: ${cameTo(answer)}.`);
  await world.pass(3_000);
  await finished(world, [call]);
  const words = world.told.flatMap(({ said }) => (said.kind === 'recording' ? [said.status] : []));
  expectSame([...new Set(words)].join(' '), 'completed', 'What is told of the recording');
}

export const tellingChecks: readonly PlatformCheck[] = [
  ofCalls(
    'tells-fields',
    'Callbacks of recordings have the fields that are documented, and the end has its length.',
    {
      authority: ['C-RIP', 'C-RC'],
      uses: ['start'],
      run: async (world) => {
        const { recording } = await recorded(world);
        for (const { said } of recording.told) {
          const needed = said.status === 'completed' ? [...always, 'RecordingDuration'] : always;
          const missing = needed.filter((name) => !(name in said.said));
          if (missing.length > 0)
            throw new CheckFailed(`The callback "${said.status}" lacks ${missing.join(', ')}.`);
        }
      },
    },
  ),
  ofCalls(
    'tells-link',
    'A completed recording is told with its link, unless SendRecordingUrl is false.',
    {
      authority: ['C-RC', 'OpenAPI'],
      uses: ['start'],
      run: async (world) => {
        const { completed } = await recorded(world);
        if (completed.said.url === undefined) throw new CheckFailed('There is no RecordingUrl.');
        world.trace.clear();
        const silent = await recorded(world, { SendRecordingUrl: 'false' });
        if (silent.completed.said.url !== undefined)
          throw new CheckFailed('There is a RecordingUrl, though SendRecordingUrl is false.');
      },
    },
  ),
  ofCalls('has-file', 'The link of a completed recording leads to a file that is not empty.', {
    authority: ['C-RC', 'T-REC'],
    uses: ['start', 'fetch', 'files'],
    run: async (world) => {
      const { recording } = await recorded(world);
      const { media_url: url } = resourceIn(await recording.read());
      if (typeof url !== 'string') throw new CheckFailed('A completed recording has no media_url.');
      const { app, patienceMs } = world.tested.way;
      const request = new Request(url, { signal: AbortSignal.timeout(patienceMs) });
      const response = await Promise.resolve(app(request)).catch((error: Error) => {
        throw new CheckFailed(`The link does not lead anywhere: ${error.message}.`);
      });
      const { byteLength } = await response.arrayBuffer();
      if (!response.ok || byteLength === 0)
        throw new CheckFailed(`The link is answered ${response.status} with ${byteLength} bytes.`);
    },
  }),
  ofCalls(
    'tells-what-was-asked',
    'Whoever subscribes to the end alone is told of the completed recording, and of no other word.',
    {
      authority: ['OpenAPI'],
      uses: ['start'],
      run: (world) => tellsEndAlone(world, { RecordingStatusCallbackEvent: 'completed' }),
    },
  ),
  ofCalls(
    'tells-the-end-by-default',
    'Whoever names no words is told of the completed recording, and of no other word.',
    {
      authority: ['OpenAPI'],
      uses: ['start'],
      run: (world) => tellsEndAlone(world, { RecordingStatusCallbackEvent: undefined }),
    },
  ),
  ofCalls('tells-by-get', 'Whoever asks for GET is told by GET.', {
    authority: ['OpenAPI'],
    uses: ['start', 'told-by-get'],
    run: async (world) => {
      const { recording } = await recorded(world, { RecordingStatusCallbackMethod: 'GET' });
      for (const { arrived } of recording.told)
        expectSame(arrived.method, 'GET', 'The method of a callback');
    },
  }),
  ofCalls('tells-forms', 'Callbacks come by POST, as forms, unless something else was asked for.', {
    authority: ['C-RIP', 'C-RC'],
    uses: ['start'],
    run: async (world) => {
      const { first } = await recorded(world);
      expectSame(first.arrived.method, 'POST', 'The method of a callback');
      const type = first.arrived.headers['content-type'] ?? '';
      expectSame(type.split(';')[0], 'application/x-www-form-urlencoded', 'The content-type');
    },
  }),
  ofCalls('tells-again', 'A callback that is answered 500 comes again.', {
    authority: ['C-RC', 'T-WH'],
    priority: 'should',
    uses: ['start'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      world.refusals = 1;
      const answer = await call.askToRecord();
      const { sid } = resourceIn(answer);
      const told = () =>
        world.told.filter(({ said }) => said.kind === 'recording' && said.recordingSid === sid);
      const again = await world.hears(() => told()[1], world.tested.limits.takesMs, {
        byWall: true,
      });
      if (!again) throw new CheckFailed('A callback that was answered 500 has not come again.');
      await finished(world, [call]);
    },
  }),
  ofCalls(
    'signs',
    'Callbacks are signed: over the time and the body, with the key that is known.',
    {
      authority: ['C-RIP', 'C-RC', 'SDK'],
      uses: ['start', 'public-key'],
      run: async (world) => {
        const { publicKey } = world.tested;
        if (publicKey === undefined) throw new NotTestable('There is no public key.');
        const check = signatureCheck(publicKey);
        const { recording } = await recorded(world);
        for (const { arrived } of recording.told) {
          const wrong = await check({
            header: (name) => arrived.headers[name],
            body: new TextEncoder().encode(arrived.body),
            // A clock that was moved says nothing of the time on the wall, by which it is signed.
            now: Date.now(),
          });
          if (wrong !== undefined) throw new CheckFailed(wrong);
        }
      },
    },
  ),
  ofCalls(
    'tells-record-action',
    'The action of a <Record> is asked for once it is over, with its recording.',
    {
      authority: ['T-REC', 'A19'],
      uses: ['record-verb', 'far-end-press'],
      run: async (world) => {
        const canDo = world.tested.farEnd.press !== undefined;
        const call = await callOf(world, 'record-verb', canDo ? {} : { manner: 'presses' });
        const recording = await call.recorded();
        await world.pass(2_000);
        if (canDo) await world.does('press', call.number, '#');
        const action = await world.hears(
          () => world.told.find(({ name }) => name === 'action'),
          world.tested.limits.takesMs,
        );
        if (!action) throw new CheckFailed('The action is not asked for, though # was pressed.');
        expectSame(action.said.callSid, call.sid, 'CallSid of the request for the action');
        await recording.isTold('completed');
        if (call.isOver)
          throw new CheckFailed('The call is over; its action has given it a document.');
        await finished(world, [call]);
      },
    },
  ),
  ofCalls('ends-by-length', 'A <Record> ends by itself when it has its longest length.', {
    authority: ['T-REC'],
    uses: ['record-verb'],
    run: async (world) => {
      const document = `<Response><Record ${toldAttributes(world)} action="${world.url('action')}" maxLength="4"/></Response>`;
      world.documents.set('voice', document);
      world.documents.set('action', waiting);
      const call = await PlatformCall.connect(world);
      const recording = await call.recorded();
      const { said } = await recording.isTold('completed');
      const seconds = (said.durationMs ?? 0) / 1_000;
      if (seconds < 3 || seconds > 4)
        throw new CheckFailed(`RecordingDuration is ${seconds} s; expected 4, the longest.`);
      await finished(world, [call]);
    },
  }),
  ofCalls('ends-by-silence', 'A <Record> with a timeout ends when whoever has spoken is silent.', {
    authority: ['T-REC'],
    uses: ['record-verb', 'far-end-speak'],
    run: async (world) => {
      const document = `<Response><Record ${toldAttributes(world)} action="${world.url('action')}" timeout="3"/></Response>`;
      world.documents.set('voice', document);
      world.documents.set('action', waiting);
      const call = await PlatformCall.connect(world);
      const recording = await call.recorded();
      await world.does('speak', call.number, 2);
      await recording.isTold('completed');
      if (call.isOver)
        throw new CheckFailed('The call is over; its action has given it a document.');
      await finished(world, [call]);
    },
  }),
];
