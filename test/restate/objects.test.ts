/** What the objects of a host on Restate do with what comes late, twice, or not at all. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noOutage } from '../../machines/index.ts';
import { InvalidInput } from '../../src/engine/index.ts';
import type { Task } from '../../src/hosts/index.ts';
import { Watch } from '../../src/hosts/operating/watch.ts';
import { BadRestate } from '../../src/hosts/restate/objects/errors.ts';
import { ForgettingObject } from '../../src/hosts/restate/objects/forgetting-object.ts';
import { LaneObject } from '../../src/hosts/restate/objects/lane-object.ts';
import { MachineObject } from '../../src/hosts/restate/objects/machine-object.ts';
import { namesOf } from '../../src/hosts/restate/objects/names.ts';
import { OutageObject } from '../../src/hosts/restate/objects/outage-object.ts';
import { performing } from '../hosts/stage.ts';
import { patienceMs } from '../house/patience.ts';
import { SmallRestate } from './small-restate.ts';

const names = namesOf('small');
const ringTimeoutMs = 30_000;

describe('The object of a machine', () => {
  beforeEach(() => vi.useFakeTimers({ now: 0 }));
  afterEach(() => vi.useRealTimers());

  /** A call that rings, and the wake-ups that were sent for it. */
  async function ringing(aftermath = noOutage) {
    const restate = new SmallRestate('call c1');
    const object = new MachineObject({
      names,
      forgetting: new ForgettingObject(names, undefined),
      delivered: () => undefined,
      aftermath: () => Promise.resolve(aftermath),
    });
    const at = (now: number) => {
      restate.now = now;
      vi.setSystemTime(now);
    };
    const take = (now: number, event: object) => {
      at(now);
      return object.take(restate.context(), { event, at: now });
    };
    const hear = (now: number, event: object) => object.hear(restate.context(), { event, at: now });
    const wake = async (noted: number, now = noted) => {
      at(now);
      await object.wake(restate.context(), noted);
    };
    await take(0, { type: 'call.dialOut', ringTimeoutMs });
    const wakeUps = () =>
      restate.sent
        .filter(({ method }) => method === 'wake')
        .map(({ parameter, delay }) => [parameter, delay]);
    const state = async () => (await object.find(restate.context()))?.state;
    return { restate, object, take, hear, wake, wakeUps, state };
  }

  test('is woken once for its earliest timer, and fires it then', async () => {
    const { wake, wakeUps, state } = await ringing();
    expect(wakeUps()).toEqual([[30_000, 30_000]]);
    await wake(30_000);
    expect(await state()).toBe('noAnswer');
  });

  test('is woken anew where it comes too soon, and not for a wake-up that is not the one noted', async () => {
    const { wake, wakeUps, state } = await ringing();
    await wake(30_000, 29_990);
    expect(wakeUps().slice(1)).toEqual([[30_000, 10]]);
    await wake(12_345, 60_000);
    expect([await state(), wakeUps().length]).toEqual(['queued', 2]);
    await wake(30_000, 60_000);
    expect(await state()).toBe('noAnswer');
    await wake(30_000, 61_000);
    expect(wakeUps().length).toBe(2);
  });

  test('lets a wake-up that comes soon enough do for a later timer, and sets that anew then', async () => {
    const { take, wake, wakeUps, state } = await ringing();
    await take(3_000, { type: 'call.answered' });
    expect(wakeUps()).toEqual([[30_000, 30_000]]);
    await wake(30_000);
    // The time limit of the call, which runs from its answer.
    expect(wakeUps().slice(1)).toEqual([[14_403_000, 14_373_000]]);
    expect(await state()).toBe('inProgress.executing');
  });

  test('sets a wake-up anew that was lost, as soon as anything is told to it', async () => {
    const { take, wakeUps } = await ringing();
    await take(100_000, { type: 'call.rang' });
    expect(wakeUps()).toEqual([
      [30_000, 30_000],
      [30_000, 1],
    ]);
  });

  test('keeps a deadline back until what waited outside had time to come in', async () => {
    const { take, wake, wakeUps, state } = await ringing({
      since: 5_000,
      firstOver: 22_500,
      over: 22_500,
      until: 40_000,
    });
    await wake(30_000, 35_000);
    expect(wakeUps().slice(1)).toEqual([[40_000, 5_000]]);
    await take(36_000, { type: 'call.answered' });
    expect(await state()).toBe('inProgress.executing');
  });

  test('goes by its own time where whoever tells it has a clock that is behind', async () => {
    const { take, restate } = await ringing();
    await take(9_000, { type: 'call.rang' });
    await take(5_000, { type: 'call.answered' });
    const { snapshot } = JSON.parse(restate.state.get('machine') ?? '');
    expect(snapshot.context).toMatchObject({ answeredAt: 9_000, updatedAt: 9_000 });
  });

  test('goes by its own time where another machine has a time that is behind', async () => {
    const { hear, restate } = await ringing();
    await hear(9_000, { type: 'call.answered', at: 9_000 });
    await hear(4_000, { type: 'call.hungUp', at: 4_000 });
    const { snapshot } = JSON.parse(restate.state.get('machine') ?? '');
    expect(snapshot.context).toMatchObject({ answeredAt: 9_000, endedAt: 9_000 });
  });

  test('lets a signal wait that it does not understand, and refuses anybody else', async () => {
    const { take, hear, restate } = await ringing();
    const before = restate.state.get('machine');
    await expect(hear(1, { type: 'recording.sang' })).rejects.toBeInstanceOf(BadRestate);
    await expect(take(1, { type: 'call.sang' })).rejects.toBeInstanceOf(InvalidInput);
    expect(restate.state.get('machine')).toBe(before);
  });

  const event = { type: 'call.rang' };
  test.each<[string, unknown]>([
    ['message', null],
    ['event', { at: 0 }],
    ['at', { event, at: 'now' }],
    ['rows', { event, at: 0, rows: 5 }],
    ['0', { event, at: 0, notes: [7] }],
    ['0.row.machine', { event, at: 0, rows: [{ sid: 'c1', row: {} }] }],
    ['0.row', { event, at: 0, rows: [{ sid: 'c1' }] }],
    ['0.key', { event, at: 0, notes: [{ key: 1 }] }],
  ])('gives up what is no message: %s', async (field, told) => {
    const { object, restate } = await ringing();
    const taken = object.take(restate.context(), told);
    await expect(taken).rejects.toThrow(InvalidInput);
    await expect(taken).rejects.toThrow(field);
  });

  test.each<[string, (kept: Record<string, unknown> & { snapshot: object }) => unknown]>([
    ['is 5; expected an object', () => 5],
    ['revision is "1"', (kept) => ({ ...kept, revision: '1' })],
    ['wakeAt is "soon"', (kept) => ({ ...kept, wakeAt: 'soon' })],
    ['later is 1; expected one of the fields', (kept) => ({ ...kept, later: 1 })],
    ['row.machine is "song"', (kept) => ({ ...kept, row: { machine: 'song' } })],
    ['"context.sid" is "c1"', (kept) => ({ ...kept, snapshot: { ...kept.snapshot, sid: 'c2' } })],
    ['"version" is 99', (kept) => ({ ...kept, snapshot: { ...kept.snapshot, version: 99 } })],
  ])('is left alone where it is not what it should be: %s', async (says, spoilt) => {
    const { object, restate, take, wake } = await ringing();
    const spoiled = JSON.stringify(spoilt(JSON.parse(restate.state.get('machine') ?? '')));
    restate.state.set('machine', spoiled);
    const row = {
      machine: 'call',
      accountSid: 'A',
      to: '+1',
      from: '+2',
      connectionId: '1',
    } as const;
    for (const work of [
      () => take(1, { type: 'call.rang' }),
      () => wake(30_000),
      () => object.known(restate.context()),
      () => object.keep(restate.context(), row),
    ]) {
      await expect(work()).rejects.toThrow(BadRestate);
      await expect(work()).rejects.toThrow(says);
    }
    expect(restate.state.get('machine')).toBe(spoiled);
  });

  test('sends errands to their lanes before it tells others, each under an id of its own', async () => {
    const { take, restate } = await ringing();
    await take(1_000, { type: 'call.startRecording', recording: { sid: 'r1' } });
    restate.sent.splice(0);
    await take(3_000, { type: 'call.answered' });
    const errands = restate.sent.filter(({ method }) => method === 'perform');
    expect(errands.map(({ parameter }) => (parameter as { key: string }).key)).toEqual([
      'call c1@2.0',
      'call c1@2.1',
    ]);
    restate.sent.splice(0);
    const recording = { sid: 'r2' };
    const { sent } = await take(4_000, { type: 'call.startRecording', recording });
    await take(5_000, { type: 'call.hungUp' });
    const said = restate.sent.map(({ service, method, key }) => `${service} ${method} ${key}`);
    expect(said).toEqual([
      'small.machine hear recording r2',
      'small.lane perform callbacks/c1',
      'small.machine hear recording r2',
    ]);
    const to = { service: 'small.machine', key: 'recording r2', method: 'hear' };
    expect(sent).toEqual([{ ...to, id: restate.sent[0]?.id }]);
    expect(new Set(restate.sent.flatMap(({ id }) => id ?? [])).size).toBe(2);
  });
});

describe('The object that notices outages', () => {
  const outage = () => {
    const restate = new SmallRestate('all');
    const object = new OutageObject({ names, beatMs: 1_000, catchUpMs: 60_000 });
    const until = async (now: number) => {
      restate.now = now;
      return (await object.aftermath(restate.context())).until;
    };
    const beat = async (now: number) => {
      restate.now = now;
      const last = restate.sent.at(-1);
      await object.beat(restate.context(), last?.parameter as number);
    };
    return { restate, until, beat, object };
  };

  test('lets nothing wait while beats come in time', async () => {
    const { until, beat } = outage();
    expect(await until(0)).toBe(0);
    for (let now = 1_000; now < 20_000; now += 1_000) await beat(now);
    expect(await until(20_500)).toBe(0);
  });

  test.each([
    ['as long as it lasted and a second', 15_000, 31_000],
    ['a minute at most', 600_000, 660_000],
  ])('lets deadlines wait %s', async (_, end, held) => {
    const { until, beat } = outage();
    await until(0);
    await beat(end);
    expect(await until(end + 500)).toBe(held);
  });

  test('keeps a deadline back for a gap that began before it, and for no later one, nor for long', async () => {
    const { beat, restate, object, until } = outage();
    const heldUntil = async (dueAt: number, now: number) => {
      restate.now = now;
      return (await object.aftermathAt(restate.context(), dueAt)).until;
    };
    await until(0);
    // Nobody could notice a gap of three seconds; it may be over as much later.
    expect(await heldUntil(1_000, 1_000)).toBe(8_000);
    await beat(10_000);
    expect(await heldUntil(9_000, 10_001)).toBe(21_000);
    expect(await heldUntil(11_000, 11_001)).toBe(21_000);
    // Gaps that keep coming keep nothing back that was due before them.
    let now = 10_000;
    for (let i = 0; i < 50; i += 1) {
      now += 3_500;
      await beat(now);
      expect(await heldUntil(9_500, now)).toBeLessThanOrEqual(21_000);
      expect(await heldUntil(now - 10, now)).toBe(Math.max(21_000, now + 6_990));
    }
    expect((restate.state.get('seen') ?? '').length).toBeLessThan(300);
    expect(await until(now)).toBe(0);
  });

  test('is as wise when it is asked before the beat that comes late', async () => {
    const { until, beat, restate, object } = outage();
    await until(0);
    expect(await until(15_000)).toBe(31_000);
    // The beat of before comes after all, and no other follows from it.
    restate.now = 15_010;
    await object.beat(restate.context(), 1);
    expect(restate.sent.map(({ parameter }) => parameter)).toEqual([1, 2]);
    await beat(16_000);
    expect(await until(18_000)).toBe(31_000);
  });
});

test('The object that notices outages begins anew where what it keeps is not what it should be', async () => {
  const restate = new SmallRestate('all');
  const object = new OutageObject({ names, beatMs: 1_000, catchUpMs: 60_000 });
  for (const kept of ['7', '{"at":0,"chain":1}', '{"at":"a","chain":1,"aftermath":{}}']) {
    restate.state.set('seen', kept);
    expect(await object.aftermathAt(restate.context(), 5_000)).toMatchObject({ until: 12_000 });
    expect(JSON.parse(restate.state.get('seen') ?? '')).toMatchObject({ at: 0, chain: 1 });
  }
});

describe('The object of a lane', () => {
  const effect = { type: 'network.dial', machine: 'call', sid: 'c1' } as const;
  const errand = { key: 'call c1@1.0', effect };
  const lane = (perform: (task: Task) => void | Promise<void>, limitMs = patienceMs) => {
    const failures: string[] = [];
    const failed = (error: unknown, what: string) => failures.push(`${what}: ${error}`);
    const watch = new Watch({ failed }, { health: () => Promise.reject() }, () => 0);
    const object = new LaneObject({ names, performers: performing(perform), limitMs, watch });
    return { failures, object };
  };
  const never = new AbortController().signal;

  test('counts its attempts, and fails until one fulfils', async () => {
    const attempts: number[] = [];
    const { object, failures } = lane(({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error('Not yet.');
    });
    await expect(object.perform(errand, never)).rejects.toThrow('Not yet.');
    await expect(object.perform(errand, never)).rejects.toThrow('Not yet.');
    await object.perform(errand, never);
    expect(attempts).toEqual([1, 2, 3]);
    expect(failures[1]).toBe('network.dial of c1, attempt 2: Error: Not yet.');
  });

  test('ends an attempt that takes too long, or that nobody waits for', async () => {
    const stuck = ({ signal }: Task) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    await expect(lane(stuck, 5).object.perform(errand, never)).rejects.toThrow(/within 5 ms/);
    const { object, failures } = lane(stuck);
    const over = new AbortController();
    const performed = object.perform(errand, over.signal);
    over.abort(new Error('The connection is gone.'));
    await expect(performed).rejects.toThrow('The connection is gone.');
    const last = object.perform(errand, never);
    object.close();
    await expect(last).rejects.toThrow('The host is closed.');
    expect(failures.length).toBe(1);
  });

  test('does not perform what is no errand, and says so', async () => {
    const { object, failures } = lane(() => {
      throw new Error('Performed.');
    });
    const spoiled = { ...errand, effect: { ...effect, type: 'network.sing' } };
    await expect(object.perform(spoiled, never)).rejects.toThrow(
      /^errand call c1@1.0: effect.type/,
    );
    const later = {
      ...errand,
      effect: { ...effect, type: 'announced' },
      snapshot: { version: 99 },
    };
    await expect(object.perform(later, never)).rejects.toThrow();
    await expect(object.perform(null, never)).rejects.toThrow();
    expect(failures.map((one) => one.slice(0, 12))).toEqual([
      'errand call ',
      'errand call ',
      'errand undef',
    ]);
  });
});
