/** How a host reckons outages: since when nothing could be kept, and what is kept back after one. */
import { expect, test } from 'vitest';
import { Switchboard } from '../../src/engine/index.ts';
import { Alarms } from '../../src/hosts/in-process/alarms.ts';
import { MemoryStore } from '../../src/hosts/index.ts';
import { Outages } from '../../src/hosts/outages.ts';
import { staged, tell } from './stage.ts';
import { StillClock } from './still-clock.ts';

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
  [
    'many that are short, of which each begins before all has come in',
    (o) => {
      for (let at = 0; at < 600_000; at += 4_000) o.over(at, at + 2_000);
    },
    601_000,
  ],
  [
    'a long one, and many short ones before all has come in',
    (o) => {
      o.over(0, 40_000);
      for (let at = 60_000; at < 600_000; at += 20_000) o.over(at, at + 2_000);
    },
    585_000,
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

/** A recording whose pause is answered until 1,000, and that may be as long as 2,000. */
const pausing = [
  tell('c1', {
    type: 'call.dialOut',
    at: 0,
    recording: { sid: 'r1', maxLengthMs: 2_000 },
    policy: { 'answer-deadline-ms': 1_000 },
  }),
  tell('c1', { type: 'call.answered', at: 0 }),
  tell('r1', { type: 'media.started', at: 0, order: 1 }),
  tell('r1', { type: 'recording.pause', at: 0 }),
];
test('a limit fires in its time, though a deadline before it is kept back', async () => {
  const store = new MemoryStore();
  const { host } = await staged({ store });
  for (const message of pausing) await host.take(message);
  await host.close();
  const clock = new StillClock(1_500);
  const { host: next } = await staged({ store }, undefined, clock);
  await clock.until(1_999);
  expect(next.machines.recording('r1')?.state).toBe('pausing');
  await clock.until(2_000);
  expect(next.machines.recording('r1')).toMatchObject({
    state: 'stopping',
    context: { decidedAt: 2_000, endReason: 'max-length' },
  });
  await next.close();
});

test.each([
  ['that has failed is tried once before', 'ring', true, ['tried', 'fired']],
  ['that has failed is not tried for nothing', undefined, true, []],
  ['that answers is not tried', 'ring', false, ['fired']],
] as const)('a store %s when a machine is woken', async (_says, timer, isOn, does) => {
  const done: string[] = [];
  const note = (what: string) => () => Promise.resolve(done.push(what));
  const alarmOf = () => timer && { timer, dueAt: 1_000, firesAt: 1_000 };
  const clock = new StillClock();
  const alarms = new Alarms({
    clock,
    machines: { find: () => undefined } as never,
    outages: { isOn, alarmOf } as never,
    inTurn: (work) => work(),
    probe: note('tried') as never,
    deliver: note('fired'),
    failed: note('failed'),
  });
  alarms.follow([{ to: call, at: 1_000 }]);
  await clock.until(1_000);
  alarms.close();
  expect(done).toEqual(does);
});
