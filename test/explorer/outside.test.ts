/** What is known from outside of a walk: what is so is always among it, and all that is seen is explained. */
import { expect, test } from 'vitest';
import {
  journeyOf,
  knownAfter,
  nothingKnown,
  type WatchedHow,
  watched,
} from '../../src/explorer/index.ts';
import { stories } from '../../src/pages/gathered/book.ts';
import { walkOf } from '../../src/pages/site/explorer.ts';

const walks = stories().map(walkOf);
const manners = Object.keys(watched) as WatchedHow[];
/** What is known after each turn of a scenario. */
function knownIn(name: string, how: WatchedHow) {
  let known = nothingKnown;
  return journeyOf(walks.find((one) => one.name === name)?.told ?? []).map((turn) => {
    known = knownAfter(known, turn, how);
    return { turn, known };
  });
}

// `WALKS=all` takes every scenario in every manner, which takes a minute.
const some = walks.flatMap(({ name }, i) =>
  manners
    .filter(
      (_, j) => process.env.WALKS === 'all' || (i % 8 === 0 && (i / 8) % manners.length === j),
    )
    .map((how) => [name, how] as const),
);
test.each(some)('%s, told of %s: what is so can be, and nothing is unexplained', (name, how) => {
  let many = 0;
  for (const { turn, known } of knownIn(name, how)) {
    expect(known.unexplained, turn.told.event.type).toEqual([]);
    for (const { machine, sid, is, states } of known.machines) {
      expect(states, `${machine} ${sid} after ${turn.told.event.type}`).toContain(is);
      many += 1;
    }
  }
  expect(many).toBeGreaterThan(0);
});

test('a pause that was asked for is perhaps one already, until somebody reads; its end is told', () => {
  const all = knownIn('pause-resume-stop', 'documents, and ends of calls and recordings');
  const after = (type: string) => {
    const { known } = all.find(({ turn }) => turn.told.event.type === type) ?? {};
    return known?.machines.find(({ machine }) => machine === 'recording');
  };
  const asked = after('recording.pause');
  expect(asked).toMatchObject({ is: 'pausing', isReadTelling: true });
  expect(asked?.states).toEqual(expect.arrayContaining(['pausing', 'paused']));
  expect(all.at(-1)?.known.machines.find(({ machine }) => machine === 'recording')).toMatchObject({
    is: 'completed',
    states: ['completed'],
  });
});
