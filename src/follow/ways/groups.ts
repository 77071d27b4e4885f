/**
 * Machines that do not constrain one another are believed apart. Who talks to whom is a graph; where it
 * is a tree, each machine is a group of its own, believed under the one that it talks to: given what
 * that one is, what hangs on it is independent of all else. Machines that talk in a circle are one group.
 */
import { atFirst, type Believed, mapped, type Table, together } from './believed.ts';

/** One way how a group can be, and how everything under it can be then. */
export interface Way {
  /** The machines of the group, with the messages between it and the group above. */
  readonly own: Believed;
  /** By the names of the groups under it; `noneYet` where there is no entry. */
  readonly below: Table<Ways>;
}
/** The ways from which all others come by hidden moves. Never changed: it is known by its identity. */
export type Ways = readonly Way[];
export const noneYet: Ways = [{ own: atFirst, below: {} }];

/** Which machines are believed together. A group is named after one of them. */
export interface Groups {
  /** The group of a machine, by `slotOf` its address. */
  readonly of: Table<string>;
  /** The group above a group; those without one are believed by themselves. */
  readonly under: Table<string>;
}
/** Everything that is believed: the groups, and the ways of those that are above all others. */
export interface Session {
  readonly groups: Groups;
  readonly roots: Table<Ways>;
}
export const unseen: Session = { groups: { of: {}, under: {} }, roots: {} };

/** The groups from the uppermost down to this one. */
export function groupsTo({ under }: Groups, group: string): string[] {
  const path = [group];
  for (let above = under[group]; above !== undefined; above = under[above]) path.unshift(above);
  return path;
}
export const rootOf = (groups: Groups, group: string) => groupsTo(groups, group)[0] as string;

/** Where a message of a group to a machine is kept: in it, in the group below, or nowhere yet. */
export function placeOf({ of, under }: Groups, group: string, slot: string): string | undefined {
  const other = of[slot];
  if (other === undefined) return undefined;
  if (other === group || under[group] === other) return group;
  return under[other] === group ? other : undefined;
}

/** The session with a machine that nobody has spoken of. */
export function withGroupOf(session: Session, slot: string): Session {
  const { groups, roots } = session;
  if (slot in groups.of) return session;
  const of = { ...groups.of, [slot]: slot };
  return { groups: { ...groups, of }, roots: { ...roots, [slot]: noneYet } };
}

/** The ways, with others for each of a group; the path leads from them to the group. */
function changed(ways: Ways, path: readonly string[], change: (way: Way) => Ways): Ways {
  const [next, ...rest] = path;
  if (next === undefined) return ways.flatMap(change);
  return ways.map(({ own, below }) => ({
    own,
    below: { ...below, [next]: changed(below[next] ?? noneYet, rest, change) },
  }));
}
/** The session with other ways for each of a group. */
export function changedIn(session: Session, group: string, change: (way: Way) => Ways): Session {
  const [root, ...path] = groupsTo(session.groups, group) as [string, ...string[]];
  const ways = changed(session.roots[root] as Ways, path, change);
  return { ...session, roots: { ...session.roots, [root]: ways } };
}

/** The session in which the one machine, which is known, can talk to the other. */
export function bonded(session: Session, from: string, to: string): Session {
  const { groups } = session;
  const [one, other] = [groups.of[from] as string, groups.of[to]];
  if (placeOf(groups, one, to) !== undefined) return session;
  if (other === undefined) return bonded(withGroupOf(session, to), from, to);
  const [oneTop, otherTop] = [rootOf(groups, one), rootOf(groups, other)];
  if (oneTop === otherTop) return bonded(encircled(session, one, other), from, to);
  // A conference is above those who come to it, so that one does not hang on the other.
  if (one === oneTop && to.startsWith('conference ')) return hung(session, one, other);
  if (other === otherTop) return hung(session, other, one);
  if (one === oneTop) return hung(session, one, other);
  return bonded(encircled(session, otherTop, other), from, to);
}

/** An uppermost group is below another from now on: they had nothing to do with each other. */
function hung({ groups, roots }: Session, top: string, above: string): Session {
  const { [top]: ways = noneYet, ...left } = roots;
  const under = { ...groups.under, [top]: above };
  return changedIn({ groups: { ...groups, under }, roots: left }, above, ({ own, below }) => [
    { own, below: { ...below, [top]: ways } },
  ]);
}

/** All groups on the way from one to the other are one: their machines talk in a circle. */
function encircled(session: Session, one: string, other: string): Session {
  const [a, b] = [groupsTo(session.groups, one), groupsTo(session.groups, other)];
  const top = a.findLast((group) => b.includes(group)) as string;
  return [...a, ...b]
    .filter((group) => !(a.includes(group) && b.includes(group)))
    .reduce((next, group) => contracted(next, top, group), session);
}

/** A group and one that hangs on it are one group, by the name of the upper one. */
function contracted(session: Session, above: string, group: string): Session {
  const { roots } = changedIn(session, above, ({ own, below: { [group]: ways, ...below } }) =>
    (ways ?? noneYet).map((one) => ({
      own: together(own, one.own),
      below: { ...below, ...one.below },
    })),
  );
  const named = (name: string) => (name === group ? above : name);
  const { [group]: _, ...under } = session.groups.under;
  return { groups: { of: mapped(session.groups.of, named), under: mapped(under, named) }, roots };
}
