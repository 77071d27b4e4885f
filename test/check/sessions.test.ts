/** What a log comes apart into, what of it is kept meanwhile, and what is told of that which is not looked at. */
import { expect, test } from 'vitest';
import { type CheckSays, checkLogs, checkText, judged } from '../../src/check/index.ts';
import { ownEntry } from '../../src/check/log/ndjson.ts';
import { Explanations } from '../../src/check/search/explanations.ts';
import { sessionJudged } from '../../src/check/session.ts';
import { mostOfSession, Sessions } from '../../src/check/sessions/sessions.ts';
import { doneAtOnce } from '../../src/check/work/slices.ts';
import { checkExitCode } from '../../src/cli/check.ts';
import { numberOf } from '../../src/follow/ways/once.ts';
import { back, call, dial, entriesIn, linesIn, lost, start, told, zero } from './stories.ts';

type Said = Readonly<Record<string, string>>;
const timed = (seconds: number) => new Date(zero + seconds * 1_000).toISOString();
const heard = (seconds: number, said: Said) =>
  JSON.stringify({
    at: timed(seconds),
    received: { url: '/told', body: new URLSearchParams(said).toString() },
  });
const asked = (seconds: number, To = '+1312', answered?: object) => {
  const body = new URLSearchParams({
    To,
    From: '+1202',
    ApplicationSid: '1',
    Url: 'https://a.example/',
  });
  const url = 'https://api.telnyx.com/v2/texml/Accounts/A/Calls';
  return JSON.stringify({ at: timed(seconds), sent: { url, body: body.toString() }, answered });
};
/** What is told of a call that was dialled. */
const progress = (seconds: number, CallSid: string, CallStatus: string, more: Said = {}) =>
  heard(seconds, {
    CallSid,
    CallStatus,
    CallbackSource: 'call-progress-events',
    To: '+1312',
    From: '+1202',
    ...more,
  });
async function checked(lines: Iterable<string>, options = {}) {
  const says: CheckSays[] = [];
  for await (const one of checkLogs([{ file: 'log', lines }], options)) says.push(one);
  const summary = says.flatMap((one) => (one.kind === 'summary' ? [one.summary] : []))[0];
  const sessions = says.flatMap((one) => (one.kind === 'session' ? [one.verdict] : []));
  const text = says.map((one) => checkText(one, { paint: (_, of) => of, all: true })).join('');
  return { says, summary, sessions, text };
}

test('a request to dial that was not answered is of the session that shows whom it has dialled', async () => {
  const lines = [asked(0), progress(1, 'C', 'initiated'), progress(9, 'C', 'busy')];
  const { sessions, summary } = await checked(lines);
  expect(sessions).toMatchObject([{ is: 'explained', sids: ['C'], lines: 3, assumes: [] }]);
  expect(summary).toMatchObject({ sessions: 1, unanswered: 0, ofNobody: 0 });
});

test('of several to one number each is of the call that began then, whichever is told of first', async () => {
  const begun = (seconds: number) => ({ CallInitiatedAt: timed(seconds) });
  const lines = [
    asked(0),
    asked(50),
    progress(52, 'later', 'ringing', begun(50)),
    progress(60, 'later', 'busy', begun(50)),
    progress(90, 'sooner', 'busy', begun(0)),
  ];
  const { sessions } = await checked(lines);
  const of = Object.fromEntries(sessions.map(({ sids, from, is }) => [sids[0], [is, from.line]]));
  expect(of).toEqual({ sooner: ['explained', 1], later: ['explained', 2] });
});

test('where nothing shows that it was carried out, that is said of it, and it is no fault', async () => {
  const answered = { status: 200, body: JSON.stringify({ sid: 'C' }) };
  const late = progress(7_200, 'stranger', 'initiated', { CallInitiatedAt: timed(7_200) });
  const lines = [asked(0), asked(1, '+1312', answered), progress(9, 'C', 'busy'), late];
  const { says, sessions, summary, text } = await checked(lines);
  expect(sessions.map(({ sids, lines: all }) => [sids[0], all])).toEqual([
    ['C', 2],
    ['stranger', 1],
  ]);
  expect(says).toContainEqual({ kind: 'unanswered', place: { file: 'log', line: 1 } });
  expect(text).toContain(
    '? log:1: a request to dial was not answered, and no session shows whom it has dialled',
  );
  expect(text).toContain('1 request to dial without an answer');
  expect(summary).toMatchObject({ unanswered: 1, ofNobody: 0 });
  expect(checkExitCode({ ...(summary as NonNullable<typeof summary>), explainedIf: 0 })).toBe(0);
});

test('it waits no longer than a call may last, unless a call of it goes on', () => {
  const sessions = new Sessions();
  const take = (line: string) =>
    sessions.add(ownEntry(JSON.parse(line), { file: 'log', line: 1 }) as never);
  take(asked(0));
  take(asked(0, '+1999'));
  const hours = (count: number) => count * 3_600;
  take(progress(hours(3), 'C', 'in-progress'));
  const { unanswered } = take(progress(hours(6), 'C', 'in-progress'));
  expect(unanswered.map(({ body }) => body?.To)).toEqual(['+1999']);
  expect(sessions.end().sessions.map(({ entries }) => entries.length)).toEqual([3]);
});

/** Calls one after another, a minute apart, each with a recording of its own. */
function* calls(count: number): Generator<string> {
  for (let i = 0; i < count; i += 1) {
    const from = i * 60;
    const recorded = { CallSid: `C${i}`, RecordingSid: `R${i}` };
    yield heard(from, { ...recorded, RecordingStatus: 'in-progress' });
    yield heard(from + 20, { ...recorded, RecordingStatus: 'completed', RecordingDuration: '19' });
    yield progress(from + 21, `C${i}`, 'completed');
  }
}

test('what is kept of 2,000 sessions is what is open, and nothing of it at the end', () => {
  const sessions = new Sessions();
  let [most, line] = [0, 0];
  for (const text of calls(2_000)) {
    line += 1;
    sessions.add(ownEntry(JSON.parse(text), { file: 'log', line }) as never);
    // A room of its own, and a request that nobody answered, of each hundredth.
    if (line % 300 === 0) {
      const room = { ConferenceSid: `F${line}`, FriendlyName: `room ${line}`, CallSid: `D${line}` };
      const at = line * 20;
      for (const said of [
        heard(at, { ...room, StatusCallbackEvent: 'conference-end' }),
        asked(at, `+${line}`),
      ])
        sessions.add(ownEntry(JSON.parse(said), { file: 'log', line }) as never);
    }
    most = Math.max(most, sessions.held);
  }
  // Sixteen minutes of calls, with three lines and two names each; five hours of what has no end.
  expect(most).toBeLessThan(17 * 5 + 5 * 12 + 20);
  sessions.end();
  expect(sessions.held).toBe(0);
});

test('sessions like others take nothing that is not known already', async () => {
  let known = 0;
  let numbered = 0;
  function* lines() {
    let line = 0;
    for (const one of calls(240)) {
      line += 1;
      if (line === 300) known = numberOf({ mark: 'first' });
      yield one;
    }
    numbered = numberOf({ mark: 'last' });
  }
  const { summary } = await checked(lines());
  expect(summary).toMatchObject({ sessions: 240, explained: 240 });
  expect(numbered - known).toBe(1);
});

test('explanations are forgotten, the oldest first', () => {
  const known = new Explanations();
  for (let i = 0; i < 501; i += 1) known.keep(`session ${i}`, []);
  expect([known.of('session 0'), known.of('session 1')]).toEqual([undefined, []]);
});

test('of a session that is too long is said how much was not looked at', async () => {
  function* endless() {
    yield progress(0, 'C', 'in-progress');
    for (let i = 1; i < mostOfSession + 7; i += 1)
      yield heard(i / 100, { CallSid: 'C', Digits: '1' });
  }
  const { sessions, text } = await checked(endless(), { most: 1, mostForRepair: 1 });
  expect(sessions).toMatchObject([{ lines: mostOfSession, leftOut: 7 }]);
  expect(text).toContain(`${mostOfSession} lines and 7 more, not looked at`);
});

test.each([
  [0, 'explained-if'],
  [7, 'explained'],
])('of a session of which %i lines are left out a missing end makes it %s', (leftOut, is) => {
  const entries = entriesIn([0, start], [1, back('in-progress')], [60, call('completed')]);
  const until = zero + 24 * 3_600_000;
  const judgedSo = doneAtOnce(sessionJudged({ id: {}, entries, leftOut }, { until }));
  expect(judgedSo).toMatchObject({ kind: 'session', verdict: { is } });
});

test('what was not looked at enough is undecided, whatever one thing otherwise would explain', () => {
  const wrong = entriesIn([0, start], [9, back('completed', 12)]);
  const { is, isProven, repairs } = judged(wrong, { most: 12, mostForRepair: 400 });
  expect({ is, isProven }).toEqual({ is: 'undecided', isProven: false });
  expect(repairs.length).toBeGreaterThan(0);
  expect(judged(wrong, { most: 400 })).toMatchObject({ is: 'unexplained', isProven: true });
  expect(
    judged(linesIn([0, lost(dial)], [9, call('completed')], [1, told({})]), { most: 1 }).is,
  ).toBe('undecided');
});
