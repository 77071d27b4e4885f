/** What is seen of some recordings, and what that means: one table, seconds and sightings. */
import { expect, test } from 'vitest';
import { unpacked } from '../../src/follow/belief.ts';
import { endOf } from '../../src/follow/due.ts';
import { tellsEnd } from '../../src/follow/says.ts';
import {
  after,
  afterRead,
  back,
  call,
  control,
  later,
  r,
  read,
  recording,
  type Story,
  start,
} from './stories.ts';
import { worldsOf } from './worlds.ts';

test('a pause that was answered is on its way, obeyed, or refused; a resumption is taken', () => {
  const of = recording(after([0, start], [0.3, back(r, 'in-progress')], [30, control('pause')]));
  expect(of?.states).toEqual(expect.arrayContaining(['pausing', 'paused', 'inProgress']));
  expect(of?.statuses).toEqual(expect.arrayContaining(['in-progress', 'paused']));
  expect(of?.isReadTelling).toBe(true);
});

test.each<[string, string, Story]>([
  [
    'a start of capture that comes after its end',
    'news',
    [
      [0, start],
      [9, back(r, 'completed', 8)],
      [9.1, back(r, 'in-progress')],
    ],
  ],
  [
    'a recording that is longer than it can be',
    'unexplained',
    [
      [0, start],
      [9, back(r, 'completed', 12)],
    ],
  ],
  [
    'the same end twice',
    'repeat',
    [
      [0, start],
      [5, back(r, 'completed', 4)],
      [5, back(r, 'completed', 4)],
    ],
  ],
  [
    'the same end with another length',
    'unexplained',
    [
      [0, start],
      [15, back(r, 'completed', 10)],
      [15, back(r, 'completed', 12)],
    ],
  ],
  [
    'a file of what was absent',
    'unexplained',
    [
      [0, start],
      [5, back(r, 'absent')],
      [6, read('completed')],
    ],
  ],
  [
    'a pause that is taken after a stop',
    'unexplained',
    [
      [0, start],
      [5, control('stop')],
      [6, control('pause')],
    ],
  ],
  [
    'an end of what nobody has begun',
    'unexplained',
    [[5, back({ ...r, sid: 'x' } as never, 'completed')]],
  ],
  [
    'a pause that nobody asked for',
    'unexplained',
    [
      [0, start],
      [5, read('paused')],
    ],
  ],
])('%s is %s', (_what, is, steps) => {
  const { says } = after(...steps);
  expect(says.is).toBe(is);
  expect(says.nearest === undefined).toBe(is !== 'unexplained');
});

test('what would explain it nearly is said in words', () => {
  const nearest = (...steps: Story) => after(...steps).says.nearest;
  expect(nearest([0, start], [15, back(r, 'completed', 10)], [15, back(r, 'completed', 12)])).toBe(
    'a repeat of completed of the recording r with a changed duration: 10 s before, 12 s now',
  );
  expect(nearest([0, start], [5, control('stop')], [6, control('pause')])).toBe(
    'the request was refused',
  );
  expect(nearest([5, back({ ...r, sid: 'x' } as never, 'completed')])).toBe(
    'something began the recording x outside what was seen',
  );
});

const unasked: Story[number][1] = (at) => [{ kind: 'answered', at, id: 'nobody', is: 'done' }];
test.each<[string, RegExp, Story]>([
  [
    'refused for another reason',
    /^it was refused for another reason$/,
    [
      [0, start],
      [5, control('stop')],
      [6, control('pause', 'refused', 'not-found')],
    ],
  ],
  ['answered, and was never asked', /^no such request is on its way$/, [[5, unasked]]],
  [
    'read as what it cannot be',
    /^(.+ or )*in-progress( or .+)* could have been read; a request may be missing$/,
    [
      [0, start],
      [1, back(r, 'in-progress')],
      [5, read('paused')],
    ],
  ],
  [
    'told after its end',
    /^in-progress of the recording r could have come$/,
    [
      [0, start],
      [3, read('in-progress')],
      [5, control('stop')],
      [9, back(r, 'completed', 4)],
      [10, back(r, 'absent')],
    ],
  ],
  [
    'told after all that could be told',
    /^nothing more can come of the recording r; a request may be missing$/,
    [
      [0, start],
      [1, back(r, 'in-progress')],
      [9, back(r, 'completed', 8)],
      [10, back(r, 'absent')],
    ],
  ],
])('of what is %s it is said what could have been', (_what, says, steps) => {
  expect(after(...steps).says.nearest).toMatch(says);
});

test('the end of a recording is overdue once its call is over and its deadlines have passed', () => {
  const soon = recording(after([0, start], [1, back(call, 'completed')], [2, later]));
  const late = recording(after([0, start], [1, back(call, 'completed')], [4_000, later]));
  expect(soon?.owesEnd).toBe(true);
  expect(soon?.overdueFrom).toBeGreaterThan(1_002_000);
  expect(late?.overdueFrom).toBeLessThan(5_000_000);
  expect(late?.states.toSorted()).toEqual(['absent', 'completed']);
});

const pauses = (count: number) =>
  Array.from({ length: count }, (_, i) => [
    [10 + i * 20, control('pause')] as const,
    [20 + i * 20, control('resume')] as const,
  ]).flat();
/** All that is kept, but for what numbers say: times, and lengths of recordings. */
const kept = (count: number) =>
  JSON.stringify(
    after([0, start], [1, back(r, 'in-progress')], ...pauses(count)).belief,
    (key, value) => (typeof value === 'number' && key !== 'version' ? 0 : value),
  );

test('however long a call is, what is believed stays as large', () => {
  // What is followed next depends on no more than this: so it stays after any number of pauses.
  const [few, more, many] = [2, 3, 12].map(kept);
  expect(more).toBe(few);
  expect(many).toBe(few);
});

test('however long a recording was, its end is one message', () => {
  const lengths = [5, 50].map((seconds) => {
    const { belief } = after([0, start], [1, back(r, 'in-progress')], [seconds, control('stop')]);
    const sent = worldsOf(unpacked(belief), belief.at + 1_000, belief.manner)
      .flatMap(({ mail }) => Object.values(mail).flat())
      .flatMap(({ signal: { event } }) => ('durationMs' in event ? [event.durationMs] : []));
    return [...new Set(sent)];
  });
  expect(lengths).toEqual([[0], [0]]);
});

test('a call that ended without a word that is told owes none, however long one waits', () => {
  for (const seconds of [0, 3_600]) {
    const [busy] = afterRead('busy', [seconds, later]).says.machines;
    expect(busy).toMatchObject({ states: ['busy'], owesEnd: false, overdueFrom: null });
    const [completed] = afterRead('completed', [seconds, later]).says.machines;
    expect(completed).toMatchObject({ states: ['completed'], owesEnd: true });
  }
});

test('a request that was given up is forgotten once it is too late for it', () => {
  const vain: Story[number][1] = (at) => [
    { kind: 'asked', at, id: 'vain', to: r, event: { type: 'recording.pause' } as never },
    { kind: 'answered', at: at + 2_000, id: 'vain', is: 'lost' },
  ];
  const story: Story = [
    [0, start],
    [1, back(r, 'in-progress')],
    [5, vain],
  ];
  const knows = ({ belief }: ReturnType<typeof after>) => JSON.stringify(belief).includes('vain');
  expect(knows(after(...story))).toBe(true);
  expect(knows(after(...story, [60, control('pause')]))).toBe(false);
});

test('of all that is told of what has ended the end is told last, and of nobody else', () => {
  const snapshot = { machine: 'recording', sid: 'r', state: 'completed' };
  const told = [
    { of: r, status: 'in-progress', at: [1_000, 2_000] },
    { of: r, status: 'completed', at: [5_000, 9_000] },
    { of: call, status: 'completed', at: [5_000, 12_000] },
  ];
  const ended = (all: readonly object[]) => {
    const way = { parts: { 'recording r': { snapshot, spans: {} } }, told: all, mail: {} };
    return endOf(way as never, 'recording r', 20_000, {} as never);
  };
  expect(ended(told)).toBe(9_000);
  expect(ended(told.slice(2))).toBeUndefined();
});

test.each([
  ['recording', 'in-progress', false],
  ['recording', 'completed', true],
  ['recording', 'absent', true],
  ['call', 'answered', false],
  ['call', 'busy', true],
  ['conference', 'leave', false],
  ['conference', 'end', true],
] as const)('of a %s the word %s tells its end: %j', (machine, word, is) => {
  expect(tellsEnd(machine, word)).toBe(is);
});
