/** What a scenario file may say: mistakes are named with what is right, and editors know as much. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readSettings } from '../../src/sandbox/stage/settings.ts';
import { expectation } from '../../src/scenarios/format/format.ts';
import { libraryFiles, play, readScenario, reportOf } from '../../src/scenarios/index.ts';
import { schemaFiles } from '../schemas.ts';

const good = {
  name: 'mine',
  says: 'A caller leaves a message.',
  documents: { '/voice': '<Response><Record maxLength="2"/></Response>' },
  steps: [
    { at: '0s', inbound: { url: '/voice' } },
    { at: '1s', fact: 'call.answered', to: 'call-1' },
    { at: '2s', request: 'POST Calls/call-1', body: { Status: 'completed' } },
  ],
  expect: { recordings: { 'recording-1': { end: 'completed' } } },
};
/** The good one, with one thing changed; the path is dotted. */
function withChange(path: string, value: unknown): unknown {
  const changed = structuredClone(good);
  const names = path.split('.');
  const last = names.pop() as string;
  let at: Record<string, unknown> = changed;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return changed;
}
function saidOf(scenario: unknown): string {
  try {
    readScenario(stringify(scenario), 'mine.yaml');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Where, what is there, and what is said of it; whether editors say so too. */
const mistakes: [string, unknown, RegExp, 'in editors' | 'in play only'][] = [
  [
    'step',
    [],
    /^mine.yaml:.*"step": expected one of the fields name, says, .*expect$/,
    'in editors',
  ],
  ['name', 'My flow', /"name": "My flow": expected lower-case words/, 'in editors'],
  [
    'media',
    { stopp: '2s' },
    /"media.stopp".*expected one of the fields start, pause/,
    'in editors',
  ],
  ['media', { stop: 'soon' }, /"media.stop": "soon": expected a length of time/, 'in editors'],
  [
    'steps.0.to',
    'call-1',
    /"steps.0.to": .*expected one of the fields at, says, inbound$/,
    'in editors',
  ],
  ['steps.0.inbound.ulr', '/a', /"steps.0.inbound.ulr": .*fields url, .*, from, to$/, 'in editors'],
  [
    'steps.0.inbound',
    { url: 'http://' },
    /"steps.0.inbound.url": .*expected a URL such as/,
    'in play only',
  ],
  [
    'steps.1',
    { at: '1s', facts: 'call.rang' },
    /"steps.1": expected one of the keys inbound/,
    'in editors',
  ],
  [
    'steps.1.fact',
    'call.rung',
    /"call.rung": expected one of call.initiated, call.rang/,
    'in editors',
  ],
  [
    'steps.1.to',
    'recording-1',
    /call.answered is told to a call or a dialLeg; expected/,
    'in play only',
  ],
  [
    'steps.1.with',
    { digit: 1 },
    /"steps.1.with.digit": 1: call.answered says nothing else/,
    'in editors',
  ],
  [
    'steps.1',
    { at: '1s', fact: 'digit.pressed', to: 'call-1', with: { digit: 'A' } },
    /"steps.1.with.digit": "A": expected one of "0", "1"/,
    'in editors',
  ],
  ['steps.2.answer', 'yes', /"steps.2.answer".*expected an HTTP status/, 'in editors'],
  [
    'steps.2.request',
    'GET Calls',
    /"steps.2.request": "GET Calls": expected a method/,
    'in editors',
  ],
  [
    'documents',
    { 'mailto:a@b.c': '' },
    /"documents.mailto:a@b.c".*expected a URL of http/,
    'in play only',
  ],
  [
    'documents',
    { '/a#b': '' },
    /nobody can ask for it; expected a URL .* without a #/,
    'in play only',
  ],
  ['documents', { '/a': '', 'https://app.example/a': '' }, /the same URL as "\/a"/, 'in play only'],
  [
    'expect.recording',
    {},
    /"expect.recording".*fields recordings, transcriptions, lines, requests, orphans$/,
    'in editors',
  ],
  [
    'expect.recordings.recording-1.ended',
    1,
    /expected one of the fields path, source, host/,
    'in editors',
  ],
  [
    'expect.recordings.recording-1.end',
    'paused',
    /expected one of completed, absent, del/,
    'in editors',
  ],
  [
    'expect.recordings.recording-1.endReason',
    'hangup',
    /"hangup": expected one of .*, /,
    'in editors',
  ],
  [
    'policy',
    { 'paused-tim': 'counts' },
    /"policy.paused-tim": "counts": expected one of the fields/,
    'in editors',
  ],
];
const schemas = schemaFiles();
const judgeOf = (name: string) =>
  new Ajv2020({ strict: false }).compile(JSON.parse(schemas.get(name) as string));

test.each(mistakes)('a mistake at %s is named with what is right: %j', (path, value, says) => {
  expect(saidOf(withChange(path, value))).toMatch(says);
});

test('editors are told of the same mistakes, but for those that no schema can say', () => {
  const isFine = judgeOf('scenario.json');
  expect(isFine(good)).toBe(true);
  expect(saidOf(good)).toBe('');
  for (const [path, value, , where] of mistakes) {
    expect(isFine(withChange(path, value)), path).toBe(where === 'in play only');
  }
});

test('every shipped scenario is as the schema for editors says', () => {
  const isFine = judgeOf('scenario.json');
  const bad = libraryFiles().filter((file) => !isFine(parse(readFileSync(file, 'utf8'))));
  expect(bad).toEqual([]);
});

test('the schema of config files takes what the server takes', () => {
  const isFine = judgeOf('config.json');
  const config = {
    applications: { 1: { voice_url: 'http://localhost:3000/voice', numbers: ['+12025550100'] } },
    numbers: { '+12025550177': '1s ring, 3s answer' },
    media: { pause: '8s', file: 'empty' },
    chaos: { seed: 7, late: 0.2 },
    callbacks: { attempts: 3, timeout: '1s' },
    policy: 'twilio',
  };
  expect(readSettings(config).said).toEqual(config);
  expect(isFine({ ...config, egress: ['public'] })).toBe(true);
  expect(isFine({ ...config, application: {} })).toBe(false);
  expect(isFine({ ...config, media: { pause: 'soon' } })).toBe(false);
});

test.each([...schemas])('the file schemas/%s is fresh', (name, text) => {
  expect(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8')).toBe(text);
});

test('what the application was asked is held against what a scenario expects', () => {
  const reported = (requests: string[]) =>
    reportOf(play(readScenario(stringify(withChange('expect.requests', requests)), 'mine.yaml')));
  expect(reported(['POST /voice']).failures).toEqual([]);
  expect(reported(['POST /other']).failures).toEqual([
    'the list of requests is ["POST /voice"]; expected ["POST /other"]',
  ]);
});

test('the guide names everything that a scenario can expect', () => {
  const guide = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');
  const { shape } = expectation;
  const ofRecordings = Object.keys(shape.recordings.valueType.shape);
  for (const field of [...Object.keys(shape), ...ofRecordings]) {
    expect(guide).toContain(`| \`${field}\` |`);
  }
});
