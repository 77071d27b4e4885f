/** How a log is read and searched, piece by piece: what the whole would find anyway, and find late. */
import { expect, test } from 'vitest';
import { judged } from '../../src/check/index.ts';
import { alteredAt } from '../../src/check/judging/altered.ts';
import { namesIn } from '../../src/check/reading/names.ts';
import type { Observed } from '../../src/check/reading/observed.ts';
import { linesDialled } from '../../src/check/reading/unanswered.ts';
import { choicesOf, makersOf } from '../../src/check/search/puzzle/makers.ts';
import { WayFrontier } from '../../src/check/search/queue.ts';
import { SeenLater } from '../../src/check/search/seen-later.ts';
import { entriesApart } from '../../src/check/sessions/keys.ts';
import {
  back,
  call,
  control,
  dial,
  entriesIn,
  linesIn,
  lost,
  said,
  start,
  told,
} from './stories.ts';

test('what waits is given out once, though it waits in two orders', () => {
  const frontier = new WayFrontier<number>();
  const all = Array.from({ length: 40 }, (_, i) => i);
  for (const i of all) frontier.push(i, (i * 7) % 13, (i * 5) % 11);
  const given: (number | undefined)[] = all.map(() => frontier.next());
  expect(given.toSorted((a, b) => Number(a) - Number(b))).toEqual(all);
  expect(frontier.next()).toBeUndefined();
});

test('of what should not have come an answer is called one', () => {
  const of = { machine: 'recording', sid: 'R' } as const;
  const at = 7;
  const seen = [
    { kind: 'asked', at, id: '1', to: of, event: { type: 'recording.pause' } },
    { kind: 'answered', at, id: '1', is: 'done' },
    { kind: 'callback', at, of, status: 'completed' },
  ];
  const all = seen.map((one, i) => ({ seen: one, place: { file: 'log', line: i } }));
  const [, answer, callback] = seen.map((_, i) => {
    const [first] = alteredAt(all as readonly object[] as readonly Observed[], i);
    return first?.repair.says;
  });
  expect(answer).toBe('the answer to the request to pause the recording R should not have come');
  expect(callback).toBe('the callback completed of the recording R should not have come');
});

test('what nobody sees has happened between two times, of which the first comes first', () => {
  const { story } = said([
    [0, start],
    [1, back('in-progress')],
    [60, call('completed')],
  ]);
  const spans = story.filter(({ place }) => !place).map(({ at }) => at[1] - at[0]);
  expect(spans.every((ms) => ms >= 0)).toBe(true);
  const hungUp = story.find(({ says }) => says === 'call.hungUp')?.at ?? [0, 0];
  expect(hungUp[1] - hungUp[0]).toBe(59_000);
});

test('where something cannot be, what could be is said: of ways that were still open then', () => {
  const { is, wrong } = judged(entriesIn([20_000, call('busy')]));
  expect(is).toBe('unexplained');
  expect(wrong?.could).toMatchObject([{ sid: 'C', states: ['completed'] }]);
  const stopped = said([
    [0, start],
    [5, control('stopped')],
    [6, control('paused')],
  ]);
  expect(stopped.wrong?.could).toMatchObject([
    { sid: 'C', states: ['inProgress.executing', 'completed'] },
    { sid: 'R', states: ['stopping', 'absent', 'processing', 'completed'] },
  ]);
});

test('a request that is spelled wrongly explains nothing, whatever it was answered', () => {
  for (const status of [200, 400]) {
    const { is, repairs } = said([
      [0, start],
      [1, back('in-progress')],
      [5, control('nonsense', status)],
    ]);
    expect([is, repairs]).toEqual(['explained', []]);
  }
});

test('who was dialled by a request without an answer has its number, and its caller', () => {
  const dialled = (to: string, from: string) => {
    const line = told({ CallSid: 'C', CallStatus: 'ringing', To: to, From: from });
    const entries = linesIn([0, lost(dial)], [1, line]);
    return [...linesDialled(entries, namesIn(entries)).values()];
  };
  expect(dialled('+1312', '+1202')).toEqual(['C']);
  expect(dialled('+1999', '+1202')).toEqual([]);
  expect(dialled('+1312', '+1999')).toEqual([]);
});

test('the recording of a <Dial> that no document tells of has one with a leg of its own', () => {
  const recorded = { CallSid: 'C', RecordingSid: 'X', RecordingSource: 'DialVerb' };
  const end = { RecordingStatus: 'completed', RecordingDuration: '3' };
  const { repairs, story } = said([[5, told({ ...recorded, ...end })]]);
  expect(repairs).toMatchObject([{ what: 'missing', says: expect.stringContaining('<Dial>') }]);
  expect(story.map(({ to }) => to)).toContain('leg unnamed leg of X');
});

const records = (callSid: string, sid: string) => ({
  seen: {
    kind: 'document',
    at: 0,
    of: { machine: 'call', sid: callSid },
    commands: [{ type: 'call.record', recording: { sid } }],
  },
});
const makers = (...seen: readonly ReturnType<typeof records>[]) =>
  makersOf({ observed: seen as never, inline: new Map() as never, names: namesIn([]) });

test('which of two recordings a verb has made is open in one call, and not between two', () => {
  expect(makers(records('C', 'R1'), records('D', 'R2')).recordings.size).toBe(0);
  const { recordings } = makers(records('C', 'R1'), records('C', 'R2'));
  expect([...recordings.values()]).toEqual([['R1', 'R2']]);
});

test('what a verb has made is nothing that is there already', () => {
  const event = { type: 'call.record', recording: { sid: 'R1' } };
  const move = { to: { machine: 'call', sid: 'C' }, event, at: [0, 0], takes: { plan: 'C' } };
  const made = makers(records('C', 'R1'), records('C', 'R2'));
  const choices = (parts: object) =>
    choicesOf(move as never, { parts, mail: {} } as never, made, namesIn([])).length;
  expect(choices({})).toBe(2);
  expect(choices({ 'recording R2': {} })).toBe(1);
});

test('what was told at some time between two is what is seen later with any time between them', () => {
  const of = { machine: 'call', sid: 'C' } as const;
  const toldIn = (at: readonly [number, number], saidAt: number) => {
    const seen = { kind: 'callback', at: 70_000, of, status: 'completed', saidAt };
    const later = new SeenLater({ observed: [{ seen }], manner: { skewMs: 1_000 } } as never);
    const way = { told: [{ of, status: 'completed', callSid: 'C', at }] };
    return later.inVain({ told: [] } as never, way as never, 0);
  };
  expect([9_000, 10_000, 60_000, 61_000].map((at) => toldIn([10_000, 60_000], at))).toEqual([
    0, 0, 0, 0,
  ]);
  expect([8_999, 61_001].map((at) => toldIn([10_000, 60_000], at))).toEqual([1, 1]);
});

test.each(['recordings', 'calls', 'conferences', 'transcriptions'])(
  'a list of %s that was read says something of each',
  (name) => {
    const list = { page: 0, [name]: [{ sid: 'one' }, { sid: 'other' }] };
    const entry = { kind: 'asked', method: 'GET', answer: { at: 7, status: 200, body: list } };
    const bodies = entriesApart(entry as never).map((one) => 'answer' in one && one.answer?.body);
    expect(bodies).toEqual([{ [name]: [{ sid: 'one' }] }, { [name]: [{ sid: 'other' }] }]);
  },
);
