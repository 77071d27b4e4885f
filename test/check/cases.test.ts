/** What is said of some short logs: one table, seconds and lines. */
import { expect, test } from 'vitest';
import { judged } from '../../src/check/judging/judge.ts';
import {
  asked,
  back,
  call,
  control,
  entriesIn,
  type LogStory,
  read,
  said,
  start,
  told,
  zero,
} from './stories.ts';

const seconds = (count: number) => zero + count * 1_000;

test.each<[string, LogStory]>([
  [
    'a pause that was answered',
    [
      [0, start],
      [1, back('in-progress')],
      [30, control('paused')],
    ],
  ],
  [
    'a start of capture that comes after its end',
    [
      [0, start],
      [9, back('completed', 8)],
      [9.1, back('in-progress')],
    ],
  ],
  [
    'an end that comes twice',
    [
      [0, start],
      [5, back('completed', 4)],
      [5, back('completed', 4)],
    ],
  ],
  [
    'a pause that was refused, and a start that was told late',
    [
      [0, start],
      [2, control('paused', 422, '90018')],
      [3, back('in-progress')],
    ],
  ],
])('%s is explained', (_what, steps) => {
  expect(said(steps)).toMatchObject({ is: 'explained', repairs: [], assumes: [] });
});

test.each<[string, LogStory, string, string | undefined]>([
  [
    'a recording that is longer than it can be',
    [
      [0, start],
      [9, back('completed', 12)],
    ],
    'completed of the recording R with another duration than 12 s',
    'REC-7',
  ],
  [
    'an end that comes again with another length',
    [
      [0, start],
      [15, back('completed', 10)],
      [15, back('completed', 12)],
    ],
    'a repeat of completed of the recording R with a changed duration: 10 s before, 12 s now',
    'REC-2',
  ],
  [
    'a file of what was absent',
    [
      [0, start],
      [5, back('absent')],
      [6, read('completed')],
    ],
    'the recording R was read as completed; stopped would fit',
    'REC-5',
  ],
  [
    'a pause that is taken after a stop',
    [
      [0, start],
      [5, control('stopped')],
      [6, control('paused')],
    ],
    'the request to pause the recording R was answered: done; 422 would fit',
    'REC-4',
  ],
  [
    'a stop that is refused while it records',
    [
      [0, start],
      [5, back('in-progress')],
      [6, control('stopped', 422, '90020')],
    ],
    'the request to stop the recording R was refused for another reason than recording-not-started',
    undefined,
  ],
])(
  '%s is unexplained, at its last line; nearest is said, and which claim it breaks',
  (_what, steps, nearest, id) => {
    const { is, wrong, repairs } = said(steps);
    expect(is).toBe('unexplained');
    expect(wrong?.place.line).toBe(steps.length + 2);
    expect(wrong?.sureUntil).toBeDefined();
    expect(repairs.map(({ says }) => says)).toContain(nearest);
    expect(wrong?.breaks?.id).toBe(id);
  },
);

test('the end of what a call records is owed when the call is over, and overdue in the end', () => {
  const steps: LogStory = [
    [0, start],
    [1, back('in-progress')],
    [60, call('completed')],
  ];
  expect(said(steps, { until: seconds(62) })).toMatchObject({ is: 'explained', repairs: [] });
  const { is, repairs } = said(steps, { until: seconds(4_000) });
  expect(is).toBe('explained-if');
  expect(repairs).toMatchObject([{ what: 'lost' }]);
  expect(repairs[0]?.says).toMatch(
    /^the callback (completed|absent) of the recording R, overdue since/,
  );
});

test('what began outside of the log explains what it tells of, and is said', () => {
  const steps: LogStory = [[5, back('completed', 3, 'X')]];
  const { is, repairs } = judged(entriesIn(...steps).slice(2));
  expect(is).toBe('explained-if');
  expect(repairs[0]?.says).toBe('the beginning of the call C');
});

test('the same is nothing to wonder at where a log has no requests', () => {
  const steps: LogStory = [[5, back('completed', 3, 'X')]];
  const alone = judged(entriesIn(...steps).slice(2), { lacks: ['requests', 'documents'] });
  expect(alone).toMatchObject({ is: 'explained', repairs: [] });
  expect(alone.assumes[0]).toBe('the beginning of the call C');
});

test('a pause that nobody asked for is explained if a request is missing', () => {
  const { is, repairs } = said([
    [0, start],
    [5, read('paused')],
  ]);
  expect(is).toBe('explained-if');
  expect(repairs).toEqual([
    {
      what: 'missing',
      says: 'a request to pause the recording R',
      place: { file: 'log', line: 4 },
    },
  ]);
});

test('a caller who has left a message, and hangs up after it, is explained', () => {
  const ended = { RecordingSid: 'R', RecordingDuration: '8', Digits: '#' };
  const log = entriesIn(
    [0, asked({}, '<Record action="/then" recordingStatusCallback="/told"/>')],
    [10, asked(ended, '<Hangup/>')],
    [11, told({ CallSid: 'C', CallStatus: 'completed', CallbackSource: 'call-progress-events' })],
    [13, back('completed', 8)],
  );
  expect(judged(log)).toMatchObject({ is: 'explained', repairs: [], assumes: [] });
});
