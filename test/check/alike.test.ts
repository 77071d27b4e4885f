/** A log of any length: what explained one session is tried for the next, and nothing is kept of either. */
import { expect, test } from 'vitest';
import { judged, type LogEntry } from '../../src/check/index.ts';
import { judging } from '../../src/check/judging/judge.ts';
import { puzzleOf } from '../../src/check/judging/puzzle-of.ts';
import { sessionRead } from '../../src/check/reading/observed.ts';
import { underSharedNames } from '../../src/check/reading/shared-names.ts';
import { Explanations, likeness } from '../../src/check/search/explanations.ts';
import { search } from '../../src/check/search/search.ts';
import { triedBefore } from '../../src/check/search/tried-before.ts';
import { doneAtOnce } from '../../src/check/work/slices.ts';
import { atFirst } from '../../src/follow/ways/believed.ts';
import { back, call, control, entriesIn, type LogStory, read, start } from './stories.ts';

const story: LogStory = [
  [5, start],
  [6, back('in-progress')],
  [20, control('paused')],
  [30, control('in-progress')],
  [40, control('stopped')],
  [42, back('completed', 24)],
  [60, call('completed')],
];
/** The same story of another call, later, with a callback that has been overtaken. */
const later: LogStory = [
  ...story.slice(0, 5),
  [43, call('completed')],
  [44, back('in-progress')],
  [45, back('completed', 24)],
];
const under = (entries: readonly LogEntry[], call: string, recording: string): LogEntry[] =>
  JSON.parse(
    JSON.stringify(entries)
      .replaceAll('Calls/C', `Calls/${call}`)
      .replaceAll('"C"', `"${call}"`)
      .replaceAll('Recordings/R.', `Recordings/${recording}.`)
      .replaceAll('"R"', `"${recording}"`),
  );
const puzzleIn = (entries: readonly LogEntry[]) =>
  puzzleOf(doneAtOnce(underSharedNames(sessionRead(entries))).read, {});

test('what explained a session explains one like it, though it goes otherwise in time', () => {
  const [one, other] = [puzzleIn(entriesIn(...story)), puzzleIn(entriesIn(...later))];
  const { found, looked } = doneAtOnce(search(one, { most: 3_000 }, atFirst));
  const known = new Explanations();
  known.keep(likeness(one), found?.dids ?? []);
  expect(likeness(other)).toBe(likeness(one));
  const again = doneAtOnce(triedBefore(other, known.of(likeness(other)) ?? [], atFirst));
  const seen = again?.dids.filter(({ kind }) => kind === 'seen') ?? [];
  expect(seen).toHaveLength(other.observed.length);
  // It takes a step for each thing that happened, where a search looks around.
  expect(again?.dids.length).toBeLessThan(looked);
});

test('what cannot be so is told of a session, however alike one was that could be', () => {
  const known = new Explanations();
  const fine = [...story.slice(0, 5), [50, read('completed')]] as LogStory;
  expect(doneAtOnce(judging(entriesIn(...fine), { most: 150 }, known)).is).toBe('explained');
  const wrong = [
    ...story.slice(0, 4),
    [35, read('completed')],
    [40, control('stopped')],
  ] as LogStory;
  const puzzles = [fine, wrong].map((one) => likeness(puzzleIn(entriesIn(...one))));
  expect(puzzles[1]).toBe(puzzles[0]);
  const { is, wrong: at } = doneAtOnce(judging(entriesIn(...wrong), { most: 150 }, known));
  expect(is).toBe(judged(entriesIn(...wrong), { most: 150 }).is);
  expect(at?.place.line).not.toBe(1);
});

test('sessions share what was worked out for them, and are told of under their own sids', () => {
  const [one, other] = ['one', 'other'].map((name) =>
    under(entriesIn(...story), `call-${name}`, `recording-${name}`),
  ) as [LogEntry[], LogEntry[]];
  expect(likeness(puzzleIn(other))).toBe(likeness(puzzleIn(one)));
  const verdict = judged(other);
  expect(verdict.sids).toEqual(['call-other', 'recording-other']);
  expect(verdict.story.map(({ to }) => to)).toContain('recording recording-other');
  expect(JSON.stringify(verdict)).not.toMatch(/[\u{e000}\u{e001}]/u);
});
