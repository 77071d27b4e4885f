/** Whom a search thinks of first: those whom the next line is about, and whoever has to do with them. */
import { expect, test } from 'vitest';
import { namesIn, type SessionNames } from '../../src/check/reading/names.ts';
import { Concerns } from '../../src/check/search/concerns.ts';
import type { Observation } from '../../src/follow/index.ts';
import { atFirst, type Believed } from '../../src/follow/ways/believed.ts';

const conference = { machine: 'conference', sid: 'f' } as const;
const join = (callSid: string): Observation => ({
  kind: 'callback',
  at: 0,
  of: conference,
  status: 'join',
  callSid,
});
const recording = { machine: 'recording', sid: 'r' } as const;
const told: Observation = { kind: 'callback', at: 0, of: recording, status: 'completed' };
const asked: Observation = {
  kind: 'asked',
  at: 0,
  id: 'q',
  to: { machine: 'call', sid: 'c' },
  event: { type: 'call.hangUp' },
};
const answered: Observation = { kind: 'answered', at: 1, id: 'q', is: 'done' };

const concernsOf = (all: readonly Observation[], names: Partial<SessionNames> = {}) => {
  const observed = all.map((seen, i) => ({ seen, place: { file: 'log', line: i + 1 } }));
  return new Concerns({ observed, names: { ...namesIn([]), ...names } });
};
const aboutAt = (place: number, ...all: readonly Observation[]) => concernsOf(all).at(place);

test.each<[string, Observation, readonly string[]]>([
  ['a callback', told, ['recording r']],
  ['one that names somebody', join('b'), ['conference f', 'call b', 'dialLeg b']],
  ['a request', asked, ['call c']],
  ['time', { kind: 'time', at: 0 }, []],
])('%s is about whom it names', (_what, seen, slots) => {
  expect(aboutAt(0, seen)).toEqual(slots);
});

test('an answer is about whom was asked, and one to nothing about nobody', () => {
  expect(aboutAt(1, asked, answered)).toEqual(['call c']);
  expect(aboutAt(0, answered)).toEqual([]);
});

test('what is told of a machine is also about whom it tells of later, and no other does', () => {
  const read: Observation = { kind: 'read', at: 0, of: conference, status: 'completed' };
  const all = [join('a'), told, join('b'), read];
  expect(aboutAt(0, ...all)).toEqual([
    ...['conference f', 'call a', 'dialLeg a', 'call b', 'dialLeg b'],
  ]);
  expect(aboutAt(1, ...all)).toEqual(['recording r']);
  expect(aboutAt(2, ...all)).toEqual(['conference f', 'call b', 'dialLeg b']);
  expect(aboutAt(3, ...all)).toEqual(['conference f']);
  expect(aboutAt(0, read, join('b'))).toEqual(['conference f', 'call b', 'dialLeg b']);
  expect(aboutAt(0, join('a'), read)).toEqual(['conference f', 'call a', 'dialLeg a']);
  const many = Array.from({ length: 40 }, (_, i) => join(String(i)));
  expect(aboutAt(0, ...many)).toHaveLength(24);
});

/** A way on which machines know others. */
const way = (knows: Readonly<Record<string, string>>, plans: Believed['plans'] = {}): Believed => ({
  ...atFirst,
  plans,
  parts: Object.fromEntries(
    Object.entries(knows).map(([slot, of]) => [slot, { snapshot: { of }, spans: {} } as never]),
  ),
});
const weights = (
  on: Believed,
  about: string,
  slots: readonly string[],
  names: Partial<SessionNames> = {},
) => slots.map(concernsOf([], names).weightsOn(on, [about]));

test('whoever a line is about moves first, then who knows it or is known to it, then who knows those', () => {
  const knows = { 'recording r': 'c', 'call c': '', 'dialLeg b': 'c', 'call x': 'y', 'call y': '' };
  const all = ['recording r', 'call c', 'dialLeg b', 'call x', 'call y'];
  expect(weights(way(knows), 'recording r', all)).toEqual([1, 2, 3, 8, 8]);
  expect(weights(way(knows), 'call c', all)).toEqual([2, 1, 2, 8, 8]);
  expect(weights(way(knows), 'call y', all)).toEqual([8, 8, 8, 2, 1]);
});

test('a state that two machines are in is no acquaintance', () => {
  const on = way({ 'call c': 'ringing', 'call d': 'ringing' });
  expect(weights(on, 'call c', ['call c', 'call d'])).toEqual([1, 8]);
});

test('who is about to be told of somebody by a document knows that one', () => {
  const joins = { type: 'call.joinConference', conferenceSid: 'f', stay: 's' } as const;
  const on = way({ 'call c': '', 'call d': '' }, { 'call c': [joins] });
  expect(weights(on, 'conference f', ['call c', 'call d'])).toEqual([2, 8]);
});

test.each<[string, Partial<SessionNames>, string, string]>([
  ['a leg and who dialled it', { legs: new Map([['l', 'c']]) }, 'dialLeg l', 'call c'],
  [
    'a text and its recording',
    { transcriptions: new Map([['t', 'r']]) },
    'transcription t',
    'recording r',
  ],
  [
    'a recording and its call',
    { recordings: new Map([['r', { callSid: 'c' }]]) },
    'recording r',
    'call c',
  ],
  [
    'a recording and its conference',
    { recordings: new Map([['r', { conferenceSid: 'f' }]]) },
    'recording r',
    'conference f',
  ],
  [
    'a conference and who was in it',
    { conferences: new Map([['f', { calls: new Set(['c']), since: 0 }]]) },
    'conference f',
    'call c',
  ],
])('%s have to do with each other where the log says so', (_what, names, one, other) => {
  const on = way({ [one]: '', [other]: '' });
  expect(weights(on, one, [other], names)).toEqual([2]);
  expect(weights(on, other, [one], names)).toEqual([2]);
  expect(weights(on, one, [other])).toEqual([8]);
});
