/** Whatever of a kind is put where something else is expected: the place is named, and what to write. */
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { said, sayings } from '../../src/sandbox/http/edge/said.ts';
import { readSettingsText } from '../../src/sandbox/stage/settings.ts';
import { dumpOf, fillingOf } from '../../src/sandbox/state/dump.ts';
import { readScenario } from '../../src/scenarios/index.ts';

const wrongs = [7, -1, null, '', 'a b', [], { x: 7 }, undefined];

const scenario = {
  name: 'mine',
  says: 'A caller leaves a message.',
  policy: 'telnyx',
  strict: true,
  media: { pause: '1s', file: 'lost', text: '1s' },
  documents: { '/voice': '<Response/>' },
  steps: [
    { at: '0s', inbound: { url: '/voice', from: '+1', to: '+2' } },
    { at: '1s', fact: 'digit.pressed', to: 'call-1', with: { digit: '1' } },
    { at: '2s', request: 'POST Calls/call-1', body: { Status: 'completed' }, answer: '200' },
    { at: '3s', service: 'over', to: 'call-1', with: { a: 1 } },
  ],
  expect: {
    recordings: {
      'recording-1': {
        ...{ path: 'record-verb', source: 'RecordVerb', host: 'call-1', end: 'absent' },
        ...{ endReason: 'finish-key', errorCode: 'x', durationSeconds: 1, channels: 1 },
        ...{ states: ['starting'], statuses: ['completed'], callbacks: ['completed'] },
      },
    },
    transcriptions: { 'transcription-1': { end: 'completed', text: 'x', callbacks: ['x'] } },
    lines: { 'call-1': 'completed' },
    requests: ['POST /voice'],
    orphans: ['recording-1'],
  },
};
const config = {
  applications: {
    '1': {
      ...{ voice_url: 'http://x/', voice_method: 'get', voice_fallback_url: 'http://x/' },
      ...{ status_callback: 'http://x/', status_callback_method: 'get' },
      ...{ status_callback_events: ['answered'], numbers: ['+1'] },
    },
  },
  numbers: { '+1': '1s answer' },
  media: { pause: '1s', file: 'lost', text: '1s' },
  chaos: { seed: 1, late: 0.1, lateBy: '1s', twice: 0.1 },
  policy: { 'paused-time': 'skipped' },
  strict: true,
  callbacks: {
    ...{ attempts: 1, timeout: '1s', delivered: '200' },
    ...{ recordingFields: 'seen', recordingSignature: 'sent' },
  },
  links: { good: '1s', access: 'public' },
  egress: ['any'],
};
const requests = {
  session: { key: 'x' },
  call: {
    ...{ From: '+1', To: '+2', ApplicationSid: '1', Url: 'http://x/', Method: 'GET' },
    ...{ FallbackUrl: 'http://x/', FallbackMethod: 'GET', Texml: '<Response/>' },
  },
  keys: { sid: 'x', digits: '1' },
  voice: { sid: 'x', speaking: true, words: 'x' },
  service: { sid: 'x', parameters: { a: 1 } },
  clock: { frozen: true },
  advance: { by: '1s' },
};
const notes = [{ key: 'sequence call-1', value: { key: 'x', number: 1, parameters: { a: 1 } } }];
const answers = [{ id: 'x', at: 1, verdict: { verdict: 'accepted' } as const }];
const stored = { machines: [], rows: [], notes, outbox: [], answers };

const readers: [string, object, (value: unknown) => unknown][] = [
  ['a scenario file', scenario, (value) => readScenario(stringify(value), 'mine.yaml')],
  ['a config file', config, (value) => readSettingsText(stringify(value), 'mine.yaml')],
  ['a dump', dumpOf('me', stored), (value) => fillingOf('me', value)],
  ...Object.entries(requests).map(([name, body]): (typeof readers)[number] => [
    `a request to the control API: ${name}`,
    body,
    (value) => said(asked(value), sayings[name as keyof typeof requests]),
  ]),
];
const asked = (value: unknown) =>
  new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value) ?? '',
  });

test.each(readers)('%s', async (_, good, read) => {
  await read(good);
  let count = 0;
  for (const path of placesIn(good)) {
    for (const wrong of wrongs) {
      const says = await saidBy(() => read(changed(good, path, wrong)));
      if (says === undefined) continue;
      count += 1;
      expect(says).toMatch(/expected |must be |Can't be blank: |no notes of its kind/);
      expect(says).not.toMatch(/invalid|unrecognized|received|too (?:small|big)|undefined/i);
      if (!says.startsWith('The body')) expect(says).toContain(path[0]);
    }
  }
  expect(count).toBeGreaterThan(5);
});

async function saidBy(read: () => unknown): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
type Path = readonly string[];
const placesIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, of]) => placesIn(of, [...path, key]))].slice(
        path.length === 0 ? 1 : 0,
      )
    : [path];
function changed(good: object, path: Path, wrong: unknown): unknown {
  const whole = structuredClone(good);
  let at = whole as Record<string, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1) as string;
  if (wrong === undefined) delete at[last];
  else at[last] = wrong;
  return whole;
}
