/** Captured and paused time, the two limits, and what a recording reports about itself. */
import { describe, expect, test } from 'vitest';
import { secondsBy, type TimerName } from '../../machines/index.ts';
import { live, requested, type Said, say } from './stage.ts';

const at = (seconds: number) => ({ at: seconds * 1000 });
const life = (...said: readonly Said[]) => live('recording', [{ ...requested, at: 0 }, ...said]);
type Requested = Partial<Said<'recording.requested'>>;
/** The same of another request. */
const lifeOf = (of: Requested, ...said: readonly Said[]) =>
  live('recording', [{ ...requested, ...of, at: 0 }, ...said]);
const skipped: Requested = { policy: { 'paused-time': 'skipped' } };
const started = (s: number) => say('media.started', { order: 1, ...at(s) });
const pause = (s: number) => say('recording.pause', at(s));
const paused = (s: number, order = 2) => say('media.paused', { order, ...at(s) });
const resume = (s: number) => say('recording.resume', at(s));
const resumed = (s: number, order = 3) => say('media.resumed', { order, ...at(s) });
const refused = (s: number, order: number) => say('media.refused', { order, ...at(s) });
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

  test('how long it would be were it over, and nothing else once that is known', () => {
    const by = (seconds: number, ...events: readonly Said[]) => {
      const context = life(...events).at(-1)?.snapshot?.context;
      return context && secondsBy(context, seconds * 1000);
    };
    expect(by(25, started(10))).toBe(15);
    expect(by(25, started(10), pause(14), paused(15))).toBe(15);
    expect(by(99, started(10), stopped(20), saved(30, 8600))).toBe(9);
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
const dueOf = (timer: TimerName, of: Requested, ...events: readonly Said[]) => {
  const dueAt = lifeOf(of, ...events).at(-1)?.snapshot?.context.timers[timer];
  return dueAt === undefined ? undefined : dueAt / 1000;
};
const due = (timer: TimerName, ...events: readonly Said[]) => dueOf(timer, {}, ...events);
/** The recording on the stage may capture 600 s, and be silent for 60 s. */
describe('The maximum length', () => {
  const once = [started(10), pause(20), paused(30)];
  const inVain = [...once, resume(40), say('timer.fired', { timer: 'answer-deadline', ...at(45) })];
  const unheard = [
    started(10),
    pause(20),
    say('timer.fired', { timer: 'answer-deadline', ...at(25) }),
  ];
  /** When it is due where paused time counts, and where it is skipped. */
  const rows: readonly (readonly [string, readonly Said[], Due, Due])[] = [
    ['runs from the start of capture', [started(10)], 610, 610],
    ['runs on while a pause is asked', [started(10), pause(20)], 610, 610],
    ['runs on in a pause that counts', once, 610, undefined],
    ['runs on while a resumption is asked', [...once, resume(40)], 610, undefined],
    ['runs on when that is not answered', inVain, 610, undefined],
    ['is set for what is left when capture goes on', [...once, resume(40), resumed(100)], 610, 680],
    ['is set so too when that is told late', [...inVain, resumed(100)], 610, 680],
    [
      'or when a pause that was asked meanwhile is refused',
      [...inVain, pause(50), refused(100, 4)],
      610,
      680,
    ],
    [
      'or when the next pause waits for it',
      [...once, resume(40), pause(45), resumed(100)],
      610,
      680,
    ],
    [
      'stands still where a resumption is refused, as the pause was obeyed',
      [...unheard, resume(30), refused(40, 3)],
      610,
      undefined,
    ],
    [
      'is due at once when nothing is left',
      [started(0), pause(500), paused(700), resume(800), resumed(900)],
      900,
      900,
    ],
    [
      'does not run once the end is decided',
      [started(10), say('recording.stop', at(20))],
      undefined,
      undefined,
    ],
    [
      'nor if it is decided in a pause',
      [...once, say('recording.stop', at(40))],
      undefined,
      undefined,
    ],
  ];
  test.each(rows)('%s', (_, events, counts, skips) => {
    expect(due('max-length', ...events)).toBe(counts);
    expect(dueOf('max-length', skipped, ...events)).toBe(skips);
  });

  const reached = say('timer.fired', { timer: 'max-length', ...at(610) });
  test.each([
    ['in a pause', once],
    ['while a resumption is asked', [...once, { ...resume(606) }]],
  ])('ends it %s that never ends', (_, events) => {
    const { snapshot } = life(...events, reached).at(-1) ?? {};
    expect([snapshot?.state, snapshot?.context.endReason]).toEqual(['stopping', 'max-length']);
  });
});

const longest = (maxLengthMs: number) => ({ settings: { ...requested.settings, maxLengthMs } });

describe('No reported duration is longer than the maximum length:', () => {
  const told = (of: Requested, ...events: readonly Said[]) => {
    const steps = lifeOf({ ...longest(5_000), ...of }, ...events);
    const ends = steps.flatMap(({ signals }) =>
      signals.flatMap(({ event }) => (event.type === 'recording.ended' ? [event.durationMs] : [])),
    );
    return [ends, steps.at(-1)?.snapshot?.context.durationSeconds];
  };
  const reached = (s: number) => say('timer.fired', { timer: 'max-length', ...at(s) });
  const dictated = [started(0), pause(2), paused(3), reached(5)];
  test.each<[string, Requested, readonly Said[], number, number]>([
    ['the stop is answered late', {}, [started(0), reached(5), stopped(9), saved(10)], 5_000, 5],
    ['the timer fires late', {}, [started(0), reached(8), stopped(8), saved(10)], 5_000, 5],
    ['a pause is never ended', {}, [...dictated, stopped(6), saved(10)], 5_000, 5],
    ['the media server captured more', {}, [started(0), stopped(3), saved(9, 8_700)], 3_000, 5],
    ['its file comes first', {}, [started(0), saved(9, 8_700)], 5_000, 5],
    [
      'it is skipped time',
      skipped,
      [started(0), pause(2), paused(3), stopped(9), saved(9)],
      3_000,
      3,
    ],
    ['half a second is left over', longest(1_500), [started(0), stopped(9), saved(9)], 1_500, 1],
  ])('%s', (_, of, events, durationMs, seconds) => {
    expect(told(of, ...events)).toEqual([[durationMs], seconds]);
  });

  test('and without a maximum it is as long as it is', () => {
    expect(told(longest(0), started(0), stopped(9), saved(9))).toEqual([[9_000], 9]);
  });
});

describe('The pause of a <Record>', () => {
  const ofRecord: Requested = { path: 'record-verb', ...skipped, ...longest(5_000) };
  const once = [started(0), pause(2), paused(3)];
  const inVain = [...once, resume(40), say('timer.fired', { timer: 'answer-deadline', ...at(45) })];
  const hour = 3_600;
  test.each<[string, Requested, readonly Said[], Due]>([
    ['is timed from its confirmation', ofRecord, once, hour + 3],
    ['is timed on while a resumption is asked', ofRecord, [...once, resume(40)], hour + 3],
    ['is timed on when that is not answered', ofRecord, inVain, hour + 3],
    [
      'is timed no more when capture goes on',
      ofRecord,
      [...once, resume(4), resumed(5)],
      undefined,
    ],
    ['is timed whether it counts or not', { path: 'record-verb' }, once, hour + 3],
    ['is not timed of another recording, for which nobody waits', skipped, once, undefined],
    [
      'is not timed once the end is decided',
      ofRecord,
      [...once, say('recording.stop', at(9))],
      undefined,
    ],
  ])('%s', (_, of, events, expected) => {
    expect(dueOf('longest-pause', of, ...events)).toBe(expected);
  });

  test.each([
    ['when nobody ends it', once],
    ['while a resumption is asked', [...once, resume(hour)]],
  ])('ends the recording %s, and the caller goes on', (_, events) => {
    const tooLong = say('timer.fired', { timer: 'longest-pause', ...at(hour + 3) });
    const steps = lifeOf(ofRecord, ...events, tooLong, stopped(hour + 4), saved(hour + 6));
    expect(steps.at(-1)?.snapshot?.context).toMatchObject({
      endReason: 'longest-pause',
      durationSeconds: 3,
    });
    expect(steps.flatMap(({ signals }) => signals.map(({ event }) => event.type))).toEqual([
      'recording.ended',
    ]);
  });
});
type Due = number | undefined;

describe('A pause and a resumption count when they are obeyed, though a stop crosses them:', () => {
  const refusedAt = (s: number, order: number) => say('media.refused', { order, ...at(s) });
  const stop = (s: number) => say('recording.stop', at(s));
  const unanswered = (s: number) => say('timer.fired', { timer: 'answer-deadline', ...at(s) });
  const insisted = [started(0), pause(1), unanswered(6), resume(7)];
  const pausedFirst = [started(0), pause(1), paused(1)];
  const resumedInVain = [...pausedFirst, resume(2), unanswered(7), pause(8)];
  /** What comes, and how many seconds were captured and paused until 20. */
  test.each<[string, readonly Said[], number, number]>([
    ['a pause', [started(0), pause(8), stop(8), paused(9)], 9, 11],
    ['a pause that is said twice', [started(0), pause(8), stop(8), paused(9), paused(12)], 9, 11],
    ['a pause that is refused', [started(0), pause(8), stop(8), refusedAt(9, 2)], 20, 0],
    ['a pause that was given up', [started(0), pause(1), unanswered(6), stop(8), paused(9)], 9, 11],
    ['a resumption', [...pausedFirst, resume(8), stop(8), resumed(12)], 9, 11],
    ['a resumption that is refused', [...pausedFirst, resume(8), stop(8), refusedAt(12, 3)], 1, 19],
    [
      'a resumption over a pause, refused: paused since',
      [...insisted, stop(8), refusedAt(9, 3)],
      9,
      11,
    ],
    ['a resumption over a pause, obeyed', [...insisted, stop(8), resumed(9)], 20, 0],
    ['a pause over a resumption, refused', [...resumedInVain, stop(9), refusedAt(10, 4)], 11, 9],
    ['nothing that was answered before', [...pausedFirst, stop(8), paused(12), resumed(13)], 1, 19],
    ['nothing older', [...pausedFirst, resume(8), stop(8), paused(12), paused(13, 1)], 1, 19],
  ])('%s', (_, events, captured, silent) => {
    const { snapshot } = life(...events, stopped(20)).at(-1) ?? {};
    const { capturedMs = 0, pausedMs = 0 } = snapshot?.context ?? {};
    expect([capturedMs / 1000, pausedMs / 1000]).toEqual([captured, silent]);
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
    ['is not moved by the same news again', [started(0), spoke(5), fell(8), fell(30)], 68],
    ['nor while a pause is asked', [started(0), fell(8), pause(9), fell(30)], 68],
  ];
  test.each(rows)('%s', (_, events, expected) => {
    expect(due('silence', ...events)).toBe(expected);
  });
});
