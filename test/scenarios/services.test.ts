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

test('who has answered is not found out in a story, which says so', () => {
  const document =
    '<Response><Dial><Number machineDetection="Enable">+1</Number></Dial></Response>';
  const scenario = {
    name: 'a',
    says: 'A.',
    documents: { '/a': document },
    steps: [
      { at: '0s', inbound: { url: '/a' } },
      { at: '1s', fact: 'call.answered', to: 'call-1' },
      { at: '2s', fact: 'call.answered', to: 'leg-1' },
    ],
    expect: { recordings: {} },
  };
  const { world } = play(readScenario(JSON.stringify(scenario), 'a.yaml'));
  expect(world.warnings).toContain('leg-1: nobody finds out in a story who has answered.');
});
