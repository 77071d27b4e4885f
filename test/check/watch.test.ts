/** What is watched live: alerts come at once, or when something is overdue, and once. */
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Alert, type CheckSays, checkLogs, LogWatch } from '../../src/check/index.ts';
import { judging } from '../../src/check/judging/judge.ts';
import { Slices } from '../../src/check/work/slices.ts';
import { grownLines } from '../../src/cli/watch.ts';
import { loggedFetch, webhooks } from '../../src/webhooks/index.ts';
import { back, call, entriesIn, start, zero } from './stories.ts';

const watched = () => {
  const alerts: Alert[] = [];
  return { alerts, watch: new LogWatch({ alert: (one) => alerts.push(one), most: 400 }) };
};
const kinds = (alerts: readonly Alert[]) => alerts.map(({ kind }) => kind);

test('an end that is not there in time is overdue, once, and no more when it has come', async () => {
  const { alerts, watch } = watched();
  const log = entriesIn([0, start], [1, back('in-progress')], [60, call('completed')]);
  for (const entry of log) watch.take(entry);
  watch.pass(zero + 120_000);
  await watch.settled();
  expect(alerts).toEqual([]);
  for (const minutes of [60, 61]) {
    watch.pass(zero + minutes * 60_000);
    await watch.settled();
  }
  expect(kinds(alerts)).toEqual(['overdue']);
});

/** A log of a call, written by the webhooks and the client of an application. */
async function written(write: (line: string) => void) {
  let at = zero;
  const now = () => {
    at += 1_000;
    return at;
  };
  const token = 'a-secret-of-the-application';
  const told = webhooks({
    verify: { token },
    log: write,
    now,
    onInstructions: () => '<Response><Pause length="60"/></Response>',
    onProblem: () => undefined,
  });
  const say = (said: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams({ CallSid: 'C', ...said });
    return told(new Request(`https://app.example/told?token=${token}`, { method: 'POST', body }));
  };
  const client = loggedFetch(write, async () => Response.json({ sid: 'R' }), now);
  await say({});
  const url = 'https://api.telnyx.com/v2/texml/Accounts/A/Calls/C/Recordings.json?api_key=KEY123';
  await client(url, { method: 'POST', body: new URLSearchParams({ SipAuthPassword: 'hush' }) });
  for (const status of ['in-progress', 'completed']) {
    await say({ RecordingSid: 'R', RecordingStatus: status, RecordingDuration: '1' });
  }
  await told(new Request('https://app.example/told', { method: 'POST', body: 'CallSid=stranger' }));
}

test('what the webhooks and the fetch of an application write is a log, without secrets', async () => {
  const lines: string[] = [];
  await written((line) => lines.push(line));
  expect(lines).toHaveLength(4);
  expect(lines.join('')).not.toMatch(/a-secret-of|KEY123|hush|stranger/);
  const said: CheckSays[] = [];
  for await (const one of checkLogs([{ file: 'log', lines }])) said.push(one);
  expect(said).toMatchObject([
    { kind: 'session', verdict: { is: 'explained', lines: 4, repairs: [], assumes: [] } },
    { kind: 'summary', summary: { sessions: 1, explained: 1, odd: 0, ofNobody: 0 } },
  ]);
});

test('what cannot be is told at once, once, by the webhooks themselves', async () => {
  const { alerts, watch } = watched();
  await written((line) => watch.line(line));
  const longer = {
    at: zero + 60_000,
    received: {
      url: '/told',
      body: 'CallSid=C&RecordingSid=R&RecordingStatus=completed&RecordingDuration=9',
    },
  };
  for (const _ of ['once', 'again']) watch.line(JSON.stringify(longer));
  watch.line('no log');
  await watch.settled();
  expect(kinds(alerts)).toEqual(['odd', 'unexplained']);
});

/** A recording that is longer than it can be: all that may be otherwise is looked at. */
const wrong = entriesIn([0, start], [9, back('completed', 12)]);
/** Does something, and counts the turns that everything else of the process has meanwhile. */
async function turnsDuring(something: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(function turn() {
    turns += 1;
    next = setImmediate(turn);
  });
  onTestFinished(() => clearImmediate(next));
  await something();
  return turns;
}
const stepsOf = (entries: typeof wrong) => [...judging(entries, { most: 400 })].length;

test('while a hard session is judged, everything else has its turn every hundred steps', async () => {
  const { alerts, watch } = watched();
  const turns = await turnsDuring(async () => {
    for (const entry of wrong) watch.take(entry);
    expect(alerts).toEqual([]);
    await watch.settled();
  });
  const steps = stepsOf(wrong);
  expect(steps).toBeGreaterThan(300);
  expect(turns).toBeGreaterThanOrEqual(Math.floor(steps / 100));
  expect(kinds(alerts)).toEqual(['unexplained']);
});

test('however short each session is, nobody waits for all of a log', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => {
    const body = `CallSid=C${i}&CallStatus=in-progress&CallbackSource=call-progress-events`;
    return JSON.stringify({ at: zero + i, received: { url: '/told', body } });
  });
  const turns = await turnsDuring(async () => {
    for await (const _ of checkLogs([{ file: 'log', lines }]));
  });
  expect(turns).toBeGreaterThan(0);
});

test('a slice is over when its time is, however few its steps', async () => {
  let now = 0;
  const slices = new Slices(() => now);
  function* slow() {
    for (let step = 0; step < 5; step += 1, now += 21) yield;
    return 'done';
  }
  let came: unknown;
  const turns = await turnsDuring(async () => {
    came = await slices.done(slow());
  });
  expect(came).toBe('done');
  expect(turns).toBeGreaterThanOrEqual(4);
});

test('what has too many ways to tell is told of once, not passed over', async () => {
  const alerts: Alert[] = [];
  const watch = new LogWatch({ alert: (one) => alerts.push(one), most: 3 });
  for (const entry of entriesIn([0, start], [9, back('completed', 8)], [60, call('completed')])) {
    watch.take(entry);
    await watch.settled();
  }
  expect(alerts).toMatchObject([{ kind: 'undecided', verdict: { isProven: false } }]);
});

test('lines are read as they are written, and from the start where a log is begun anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'log');
  writeFileSync(file, 'one\ntw');
  const stop = new AbortController();
  const found: string[] = [];
  for await (const line of grownLines(file, stop.signal, 1)) {
    found.push(line);
    if (line === 'one') appendFileSync(file, 'o ü\n');
    if (line === 'two ü') {
      truncateSync(file);
      writeFileSync(file, 'new\n');
    }
    if (line === 'new') stop.abort();
  }
  expect(found).toEqual(['one', 'two ü', 'new']);
  const missing = grownLines(join(folder, 'none'), new AbortController().signal).next();
  await expect(missing).rejects.toThrow(/none: the log cannot be read \(ENOENT\)/);
});
