/** Who is believed together, and who apart: the tree of groups, as machines come to speak. */
import { expect, test } from 'vitest';
import {
  bonded,
  changedIn,
  type Session,
  unseen,
  type Way,
  type Ways,
  withGroupOf,
} from '../../src/follow/ways/groups.ts';

/** Each machine is marked, so that nothing of it is lost on the way. */
function spoken(...bonds: readonly (readonly [from: string, to: string])[]): Session {
  let session = unseen;
  for (const [from, to] of bonds) {
    for (const slot of [from, to]) {
      if (slot in session.groups.of) continue;
      session = slot === from ? withGroupOf(session, slot) : bonded(session, from, slot);
      const group = session.groups.of[slot] as string;
      session = changedIn(session, group, (way) => [
        { below: way.below, own: { ...way.own, took: { ...way.own.took, [slot]: 1 } } },
      ]);
    }
    session = bonded(session, from, to);
  }
  return session;
}
const marksIn = (ways: Ways): string[] =>
  ways.flatMap(({ own, below }: Way) => [
    ...Object.keys(own.took),
    ...Object.values(below).flatMap(marksIn),
  ]);
const marks = ({ roots }: Session) => Object.values(roots).flatMap(marksIn).sort();

test('each machine is a group of its own where they talk in a tree', () => {
  const session = spoken(
    ['call c', 'recording r'],
    ['call c', 'dialLeg a'],
    ['dialLeg a', 'recording s'],
  );
  expect(session.groups.under).toEqual({
    'recording r': 'call c',
    'dialLeg a': 'call c',
    'recording s': 'dialLeg a',
  });
  expect(Object.keys(session.roots)).toEqual(['call c']);
  expect(marks(session)).toEqual(['call c', 'dialLeg a', 'recording r', 'recording s']);
});

test('a conference is above those who come to it, whatever hangs on them', () => {
  const session = spoken(
    ['call c', 'recording r'],
    ['call c', 'conference f'],
    ['call d', 'conference f'],
  );
  expect(session.groups.under).toEqual({
    'recording r': 'call c',
    'call c': 'conference f',
    'call d': 'conference f',
  });
  expect(marks(session)).toEqual(['call c', 'call d', 'conference f', 'recording r']);
});

test('machines that talk in a circle are one group, and what hung on one of them hangs on it', () => {
  const session = spoken(
    ['call c', 'recording r'],
    ['call c', 'conference f'],
    ['call d', 'conference f'],
    ['call c', 'conference g'],
    ['call d', 'conference g'],
  );
  const { of, under } = session.groups;
  const circle = ['call c', 'call d', 'conference f', 'conference g'];
  expect(new Set(circle.map((slot) => of[slot])).size).toBe(1);
  expect(under).toEqual({ 'recording r': of['call c'] });
  expect(marks(session)).toEqual([...circle, 'recording r']);
});

test('two that are each below others are bonded, and nothing of either side is lost', () => {
  const session = spoken(
    ['call c', 'conference f'],
    ['call d', 'conference g'],
    ['call d', 'recording r'],
    ['call c', 'call d'],
  );
  expect(Object.keys(session.roots)).toHaveLength(1);
  expect(marks(session)).toEqual([
    'call c',
    'call d',
    'conference f',
    'conference g',
    'recording r',
  ]);
});
