/** The scenario library: every story comes to what it promises, and no kind of recording is missing. */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  creationPaths,
  endReasons,
  errorCodes,
  type InstructionCause,
  leavesOf,
  policySets,
  recordingSources,
} from '../../machines/index.ts';
import { restore, step } from '../../src/engine/index.ts';
import { check } from '../../src/scenarios/expect.ts';
import { libraryFiles, loadScenario, type Played, play } from '../../src/scenarios/index.ts';

const files = libraryFiles().map((file) => [basename(file, '.yaml'), file] as const);
const fileOf = new Map(files);
const plays = new Map<string, Played>();
const playAnew = (name: string) => play(loadScenario(fileOf.get(name) as string));
function played(name: string): Played {
  const story = plays.get(name) ?? playAnew(name);
  plays.set(name, story);
  return story;
}
const library = () => files.map(([name]) => played(name));

/** A story as the table of contents has it: a sentence, in one line. */
const sentence = /^[A-Z].*\.$/;

describe.each(files)('%s', (name, file) => {
  test('comes to what it expects, and says nothing in vain', () => {
    const story = played(name);
    expect(check(story)).toEqual([]);
    expect(story.world.warnings).toEqual([]);
  });

  test('is called as its file, tells its point in a sentence, and its steps in order', () => {
    const scenario = loadScenario(file);
    expect(scenario.name).toBe(name);
    expect(scenario.says).toMatch(sentence);
    for (const { says } of scenario.steps) if (says !== undefined) expect(says).toMatch(sentence);
    const times = scenario.steps.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('leaves no answer open, and no origin or end of a recording', () => {
    const { steps, expect: expected } = loadScenario(file);
    for (const one of steps) if ('request' in one) expect(one).toHaveProperty('answer');
    const recordings = Object.values(expected.recordings);
    for (const field of ['path', 'source', 'host', 'end', 'endReason']) {
      expect(recordings.filter((one) => !(field in one))).toEqual([]);
    }
    expect(expected.lines).toBeDefined();
  });

  test('goes the same way when it is played again', () => {
    expect(playAnew(name).world.happenings).toEqual(played(name).world.happenings);
  });

  test('goes the same way when every snapshot is stored as JSON between any two deliveries', () => {
    const { happenings } = played(name).world;
    const store = new Map<string, string>();
    for (const { to, event, snapshot, verdict, signals, effects } of happenings) {
      const key = `${to.machine} ${to.sid}`;
      const stored = store.get(key);
      const before = stored === undefined ? undefined : restore(to.machine, JSON.parse(stored));
      const again = step(to, before, JSON.parse(JSON.stringify(event)));
      expect(again).toStrictEqual({ snapshot, verdict, signals, effects });
      if (again.snapshot) store.set(key, JSON.stringify(again.snapshot));
    }
  });
});

/** The kinds of recordings that were requested: a line notes each; a conference has one kind a path. */
const kindsIn = ({ world }: Played) =>
  world.happenings.flatMap(({ snapshot, signals }) =>
    signals.flatMap(({ to, event }) => {
      if (event.type !== 'recording.requested' || !snapshot) return [];
      const { context } = snapshot;
      const hosted = 'recordings' in context ? context.recordings : [];
      return [hosted.find(({ sid }) => sid === to.sid)?.kind ?? `${event.path}/conference`];
    }),
  );
const expectedOf = ({ scenario }: Played) => Object.values(scenario.expect.recordings);

/** Words that nothing in the library has. */
const missing = (words: readonly string[], found: readonly unknown[]) =>
  words.filter((word) => !found.includes(word));

test('every kind of every creation path is in the library', () => {
  const kinds = Object.entries(creationPaths).flatMap(([path, row]) =>
    Object.keys(row.kinds).map((kind) => `${path}/${kind}`),
  );
  expect(missing(kinds, library().flatMap(kindsIn))).toEqual([]);
  const names = files.map(([name]) => name);
  const ownStories = Object.keys(creationPaths).filter((path) => path !== 'participant-request');
  expect(missing([...ownStories, 'background-recording'], names)).toEqual([]);
  expect(missing(['participant-leg', 'participant-conference', 'participant-both'], names)).toEqual(
    [],
  );
});

test('every source is in the library, but for that of trunks, which no path makes', () => {
  const sources = library().flatMap((one) => expectedOf(one).map(({ source }) => source));
  expect(missing(recordingSources, sources)).toEqual(['Trunking']);
});

test('every end reason and every error code is in the library', () => {
  const recordings = library().flatMap(expectedOf);
  const reasons = recordings.map(({ endReason }) => endReason);
  expect(missing(Object.keys(endReasons), reasons)).toEqual([]);
  const codes = recordings.map(({ errorCode }) => errorCode);
  expect(missing(Object.keys(errorCodes), codes)).toEqual([]);
});

test('every state of a recording is in the library', () => {
  const states = library().flatMap((one) => expectedOf(one).flatMap(({ states = [] }) => states));
  const all = leavesOf('recording').map(({ path }) => path);
  expect(missing(all, states)).toEqual(['none']);
});

test('every named policy set, and at least one single policy, is in the library', () => {
  const policies = library().map(({ scenario }) => scenario.policy ?? 'telnyx');
  expect(missing(policySets, policies)).toEqual([]);
  expect(policies.some((policy) => typeof policy === 'object')).toBe(true);
});

/** What a story asks its application for because a verb is over. */
const asked = ({ world }: Played, ...causes: readonly InstructionCause[]) =>
  world.happenings
    .flatMap(({ effects }) => effects)
    .filter((effect) => effect.type === 'instructions.requested')
    .filter(({ because }) => causes.includes(because));
const actions = (story: Played, cause: 'record-ended' | 'dial-ended') =>
  asked(story, cause).map(({ recordingSid, digit, execute }) => ({ recordingSid, digit, execute }));

test.each([
  ['voicemail', { digit: '#', execute: true }],
  ['silence-timeout', { digit: undefined, execute: true }],
  ['record-stopped-by-request', { digit: undefined, execute: true }],
  ['hang-up-during-record', { digit: 'hangup', execute: false }],
  ['finish-key-and-hang-up', { digit: '#', execute: false }],
])('the action of the <Record> in %s is asked for once', (name, action) => {
  const once = [{ recordingSid: 'recording-1', ...action }];
  expect(actions(played(name), 'record-ended')).toEqual(once);
});

test.each([
  ['hang-up-during-dial', { DialCallStatus: 'completed', DialCallDuration: '30' }],
  ['hang-up-while-dialling', { DialCallStatus: 'canceled', DialCallDuration: '0' }],
  ['hang-up-in-conference', {}],
])('in %s the action of the <Dial> is asked for once, and nobody obeys', (name, says) => {
  const story = played(name);
  expect(asked(story, 'dial-ended', 'conference-left')).toMatchObject([{ execute: false }]);
  const told = story.world.runner.requests.filter(({ url }) => url.endsWith('/rate'));
  expect(told).toMatchObject([{ parameters: { CallStatus: 'completed', ...says } }]);
});

test('a redirect skips the action of what it interrupts, be it a <Record> or a <Dial>', () => {
  expect(actions(played('redirect-out-of-record'), 'record-ended')).toEqual([]);
  expect(actions(played('redirect-and-hang-up'), 'record-ended')).toEqual([]);
  expect(actions(played('redirect-during-recorded-dial'), 'dial-ended')).toEqual([]);
  expect(actions(played('dial-verb'), 'dial-ended')).toHaveLength(1);
});

/** The orders to the network that a story gives for one line, in order. */
const orders = ({ world }: Played, sid: string) =>
  world.happenings
    .flatMap(({ effects }) => effects)
    .filter((effect) => effect.type.startsWith('network.'))
    .filter((effect) => 'sid' in effect && effect.sid === sid)
    .map(({ type }) => type);

test.each([
  ['answer-after-give-up', 'leg-1'],
  ['answer-after-cancel', 'call-1'],
  ['two-legs-answer-at-once', 'leg-2'],
])('in %s the line that is answered too late is hung up once more', (name, sid) => {
  const twice = ['network.dial', 'network.hangUp', 'network.hangUp'];
  expect(orders(played(name), sid)).toEqual(twice);
});

test('in late-file-after-delete the file is erased when it comes, not only when it is deleted', () => {
  const effects = played('late-file-after-delete').world.happenings.flatMap((one) => one.effects);
  const erasures = effects.filter(({ type }) => type === 'media.erase');
  expect(erasures).toHaveLength(2);
});
