/** Who is believed together, and who apart: the tree of groups, as machines come to speak. */
import { expect, test } from 'vitest';
import { unpacked } from '../../src/follow/belief.ts';
import { type Belief, follow, type Observation } from '../../src/follow/index.ts';
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
import { observed } from './manner.ts';
import { worldsOf } from './worlds.ts';

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

/** Every choice of ways that go together, by their marks. */
function choicesIn({ roots }: Session): string[] {
  const product = (below: Readonly<Record<string, Ways>>) =>
    Object.values(below).reduce<string[][]>(
      (all, ways) =>
        all.flatMap((marked) => ways.flatMap(choices).map((more) => [...marked, ...more])),
      [[]],
    );
  const choices = ({ own, below }: Way): string[][] =>
    product(below).map((marked) => [...Object.keys(own.took), ...marked]);
  return product(roots)
    .map((marked) => marked.sort().join())
    .sort();
}

test('whatever is bonded, each way of a machine goes with each of the others as before', () => {
  const machines = ['call c', 'call d', 'recording r', 'recording s'] as const;
  const [c, d, r, s] = machines;
  const either = (session: Session, slot: string) =>
    changedIn(session, session.groups.of[slot] as string, ({ own, below }) =>
      ['one', 'other'].map((which) => ({
        own: { ...own, took: { [`${slot} ${which}`]: 1 } },
        below,
      })),
    );
  const apart = machines.reduce(
    either,
    bonded(bonded(withGroupOf(withGroupOf(unseen, c), d), c, r), d, s),
  );
  const all = choicesIn(apart);
  expect(new Set(all).size).toBe(16);
  const turned = bonded(apart, r, s);
  expect(choicesIn(turned)).toEqual(all);
  expect(choicesIn(bonded(turned, c, d))).toEqual(all);
});

/** Everything that can be: states of machines, and what is on its way between them. */
const worldsIn = (session: Session, at: number) =>
  new Set(
    worldsOf(session, at, observed).map(({ parts, mail }) =>
      JSON.stringify([
        Object.entries(parts).map(([slot, { snapshot }]) => [slot, snapshot.state]),
        Object.entries(mail).map(([channel, all]) => [
          channel,
          all.map(({ signal }) => signal.event.type),
        ]),
      ]),
    ),
  );
/** Two calls, each told to be recorded, which may be on its way, or is known by a read. */
function twoRecorded(isRead: boolean): Belief {
  let belief: Belief | undefined;
  for (const [i, sid] of ['c', 'd'].entries()) {
    const call = { machine: 'call', sid } as const;
    const recording = { sid: `r of ${sid}`, silenceMs: 0 };
    const seen: readonly Observation[] = [
      { kind: 'cameIn', at: i * 10, of: call, event: { type: 'call.receive' } },
      { kind: 'read', at: 5_000 + i * 10, of: call, status: 'in-progress' },
      {
        kind: 'asked',
        at: 60_000,
        id: sid,
        to: call,
        event: { type: 'call.startRecording', recording },
      },
      { kind: 'answered', at: 60_010, id: sid, is: 'done' },
    ];
    const of = { machine: 'recording', sid: recording.sid } as const;
    const read: Observation = { kind: 'read', at: 60_050, of, status: 'in-progress' };
    for (const one of isRead ? [...seen, read] : seen) ({ belief } = follow(belief, one, observed));
  }
  return follow(belief, { kind: 'time', at: 60_100 }, observed).belief;
}

test.each([
  ['asked to record', false],
  ['recording', true],
])(
  'however the tree of two calls that are %s is turned or folded, the same worlds are believed',
  (_what, isRead) => {
    const belief = twoRecorded(isRead);
    const apart = unpacked(belief);
    const before = worldsIn(apart, belief.at);
    expect(before.size).toBeGreaterThan(20);
    const isHeard = [...before].every((world) => !world.includes('recording.requested'));
    expect(isHeard).toBe(isRead);
    const turned = bonded(apart, 'recording r of d', 'recording r of c');
    expect(turned.groups.under['call c']).toBe('recording r of c');
    expect(worldsIn(turned, belief.at)).toEqual(before);
    const folded = bonded(turned, 'call c', 'call d');
    expect(new Set(Object.values(folded.groups.of)).size).toBe(3);
    expect(worldsIn(folded, belief.at)).toEqual(before);
  },
);
