/** Messages that wait are kept together, and each is answered as if it had come alone. */
import { expect, test } from 'vitest';
import { InvalidInput } from '../../src/engine/index.ts';
import { type Change, MemoryStore } from '../../src/hosts/index.ts';
import { staged, tell } from './stage.ts';

/** A store that counts what it keeps, and refuses a change with such a note. */
class Counting extends MemoryStore {
  readonly kept: Change[] = [];
  refuses = '';
  override commit(change: Change) {
    if (change.notes.some(({ key }) => key === this.refuses)) throw new Error('Not this one.');
    super.commit(change);
    this.kept.push(change);
  }
}
const rings = Array.from({ length: 64 }, (_, i) =>
  tell(`c${i}`, { type: 'call.receive', at: i }, `m${i}`),
);
const accepted = { verdict: 'accepted' };

test('messages that wait share a transaction, and each has its answer after it', async () => {
  const store = new Counting();
  const { host } = await staged({ store });
  const seen: number[] = [];
  const taken = rings.map((one) =>
    host.take(one).then((verdict) => {
      seen.push(store.load().machines.length);
      return verdict;
    }),
  );
  expect(await Promise.all(taken)).toEqual(rings.map(() => accepted));
  expect(seen).toEqual(rings.map(() => 64));
  expect(store.kept.filter(({ machines }) => machines.length > 0).length).toBe(1);
});

test('one hears what those before it came to, and a repeat beside the first is a repeat', async () => {
  const store = new Counting();
  const { host, said } = await staged({ store });
  const ring = tell('c1', { type: 'call.receive', at: 0 }, 'm1');
  const all = [
    ring,
    tell('c1', { type: 'call.answered', at: 1 }, 'm2'),
    ring,
    tell('c1', { type: 'call.hungUp', at: 2 }, 'm3'),
    tell('c1', { type: 'call.redirect', at: 3 }, 'm4'),
  ];
  const verdicts = await Promise.all(all.map((one) => host.take(one)));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual([
    ...['accepted', 'accepted', 'accepted', 'accepted', 'refused'],
  ]);
  expect(store.load().machines).toMatchObject([{ revision: 3, snapshot: { state: 'completed' } }]);
  await host.close();
  expect(said().filter((words) => words === 'c1 network.answer').length).toBe(1);
});

test('one that is wrong, and one that cannot be kept, spoil none of the others', async () => {
  const store = new Counting();
  store.refuses = 'bad';
  const { host } = await staged({ store });
  const taken = rings.map((one, i) =>
    host.take(i === 1 ? { ...one, notes: [{ key: 'bad', value: i }] } : one),
  );
  const wrong = host.take(tell('c1', { type: 'media.started', at: 0, order: 1 }));
  await expect(wrong).rejects.toThrow(InvalidInput);
  const ends = await Promise.allSettled(taken);
  const failed = ends.flatMap((end, i) => (end.status === 'rejected' ? [[i, end.reason]] : []));
  expect(failed).toEqual([[1, new Error('Not this one.')]]);
  expect(store.load().machines.length).toBe(63);
});

test('what is asked whether it still holds sees what came before it', async () => {
  const { host } = await staged({ store: new Counting() });
  const ring = tell('c1', { type: 'call.receive', at: 0 });
  const isStill = () => host.machines.line('c1')?.state === 'ringing';
  const [, answered, late] = await Promise.all([
    host.take(ring),
    host.take({ ...tell('c1', { type: 'call.answered', at: 1 }), isStill }),
    host.take({ ...tell('c1', { type: 'call.hungUp', at: 2 }), isStill }),
  ]);
  expect([answered, late]).toEqual([accepted, { verdict: 'ignored' }]);
});
