/** Whatever is told and asked says all that is documented of its kind, and nothing else. */
import { beforeAll, expect, test } from 'vitest';
import { play, readScenario } from '../../src/scenarios/index.ts';
import { httpRequestFor, readSaid, received, type SaidKind } from '../../src/wire/index.ts';
import { asides, type FieldRow, saidTables } from '../../src/wire/said/tables.ts';
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

/** What each is read as. */
const readAs: Readonly<Record<SaidKindName, SaidKind>> = {
  'call initiated': 'call',
  'call ringing': 'call',
  'call answered': 'call',
  'call completed': 'call',
  'call ended unanswered': 'call',
  'key of a call': 'dtmf',
  'machine detection': 'amd',
  'recording in progress': 'recording',
  'recording completed': 'recording',
  'recording absent': 'recording',
  transcription: 'transcription',
  conference: 'conference',
  document: 'instructions',
  'action of <Record>': 'action',
  'action of <Gather>': 'gather',
  'action of <Enqueue>': 'action',
  'action of <Pay>': 'action',
  'action of <Dial>': 'action',
  'action of <Conference>': 'action',
};
const verbOf: Partial<Readonly<Record<SaidKindName, string>>> = {
  'action of <Record>': 'record-ended',
  'action of <Enqueue>': 'served',
  'action of <Pay>': 'served',
  'action of <Dial>': 'dial-ended',
  'action of <Conference>': 'conference-left',
};

test.each(Object.entries(readAs))('%s is read as "%s", and nothing is odd about it', (kind, as) => {
  const own = spoken.filter((one) => one.kind === kind);
  const because = verbOf[kind as SaidKindName];
  const expected = { kind: as, warnings: [], ...(because ? { because } : {}) };
  for (const { said, from } of own)
    expect({ where: from, ...readSaid(said) }).toMatchObject({ where: from, ...expected });
  expect(own.length).toBeGreaterThan(0);
});

test('all that is told and asked comes back as it went out, by whichever way it is sent', () => {
  for (const { said } of spoken) {
    const once = readSaid(said);
    expect(saidBack(once)).toEqual(said);
    for (const method of ['GET', 'POST'] as const) {
      const url = 'https://app.example/told?of=mine';
      const { of, ...fields } = received(httpRequestFor({ url, method, parameters: said })).said;
      expect(of).toBe(method === 'GET' ? 'mine' : undefined);
      expect(fields).toEqual(once.said);
    }
    expect(received({ url: '/told', body: JSON.stringify(said) })).toEqual(once);
  }
});

/** What was read, spelled again by the table that it was read by. */
function saidBack({ kind, said, ...fields }: ReturnType<typeof readSaid>) {
  const beside = Object.entries(said).filter(([name]) => asides.has(name));
  const rows: Readonly<Record<string, FieldRow>> = saidTables[kind];
  const back = Object.entries(fields).flatMap(([field, value]) => {
    const row = rows[field];
    if (!row) return [];
    const names = [row.name, row.also ?? row.name].filter((name) => name in said);
    return names.map((name) => [name, row.spelling.says(value)] as const);
  });
  return Object.fromEntries([...beside, ...back]);
}
