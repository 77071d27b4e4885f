/** How a host reckons outages: since when nothing could be kept, and what is kept back after one. */
import { expect, test } from 'vitest';
import { Switchboard } from '../../src/engine/index.ts';
import { Outages } from '../../src/hosts/outages.ts';

const call = { machine: 'call', sid: 'c1' } as const;
const catchUpMs = 60_000;
/** A call that rings for a second, from then on. */
function ringingSince(at: number) {
  const board = new Switchboard();
  board.deliver(call, { type: 'call.dialOut', at, ringTimeoutMs: 1_000 });
  return board.line('c1');
}

type Ways = (outages: Outages) => void;
/** What happens, and when a call that has been ringing since 0 is given up: at 1,000 if nothing did. */
const reckoned: readonly [says: string, happens: Ways, firesAt: number][] = [
  ['none', () => undefined, 1_000],
  ['one that was too short to matter', (o) => o.over(0, 100), 1_200],
  ['one of five seconds, and a first pause', (o) => o.over(2_000, 7_000), 13_000],
  [
    'one of an hour, after which a pause is a minute at most',
    (o) => o.over(0, 3_600_000),
    3_660_000,
  ],
  [
    'one that began when something was asked in vain',
    (o) => {
      o.begin(2_000);
      o.begin(6_000);
      o.end(7_000);
    },
    13_000,
  ],
  [
    'one that began after the last answer, however long that question had waited',
    (o) => {
      o.end(5_000);
      o.begin(2_000);
      o.end(7_000);
    },
    10_000,
  ],
  [
    'a second one before all has come in that the first kept waiting',
    (o) => {
      o.over(0, 4_000);
      o.over(8_000, 8_500);
    },
    18_000,
  ],
  [
    'a second one, long after the first',
    (o) => {
      o.over(0, 4_000);
      o.over(20_000, 21_000);
    },
    23_000,
  ],
];
test.each(reckoned)('%s', (_says, happens, firesAt) => {
  const outages = new Outages(catchUpMs);
  happens(outages);
  const dueAt = 1_000;
  expect(outages.alarmOf(ringingSince(0))).toEqual({ timer: 'ring', dueAt, firesAt });
  expect(outages.isOn).toBe(false);
});

test('of what came to be after an outage nothing waits, and nothing is kept back', () => {
  const outages = new Outages(catchUpMs);
  outages.over(0, 10_000);
  expect(outages.alarmOf(ringingSince(10_000))?.firesAt).toBe(21_000);
  expect(outages.alarmOf(ringingSince(10_001))?.firesAt).toBe(11_001);
});

test('a limit fires in its time, before a deadline that was due first', () => {
  const board = new Switchboard();
  const recorded = { sid: 'r1', maxLengthMs: 2_000 };
  const policy = { 'answer-deadline-ms': 1_000 };
  const recording = { machine: 'recording', sid: 'r1' } as const;
  board.deliver(call, { type: 'call.dialOut', at: 0, recording: recorded, policy });
  board.deliver(call, { type: 'call.answered', at: 0 });
  board.deliver(recording, { type: 'media.started', at: 0, order: 1 });
  board.deliver(recording, { type: 'recording.pause', at: 0 });
  const outages = new Outages(catchUpMs);
  const pausing = board.recording('r1');
  expect(outages.alarmOf(pausing)?.timer).toBe('answer-deadline');
  outages.over(0, 5_000);
  expect(outages.alarmOf(pausing)).toEqual({ timer: 'max-length', dueAt: 2_000, firesAt: 2_000 });
});
