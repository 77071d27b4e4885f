/** Calls: they are begun, answered, asked for their documents, told of and ended. */
import { CheckFailed } from '../../checks/check.ts';
import { resourceIn } from '../api.ts';
import { callOf, recordedWhole } from '../beginnings.ts';
import { PlatformCall } from '../call.ts';
import { cameTo, expectSame, expectStatus } from '../expecting.ts';
import { finished } from '../playing.ts';
import { isOfRecording } from '../recording.ts';
import { pathInAccount } from '../world.ts';
import { ofCalls, type PlatformCheck } from './check.ts';

/** What every request for a document says. Source: T-FETCHI. */
const always = [
  'AccountSid',
  'CallSid',
  'CallSidLegacy',
  'CallerId',
  'CallingPartyType',
  'From',
  'FromSipUri',
  'To',
  'ToSipUri',
  'ConnectionId',
];

export const callChecks: readonly PlatformCheck[] = [
  {
    id: 'platform/reached',
    says: 'It answers a request of its API, with JSON.',
    priority: 'must',
    authority: ['OpenAPI'],
    run: async (world) => {
      const path = pathInAccount(world, 'Calls');
      const answer = await world.ask({ method: 'GET', path }, 'lists calls');
      if (answer.status === undefined) throw new CheckFailed(`Nobody answers: ${answer.none}.`);
      if (answer.status === 401 || answer.status === 403)
        throw new CheckFailed(
          `It answers ${answer.status}. Does it know the key (--api-key-file)?`,
        );
      if (answer.body === undefined)
        throw new CheckFailed(`It answers no JSON: ${cameTo(answer)}.`);
    },
  },
  {
    id: 'platform/begins-call',
    says: 'It begins a call, and asks for its document once it is answered.',
    priority: 'must',
    authority: ['T-CALLS', 'OpenAPI'],
    needs: ['platform/reached'],
    run: async (world) => {
      await PlatformCall.connect(world);
    },
  },
  ofCalls('ends-call', 'A call that is ended by request is over, and that is told.', {
    authority: ['T-CALLS', 'OpenAPI'],
    uses: ['hang-up'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      await call.end();
      await finished(world, [call]);
    },
  }),
  ofCalls('shows-call', 'A call is shown as in-progress while it goes on, and as completed then.', {
    authority: ['OpenAPI'],
    uses: ['fetch-call', 'hang-up'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const is = async (status: string) => {
        const answer = await world.askUntil(
          { method: 'GET', path: call.path },
          'reads the call',
          (one) => resourceIn(one).status === status,
        );
        expectStatus(answer, 200, 'The call');
        expectSame(resourceIn(answer).status, status, 'The status of the call');
      };
      await is('in-progress');
      await call.end();
      await is('completed');
      await finished(world, [call]);
    },
  }),
  ofCalls(
    'asks-with-parameters',
    'A request for a document has the ten parameters that all have.',
    {
      authority: ['T-FETCHI'],
      priority: 'should',
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const asked = world.told.find(({ name }) => name === 'voice');
        const missing = always.filter((one) => !(one in (asked?.said.said ?? {})));
        if (missing.length > 0)
          throw new CheckFailed(`The request for the document lacks ${missing.join(', ')}.`);
        expectSame(asked?.said.callSid, call.sid, 'CallSid');
        expectSame(asked?.said.to, call.number, 'To');
      },
    },
  ),
  ofCalls(
    'hears-hang-up',
    'When whoever was called hangs up, the call is over, and so is its recording.',
    {
      authority: ['T-CALLS', 'C-RC'],
      uses: ['call-request', 'far-end-hang-up'],
      run: async (world) => {
        const canDo = world.tested.farEnd.hangUp !== undefined;
        const call = await callOf(world, 'call-request', canDo ? {} : { manner: 'hangs-up' });
        const recording = await call.recorded();
        if (canDo) await call.hangUp();
        await recording.isTold('completed');
        await finished(world, [call]);
      },
    },
  ),
  ofCalls('records-no-busy', 'A call that nobody has answered has no recording.', {
    authority: ['OpenAPI'],
    uses: ['call-request', 'far-end-busy'],
    run: async (world) => {
      const call = await PlatformCall.begin(world, {
        manner: 'is-busy',
        more: recordedWhole(world),
      });
      await finished(world, [call]);
      const told = world.told.filter(isOfRecording);
      if (told.length > 0)
        throw new CheckFailed('A recording is told of, and nobody has answered.');
    },
  }),
  ofCalls(
    'waits-for-answer',
    'A call is not recorded, and asks for no document, before it is answered.',
    {
      authority: ['OpenAPI', 'T-CALLS'],
      uses: ['call-request', 'far-end-answer'],
      run: async (world) => {
        const call = await PlatformCall.begin(world, {
          manner: 'waits',
          more: recordedWhole(world),
        });
        await world.pass(3_000);
        const early = world.told.find(
          ({ said, name }) => isOfRecording({ said }) || name === 'voice',
        );
        if (early)
          throw new CheckFailed(`Before anybody has answered, there comes ${early.said.kind}.`);
        await world.does('answer', call.number);
        await call.connected();
        await call.recorded();
        await finished(world, [call]);
      },
    },
  ),
];
