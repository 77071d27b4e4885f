/** What a message comes to, before any of it is kept: with machines that are read by need. */
import { describe, expect, test } from 'vitest';
import { slotOf } from '../../machines/index.ts';
import { InvalidInput, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import {
  alarmOf,
  type Considered,
  considered,
  firedBy,
  type Message,
  type ReadMachine,
} from '../../src/hosts/index.ts';
import { recorded, tell } from './stage.ts';

/** Machines that are kept somewhere, and read only when a message comes to them. */
function kept() {
  const all = new Map<string, ReadMachine>();
  const come = ({ to, event }: Message): Considered & { readonly reads: readonly string[] } => {
    const read = new Map<string, ReadMachine>();
    for (;;) {
      const answer = considered((one) => read.get(slotOf(one)), to, event as never);
      if (!('unread' in answer)) return { ...answer, reads: [...read.keys()] };
      expect(answer.unread.map(slotOf).filter((slot) => read.has(slot))).toEqual([]);
      for (const one of answer.unread) {
        read.set(slotOf(one), all.get(slotOf(one)) ?? { revision: 0 });
      }
    }
  };
  const take = (message: Message) => {
    const answer = come(message);
    for (const { snapshot, read } of answer.changed) {
      all.set(slotOf(snapshot), { snapshot, revision: read + 1 });
    }
    return answer;
  };
  return { all, come, take };
}

describe('A message', () => {
  test('comes to the same among machines that are read by need as among all', () => {
    const { take, all } = kept();
    const board = new Switchboard();
    for (const message of [...recorded, tell('c1', { type: 'call.hungUp', at: 9_000 })]) {
      const { verdict, effects, changed } = board.deliver(message.to, message.event as never);
      const answer = take(message);
      expect(answer.verdict).toEqual(verdict);
      expect(answer.delivery.effects).toEqual(effects);
      expect(answer.changed.map(({ snapshot }) => snapshot)).toEqual(changed);
    }
    expect([...all.keys()]).toEqual(['call c1', 'recording r1']);
  });

  test('has only those read that it comes to', () => {
    const { take, come } = kept();
    for (const message of recorded) take(message);
    expect(come(tell('c1', { type: 'call.rang', at: 4_000 })).reads).toEqual(['call c1']);
    const hungUp = come(tell('c1', { type: 'call.hungUp', at: 4_000 }));
    expect(hungUp.reads).toEqual(['call c1', 'recording r1']);
  });

  test('that its machine does not understand is refused by its field', () => {
    const { come } = kept();
    expect(() => come(tell('c1', { type: 'media.started', at: 0, order: 1 }))).toThrow(
      InvalidInput,
    );
  });
});

describe('An errand', () => {
  const keysOf = ({ errands }: Considered) => errands.map(({ key }) => key);

  test('is named by its machine, the revision that asked for it, and which of that it is', () => {
    const { take } = kept();
    expect(recorded.map(take).map(keysOf)).toEqual([
      ['call c1@1.0'],
      ['call c1@2.0', 'call c1@2.1', 'recording r1@1.0'],
      ['recording r1@2.0'],
    ]);
  });

  test('of a machine that stays as it is counts as a change, so that the next has another key', () => {
    const { take, all } = kept();
    take(tell('c1', { type: 'call.dialOut', at: 0 }));
    take(tell('c1', { type: 'call.busy', at: 1 }));
    const { revision } = all.get('call c1') as ReadMachine;
    const late = [2, 3].map((at) => keysOf(take(tell('c1', { type: 'call.answered', at }))));
    expect(late).toEqual([[`call c1@${revision + 1}.0`], [`call c1@${revision + 2}.0`]]);
  });

  test('of what is not there is named by what it is and its moment', () => {
    const { take, all } = kept();
    const stray = [5, 5, 6].map((at) => keysOf(take(tell('c9', { type: 'call.answered', at }))));
    const [once, again] = ['call c9@0.network.hangUp.5', 'call c9@0.network.hangUp.6'];
    expect(stray).toEqual([[once], [once], [again]]);
    expect(all.size).toBe(0);
  });
});

describe('A wake-up', () => {
  const { take, all } = kept();
  const dialled = take(tell('c1', { type: 'call.dialOut', at: 0, ringTimeoutMs: 30_000 }));
  const { snapshot } = all.get('call c1') as { readonly snapshot: Snapshot };

  test('is one a machine, for its earliest timer', () => {
    expect(dialled.wakeUps).toEqual([{ to: { machine: 'call', sid: 'c1' }, at: 30_000 }]);
    expect(alarmOf(snapshot)).toEqual({ timer: 'ring', dueAt: 30_000, firesAt: 30_000 });
  });

  test('fires that timer, however late', () => {
    const fired = { type: 'timer.fired', timer: 'ring' };
    for (const at of [30_000, 77_000]) {
      expect(firedBy(alarmOf(snapshot), at)).toEqual({ ...fired, at });
    }
  });

  test('that comes too early, or to nobody, fires nothing', () => {
    expect(firedBy(alarmOf(snapshot), 29_999)).toBeUndefined();
    expect(firedBy(alarmOf(undefined), 40_000)).toBeUndefined();
  });

  test('is said to be over by a change after which no timer runs', () => {
    const { wakeUps } = take(tell('c1', { type: 'call.busy', at: 5_000 }));
    expect(wakeUps).toEqual([{ to: { machine: 'call', sid: 'c1' }, at: undefined }]);
  });
});
