/** A host answers when what a message comes to is kept; it counts once, and survives. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { InvalidInput } from '../../src/engine/index.ts';
import {
  type Change,
  Closed,
  Host,
  MemoryStore,
  type Note,
  type Observer,
  type Store,
  type Task,
} from '../../src/hosts/index.ts';
import { performing, recorded, staged, tell } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

/** A store that commits when told, or fails when told. */
function holding(store = new MemoryStore()) {
  const waiting: { keep: () => void; fail: (error: Error) => void }[] = [];
  const held: Store = {
    load: () => store.load(),
    commit: (change: Change) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({
        keep: () => {
          store.commit(change);
          resolve();
        },
        fail: reject,
      });
      return promise;
    },
    close: () => undefined,
  };
  return { held, store, next: () => waiting.shift() };
}
/** A store whose commits fail while it is told to. */
function failing() {
  const store = new MemoryStore();
  const full = new Error('The disk is full.');
  let isFull = false;
  const fails: Store = {
    load: () => store.load(),
    commit: (change) => {
      if (isFull) throw full;
      store.commit(change);
    },
    close: () => undefined,
  };
  return {
    fails,
    store,
    full,
    set isFull(value: boolean) {
      isFull = value;
    },
  };
}
const row = { machine: 'recording', accountSid: 'A', sendsUrl: true } as const;
const ring = tell('c1', { type: 'call.receive', at: 0 });
const note = (value: unknown): Note => ({ key: 'c1', value });

describe('A message', () => {
  test('is answered as a plain switchboard answers it', async () => {
    const { host } = await staged({ store: new MemoryStore() });
    for (const message of recorded) {
      expect(await host.take(message)).toEqual({ verdict: 'accepted' });
    }
    const early = tell('r1', { type: 'recording.delete', at: 4_000 });
    const refused = { verdict: 'refused', reason: 'recording-not-completed' };
    expect(await host.take(early)).toEqual(refused);
    expect(host.machines.recordingsOfCall('c1').map(({ state }) => state)).toEqual(['inProgress']);
  });

  test('is answered, seen and performed only when what it comes to is kept', async () => {
    const { held, next } = holding();
    const { host, tasks } = await staged({ store: held });
    let answered = false;
    const taken = host.take({ ...ring, rows: [{ sid: 'r1', row }] }).then(() => {
      answered = true;
    });
    await rest();
    expect([answered, host.machines.line('c1'), host.rows.size, tasks.length]).toEqual([
      false,
      undefined,
      0,
      0,
    ]);
    next()?.keep();
    await taken;
    expect(host.machines.line('c1')?.state).toBe('ringing');
    expect(host.rows.get('r1')).toEqual(row);
    expect(tasks.length).toBeGreaterThan(0);
  });

  test('is taken after those that were given before it', async () => {
    const { held, next } = holding();
    const { host } = await staged({ store: held });
    const given = [ring, tell('c1', { type: 'call.answered', at: 1 })].map((one) => host.take(one));
    for (let i = 0; i < 4; i += 1) {
      await rest();
      next()?.keep();
    }
    expect(await Promise.all(given)).toEqual([{ verdict: 'accepted' }, { verdict: 'accepted' }]);
    expect(host.machines.line('c1')?.state).toBe('inProgress.executing');
  });

  test('happens now if it does not say when', async () => {
    const { host, clock } = await staged({ store: new MemoryStore() });
    await clock.until(777);
    await host.take(tell('c1', { type: 'call.receive' }));
    expect(host.machines.line('c1')?.context.createdAt).toBe(777);
  });

  test('that the machine does not understand is refused by its field, and the next is taken', async () => {
    const { host } = await staged({ store: new MemoryStore() });
    const wrong = host.take(tell('c1', { type: 'call.dial', at: 0, legs: [] }, 'm1'));
    const right = host.take({ ...ring, id: 'm1' });
    await expect(wrong).rejects.toThrow(InvalidInput);
    expect(await right).toEqual({ verdict: 'accepted' });
  });

  test.each([
    ['accepted', ring, 1],
    ['refused', tell('c1', { type: 'call.redirect', at: 0 }), 0],
    ['ignored', tell('c1', { type: 'call.busy', at: 0 }), 0],
  ] as const)('that is %s keeps rows and notes accordingly', async (verdict, message, kept) => {
    const { host } = await staged({ store: new MemoryStore() });
    const rows = [{ sid: 'r1', row }];
    const answer = await host.take({ ...message, rows, notes: [note('here')] });
    expect(answer.verdict).toBe(verdict);
    expect([host.rows.size, host.notes.size]).toEqual([kept, kept]);
  });

  test('that changes nothing and has no name is not written down', async () => {
    const { held, next } = holding();
    const { host } = await staged({ store: held });
    await host.take(tell('c1', { type: 'call.busy', at: 0 }));
    expect(next()).toBeUndefined();
  });
});

describe('A message that can go out of date', () => {
  const begun = tell('c1', { type: 'call.dialOut', at: 0 });
  const more = { rows: [{ sid: 'r1', row }], notes: [note('here')] };

  test('is asked in its turn, not before, and is delivered if it still counts', async () => {
    const { host } = await staged({ store: new MemoryStore() });
    let isBorn: boolean | undefined;
    const isStill = () => {
      isBorn = host.machines.line('c1') !== undefined;
      return true;
    };
    const [, verdict] = await Promise.all([
      host.take(begun),
      host.take({ ...tell('c1', { type: 'call.answered', at: 1 }), isStill }),
    ]);
    expect([isBorn, verdict]).toEqual([true, { verdict: 'accepted' }]);
  });

  test('otherwise nobody hears it, and nothing of it is kept', async () => {
    const seen: string[] = [];
    const { host } = await staged({
      store: new MemoryStore(),
      watch: { delivered: ({ steps }) => seen.push(...steps.map(({ event }) => event.type)) },
    });
    const verdict = await host.take({ ...begun, ...more, isStill: () => false });
    expect(verdict).toEqual({ verdict: 'ignored' });
    const calls = [...host.machines.all('call')].length;
    expect([calls, host.rows.size, host.notes.size, seen]).toEqual([0, 0, 0, []]);
  });

  test.each([false, true])(
    "is its sender's trouble if its question throws (%s)",
    async (untilKept) => {
      const { host } = await staged({ store: new MemoryStore() });
      const isStill = () => {
        throw new Error('mine');
      };
      await expect(host.take({ ...begun, ...more, isStill, untilKept })).rejects.toThrow('mine');
      await expect(host.keep({ ...more, isStill, untilKept })).rejects.toThrow('mine');
      expect([host.rows.size, host.notes.size, host.isIdle]).toEqual([0, 0, true]);
      expect(await host.take(begun)).toEqual({ verdict: 'accepted' });
    },
  );

  test('is answered as before if it was delivered once', async () => {
    const { host } = await staged({ store: new MemoryStore() });
    await host.take({ ...begun, id: 'm1' });
    const again = await host.take({ ...begun, id: 'm1', isStill: () => false });
    expect(again).toEqual({ verdict: 'accepted' });
  });
});

describe('A message that comes again', () => {
  const pause = tell('r1', { type: 'recording.pause', at: 4_000 }, 'm4');
  const startLate = tell('r9', { type: 'recording.pause', at: 0 }, 'm5');

  test.each([
    ['accepted', pause],
    ['refused', startLate],
  ] as const)('gets the first answer, %s, and changes nothing', async (verdict, message) => {
    const store = new MemoryStore();
    const { host, tasks } = await staged({ store });
    for (const one of recorded) await host.take(one);
    const first = await host.take(message);
    expect(first.verdict).toBe(verdict);
    await host.take(tell('r1', { type: 'recording.stop', at: 5_000 }));
    await rest();
    const [before, performed] = [structuredClone(store.load()), tasks.length];
    const changed = tell('r1', { type: 'recording.delete', at: 9_000 }, message.id);
    for (const again of [message, changed]) expect(await host.take(again)).toEqual(first);
    await rest();
    expect(store.load()).toEqual(before);
    expect(tasks.length).toBe(performed);
  });

  test('while the first is not kept yet, waits for its answer', async () => {
    const { held, next } = holding();
    const { host } = await staged({ store: held });
    const [first, second] = [host.take({ ...ring, id: 'm1' }), host.take({ ...ring, id: 'm1' })];
    await rest();
    next()?.keep();
    expect(await second).toEqual(await first);
    await rest();
    expect(host.machines.line('c1')?.state).toBe('ringing');
  });

  test('is known to the next host on the same store', async () => {
    const store = new MemoryStore();
    const one = await staged({ store });
    await one.host.take({ ...ring, id: 'm1' });
    await one.host.close();
    const two = await staged({ store });
    const hangUp = tell('c1', { type: 'call.hangUp', at: 9 }, 'm1');
    expect(await two.host.take(hangUp)).toEqual({ verdict: 'accepted' });
    expect(two.host.machines.line('c1')?.state).toBe('ringing');
  });

  test('is known as long as it says, and its answer is forgotten afterwards', async () => {
    const store = new MemoryStore();
    const { host, clock } = await staged({ store, repeatsWithinMs: 1_000 });
    const busy = (id: string) => tell('c1', { type: 'call.busy' }, id);
    const known = () => store.load().answers.map(({ id }) => id);
    await host.take(busy('m1'));
    await clock.until(600);
    await host.take(busy('m2'));
    await clock.until(1_000);
    await host.take(busy('m3'));
    expect(known()).toEqual(['m1', 'm2', 'm3']);
    await clock.until(1_001);
    await host.take(busy('m4'));
    expect(known()).toEqual(['m2', 'm3', 'm4']);
  });
});

describe('When the store fails', () => {
  test('the caller gets its error and nothing has changed; the message may come again', async () => {
    const broken = failing();
    const { host, tasks, clock } = await staged({ store: broken.fails });
    await host.take(recorded[0] as (typeof recorded)[0]);
    await rest();
    const before = structuredClone(broken.store.load());
    const seen = () => [
      host.machines.line('c1'),
      [...host.machines.all('recording')],
      host.rows.size,
      host.notes.size,
      tasks.length,
      clock.waiting,
    ];
    const [then, answered] = [seen(), recorded[1] as (typeof recorded)[0]];
    const message = { ...answered, rows: [{ sid: 'r1', row }], notes: [note(1)] };
    broken.isFull = true;
    await expect(host.take(message)).rejects.toBe(broken.full);
    await expect(host.keep({ notes: [note(2)] })).rejects.toBe(broken.full);
    await rest();
    expect(seen()).toEqual(then);
    expect(broken.store.load()).toEqual(before);
    broken.isFull = false;
    expect(await host.take(message)).toEqual({ verdict: 'accepted' });
    expect(host.machines.line('c1')?.state).toBe('inProgress.executing');
    expect(host.notes.get('c1')).toBe(1);
  });

  test.each([
    ['with the next change', (host: Host) => host.keep({})],
    ['at the end', (host: Host) => host.close()],
    ['by itself, when the store keeps again', (_: Host, clock: StillClock) => clock.until(1_000)],
  ] as const)('what is done is written down %s', async (_, comes) => {
    const broken = failing();
    const troubles: string[] = [];
    const watch = { failed: (_: unknown, what: string) => troubles.push(what) };
    const asked = Promise.withResolvers<void>();
    const { host, clock } = await staged({ store: broken.fails, watch }, () => asked.promise);
    await host.take(ring);
    broken.isFull = true;
    asked.resolve();
    await rest();
    expect(troubles).toEqual(['what was to be kept is tried again in 50 ms']);
    expect(broken.store.load().outbox.length).toBeGreaterThan(0);
    broken.isFull = false;
    await comes(host, clock);
    expect(broken.store.load().outbox).toEqual([]);
  });

  describe('whatever is to be tried until it is kept', () => {
    const busy = (id: string) => ({ ...tell('c1', { type: 'call.busy' }, id), untilKept: true });

    test('is tried again after pauses that double up to five seconds, and that is said', async () => {
      const broken = failing();
      const said: string[] = [];
      const watch = { failed: (error: unknown, what: string) => said.push(`${what}: ${error}`) };
      const { host, clock } = await staged({ store: broken.fails, watch });
      broken.isFull = true;
      const kept = host.keep({ notes: [note(1)], untilKept: true });
      await rest();
      await clock.until(16_349);
      expect(said).toEqual(
        [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000].map(
          (ms) => `what was to be kept is tried again in ${ms} ms: Error: The disk is full.`,
        ),
      );
      broken.isFull = false;
      await clock.until(16_350);
      await kept;
      expect(broken.store.load().notes).toEqual([note(1)]);
    });

    test('keeps its order, counts once, and holds up nobody who asks once', async () => {
      const broken = failing();
      const { host, clock } = await staged({ store: broken.fails });
      broken.isFull = true;
      const first = host.take(busy('m1'));
      await rest();
      broken.isFull = false;
      const second = host.take(busy('m2'));
      await host.take(tell('c1', { type: 'call.busy' }, 'm3'));
      await clock.until(50);
      await Promise.all([first, second]);
      expect(broken.store.load().answers.map(({ id }) => id)).toEqual(['m3', 'm1', 'm2']);
    });

    test('is out of date by then, if it says so, and is under way until then', async () => {
      const broken = failing();
      const { host, clock } = await staged({ store: broken.fails });
      broken.isFull = true;
      let isStill = true;
      const kept = host.keep({ notes: [note(1)], isStill: () => isStill, untilKept: true });
      await rest();
      expect(host.isIdle).toBe(false);
      [broken.isFull, isStill] = [false, false];
      await clock.until(50);
      await kept;
      expect([host.isIdle, host.notes.size]).toEqual([true, 0]);
    });

    test('is given up when the host is closed, which nothing holds up', async () => {
      const broken = failing();
      const { host, clock } = await staged({ store: broken.fails });
      broken.isFull = true;
      const kept = host.keep({ notes: [note(1)], untilKept: true });
      const over = expect(kept).rejects.toThrow(Closed);
      await rest();
      await host.close();
      await over;
      expect([clock.waiting, host.isIdle]).toEqual([0, true]);
    });

    test('is not tried again if it is wrong', async () => {
      const { host } = await staged({ store: new MemoryStore() });
      const wrong = { ...tell('c1', { type: 'call.dial', at: 0, legs: [] }), untilKept: true };
      await expect(host.take(wrong)).rejects.toThrow(InvalidInput);
    });
  });

  test('a timer that is due sounds again', async () => {
    const broken = failing();
    const { host, clock } = await staged({ store: broken.fails });
    await host.take(tell('c1', { type: 'call.dialOut', at: 0, ringTimeoutMs: 5_000 }));
    broken.isFull = true;
    await clock.until(5_500);
    expect(host.machines.line('c1')?.state).toBe('queued');
    broken.isFull = false;
    await clock.until(6_000);
    expect(host.machines.line('c1')?.state).toBe('queued');
    // It kept nothing for a second: whoever was not heard then tries again within another, and a pause.
    await clock.until(7_000);
    expect(host.machines.line('c1')?.state).toBe('queued');
    await clock.until(8_000);
    expect(host.machines.line('c1')?.state).toBe('noAnswer');
  });
});

describe('A timer', () => {
  const dial = tell('c1', { type: 'call.dialOut', at: 0, ringTimeoutMs: 5_000 });

  test('fires when it is due, and not when it was cancelled', async () => {
    const { host, clock } = await staged({ store: new MemoryStore() });
    await host.take(dial);
    await host.take({ ...dial, to: { ...dial.to, sid: 'c2' } });
    await host.take(tell('c2', { type: 'call.answered', at: 1 }));
    await clock.until(4_999);
    expect(host.machines.line('c1')?.state).toBe('queued');
    await clock.until(5_000);
    expect(host.machines.line('c1')?.state).toBe('noAnswer');
    expect(host.machines.line('c2')?.state).toBe('inProgress.executing');
  });

  test.each([
    ['still to come', 2_000, 5_000],
    ['overdue', 60_000, 120_000],
  ] as const)('is set again by the next host, when it is %s', async (_, opensAt, firesAt) => {
    const store = new MemoryStore();
    const one = await staged({ store });
    await one.host.take(dial);
    await one.host.close();
    expect(one.clock.waiting).toBe(0);
    const two = await staged({ store }, undefined, new StillClock(opensAt));
    expect(two.host.machines.line('c1')?.state).toBe('queued');
    await two.clock.until(firesAt);
    expect(two.host.machines.line('c1')).toMatchObject({
      state: 'noAnswer',
      context: { endedAt: firesAt },
    });
  });

  test('that a hasty clock fires too early is stamped with its time', async () => {
    const clock = new StillClock();
    const hasty = {
      now: () => clock.now(),
      wake: (at: number, run: () => void) => clock.wake(at - 2_000, run),
    };
    const host = await Host.open({
      store: new MemoryStore(),
      clock: hasty,
      performers: () => performing(() => undefined),
    });
    await host.take(dial);
    await clock.until(3_000);
    expect(host.machines.line('c1')).toMatchObject({
      state: 'noAnswer',
      context: { endedAt: 5_000 },
    });
  });
});

describe('A closed host', () => {
  test('takes nothing more, has finished what was given, and calls everything off', async () => {
    const store = new MemoryStore();
    const { host, clock, tasks } = await staged({ store }, () => new Promise(() => undefined));
    const given = host.take(tell('c1', { type: 'call.dialOut', at: 0 }));
    await host.close();
    await host.close();
    expect(await given).toEqual({ verdict: 'accepted' });
    expect(store.load().machines.length).toBe(1);
    expect(store.load().outbox.length).toBeGreaterThan(0);
    await expect(host.take(ring)).rejects.toThrow('The host is closed.');
    expect(clock.waiting).toBe(0);
    expect(tasks).toEqual([]);
  });

  test('tells performers that are at work to stop, and their work comes again', async () => {
    const store = new MemoryStore();
    const one = await staged({ store }, () => new Promise(() => undefined));
    await one.host.take(ring);
    expect(one.tasks.map(({ signal }) => signal.aborted)).not.toContain(true);
    await one.host.close({ graceMs: 0 });
    expect(one.tasks.map(({ signal }) => signal.aborted)).not.toContain(false);
    const two = await staged({ store });
    await rest();
    expect(two.tasks.map(({ key }) => key)).toEqual(one.tasks.map(({ key }) => key));
  });
});

describe('A host that is being closed', () => {
  test('lets what is performed come to its end, notes it as done, and begins nothing more', async () => {
    const store = new MemoryStore();
    const answers: (() => void)[] = [];
    const one = await staged({ store }, () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      answers.push(resolve);
      return promise;
    });
    await one.host.take(ring);
    const closed = one.host.close({ graceMs: 60_000 });
    // It belongs to what is performed, and is kept.
    await one.host.keep({ notes: [note(1)] });
    await one.host.take(tell('c1', { type: 'call.hangUp', at: 1 }));
    for (const answer of answers) answer();
    await closed;
    expect(one.tasks.map(({ signal }) => signal.aborted)).not.toContain(true);
    expect(store.load().notes).toEqual([note(1)]);
    const two = await staged({ store });
    await rest();
    expect([one.said(), two.said()]).toEqual([
      ['c1 network.answer', 'c1 announced'],
      ['c1 network.hangUp', 'c1 announced'],
    ]);
  });

  test('tells what is not over within the grace to stop, and stays open for what else it is told', async () => {
    const order: string[] = [];
    const { host, tasks } = await staged({ store: new MemoryStore() }, async ({ signal }) => {
      await once(signal, 'abort');
      order.push('told to stop');
    });
    await host.take(ring);
    const after = wait(50).then(async () => {
      await host.keep({ notes: [note(1)] });
      order.push('kept');
    });
    await host.close({ graceMs: 5, after });
    expect(tasks.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(order.toSorted()).toEqual(['kept', 'told to stop', 'told to stop']);
  });
});

describe('Whoever looks on changes nothing', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('mine');
      },
    ],
    [
      'throws no error',
      () => {
        throw Object.create(null);
      },
    ],
    ['rejects', () => Promise.reject(new Error('mine'))],
  ] as const)('when it %s, which is said once', async (_, fails: () => unknown) => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const broken = failing();
    const clock = new StillClock();
    let attempts = 0;
    const perform = ({ attempt }: Task) => {
      attempts += 1;
      if (attempt < 3) throw new Error('No answer.');
    };
    const watch = { delivered: fails, failed: fails } as Observer;
    const { host, tasks } = await staged({ store: broken.fails, watch }, perform, clock);
    for (const message of recorded)
      expect(await host.take(message)).toEqual({ verdict: 'accepted' });
    broken.isFull = true;
    await clock.until(2_000);
    broken.isFull = false;
    await clock.until(60_000);
    const keys = new Set(tasks.map(({ key }) => key));
    expect([attempts, broken.store.load().outbox]).toEqual([keys.size * 3, []]);
    // The same function looks on twice.
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
    await host.close();
  });
});

test('whoever watches sees each delivery once it is kept', async () => {
  const seen: string[] = [];
  const { host } = await staged({
    store: new MemoryStore(),
    watch: {
      delivered: ({ steps }, { id }) =>
        seen.push(`${id}: ${steps.map(({ to, event }) => `${to.sid} ${event.type}`).join(', ')}`),
    },
  });
  for (const message of recorded) await host.take(message);
  await host.take(recorded[0] as (typeof recorded)[0]);
  expect(seen).toEqual([
    'm1: c1 call.dialOut',
    'm2: c1 call.answered, r1 recording.requested',
    'm3: r1 media.started',
  ]);
});
