/** Lists on Restate are trees of small nodes: they show what lists of any other host show. */
import { test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { ListInNodes } from '../../src/hosts/restate/lists/list.ts';
import type { Card, ListQuery } from '../../src/wire/index.ts';
import { lookThrough } from '../../src/wire/resources/held.ts';
import { cardOf } from '../../src/wire/resources/listing.ts';
import { accounts, deeds, lived, queries, sidsOf, withNeighbours } from '../hosts/listed.ts';

/** Nodes in memory, as JSON, and how many were read and written. */
function nodesInMemory() {
  const kept = new Map<string, string>();
  const count = { read: 0, written: 0 };
  return {
    kept,
    count,
    get: <T>(key: string) => {
      count.read += 1;
      return Promise.resolve(JSON.parse(kept.get(key) ?? 'null') as T | null);
    },
    set: (key: string, value: unknown) => {
      count.written += 1;
      kept.set(key, JSON.stringify(value));
    },
    clear: (key: string) => void kept.delete(key),
  };
}

property.prop([deeds, queries], { seed: 15, numRuns: 10 })(
  'any question is answered as by looking through everything, and nothing is left of what is gone',
  async (all, questions) => {
    const { machines, rows, changes } = lived(all);
    const lists = new Map<string, ListInNodes>();
    const stores = new Map<string, ReturnType<typeof nodesInMemory>>();
    const listOf = (key: string) => {
      const nodes = stores.get(key) ?? nodesInMemory();
      stores.set(key, nodes);
      const list = lists.get(key) ?? new ListInNodes(nodes, { cards: 3, branches: 3 });
      lists.set(key, list);
      return list;
    };
    const cards = new Map<string, Card>();
    const known = new Map<string, (typeof changes)[0]['rows'][0]['row']>();
    for (const { machines: changed, rows: given } of changes) {
      for (const { sid, row } of given) known.set(sid, row);
      const touched = [
        ...changed.map(({ snapshot }) => snapshot.sid),
        ...given.map(({ sid }) => sid),
      ];
      for (const name of ['call', 'dialLeg', 'conference', 'recording'] as const) {
        for (const sid of touched) {
          // A life is put there as it ends; what it was before is put under its first word.
          const snapshot = machines.find(name, sid);
          if (!snapshot) continue;
          const card = cardOf(snapshot, known.get(sid));
          const slot = `${name} ${sid}`;
          const before = cards.get(slot);
          if (before) await listOf(`${before.list} ${before.accountSid}`).take(before);
          cards.delete(slot);
          if (card.accountSid === null) continue;
          await listOf(`${card.list} ${card.accountSid}`).put({ ...card, status: 'busy', to: 'x' });
          await listOf(`${card.list} ${card.accountSid}`).put(card);
          cards.set(slot, card);
        }
      }
    }
    for (const accountSid of accounts) {
      for (const query of questions) {
        for (const asked of withNeighbours({ machines, rows }, accountSid, query)) {
          const sought = lookThrough({ machines, rows }, accountSid, asked);
          const found = await listOf(`${asked.list} ${accountSid}`).page(asked);
          expect(sidsOf(found)).toEqual(sidsOf(sought));
        }
      }
    }
    for (const card of cards.values()) await listOf(`${card.list} ${card.accountSid}`).take(card);
    for (const { kept } of stores.values()) expect([...kept.keys()]).toEqual([]);
  },
);

test('a page and a change cost the way to what they are about, among many', async () => {
  const nodes = nodesInMemory();
  const list = new ListInNodes(nodes);
  const card = (n: number): Card => ({
    accountSid: 'a',
    list: 'conferences',
    machine: 'conference',
    sid: `f${n}`,
    at: n,
    name: n % 500 === 0 ? 'room' : `n${n}`,
    status: n === 77 ? 'in-progress' : 'completed',
    isThere: true,
    isLive: n === 77,
    endedAt: n,
    updatedAt: n,
  });
  const many = 1_200;
  for (let n = 0; n < many; n += 1) await list.put(card(n));
  const costOf = async (work: () => Promise<unknown>) => {
    Object.assign(nodes.count, { read: 0, written: 0 });
    await work();
    return nodes.count;
  };
  const ask = (query: Partial<ListQuery>) =>
    list.page({ list: 'conferences', part: { size: 50 }, ...query } as ListQuery);
  const sids = async (query: Partial<ListQuery>) => (await ask(query)).items.map(({ sid }) => sid);
  expect((await costOf(() => ask({}))).read).toBeLessThan(8);
  expect(await sids({ isLive: true })).toEqual(['f77']);
  expect((await costOf(() => ask({ isLive: true }))).read).toBeLessThan(8);
  expect(await sids({ words: { status: 'in-progress' } })).toEqual(['f77']);
  expect(await sids({ words: { name: 'room' } })).toEqual(['f1000', 'f500', 'f0']);
  expect((await costOf(() => ask({ words: { name: 'room' } }))).read).toBeLessThan(3);
  const within = { times: { at: { from: 500, until: 520 } } };
  expect((await sids(within)).length).toBe(20);
  expect((await costOf(() => ask(within))).read).toBeLessThan(8);
  const { read, written } = await costOf(() => list.put({ ...card(800), status: 'init' }));
  expect([read, written].every((n) => n < 10)).toBe(true);
  // Nodes are full where what is newest comes last, as it does.
  expect(nodes.kept.size).toBeLessThan(many + many / 30 + 20);
});
