/** Logs in which something came late or never: the smallest of each kind that was once refuted. */
import { expect, test } from 'vitest';
import { judged } from '../../src/check/index.ts';
import {
  asked,
  back,
  call,
  control,
  dial,
  type LogStory,
  linesIn,
  lost,
  start,
  told,
} from './stories.ts';

/** What is told of a call says when it was so. */
const progress = (word: string, second: number, more: Readonly<Record<string, string>> = {}) =>
  told({
    CallSid: 'C',
    CallStatus: word,
    CallbackSource: 'call-progress-events',
    Timestamp: new Date(Date.UTC(2026, 0, 5, 9) + second * 1_000).toISOString(),
    ...more,
  });
const document = asked({ CallStatus: 'in-progress' }, '<Pause length="120"/>');
const records = asked({ CallStatus: 'in-progress' }, '<Record/><Record/>');
const dials = asked({ CallStatus: 'in-progress' }, '<Dial><Number>+1313</Number></Dial>');
const verb = (sid: string, word: string, seconds?: number) =>
  told({
    CallSid: 'C',
    RecordingSid: sid,
    RecordingSource: 'RecordVerb',
    RecordingStatus: word,
    ...(seconds === undefined ? {} : { RecordingDuration: String(seconds) }),
  });
const leg = (word: string, second: number) =>
  progress(word, second, { CallSid: 'L', ParentCallSid: 'C' });
const incoming: LogStory[number] = [0, document];

test.each<[string, LogStory]>([
  [
    'a recording whose start nobody answered',
    [
      incoming,
      [5, lost(start)],
      [6, back('in-progress')],
      [20, control('stopped')],
      [22, back('completed', 14)],
    ],
  ],
  [
    'two recordings whose starts nobody answered, the second told of first',
    [
      incoming,
      [5, lost(start)],
      [30, lost(start)],
      [31, back('in-progress', undefined, 'later')],
      [32, back('in-progress', undefined, 'sooner')],
      [60, call('completed')],
      [62, back('completed', 54, 'sooner')],
      [63, back('completed', 29, 'later')],
    ],
  ],
  [
    'a call whose dialling nobody answered',
    [
      [-9, lost(dial)],
      [0, progress('in-progress', 0, { To: '+1312', From: '+1202' })],
      [0.2, document],
      [60, progress('completed', 60)],
    ],
  ],
  [
    'a call that came in, of which all is lost but that it was over before it was answered',
    [[0, progress('canceled', 0)]],
  ],
  [
    'a call that was over before it was told of as ringing',
    [
      [0, progress('canceled', 0)],
      [3, progress('ringing', -4)],
    ],
  ],
  [
    'the second of two <Record>, told of before the first',
    [
      [0, records],
      [14, verb('second', 'in-progress')],
      [15, verb('first', 'completed', 8)],
      [16, verb('first', 'in-progress')],
      [40, verb('second', 'completed', 20)],
      [41, call('completed')],
    ],
  ],
  [
    'a leg that is told of as ringing when all is over',
    [
      [0, dials],
      [8, leg('in-progress', 8)],
      [60, leg('completed', 60)],
      [61, progress('completed', 61)],
      [90, leg('ringing', 2)],
      [95, leg('initiated', 0)],
    ],
  ],
])('%s is explained, without looking far', (_what, steps) => {
  const { is, repairs } = judged(linesIn(...steps), { most: 300 });
  expect({ is, repairs }).toEqual({ is: 'explained', repairs: [] });
});

test('a recording that nobody asked for is no other request, for that was refused', () => {
  const refused = control('paused', 422, '90018');
  const steps: LogStory = [incoming, [5, refused], [9, back('in-progress')]];
  expect(judged(linesIn(...steps), { most: 300 }).is).toBe('explained-if');
});

test.each([
  ['an outbound call', [[0, progress('initiated', 0)]]],
  [
    'a recording of which nothing says how it began, with its action',
    [
      [0, back('in-progress')],
      [9, back('completed', 8)],
      [
        9.2,
        asked(
          { CallStatus: 'in-progress', RecordingSid: 'R', RecordingUrl: 'https://a.example/' },
          '',
        ),
      ],
    ],
  ],
] as [string, LogStory][])('%s that began where no log looks is explained', (_what, steps) => {
  const lacks = ['requests', 'documents'] as const;
  expect(judged(linesIn(...steps), { lacks, most: 300 })).toMatchObject({
    is: 'explained',
    repairs: [],
  });
});
