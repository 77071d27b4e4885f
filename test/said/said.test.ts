/** Whatever is told and asked says all that is documented of its kind, and nothing else. */
import { beforeAll, expect, test } from 'vitest';
import { play, readScenario } from '../../src/scenarios/index.ts';
import { saidBySandbox } from './by-sandbox.ts';
import { type Spoken, saidBy, saidByScenarios } from './by-scenarios.ts';
import { flawsIn, kinds, type SaidKindName } from './kinds.ts';

/** A stay in a conference that has an action: no story of the library asks for one. */
const stay = `name: stay
says: Somebody is in a conference for as long as it may last, and goes on.
policy: { conference-time-limit-ms: 5000 }
documents:
  /: <Response><Dial action="/over"><Conference>room</Conference></Dial></Response>
  /over: <Response><Hangup/></Response>
steps:
  - { at: 0s, inbound: { url: /, from: 'sip:1001@office.example', to: 'sip:1002@office.example' } }
  - { at: 1s, fact: call.answered, to: call-1 }
  - { at: 2s, fact: digit.pressed, to: call-1, with: { digit: '5' } }
expect: { recordings: {} }
`;

let bySandbox: readonly Spoken[];
let spoken: readonly Spoken[];
beforeAll(async () => {
  bySandbox = await saidBySandbox();
  const told = saidBy(play(readScenario(stay, 'stay.yaml')));
  spoken = [...saidByScenarios(), ...told, ...bySandbox];
});

test.each(Object.keys(kinds) as SaidKindName[])('%s: every one is as documented', (kind) => {
  const own = spoken.filter((one) => one.kind === kind);
  const flaws = own.flatMap(({ said, from }) =>
    flawsIn(kind, said).map((flaw) => `${from}: ${flaw}`),
  );
  expect(flaws).toEqual([]);
  expect(own.length).toBeGreaterThan(0);
});

test('the sandbox has told and asked all but what the stories alone lead to', () => {
  const heard = new Set(bySandbox.map(({ kind }) => kind));
  expect(Object.keys(kinds).filter((kind) => !heard.has(kind as SaidKindName))).toEqual([
    'call ended unanswered',
    'machine detection',
    'recording absent',
    'transcription',
  ]);
});
