/** Who is believed together, and who apart: the tree of groups, as machines come to speak. */
import { expect, test } from 'vitest';
import { bonded } from '../../src/follow/ways/bonds.ts';
import {
  changedIn,
  placeOf,
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

test('of machines that talk in a circle two are one group at most, and each speaks to its neighbours', () => {
  const session = spoken(
    ['call c', 'recording r'],
    ['call c', 'conference f'],
    ['call d', 'conference f'],
    ['call c', 'conference g'],
    ['call d', 'conference g'],
  );
  const { of, under } = session.groups;
  const pair = of['call c'] as string;
  expect(of['call d']).toBe(pair);
  expect(new Set(Object.values(of)).size).toBe(4);
  expect(under).toEqual({ 'recording r': pair, [pair]: 'conference f', 'conference g': pair });
  expect(marks(session)).toEqual([
    ...['call c', 'call d', 'conference f', 'conference g', 'recording r'],
  ]);
});

test.each([3, 4, 5, 6, 7, 8])('a circle of %s machines is folded, whoever closes it', (size) => {
  const name = (i: number) => `call ${i % size}`;
  for (let closing = 0; closing < size; closing += 1) {
    const bonds = Array.from({ length: size }, (_, i) => {
      const from = (closing + i) % size;
      return [name(from), name(from + 1)] as const;
    });
    const { groups, roots } = spoken(...bonds);
    const members = Object.values(
      Object.groupBy(Object.keys(groups.of), (slot) => groups.of[slot] as string),
    );
    expect(Math.max(...members.map((all) => all?.length ?? 0))).toBe(2);
    for (const [from, to] of bonds)
      expect(placeOf(groups, groups.of[from] as string, to)).toBeDefined();
    expect(marks({ groups, roots })).toHaveLength(size);
  }
});

test('who is asked by two that have nothing else to do with each other stays apart from both', () => {
  const session = spoken(
    ['call c', 'recording r'],
    ['dialLeg a', 'conference f'],
    ['dialLeg a', 'recording s'],
    ['call d', 'recording s'],
    ['call d', 'recording t'],
    ['call c', 'recording t'],
  );
  const { of, under } = session.groups;
  expect(Object.entries(of).every(([slot, group]) => slot === group)).toBe(true);
  expect(Object.keys(under)).toHaveLength(6);
  expect(marks(session)).toHaveLength(7);
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
