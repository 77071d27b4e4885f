/** What is due comes in the order of time, then of adding, whatever is taken out in between. */
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { Dues } from '../../src/sandbox/stage/dues.ts';

const move = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fc.integer({ min: 0, max: 9 }) }) },
  fc.record({ take: fc.constant(true) }),
  fc.record({ remove: fc.nat(30) }),
);

test.prop([fc.array(move, { maxLength: 60 })], { seed: 20261128, numRuns: 500 })(
  'as in a list that is sorted every time',
  (moves) => {
    const dues = new Dues();
    let list: { at: number; name: number }[] = [];
    const all: { at: number; name: number; takeOut: () => void }[] = [];
    let taken = -1;
    const first = () => list.toSorted((a, b) => a.at - b.at || a.name - b.name)[0];
    for (const one of moves) {
      if ('add' in one) {
        const name = all.length;
        const due = { at: one.add, name };
        const run = () => {
          taken = name;
        };
        all.push({ ...due, takeOut: dues.add({ at: one.add, run }) });
        list.push(due);
      } else if ('take' in one) {
        const expected = first();
        taken = -1;
        dues.take()?.run();
        expect(taken).toBe(expected?.name ?? -1);
        list = list.filter((due) => due.name !== taken);
      } else {
        // Whoever takes out twice takes out nobody else.
        all[one.remove]?.takeOut();
        list = list.filter((due) => due.name !== one.remove);
      }
      expect(dues.first?.at).toBe(first()?.at);
    }
  },
);
