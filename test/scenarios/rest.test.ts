/** Requests of a scenario: what is answered, and what is made of it. */
import { expect, test } from 'vitest';
import { play, readScenario } from '../../src/scenarios/index.ts';

/** A call that is answered, of which these are asked one second after the other. */
function asked(policy: string, ...requests: readonly (readonly [string, string])[]) {
  const steps = requests.map(
    ([request, body], i) => `  - { at: ${i + 2}s, request: ${request}, body: ${body} }`,
  );
  const text = `name: asked
says: Somebody asks.
policy: ${policy}
documents: { /hold: <Response><Pause length="60"/></Response> }
steps:
  - { at: 0s, inbound: { url: /hold } }
  - { at: 1s, fact: call.answered, to: call-1 }
${steps.join('\n')}
expect: { recordings: {}, lines: {} }
`;
  const { told, world } = play(readScenario(text, 'asked.yaml'));
  const answers = told.flatMap(({ answer }) => answer ?? []);
  return { answers, recordings: [...world.board.all('recording')].map(({ sid }) => sid), world };
}
const start = ['POST Calls/call-1/Recordings.json', '{}'] as const;
const update = (Status: string) =>
  ['POST Calls/call-1/Recordings/recording-1.json', `{ Status: ${Status} }`] as const;

test('a request that the call is content without makes nothing, and uses up no sid', () => {
  const { answers, recordings, world } = asked('twilio', start, start, update('stopped'), start);
  expect(answers).toEqual(['200', '200', '200', '200']);
  expect(recordings).toEqual(['recording-1', 'recording-2']);
  expect([...world.rows.keys()]).toEqual(['call-1', 'recording-1', 'recording-2']);
});

test('a request is answered as REST answers it: by status, and code where it is an error', () => {
  const { answers, recordings } = asked(
    'telnyx',
    start,
    update('perhaps'),
    ['DELETE Recordings/recording-1.json', '{}'],
    ['DELETE Recordings/recording-9.json', '{}'],
    ['POST Conferences/room', '{}'],
    ['POST Calls/call-1', '{ StatusCallback: "https://customer.test/" }'],
    ['POST calls/1', '{ To: "+12025550101", From: "+12025550199" }'],
    start,
  );
  expect(answers).toEqual([
    '200',
    '422 10032',
    '422 10027',
    '404 10005',
    '404 10005',
    '200',
    '200',
    '200',
  ]);
  expect(recordings).toEqual(['recording-1', 'recording-2']);
});
