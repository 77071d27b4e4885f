/** A session of the sandbox, taken elsewhere: played, checked, opened again. `EXPORTS=all` takes every story. */
import { basename } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckOptions } from '../../src/check/index.ts';
import { checkLogs } from '../../src/check/index.ts';
import {
  libraryFiles,
  loadScenario,
  play,
  readScenario,
  reportOf,
} from '../../src/scenarios/index.ts';
import { account_sid, at, type Handled, handled } from './handled.ts';
import { har } from './har-form.ts';
import { exported, livedThrough, sessionsIn } from './played-here.ts';

const some = [
  ...['voicemail', 'conference-verb', 'transcription', 'late-file-after-delete'],
  ...['participant-both', 'twilio-second-request', 'participant-busy'],
];
const all = libraryFiles().map((file) => basename(file, '.yaml'));
const stories = process.env.EXPORTS === 'all' ? all : some;
/** Its callbacks may have come about in more ways than are looked at. */
const undecided = ['nobody-to-dial'];

const storyOf = (name: string) =>
  loadScenario(libraryFiles().find((file) => basename(file, '.yaml') === name) ?? name);

/** What is not explained, or no entry. */
async function unexplained(text: string, options: CheckOptions = {}) {
  const found: string[] = [];
  for await (const one of checkLogs([{ file: 'exported', lines: text.split('\n') }], options)) {
    if (one.kind === 'odd') found.push(one.says);
    if (one.kind === 'summary') expect(one.summary.entries).toBeGreaterThan(0);
    if (one.kind === 'session' && one.verdict.is !== 'explained') {
      found.push(`${one.verdict.is}: ${one.verdict.wrong?.says}`);
    }
  }
  return found;
}

test.each(stories)('%s, lived through in the sandbox, is told to the same end', async (name) => {
  const story = storyOf(name);
  await using sandbox = await livedThrough(story);
  const { policy } = story as CheckOptions;
  const sids = await sessionsIn(sandbox);
  // Whoever was in a conference belongs with it.
  if (some.includes(name)) expect(sids).toHaveLength(1);
  expect(sids).not.toEqual([]);
  for (const sid of sids) {
    const [scenario, lines, archive] = await Promise.all(
      ['scenario', 'ndjson', 'har'].map(async (as) => (await exported(sandbox, sid, as)).text),
    );
    expect(reportOf(play(readScenario(scenario ?? '', name))).failures).toEqual([]);
    expect(scenario).not.toMatch(/^# (Played|It )/m);
    expect(await exported(sandbox, sid, 'scenario')).toMatchObject({ text: scenario });
    expect(har.safeParse(JSON.parse(archive ?? '')).error).toBeUndefined();
    const wrong = undecided.includes(name) ? [expect.stringMatching(/^undecided/)] : [];
    expect(await unexplained(lines ?? '', policy ? { policy } : {})).toEqual(wrong);
    expect(await unexplained(archive ?? '', policy ? { policy } : {})).toEqual(wrong);
  }
});

/** One URL answers otherwise each time; where it goes on, nobody answers well. */
const documents = [
  '<Response><Gather numDigits="1" action="/menu"/></Response>',
  `<Response><Enqueue>support</Enqueue><Record maxLength="5"
    recordingStatusCallback="http://app.test/told?token=deep"/></Response>`,
];
let times = 0;
const answers = (request: Request) => {
  if (request.url !== 'http://app.test/menu') return new Response('no', { status: 500 });
  times += 1;
  return new Response(documents[times - 1]);
};
const settings = {
  applications: {
    app: {
      voice_url: 'http://user:deep@app.test/broken',
      voice_fallback_url: 'http://app.test/menu',
    },
  },
  numbers: { '+15550177': '1s press 1, 20s end service, 60s hang up' },
};
const call = { From: '+15550177', To: '+15550199', ApplicationSid: 'app' };
let sandbox: Handled;
let sid = '';
beforeAll(async () => {
  const frozenAt = Date.UTC(2026, 0, 5, 9);
  sandbox = await handled({ settings, inProcess: { answers, frozenAt, patienceMs: 5_000 } });
  const made = await sandbox.ask<{ call_sid: string }>('POST', `${at}/calls`, { json: call });
  sid = made.body.call_sid;
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const told = async (as: string) => (await exported(sandbox, sid, as)).text;

test('a session that goes on is told too, and until when; its scenario stops there', async () => {
  await sandbox.pass('10s');
  const scenario = await told('scenario');
  expect(scenario).toContain('# It goes on; this is until 2026-01-05T09:00:10.000Z.\n');
  const { until, ...story } = readScenario(scenario, 'it');
  expect(until).toBe(10_000);
  expect(reportOf(play({ ...story, until })).failures).toEqual([]);
  expect(JSON.parse((await told('ndjson')).split('\n')[1] ?? '').note).toContain('It goes on');
  expect(JSON.parse(await told('har')).log.comment).toContain('It goes on');
});

test('what one URL answered in turn, what failed, and a service that ended are played again', async () => {
  await sandbox.pass('5m');
  const scenario = await told('scenario');
  const story = readScenario(scenario, 'it');
  expect(Object.values(story.answers)).toMatchObject([
    [{ status: 500 }],
    documents.map((texml) => ({ texml: texml.replace('deep', '…') })),
  ]);
  expect(story.steps).toContainEqual(expect.objectContaining({ service: 'over', to: 'call-1' }));
  expect(reportOf(play(story))).toMatchObject({ failures: [], recordings: [{ end: 'completed' }] });
  expect(scenario).not.toContain('# Played');
});

const forms = ['scenario', 'ndjson', 'har', 'sequence', 'sequence-svg', 'lanes-svg', 'dump'];
test.each(forms)('as %s it tells nothing that lets somebody in, and twice the same', async (as) => {
  const text = await told(as);
  expect(text).not.toContain('deep');
  expect(await told(as)).toBe(text);
});

test('a dump of a session is the session and nothing else, and goes on elsewhere', async () => {
  await sandbox.ask('POST', `${at}/calls`, { json: call });
  const dump = JSON.parse(await told('dump'));
  await using other = await handled({ settings: {} });
  expect((await other.ask('PUT', `${at}/dump`, { json: dump })).status).toBe(200);
  const { body } = await other.ask<{ calls: object[] }>('GET', `${at}/machines`);
  expect(body.calls).toHaveLength(1);
  for (const as of forms.filter((form) => form !== 'dump')) {
    expect(await exported(other, sid, as)).toMatchObject({ status: 200, text: await told(as) });
  }
});

test('the pictures tell the session: who said what to whom, and the lives of all over time', async () => {
  const sequence = await told('sequence');
  const drawn = await told('sequence-svg');
  const messages = sequence.match(/^ {2}\w+-{1,2}>>/gm) ?? [];
  expect(messages.length).toBeGreaterThan(10);
  expect(drawn.match(/<path d="M[\d.]+ \d+H/g)).toHaveLength(messages.length);
  for (const word of ['Application', 'call-1', 'recording-1', 'digit.pressed 1'])
    expect(drawn).toContain(word);
  const lanes = await told('lanes-svg');
  for (const word of ['record-verb', 'inProgress', 'media.started']) expect(lanes).toContain(word);
  // It is looked at elsewhere, where its parts lead nowhere.
  expect(lanes).not.toContain('href');
});

test('what is not kept any more is named; a scenario without its beginning is none', async () => {
  const world = sandbox.worlds.find(account_sid);
  const note = { kind: 'warning', says: 'Something else.' } as const;
  const [first] = world?.timeline.latest({ sid, most: 5_000 }) ?? [];
  const exchange = { at: 0, finishedAt: 0, ms: 0, isFine: true } as const;
  const request = { method: 'POST', url: '/', headers: {} };
  for (let i = 0; i < 2_000; i += 1)
    world?.traffic.note({ number: 1e6 + i, kind: 'inbox', ...exchange, request });
  const gone = /requests, documents and callbacks are not kept any more: no\. \d+/;
  expect(JSON.parse(await told('har')).log).toMatchObject({
    entries: [],
    comment: expect.stringMatching(gone),
  });
  expect(await exported(sandbox, sid, 'scenario')).toMatchObject({
    status: 409,
    text: expect.stringMatching(gone),
  });
  for (let i = 0; i < 5_000 - (first?.number ?? 0); i += 1) world?.timeline.note(note);
  expect(await told('sequence')).toContain('is not kept any more');
  expect(await told('scenario')).toMatch(/What happened .* is not kept any more/);
});
