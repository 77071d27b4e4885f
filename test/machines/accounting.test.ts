/** Captured and paused time, the two limits, and what a recording reports about itself. */
import { describe, expect, test } from 'vitest';
import { live, requested, type Said, say } from './stage.ts';

const at = (seconds: number) => ({ at: seconds * 1000 });
const life = (...said: readonly Said[]) => live('recording', [{ ...requested, at: 0 }, ...said]);
const started = (s: number) => say('media.started', { order: 1, ...at(s) });
const pause = (s: number) => say('recording.pause', at(s));
const paused = (s: number, order = 2) => say('media.paused', { order, ...at(s) });
const resume = (s: number) => say('recording.resume', at(s));
const resumed = (s: number, order = 3) => say('media.resumed', { order, ...at(s) });
const stopped = (s: number) => say('media.stopped', at(s));
const saved = (s: number, durationMs?: number) =>
  say('media.saved', { location: 'file', ...at(s), ...(durationMs ? { durationMs } : {}) });

interface Case {
  readonly says: string;
  readonly events: readonly Said[];
  /** Captured, paused and reported seconds. */
  readonly seconds: readonly [number, number, number | null];
}
const cases: readonly Case[] = [
  {
    says: 'from started to stopped',
    events: [started(10), stopped(25), saved(99)],
    seconds: [15, 0, 15],
  },
  {
    says: 'without the pause, which is reported as silence',
    events: [started(10), pause(14), paused(15), resume(18), resumed(20), stopped(30), saved(99)],
    seconds: [15, 5, 20],
  },
  {
    says: 'from the confirmation of a pause, not from its request',
    events: [started(0), pause(5), paused(9), stopped(9), saved(99)],
    seconds: [9, 0, 9],
  },
  {
    says: 'until the end when it ends paused',
    events: [started(0), pause(4), paused(4), stopped(10), saved(99)],
    seconds: [4, 6, 10],
  },
  {
    says: 'by the figure of the media server when it has one',
    events: [started(0), stopped(10), saved(99, 8600)],
    seconds: [10, 0, 9],
  },
  {
    says: 'never negative, whatever the clocks say',
    events: [started(20), pause(20), paused(15), resume(15), resumed(12), stopped(5), saved(6)],
    seconds: [0, 0, 0],
  },
  {
    says: 'nothing when capture never started',
    events: [stopped(10), saved(20)],
    seconds: [0, 0, 0],
  },
  {
    says: 'no figure while it is not known',
    events: [started(0), stopped(10)],
    seconds: [10, 0, null],
  },
];
describe('A recording counts', () => {
  test.each(cases)('$says', ({ events, seconds }) => {
    const context = life(...events).at(-1)?.snapshot?.context;
    const { capturedMs = 0, pausedMs = 0, durationSeconds } = context ?? {};
    expect([capturedMs / 1000, pausedMs / 1000, durationSeconds]).toEqual(seconds);
  });

  test('when it was made, started, ended and last changed', () => {
    const context = life(started(10), pause(14), paused(15), stopped(25), saved(40))
      .map(({ snapshot }) => snapshot?.context)
      .at(-1);
    expect(context).toMatchObject({
      createdAt: 0,
      startedAt: 10_000,
      endedAt: 25_000,
      updatedAt: 40_000,
    });
  });
});

/** When a timer is due after a life, in seconds; undefined = it does not run. */
const due = (timer: 'max-length' | 'silence', ...events: readonly Said[]) => {
  const dueAt = life(...events).at(-1)?.snapshot?.context.timers[timer];
  return dueAt === undefined ? undefined : dueAt / 1000;
};
/** The recording on the stage may capture 600 s, and be silent for 60 s. */
describe('The maximum length', () => {
  const rows: readonly (readonly [string, readonly Said[], number | undefined])[] = [
    ['runs from the start of capture', [started(10)], 610],
    ['runs on while a pause is asked', [started(10), pause(20)], 610],
    ['stands still in a pause', [started(10), pause(20), paused(30)], undefined],
    [
      'is set for what is left when capture goes on',
      [started(10), pause(20), paused(30), resume(40), resumed(100)],
      680,
    ],
    [
      'is due at once when nothing is left',
      [started(0), pause(500), paused(700), resume(800), resumed(900)],
      900,
    ],
    [
      'does not run once the end is decided',
      [started(10), say('recording.stop', at(20))],
      undefined,
    ],
  ];
  test.each(rows)('%s', (_, events, expected) => {
    expect(due('max-length', ...events)).toBe(expected);
  });
});

describe('Silence', () => {
  const spoke = (s: number) => say('speech.started', at(s));
  const fell = (s: number) => say('speech.ended', at(s));
  const rows: readonly (readonly [string, readonly Said[], number | undefined])[] = [
    ['does not count before anybody has spoken', [started(0)], undefined],
    ['does not count while somebody speaks', [started(0), spoke(5)], undefined],
    ['counts from the end of speech', [started(0), spoke(5), fell(8)], 68],
    ['counts anew after more speech', [started(0), fell(8), spoke(20), fell(30)], 90],
    ['counts from the start when speech ended before', [spoke(1), fell(2), started(10)], 70],
    ['stands still in a pause', [started(0), fell(8), pause(9), paused(10)], undefined],
    [
      'counts anew when capture goes on',
      [started(0), fell(8), pause(9), paused(10), resume(30), resumed(40)],
      100,
    ],
    [
      'does not count when somebody began to speak in the pause',
      [started(0), fell(8), pause(9), paused(10), spoke(15), resume(30), resumed(40)],
      undefined,
    ],
    ['is not moved by older news', [started(0), spoke(5), fell(8), { ...spoke(7) }], 68],
  ];
  test.each(rows)('%s', (_, events, expected) => {
    expect(due('silence', ...events)).toBe(expected);
  });
});
