/** One fault of each kind in a small log is noticed, and named; test/check-faults.ts takes all stories. */
import { expect, test } from 'vitest';
import { type FaultName, faults, noticed } from './faults.ts';
import { back, call, control, entriesIn, start } from './stories.ts';

const log = entriesIn(
  [5, start],
  [6, back('in-progress')],
  [20, control('stopped')],
  [22, back('completed', 14)],
  [60, call('completed')],
).map((entry, i) => ({ ...entry, place: { file: 'log', line: i + 1 } }));

test.each(Object.keys(faults) as FaultName[])('%s: it is noticed, and named', (name) => {
  const [spoilt] = faults[name](log);
  if (!spoilt) throw new Error('nothing to spoil');
  const { verdict, ...is } = noticed(spoilt, { most: 400 });
  expect({ ...is, repairs: verdict.repairs }).toMatchObject({ isNoticed: true, isNamed: true });
});

test('the log itself is explained', () => {
  expect(noticed({ log, line: 1, sid: 'R' }, { most: 400 }).verdict).toMatchObject({
    is: 'explained',
    isProven: true,
  });
});
