/** News that comes late, twice or out of order: what is true is believed, the rest is undone. */
import { describe, expect, test } from 'vitest';
import {
  give,
  hostEnded,
  inState,
  live,
  outcome,
  requested,
  type Said,
  say,
  stopRequested,
  tells,
} from './stage.ts';

const started = say('media.started', { order: 1 });
const pause = say('recording.pause');
const resume = say('recording.resume');
const stop = say('recording.stop');
const captured = [requested, started];
const noAnswer = (at: number) => say('timer.fired', { timer: 'answer-deadline', at });
const saved = say('media.saved', { location: 'file' });
const paused = [...captured, pause, say('media.paused', { order: 2 })];
const pausedLate = [...captured, pause, noAnswer(8000)];
const resumedLate = [...paused, resume, noAnswer(10_000)];
/** A pause that is asked again while an update waits for its turn. */
const inTurn = [
  { ...requested, policy: { 'early-update': 'in-turn' } },
  ...paused.slice(1),
  resume,
  say('media.resumed', { order: 3 }),
  pause,
  resume,
] as const;

interface Case {
  readonly says: string;
  readonly life: readonly Said[];
  readonly event: Said;
  readonly comes: string;
  readonly tells: readonly string[];
}
const cases: readonly Case[] = [
  {
    says: 'a pause confirmed after its deadline is believed',
    life: pausedLate,
    event: say('media.paused', { order: 2, at: 9000 }),
    comes: '→ paused',
    tells: [],
  },
  {
    says: 'a resume confirmed after its deadline is believed',
    life: resumedLate,
    event: say('media.resumed', { order: 3, at: 11_000 }),
    comes: '→ inProgress',
    tells: [],
  },
  {
    says: 'a resume after an unanswered pause is ordered, so that the pause is not obeyed late',
    life: pausedLate,
    event: resume,
    comes: 'stays',
    tells: ['media.resume 3'],
  },
  {
    says: 'the answer to an earlier pause is stale, also while a resumption waits for its turn',
    life: inTurn,
    event: say('media.paused', { order: 2 }),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'and the answer to this one lets it have its turn',
    life: inTurn,
    event: say('media.paused', { order: 4 }),
    comes: '→ resuming',
    tells: ['media.resume 5'],
  },
  {
    says: 'the late answer to that pause is stale',
    life: [...pausedLate, { ...resume, at: 8500 }],
    event: say('media.paused', { order: 2, at: 9000 }),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a pause after an unanswered resume is ordered, so that nothing is captured late',
    life: resumedLate,
    event: pause,
    comes: 'stays',
    tells: ['media.pause 4'],
  },
  {
    says: 'the late answer to that resume is stale',
    life: [...resumedLate, { ...pause, at: 10_500 }],
    event: say('media.resumed', { order: 3, at: 11_000 }),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'of speech that begins and ends in the same millisecond the end is heard',
    life: [...captured, say('speech.started', { at: 5000 })],
    event: say('speech.ended', { at: 5000 }),
    comes: 'stays',
    tells: [],
  },
  {
    says: 'a stop that overtakes the start stops the capture once it starts, and announces nothing',
    life: [requested, stop],
    event: started,
    comes: 'stays',
    tells: ['media.stop 3'],
  },
  {
    says: 'the refusal of a start that a stop has overtaken ends it absent',
    life: [requested, stop],
    event: say('media.refused', { order: 1 }),
    comes: '→ absent',
    tells: ['announces absent', 'recording.ended to C'],
  },
  {
    says: 'the answer to the stop of nothing is not taken for the stop of the capture',
    life: [requested, stop, started],
    event: say('media.stopped', { order: 2 }),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'the answer to a pause that a stop has crossed is believed, once',
    life: [...captured, pause, stop, say('media.paused', { order: 2 })],
    event: say('media.paused', { order: 2 }),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a stop that nobody answers is ordered once more, and the file is awaited',
    life: [...captured, stop],
    event: noAnswer(8000),
    comes: '→ processing',
    tells: ['media.stop 3', 'recording.ended to C'],
  },
  {
    says: 'the answer to a stop after its deadline changes nothing',
    life: [...captured, stop, noAnswer(8000)],
    event: say('media.stopped', { order: 2, at: 9000 }),
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a file after the finish deadline is kept as an orphan',
    life: [...captured, stop, say('media.stopped', { order: 2 }), say('media.failed')],
    event: saved,
    comes: 'stays',
    tells: ['recording.orphaned'],
  },
  {
    says: 'an orphan is told once',
    life: [...captured, say('media.failed'), saved],
    event: saved,
    comes: 'ignored',
    tells: [],
  },
  {
    says: 'a file after the deletion is erased',
    life: [...captured, saved, say('recording.delete')],
    event: saved,
    comes: 'stays',
    tells: ['media.erase 3'],
  },
  {
    says: 'a file that overtakes the start completes it',
    life: [requested],
    event: saved,
    comes: '→ completed',
    tells: ['announces completed', 'recording.ended to C'],
  },
  {
    says: 'nobody asked for the capture of an unknown sid: it is stopped',
    life: [],
    event: say('media.started', { order: 4 }),
    comes: 'stays',
    tells: ['media.stop 5'],
  },
  {
    says: 'the file of an unknown sid is an orphan',
    life: [],
    event: saved,
    comes: 'stays',
    tells: ['recording.orphaned'],
  },
];

test.each(cases)('$says', ({ life, event, comes, tells: expected }) => {
  const before = live('recording', life).at(-1)?.snapshot;
  const after = give('recording', before, event);
  expect([outcome(before, after), ...tells(after)]).toEqual([comes, ...expected]);
});

describe('A capture that starts when the end is decided is stopped, once:', () => {
  const ends: readonly (readonly [string, readonly Said[]])[] = [
    ['processing', [requested, say('media.stopped')]],
    ['completed', [requested, saved]],
    ['absent', [requested, say('media.failed')]],
    ['deleted', [requested, saved, say('recording.delete')]],
  ];
  test.each(ends)('%s', (state, life) => {
    const before = live('recording', life).at(-1)?.snapshot;
    expect(before?.state).toBe(state);
    const once = give('recording', before, started);
    expect(tells(once)).toEqual([`media.stop ${(before?.context.order ?? 0) + 1}`]);
    expect(once.snapshot?.state).toBe(state);
    const twice = give('recording', once.snapshot, started);
    expect(outcome(once.snapshot, twice)).toBe('stays');
    expect(tells(twice)).toEqual([`media.stop ${(before?.context.order ?? 0) + 2}`]);
  });
});

test('the first end reason stays, and when the end was decided', () => {
  const ends = [stopRequested('finish-key'), hostEnded('leg-ended'), stop];
  const decided = ends.map((end) => {
    const life = [...captured, end, ...ends, say('media.failed')];
    return live('recording', life).at(-1)?.snapshot?.context;
  });
  const decidedAt = 3000;
  expect(decided).toMatchObject([
    { endReason: 'finish-key', decidedAt },
    { endReason: 'leg-ended', decidedAt },
    { endReason: 'requested', decidedAt },
  ]);
});

test.each([
  ['media-refused', [requested, say('media.refused', { order: 1 })]],
  ['start-timeout', [requested, say('timer.fired', { timer: 'start-deadline', at: 99_000 })]],
  ['media-failed', [...captured, say('media.failed')]],
  ['disk-full', [...captured, say('media.failed', { errorCode: 'disk-full' })]],
  ['empty', [...captured, say('media.saved', { location: 'file', isEmpty: true })]],
  [
    'finish-timeout',
    [
      ...captured,
      say('media.stopped'),
      say('timer.fired', { timer: 'finish-deadline', at: 9_999_999 }),
    ],
  ],
] as const)('an absent recording says why there is no file: %s', (errorCode, life) => {
  const { state, context } = live('recording', life).at(-1)?.snapshot ?? {};
  expect([state, context?.errorCode]).toEqual(['absent', errorCode]);
});

test('the host is told once that capture is over, whichever way it ends', () => {
  for (const state of ['processing', 'completed', 'absent', 'deleted']) {
    const before = inState('recording', state);
    expect(before?.context.endedAt).not.toBeNull();
  }
  const told = live('recording', [...captured, stop, say('media.stopped', { order: 2 }), saved])
    .flatMap(({ signals }) => signals)
    .map(({ to, event }) => `${to.machine} ${to.sid}: ${event.type}`);
  expect(told).toEqual(['call C: recording.ended']);
});
