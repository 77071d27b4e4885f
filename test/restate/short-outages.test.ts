/** An outage on Restate harms nothing, however short it is: what waited outside comes in before. */
import { fc, test as property } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chosen } from '../../machines/index.ts';
import { usualCatchUpMs } from '../../src/hosts/outages.ts';
import { unnoticedMs } from '../../src/hosts/restate/objects/outage-object.ts';
import { usualBeatMs } from '../../src/hosts/restate/options.ts';
import { tell } from '../hosts/stage.ts';
import { SmallCluster } from './small-cluster.ts';

beforeEach(() => vi.useFakeTimers({ now: 0, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** The shortest deadline of the policy: the media server was asked to stop. */
const deadlineMs = chosen('telnyx', 'answer-deadline-ms');
const recording = { machine: 'recording', sid: 'r1' } as const;

/** A recording that was asked to stop, seconds after objects began to look for outages. */
async function stopping() {
  const cluster = new SmallCluster({ beatMs: usualBeatMs });
  const { asking } = cluster;
  await asking.deliver();
  await cluster.pass(5_000);
  const recorded = { sid: 'r1' };
  await asking.take(tell('c1', { type: 'call.dialOut', recording: recorded }));
  await asking.take(tell('c1', { type: 'call.answered' }));
  await asking.take(tell('r1', { type: 'media.started', order: 1 }));
  await cluster.pass(2_000);
  await asking.take(tell('r1', { type: 'recording.stop' } as never));
  const state = async () => (await asking.known(recording)).snapshot?.state;
  return { cluster, asking, state, dueAt: cluster.now + deadlineMs };
}

const lengths = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 12_000 }));
property.prop([lengths, fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 999 })], {
  seed: 18,
  numRuns: 40,
  endOnFailure: true,
})(
  'what happens before a deadline while nothing is delivered is heard before it is given up on',
  async (lengthMs, beforeDueMs, share) => {
    const { cluster, asking, state, dueAt } = await stopping();
    // The fact comes as late as it may, anywhere in the outage.
    const happensAt = dueAt - beforeDueMs;
    await cluster.pass(happensAt - Math.floor((lengthMs * share) / 1_000) - cluster.now);
    cluster.isOut = true;
    const over = cluster.now + lengthMs;
    await cluster.pass(lengthMs);
    cluster.isOut = false;
    // Whoever tells it doubles its pauses.
    let toldAt = happensAt;
    for (let pauseMs = 1_000; toldAt < over; pauseMs *= 2) toldAt += pauseMs;
    await cluster.pass(toldAt - over);
    expect(await state()).toBe('stopping');
    await asking.take(tell('r1', { type: 'media.stopped' }));
    expect(await state()).toBe('processing');
  },
);

test('what never comes is given up two and a half seconds after its deadline', async () => {
  const graceMs = unnoticedMs(usualBeatMs, usualCatchUpMs);
  expect(graceMs).toBe(2_500);
  const { cluster, state } = await stopping();
  await cluster.pass(deadlineMs + graceMs - 1);
  expect(await state()).toBe('stopping');
  await cluster.pass(1);
  expect(await state()).toBe('processing');
});

test('nobody waits where nothing is told again', () => {
  expect(unnoticedMs(usualBeatMs, 0)).toBe(0);
});
