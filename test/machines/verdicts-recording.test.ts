/** A recording answers every command, fact and signal as the model says, in every state. */
import { describe, expect, test } from 'vitest';
import type { TimerName } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { cellsOf } from './grid.ts';
import {
  addresses,
  give,
  hostEnded,
  inState,
  live,
  ofConference,
  outcome,
  requested,
  type Said,
  say,
  stopRequested,
  tells,
  ways,
} from './stage.ts';

type Recording = Snapshot<'recording'> | undefined;
/** The number of the newest order: the one that an answer has to repeat. */
const newest = (recording: Recording) => Math.max(1, recording?.context.order ?? 1);

const commands = `
                pause                  resume           stop             delete
    none        not-found              not-found        not-found        not-found
    starting    stays                  unchanged        → stopping       recording-not-completed
    inProgress  → pausing              unchanged        → stopping       recording-not-completed
    pausing     unchanged              stays            → stopping       recording-not-completed
    paused      unchanged              → resuming       → stopping       recording-not-completed
    resuming    stays                  unchanged        → stopping       recording-not-completed
    stopping    recording-ended        recording-ended  unchanged        recording-not-completed
    processing  recording-ended        recording-ended  unchanged        recording-not-completed
    completed   recording-ended        recording-ended  recording-ended  → deleted
    absent      recording-ended        recording-ended  recording-ended  → deleted
    deleted     not-found              not-found        not-found        not-found
`;

describe('Every state answers every command:', () => {
  test.each(cellsOf(commands))('$row, $column: $cell', ({ row, column, cell }) => {
    const before = inState('recording', row);
    const after = give('recording', before, say(`recording.${column}` as 'recording.pause'));
    expect(outcome(before, after)).toBe(cell);
    if (!cell.startsWith('→')) {
      const waits = { ...before, context: { ...before?.context, wanted: column } };
      if (cell === 'stays') expect(after.snapshot).toEqual(waits);
      else expect(after.snapshot).toBe(before);
      expect(after.effects).toEqual([]);
      expect(after.signals).toEqual([]);
    }
  });
});

describe('What comes before the order before it is answered', () => {
  const pause = say('recording.pause');
  const resume = say('recording.resume');
  const started = say('media.started', { order: 1 });
  const pausing = [requested, started, pause];
  const resuming = [...pausing, say('media.paused', { order: 2 }), resume];
  const soon = say('timer.fired', { timer: 'answer-deadline', at: 1e9 });
  const refused = (order: number) => say('media.refused', { order });
  test.each([
    ['a pause comes after the start', [requested, pause, started], 'pausing', 'pause'],
    ['a resumption takes that back', [requested, pause, resume, started], 'inProgress', null],
    [
      'a resumption comes after the pause',
      [...pausing, resume, say('media.paused', { order: 2 })],
      'resuming',
      'resume',
    ],
    [
      'a pause takes that back',
      [...pausing, resume, pause, say('media.paused', { order: 2 })],
      'paused',
      null,
    ],
    [
      'a pause comes after the resumption',
      [...resuming, pause, say('media.resumed', { order: 3 })],
      'pausing',
      'pause',
    ],
    [
      'a resumption takes that back, too',
      [...resuming, pause, resume, say('media.resumed', { order: 3 })],
      'inProgress',
      null,
    ],
    [
      'a resumption is needless once the pause is refused',
      [...pausing, resume, refused(2)],
      'inProgress',
      null,
    ],
    [
      'a pause is needless once the resumption is refused',
      [...resuming, pause, refused(3)],
      'paused',
      null,
    ],
    [
      'a resumption overtakes a pause that nobody answers',
      [...pausing, resume, soon],
      'inProgress',
      'resume',
    ],
    [
      'a pause overtakes a resumption that nobody answers',
      [...resuming, pause, soon],
      'paused',
      'pause',
    ],
  ] as const)('is ordered next: %s', (_, life, state, verb) => {
    const { snapshot, effects = [] } = live('recording', life).at(-1) ?? {};
    const orders = effects.filter(({ type }) => type.startsWith('media.'));
    expect(snapshot?.state).toBe(state);
    expect(snapshot?.context.wanted).toBeNull();
    expect(orders.map(({ type }) => type)).toEqual(verb === null ? [] : [`media.${verb}`]);
  });

  test.each([
    ['a pause', [], pause, 'recording-not-started'],
    ['a resumption', pausing.slice(1), resume, 'recording-busy'],
    ['a pause after a resumption', resuming.slice(1), pause, 'recording-busy'],
  ] as const)('is refused where the policy says so: %s', (_, life, said, reason) => {
    const strict = { ...requested, policy: { 'early-update': 'refused' } } as Said;
    const before = live('recording', [strict, ...life]).at(-1)?.snapshot;
    expect(outcome(before, give('recording', before, said))).toBe(reason);
  });
});

describe('The recording of a conference is paused and resumed, but not stopped:', () => {
  const stop = `
                  pause      stop
      starting    -          conference-recording
      inProgress  → pausing  conference-recording
      pausing     unchanged  conference-recording
      paused      unchanged  conference-recording
      resuming    -          conference-recording
      stopping    -          conference-recording
      processing  -          conference-recording
      completed   -          recording-ended
      absent      -          recording-ended
      deleted     -          not-found
  `;
  test.each(cellsOf(stop))('$row, $column: $cell', ({ row, column, cell }) => {
    // Its end comes with the conference, so the ways that stop it by request end it so instead.
    const way = (ways.recording[row] ?? []).map((said): Said => {
      if (said.type === 'recording.requested') return ofConference;
      return said.type === 'recording.stop'
        ? hostEnded('conference-ended', addresses.conference)
        : said;
    });
    const before = live('recording', way).at(-1)?.snapshot;
    expect(before?.state).toBe(row);
    const after = give('recording', before, say(`recording.${column}` as 'recording.pause'));
    expect(outcome(before, after)).toBe(cell);
  });
});

const stranger = { machine: 'call', sid: 'C2' } as const;
const signals: Readonly<Record<string, Said>> = {
  stopRequested: stopRequested('finish-key'),
  'host ended': hostEnded(),
  requested: { ...requested, at: 1000 },
  'requested by another': { ...requested, host: stranger, callSid: 'C2', at: 1000 },
  'requested by another verb': { ...requested, path: 'record-verb', at: 1000 },
  'requested later': requested,
  'stop by another verb': stopRequested('finish-key', 'record-verb'),
  'other host ended': hostEnded('call-ended', stranger),
};
const signalled = `
                stopRequested  host ended  requested
    none        ignored        ignored     → starting
    starting    → stopping     → stopping  ignored
    inProgress  → stopping     → stopping  ignored
    pausing     → stopping     → stopping  ignored
    paused      → stopping     → stopping  ignored
    resuming    → stopping     → stopping  ignored
    stopping    ignored        ignored     ignored
    processing  ignored        ignored     stays
    completed   ignored        ignored     stays
    absent      ignored        ignored     stays
    deleted     ignored        ignored     stays
`;
const byOthers = `
                requested by another  requested by another verb  requested later  stop by another verb  other host ended
    none        → starting            → starting                 → starting       ignored               ignored
    starting    stays                 stays                      stays            ignored               ignored
    inProgress  stays                 stays                      stays            ignored               ignored
    pausing     stays                 stays                      stays            ignored               ignored
    paused      stays                 stays                      stays            ignored               ignored
    resuming    stays                 stays                      stays            ignored               ignored
    stopping    stays                 stays                      stays            ignored               ignored
    processing  stays                 stays                      stays            ignored               ignored
    completed   stays                 stays                      stays            ignored               ignored
    absent      stays                 stays                      stays            ignored               ignored
    deleted     stays                 stays                      stays            ignored               ignored
`;
describe('Every state answers its host:', () => {
  test.each(cellsOf(signalled))('$row, $column: $cell', ({ row, column, cell }) => {
    const before = inState('recording', row);
    const after = give('recording', before, signals[column] as Said);
    expect(outcome(before, after)).toBe(cell);
    // A host that asks again when capture is over is told so again: it never waits for ever.
    if (cell === 'stays') expect(tells(after)).toEqual(['recording.ended to C']);
  });
});

describe('Every state answers strangers, and believes none:', () => {
  test.each(cellsOf(byOthers))('$row, $column: $cell', ({ row, column, cell }) => {
    const before = inState('recording', row);
    const after = give('recording', before, signals[column] as Said);
    expect(outcome(before, after)).toBe(cell);
    if (cell !== 'stays') return;
    expect(after.snapshot).toBe(before);
    const asker = column === 'requested by another' ? 'C2' : 'C';
    expect(tells(after)).toEqual([`recording.declined to ${asker}`]);
  });
});

/** What the media server says: of the start (order 1), of the newest order, or by itself. */
const media: Readonly<Record<string, (order: number) => Said>> = {
  started: () => say('media.started', { order: 1 }),
  paused: (order) => say('media.paused', { order }),
  resumed: (order) => say('media.resumed', { order }),
  refused: (order) => say('media.refused', { order }),
  stopped: () => say('media.stopped'),
  saved: () => say('media.saved', { location: 'another file' }),
  empty: () => say('media.saved', { location: 'another file', isEmpty: true }),
  failed: () => say('media.failed'),
};
const mediaAnswers = `
                started       paused    resumed       refused
    none        stays         ignored   ignored       ignored
    starting    → inProgress  ignored   ignored       → absent
    inProgress  ignored       ignored   ignored       ignored
    pausing     ignored       → paused  ignored       → inProgress
    paused      ignored       ignored   ignored       ignored
    resuming    ignored       ignored   → inProgress  → paused
    stopping    ignored       ignored   ignored       → processing
    processing  ignored       ignored   ignored       ignored
    completed   ignored       ignored   ignored       ignored
    absent      ignored       ignored   ignored       ignored
    deleted     ignored       ignored   ignored       ignored
`;
const mediaEnds = `
                stopped       saved        empty     failed
    none        ignored       stays        ignored   ignored
    starting    → processing  → completed  → absent  → absent
    inProgress  → processing  → completed  → absent  → absent
    pausing     → processing  → completed  → absent  → absent
    paused      → processing  → completed  → absent  → absent
    resuming    → processing  → completed  → absent  → absent
    stopping    → processing  → completed  → absent  → absent
    processing  ignored       → completed  → absent  → absent
    completed   ignored       stays        ignored   ignored
    absent      ignored       stays        ignored   ignored
    deleted     ignored       stays        stays     ignored
`;
describe('Every state answers the media server:', () => {
  test.each([...cellsOf(mediaAnswers), ...cellsOf(mediaEnds)])(
    '$row, $column: $cell',
    ({ row, column, cell }) => {
      const before = inState('recording', row);
      const fact = media[column]?.(newest(before)) as Said;
      const after = give('recording', before, fact);
      expect(outcome(before, after)).toBe(cell);
    },
  );

  test.each(['pausing', 'resuming', 'stopping'])('%s: an older answer is ignored', (state) => {
    const before = inState('recording', state);
    for (const type of ['media.paused', 'media.resumed', 'media.refused'] as const) {
      const after = give('recording', before, say(type, { order: newest(before) - 1 }));
      expect(outcome(before, after)).toBe('ignored');
    }
  });
});

const timers = `
                start-deadline  answer-deadline  finish-deadline  max-length  silence
    none        ignored         ignored          ignored          ignored     ignored
    starting    → absent        ignored          ignored          ignored     ignored
    inProgress  ignored         ignored          ignored          → stopping  → stopping
    pausing     ignored         → inProgress     ignored          → stopping  → stopping
    paused      ignored         ignored          ignored          → stopping  ignored
    resuming    ignored         → paused         ignored          → stopping  ignored
    stopping    ignored         → processing     ignored          ignored     ignored
    processing  ignored         ignored          → absent         ignored     ignored
    completed   ignored         ignored          ignored          ignored     ignored
    absent      ignored         ignored          ignored          ignored     ignored
    deleted     ignored         ignored          ignored          ignored     ignored
`;
describe('Every state answers the clock, after somebody has spoken:', () => {
  test.each(cellsOf(timers))('$row, $column: $cell', ({ row, column, cell }) => {
    const before = give('recording', inState('recording', row), say('speech.ended')).snapshot;
    const timer = column as TimerName;
    const dueAt = before?.context.timers[timer];
    const fired = (at: number) => give('recording', before, say('timer.fired', { timer, at }));
    const due = fired(dueAt ?? 9_999_999);
    expect(outcome(before, due)).toBe(cell);
    expect(dueAt === undefined).toBe(cell === 'ignored');
    if (dueAt === undefined) return;
    // One millisecond early: it is set again for what is left, and nothing else happens.
    const early = fired(dueAt - 1);
    expect(early.snapshot).toBe(before);
    expect(early.effects).toEqual([
      { type: 'timer.set', machine: 'recording', sid: 'R', timer, dueAt },
    ]);
  });
});
