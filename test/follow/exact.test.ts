/** What just can be, and what cannot any more: how exact times, answers and words are taken. */
import { expect, test } from 'vitest';
import { fitsCallback } from '../../src/follow/sight.ts';
import {
  after,
  back,
  call,
  control,
  later,
  r,
  read,
  recording,
  type Step,
  type Story,
  start,
} from './stories.ts';

/** A recording is asked for, and after two seconds the answer is given up. */
const startInVain: Step = (at) => [
  {
    kind: 'asked',
    at,
    id: 'vain',
    to: call,
    event: { type: 'call.startRecording', recording: { sid: 'r' } },
  },
  { kind: 'answered', at: at + 2_000, id: 'vain', is: 'lost' },
];
const readCall: Step = (at) => [{ kind: 'read', at, of: call, status: 'in-progress' }];
const other = { machine: 'call', sid: 'other' } as const;
const comesIn: Step = (at) => [{ kind: 'cameIn', at, of: other, event: { type: 'call.receive' } }];
const over = (saidSeconds: number) => back(other as never, 'completed', undefined, saidSeconds);

test.each<[string, string, Story]>([
  [
    'a request that is carried out after its answer was given up, as late as can be',
    'news',
    [
      [10, startInVain],
      [12.6, readCall],
      [13.05, read(null)],
      [14, back(r, 'in-progress')],
    ],
  ],
  [
    'a request that would be carried out later than that',
    'unexplained',
    [
      [10, startInVain],
      [14.05, readCall],
      [14.1, read(null)],
      [15, back(r, 'in-progress')],
    ],
  ],
  [
    'a file as long as if the pause had not been obeyed',
    'news',
    [
      [0, start],
      [0.3, back(r, 'in-progress')],
      [10, control('pause')],
      [20, control('resume')],
      [31, back(r, 'completed', 30)],
    ],
  ],
  [
    'a word of a time when nothing was asked for, by a clock that is slow',
    'news',
    [
      [5, start],
      [6, back(r, 'in-progress', undefined, 4.1)],
    ],
  ],
  [
    'a word of a time before that',
    'unexplained',
    [
      [5, start],
      [6, back(r, 'in-progress', undefined, 3.9)],
    ],
  ],
  [
    'an end while a read was on its way',
    'news',
    [
      [0, start],
      [9, read('in-progress', 4_000)],
      [10, back(r, 'completed', 5, 6)],
    ],
  ],
  [
    'an end before a read that set out later and knew of none',
    'unexplained',
    [
      [0, start],
      [9, read('in-progress', 4_000)],
      [10, back(r, 'completed', 3, 3)],
    ],
  ],
  [
    'nothing yet, when the message to the recording may be on its way',
    'news',
    [
      [0, start],
      [3, read(null, 2_000)],
    ],
  ],
  [
    'nothing yet, when it has come',
    'unexplained',
    [
      [0, start],
      [3, read(null, 1_000)],
    ],
  ],
  [
    'the end of a call just before it was told of',
    'news',
    [
      [10, comesIn],
      [11, over(8.1)],
    ],
  ],
  [
    'the end of a call long before it was told of',
    'unexplained',
    [
      [10, comesIn],
      [11, over(7.9)],
    ],
  ],
  [
    'a refusal for a reason that is not that',
    'unexplained',
    [
      [0, start],
      [5, control('stop')],
      [6, control('pause', 'refused', 'not-found')],
    ],
  ],
  [
    'a word that every way had told by then',
    'late',
    [
      [0, start],
      [5, control('stop')],
      [9, read('completed')],
      [10, back(r, 'completed', 4)],
    ],
  ],
])('%s is %s', (_what, is, steps) => {
  expect(after(...steps).says.is).toBe(is);
});

test('what runs may be stopped, and may be over', () => {
  const runs = recording(after([0, start], [1, back(r, 'in-progress')]));
  expect(runs?.commands['recording.pause']).toBe('perhaps');
  expect(runs?.isReadTelling).toBe(true);
  expect(runs?.owesEnd).toBe(false);
});

test('of what is completed nothing is owed, a read tells nothing, and it can be deleted', () => {
  const done = recording(after([0, start], [5, control('stop')], [9, back(r, 'completed', 4)]));
  expect(done).toMatchObject({
    states: ['completed'],
    statuses: ['completed'],
    isReadTelling: false,
    commands: { 'recording.pause': 'not', 'recording.delete': 'surely' },
    mayCome: ['in-progress'],
    owesEnd: false,
    overdueFrom: null,
  });
});

test('of what has told its end nothing is owed, though its beginning was never told', () => {
  // It was paused, so it had begun.
  const paused: Story = [
    [3, control('pause')],
    [5, read('paused')],
  ];
  const done = recording(
    after([0, start], ...paused, [7, control('stop')], [9, back(r, 'completed', 4)]),
  );
  expect(done).toMatchObject({ mayCome: ['in-progress'], owesEnd: false, overdueFrom: null });
});

test('a clock may be wrong by as much as it is said to be, and by no more', () => {
  const told = { of: r, status: 'completed', at: [10_000, 12_000] } as const;
  const seen = { kind: 'callback', at: 20_000, of: r, status: 'completed' } as const;
  const fits = (saidAt: number) =>
    fitsCallback({ ...seen, saidAt }, { skewMs: 1_000, lagMs: 1_000, tells: {} })(told);
  expect([8_999, 9_000, 13_000, 13_001].map(fits)).toEqual([false, true, true, false]);
});

test('the end of what was asked to stop is owed though its call goes on', () => {
  const stopped = recording(after([0, start], [5, control('stop')], [6, later]));
  expect(stopped?.owesEnd).toBe(true);
});
