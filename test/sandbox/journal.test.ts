/** The journal: what happened is kept beside the machines, and no more of it than fits. */
import { expect, test, vi } from 'vitest';
import { type Change, MemoryStore, noChange, type Store } from '../../src/hosts/index.ts';
import { mostEntries, type TimelineEntry } from '../../src/sandbox/stage/timeline.ts';
import { Journal } from '../../src/sandbox/state/journal.ts';
import type { KeptExchange } from '../../src/sandbox/traffic/exchange.ts';

const entry = (number: number): TimelineEntry => ({
  ...{ kind: 'warning', says: 'something', number, at: number },
});
const exchange = (number: number): KeptExchange => ({
  ...{ kind: 'request', number, at: number, finishedAt: number, ms: 1, isFine: true },
  request: { method: 'POST', url: '/', headers: {} },
});
const exchangesIn = async (store: Store) => {
  const journal = new Journal(store);
  await journal.store.load();
  return journal.past.exchanges.map(({ number }) => number);
};
const numbersIn = async (store: Store) => {
  const journal = new Journal(store);
  const { notes } = await journal.store.load();
  return { numbers: journal.past.entries.map(({ number }) => number), others: notes };
};

/** It goes with whatever is written next, however soon that is. */
const atOnce = { gathersMs: 0 };

test('what has waited goes with whatever is written next, and whoever keeps the rest sees none', async () => {
  const store = new MemoryStore();
  const own = new Journal(store, atOnce);
  own.noted(entry(1));
  own.noted(entry(2));
  await own.store.commit({ ...noChange, notes: [{ key: 'clock', value: 7 }] });
  expect(await numbersIn(store)).toEqual({ numbers: [1, 2], others: [{ key: 'clock', value: 7 }] });
  expect((await own.store.load()).notes).toEqual([{ key: 'clock', value: 7 }]);
});

test('what happens is gathered for a while, and then written as one', async () => {
  vi.useFakeTimers();
  try {
    const store = new MemoryStore();
    const own = new Journal(store);
    const notes = () => store.load().notes.map(({ key }) => key);
    for (let i = 1; i <= 40; i += 1) {
      own.noted(entry(i));
      own.kept(exchange(1));
      await own.store.commit({ ...noChange, notes: [{ key: 'clock', value: i }] });
      await vi.advanceTimersByTimeAsync(10);
    }
    const pages = ['happened 1', 'exchange 1', 'happened 12', 'happened 23'];
    expect(notes()).toEqual(['clock', ...pages]);
    await vi.advanceTimersByTimeAsync(200);
    expect((await numbersIn(store)).numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('what a store gives in pieces, the journal gives without what is its own', async () => {
  const store = new MemoryStore();
  const first = new Journal(store, atOnce);
  first.noted(entry(1));
  first.kept(exchange(1));
  await first.store.commit({ ...noChange, notes: [{ key: 'plan p', value: 7 }] });
  const journal = new Journal(store);
  const { shelf } = journal.store;
  expect([...(shelf?.notes('') ?? [])]).toEqual([{ key: 'plan p', value: 7 }]);
  expect(['plan p', 'happened 1', 'exchange 1'].map((key) => shelf?.note(key))).toEqual([
    7,
    undefined,
    undefined,
  ]);
  const { entries, exchanges } = journal.past;
  expect([entries, exchanges]).toEqual([[entry(1)], [exchange(1)]]);
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

test('what happens while the store writes is written with the next', async () => {
  const store = new MemoryStore();
  const journal = new Journal(
    {
      load: () => store.load(),
      async commit(change: Change) {
        await Promise.resolve();
        store.commit(structuredClone(change));
        await Promise.resolve();
        if (number < 3) note();
      },
      close: () => store.close(),
    },
    atOnce,
  );
  let number = 0;
  const note = () => {
    number += 1;
    journal.noted(entry(number));
    journal.kept(exchange(number));
  };
  note();
  const commit = journal.store.commit(noChange);
  note();
  await commit;
  expect(number).toBe(3);
  await journal.store.close();
  expect(await numbersIn(store)).toMatchObject({ numbers: [1, 2, 3] });
  expect(await exchangesIn(store)).toEqual([1, 2, 3]);
});

test('what is gone goes in parts, and an exchange that is told anew stays', async () => {
  const store = new MemoryStore();
  const journal = new Journal(store);
  for (let i = 1; i <= 100; i += 1) journal.kept(exchange(i));
  await journal.flush();
  for (let i = 1; i <= 63; i += 1) journal.gone(exchange(i));
  journal.kept(exchange(101));
  await journal.flush();
  expect(await exchangesIn(store)).toHaveLength(101);
  journal.gone(exchange(64));
  journal.kept(exchange(1));
  journal.gone(exchange(65));
  await journal.flush();
  expect(await exchangesIn(store)).toEqual([1, ...Array.from({ length: 36 }, (_, i) => i + 66)]);
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
