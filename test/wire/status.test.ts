/** What the public sees of every state: total, one-way, in step with what machines announce. */
import { describe, expect, test } from 'vitest';
import { cellOf, eventsTo, leavesOf, machines, statesOf } from '../../machines/index.ts';
import { InvalidInput, type Snapshot, type StateOf } from '../../src/engine/index.ts';
import {
  callStatus,
  callWords,
  conferenceStatus,
  conferenceWords,
  legWords,
  participantStatus,
  recordingStatus,
  recordingWords,
  transcriptionStatus,
  transcriptionWords,
} from '../../src/wire/resources/status.ts';
import { inState } from '../machines/stage.ts';
import { World } from './world.ts';

describe('A recording', () => {
  /** Copied by hand: state, fetched or listed, in the list of its conference, callback. */
  test.each<[StateOf<'recording'>, string | null, string, string | null]>([
    ['starting', 'in-progress', 'processing', null],
    ['inProgress', 'in-progress', 'processing', 'in-progress'],
    ['pausing', 'in-progress', 'processing', null],
    ['paused', 'paused', 'processing', null],
    ['resuming', 'paused', 'processing', null],
    ['stopping', 'stopped', 'processing', null],
    ['processing', 'stopped', 'processing', null],
    ['completed', 'completed', 'completed', 'completed'],
    ['absent', 'stopped', 'absent', 'absent'],
    ['deleted', null, 'deleted', null],
  ])('that is %s is seen as %s, listed as %s, told as %s', (state, resource, listed, callback) => {
    const recording = { ...World.recorded().recording('recording-0'), state };
    expect(recordingStatus(recording)).toEqual({ resource, listed, callback });
  });

  test('is announced by the machine in the words of the table, in the states of the table', () => {
    const announced = new Map<string, Set<unknown>>();
    const note = (state: string, actions: readonly { type: string; params?: object }[]) => {
      for (const { type, params } of actions) {
        if (type !== 'announce') continue;
        announced.set(state, (announced.get(state) ?? new Set()).add(Object(params).status));
      }
    };
    for (const { path, entry } of statesOf('recording')) {
      note(path, entry);
      // Where a pause comes next, capture has begun for a moment.
      for (const type of eventsTo('recording'))
        for (const { target, actions } of cellOf('recording', path, type))
          note(
            path === 'starting' && target === 'pausing' ? 'inProgress' : (target ?? path),
            actions,
          );
    }
    for (const [state, { callback }] of Object.entries(recordingWords))
      expect([...(announced.get(state) ?? [])], state).toEqual(callback === null ? [] : [callback]);
  });

  test('never goes backwards but for a pause that ends', () => {
    const order = {
      resource: ['in-progress', 'paused', 'stopped', 'completed', null],
      listed: ['processing', 'completed', 'absent', 'deleted'],
    };
    for (const [from, words] of Object.entries(recordingWords)) {
      for (const type of eventsTo('recording')) {
        for (const { target } of cellOf('recording', from, type)) {
          if (target === undefined) continue;
          const next = recordingWords[target as keyof typeof recordingWords];
          const says = `${from} → ${target}`;
          const isResumed = words.resource === 'paused' && next.resource === 'in-progress';
          const rank = order.resource.indexOf(next.resource);
          if (!isResumed)
            expect(rank, says).toBeGreaterThanOrEqual(order.resource.indexOf(words.resource));
          expect(order.listed.indexOf(next.listed), says).toBeGreaterThanOrEqual(
            order.listed.indexOf(words.listed),
          );
        }
      }
    }
  });
});

describe('Every state has its words', () => {
  const tables = {
    call: callWords,
    dialLeg: legWords,
    conference: conferenceWords,
    recording: recordingWords,
    transcription: transcriptionWords,
  };
  test.each(Object.keys(machines) as (keyof typeof tables)[])('%s', (machine) => {
    const states = new Set(leavesOf(machine).map(({ path }) => path.split('.')[0]));
    states.delete('none');
    expect(new Set(Object.keys(tables[machine]))).toEqual(states);
  });

  test('a state within another is seen as the outer one', () => {
    const world = World.recorded();
    expect(world.call('call-0').state).toBe('inProgress.executing');
    expect(callStatus(world.call('call-0'))).toBe('in-progress');
  });

  test('a state that does not exist is named, with those that do', () => {
    const call = { ...World.recorded().call('call-0'), state: 'toString.x' as never };
    expect(() => callStatus(call)).toThrow(InvalidInput);
    expect(() => callStatus(call)).toThrow(/"toString\.x".*one of queued, initiated/);
  });
});

describe('The words are those that OpenAPI lists', () => {
  const lineWords = [
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'no-answer',
    'canceled',
    'failed',
  ];
  test('of calls and legs', () => {
    expect([...new Set(Object.values(callWords))]).toEqual(lineWords);
    expect([...new Set(Object.values(legWords))]).toEqual(lineWords);
  });
  test('of conferences', () => {
    expect(Object.values(conferenceWords)).toEqual(['init', 'in-progress', 'completed']);
  });
});

/** Copied by hand: state, and the word that is fetched, listed and told. */
test.each<[StateOf<'transcription'>, string | null]>([
  ['requested', 'in-progress'],
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['deleted', null],
])('a transcription that is %s is seen as %s', (state, word) => {
  const one = inState('transcription', state) as Snapshot<'transcription'>;
  expect(transcriptionStatus(one)).toBe(word);
});

test('a participant connects, is connected, and is over when the conference forgets them', () => {
  const world = new World();
  const stay = { legSid: 'leg-0', stay: 'stay-0' };
  world.tell('conference', 'conference-0', { type: 'conference.addParticipant', ...stay });
  const status = () => participantStatus(world.conference('conference-0'), 'leg-0');
  expect([status(), callStatus(world.leg('leg-0'))]).toEqual(['connecting', 'ringing']);
  world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
  expect([status(), callStatus(world.leg('leg-0'))]).toEqual(['connected', 'in-progress']);
  expect(conferenceStatus(world.conference('conference-0'))).toBe('in-progress');
  world.tell('dialLeg', 'leg-0', { type: 'call.hungUp' });
  expect([status(), callStatus(world.leg('leg-0'))]).toEqual(['completed', 'completed']);
});
