/** Verbs that take time take time in stories, too: until somebody ends what they wait for. */
import { expect, test } from 'vitest';
import { play, readScenario } from '../../src/scenarios/index.ts';
import { beginning } from '../../src/scenarios/playing/world.ts';

const connect = '<Connect action="/over"><Stream url="wss://media.example.com/in"/></Connect>';
const documents = {
  '/a': `<Response><Start><Recording/></Start>${connect}</Response>`,
  '/over': '<Response><Hangup/></Response>',
};
function told(...steps: readonly object[]) {
  const all = [
    { at: '0s', inbound: { url: '/a' } },
    { at: '1s', fact: 'call.answered', to: 'call-1' },
    ...steps,
  ];
  const scenario = { name: 'a', says: 'A.', documents, steps: all, expect: { recordings: {} } };
  const { world } = play(readScenario(JSON.stringify(scenario), 'a.yaml'));
  return {
    over: world.runner.requests
      .filter(({ url }) => url.endsWith('/over'))
      .map(({ at, parameters }) => [at - beginning, parameters.CallStatus, parameters.Result]),
    seconds: world.board.recording('recording-1')?.context.durationSeconds,
    warnings: world.warnings,
  };
}

test('a recording before a <Connect> is as long as the call, and its action is told', () => {
  expect(told({ at: '61s', fact: 'call.hungUp', to: 'call-1' })).toEqual({
    over: [[61_000, 'completed', undefined]],
    seconds: 60,
    warnings: [expect.stringMatching(/^\/a:1:\d+: <Connect> waits until .* nothing else\.$/)],
  });
});

test('a step ends the service, and the action is told what it came to', () => {
  const over = { at: '31s', service: 'over', to: 'call-1', with: { Result: 'done' } };
  expect(told(over)).toMatchObject({ over: [[31_000, 'in-progress', 'done']], seconds: 30 });
});

test('a step that ends what nobody waits for is told as such', () => {
  const step = { at: '500ms', service: 'over', to: 'call-1' };
  expect(() => told(step)).toThrow('steps.2 on: the document of call-1 waits for no service');
  expect(() => told({ ...step, service: 'begun' })).toThrow('expected over');
});

/** A call that is begun with detection, and answered after a second. */
function detecting(body: object, ...steps: readonly object[]) {
  const given = { To: '+13125550142', From: '+13125550100', ApplicationSid: '1' };
  const Url = 'https://app.example/a';
  const all = [
    {
      ...{ at: '0s', request: 'POST Calls', answer: 200 },
      body: { ...given, Url, Record: true, MachineDetection: 'Enable', ...body },
    },
    { at: '1s', fact: 'call.answered', to: 'call-1' },
    ...steps,
  ];
  const document = { '/a': '<Response><Pause length="4"/></Response>' };
  const scenario = { name: 'a', says: 'A.', documents: document, steps: all };
  const { world } = play(
    readScenario(JSON.stringify({ ...scenario, expect: { recordings: {} } }), 'a.yaml'),
  );
  const requests = world.runner.requests.map(({ at, parameters }) => [
    at - beginning,
    parameters.AnsweredBy,
  ]);
  const seconds = world.board.recording('recording-1')?.context.durationSeconds;
  return { requests, seconds, warnings: world.warnings };
}
const machine = (at: string) => ({ at, answeredBy: 'machine', to: 'call-1' });

test.each([
  ['a human after two seconds', {}, [], [3_000, 'human'], 6],
  ['who answers as a step says', {}, [machine('6s')], [6_000, 'machine_start'], 9],
  [
    'nobody, once that took too long',
    { MachineDetectionTimeout: 500 },
    [machine('6s')],
    [1_500, 'unknown'],
    5,
  ],
  ['nobody, if it is asynchronous', { AsyncAmd: true }, [machine('6s')], [1_000, undefined], 4],
])(
  'a document waits for detection, which finds %s; the recording does not',
  (_, body, steps, request, seconds) => {
    expect(detecting(body, ...steps)).toMatchObject({ requests: [request], warnings: [] });
    expect(detecting(body, ...steps).seconds).toBeCloseTo(seconds, 0);
  },
);

test('whoever wants to be told of it in a story is not, which is said', () => {
  const { warnings } = detecting({ AsyncAmdStatusCallback: 'https://app.example/amd' });
  expect(warnings).toEqual(['call-1: nobody is told in a story who has answered.']);
  const step = { at: '2s', answeredBy: 'machine', to: 'call-1' };
  expect(() => detecting({ MachineDetection: 'Disable' }, step)).toThrow(
    'nobody asked who answers call-1',
  );
});
