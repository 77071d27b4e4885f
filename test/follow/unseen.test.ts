/** What nobody outside sees is thought of: what media server, caller and document may have done meanwhile. */
import { expect, test } from 'vitest';
import {
  type Belief,
  type Followed,
  follow,
  type Observation,
  usualManner,
} from '../../src/follow/index.ts';
import { recording } from './stories.ts';

const call = { machine: 'call', sid: 'c' } as const;
const r = { machine: 'recording', sid: 'r' } as const;
const leg = (sid: string) => ({ machine: 'dialLeg', sid }) as const;

type Seen = readonly [seconds: number, seen: object];
const comesIn: readonly Seen[] = [
  [0, { kind: 'cameIn', of: call, event: { type: 'call.receive' } }],
  [1, { kind: 'read', of: call, status: 'in-progress' }],
];
const document = (...commands: readonly object[]) => ({ kind: 'document', of: call, commands });
const start = { type: 'call.startRecording', recording: { sid: 'r' } };
const read = (of: object, status: string | null) => ({ kind: 'read', of, status });
const told = (of: object, status: string) => ({ kind: 'callback', of, status });

/** What comes of a call that came in and of all that was seen of it then. */
function seen(...all: readonly Seen[]): Followed {
  let last: Followed | undefined;
  let belief: Belief | undefined;
  for (const [seconds, one] of [...comesIn, ...all]) {
    last = follow(belief, { ...one, at: 1_000_000 + seconds * 1_000 } as Observation, usualManner);
    ({ belief } = last);
  }
  if (!last) throw new Error('nothing was seen');
  return last;
}

test('a transcription can fail', () => {
  const transcription = { sid: 't', language: 'en-US', engine: 'A' };
  const t = { machine: 'transcription', sid: 't' };
  const record = document({ type: 'call.record', recording: { sid: 'r', transcription } });
  const { says } = seen([2, record], [20, told(r, 'completed')], [30, read(t, 'failed')]);
  expect(says.is).toBe('news');
});

test('who falls silent has a recording stopped, if silence ends it', () => {
  const stopped = (silenceMs: number) =>
    recording(
      seen(
        [2, document({ type: 'call.record', recording: { sid: 'r', silenceMs }, finishOnKey: '' })],
        [20, read(r, 'stopped')],
        [21, read(call, 'in-progress')],
      ),
    )?.states.toSorted();
  expect(stopped(5_000)).toEqual(expect.arrayContaining(['processing', 'stopping']));
  expect(stopped(0)).not.toContain('stopping');
});

test('of a <Record> that a key ended before it began, no beginning is told', () => {
  const beginning = (finishOnKey: string) =>
    seen(
      [2, document({ type: 'call.record', recording: { sid: 'r' }, finishOnKey })],
      [9, { ...told(r, 'completed'), durationSeconds: 5 }],
      [30, read(call, 'in-progress')],
      [31, told(r, 'in-progress')],
    ).says.is;
  expect(beginning('1')).toBe('news');
  expect(beginning('')).toBe('late');
});

test('a document asks one thing after another', () => {
  const record = { type: 'call.record', recording: { sid: 'r' } };
  const dial = (sid: string) => ({ type: 'call.dial', legs: [sid] });
  const firstIs = (status: string | null) =>
    seen(
      [2, document(record, dial('a'), dial('b'))],
      [90, read(leg('b'), 'ringing')],
      [99, read(leg('a'), status)],
    ).says.is;
  expect(firstIs('completed')).toBe('news');
  expect(firstIs(null)).toBe('unexplained');
});

test('what was not so yet cannot have been told, even if clocks are set back', () => {
  const begins = (arrived: number) =>
    seen(
      [60, { kind: 'asked', id: '1', to: call, event: start }],
      [arrived, told(r, 'in-progress')],
    ).says.is;
  expect(begins(59.5)).toBe('news');
  expect(begins(58)).toBe('unexplained');
});

test('of a request whose answer was given up, nothing is kept once it was carried out', () => {
  const { says, belief } = seen(
    [2, { kind: 'asked', id: 'vain', to: call, event: start }],
    [4, { kind: 'answered', id: 'vain', is: 'lost' }],
    [6, told(r, 'in-progress')],
  );
  expect(says.is).toBe('news');
  expect(JSON.stringify(belief)).not.toContain('vain');
});

test('the end of a recording that two calls have asked for is owed once both are over', () => {
  const other = { machine: 'call', sid: 'd' };
  const asked = (id: string, to: object) => ({ kind: 'asked', id, to, event: start });
  const done = (id: string) => ({ kind: 'answered', id, is: 'done' });
  const over = (...calls: readonly object[]) =>
    recording(
      seen(
        [2, { kind: 'cameIn', of: other, event: { type: 'call.receive' } }],
        [3, read(other, 'in-progress')],
        [4, asked('1', call)],
        [5, done('1')],
        [6, asked('2', other)],
        [7, done('2')],
        ...calls.map((of, i): Seen => [30 + i, told(of, 'completed')]),
      ),
    );
  expect(over(call)?.overdueFrom).toBeNull();
  expect(over(call, other)?.overdueFrom).toBeGreaterThan(1_030_000);
});
