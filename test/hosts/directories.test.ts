/** Whoever keeps machines, in maps or in tables, lists show the same of them. */
import { test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { machineNames } from '../../machines/index.ts';
import { MemoryStore, SqliteStore, type Store } from '../../src/hosts/index.ts';
import { directoryOf } from '../../src/wire/index.ts';
import { lookThrough } from '../../src/wire/resources/held.ts';
import { accounts, deeds, lived, queries, sidsOf, withNeighbours } from './listed.ts';

const stores: Readonly<Record<string, () => Store>> = {
  memory: () => new MemoryStore(),
  'an SQLite file': () => new SqliteStore(':memory:'),
};
for (const [name, open] of Object.entries(stores)) {
  property.prop([deeds, queries], { seed: 11, numRuns: 30 })(
    `any question is answered as by looking through everything: ${name}`,
    async (all, questions) => {
      const { machines, rows, changes } = lived(all);
      const store = open();
      for (const change of changes) await store.commit(change);
      const { shelf } = store;
      if (!shelf) throw new Error('It gives no pieces.');
      for (const accountSid of accounts) {
        for (const query of questions) {
          for (const asked of withNeighbours({ machines, rows }, accountSid, query)) {
            const sought = lookThrough({ machines, rows }, accountSid, asked);
            expect(sidsOf(shelf.page(accountSid, asked))).toEqual(sidsOf(sought));
          }
        }
      }
      const held = [...machines.all('recording')];
      expect([...shelf.machines('recording')]).toEqual(held);
      for (const machine of machineNames) {
        const sids = Array.from(machines.all(machine), ({ sid }) => sid);
        expect(shelf.sids(machine)).toEqual(sids.toReversed());
        expect(shelf.count(machine)).toBe(sids.length);
      }
      for (const { sid } of machines.all('call')) {
        expect(shelf.recordings('callSid', sid).map((one) => one.sid)).toEqual(
          held.filter(({ context }) => context.callSid === sid).map((one) => one.sid),
        );
      }
      for (const { sid } of held) {
        expect(shelf.machine({ machine: 'recording', sid })?.snapshot).toEqual(
          machines.recording(sid),
        );
        expect(shelf.row(sid)).toEqual(rows.get(sid));
      }
      await store.close();
    },
  );
}

property.prop([deeds, queries], { seed: 12, numRuns: 20 })(
  'what an account finds is its own, with what is kept beside it',
  (all, questions) => {
    const { machines, rows } = lived(all);
    for (const accountSid of accounts) {
      const directory = directoryOf({ machines, rows }, accountSid);
      for (const query of questions) {
        for (const { snapshot, row } of directory.page(query).items) {
          expect(row.accountSid).toBe(accountSid);
          expect(rows.get(snapshot.sid)).toEqual(row);
        }
      }
    }
  },
);
