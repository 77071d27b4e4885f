/** The journal: what happened is kept beside the machines, and no more of it than fits. */
import { expect, test } from 'vitest';
import { type Change, MemoryStore, noChange, type Store } from '../../src/hosts/index.ts';
import { mostEntries, type TimelineEntry } from '../../src/sandbox/stage/timeline.ts';
import { Journal } from '../../src/sandbox/state/journal.ts';

const entry = (number: number): TimelineEntry => ({
  ...{ kind: 'warning', says: 'something', number, at: number },
});
const numbersIn = async (store: Store) => {
  const journal = new Journal(store);
  const { notes } = await journal.store.load();
  return { numbers: journal.past.entries.map(({ number }) => number), others: notes };
};

test('it goes with whatever is written next, and whoever keeps the rest sees none of it', async () => {
  const store = new MemoryStore();
  const own = new Journal(store);
  own.noted(entry(1));
  own.noted(entry(2));
  await own.store.commit({ ...noChange, notes: [{ key: 'clock', value: 7 }] });
  expect(await numbersIn(store)).toEqual({ numbers: [1, 2], others: [{ key: 'clock', value: 7 }] });
  expect((await own.store.load()).notes).toEqual([{ key: 'clock', value: 7 }]);
});

test('what the store does not take is written with the next', async () => {
  let isFull = true;
  class Filling extends MemoryStore {
    override commit(change: Change) {
      if (isFull) throw new Error('full');
      super.commit(change);
    }
  }
  const store = new Filling();
  const journal = new Journal(store);
  journal.noted(entry(1));
  await expect(journal.flush()).rejects.toThrow('full');
  journal.noted(entry(2));
  isFull = false;
  await journal.store.close();
  expect(await numbersIn(store)).toMatchObject({ numbers: [1, 2] });
});

test('as many entries are kept as the timeline has, and hardly more, after restarts too', async () => {
  const store = new MemoryStore();
  let number = 0;
  for (let life = 0; life < 4; life += 1) {
    const journal = new Journal(store);
    await journal.store.load();
    for (let page = 0; page < 30; page += 1) {
      for (let i = 1; i <= 100; i += 1) journal.noted(entry(number + i));
      number += 100;
      await journal.flush();
    }
    await journal.store.close();
  }
  const { numbers } = await numbersIn(store);
  expect(numbers.at(-1)).toBe(number);
  expect(numbers.length).toBeGreaterThanOrEqual(mostEntries);
  expect(numbers.length).toBeLessThan(mostEntries + 200);
  expect(store.load().notes.length).toBeLessThan(60);
});
