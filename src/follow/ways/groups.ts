/**
 * Machines that do not constrain one another are believed apart. Who talks to whom is a graph; where it
 * is a tree, each machine is a group of its own, believed under the one that it talks to: given what
 * that one is, what hangs on it is independent of all else. Of a circle two are one group (`bonds.ts`).
 */
import { atFirst, type Believed, type Table } from './believed.ts';

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

/** Who is in a group, and to whom it can speak: all that its ways depend on of the groups. */
export interface Neighbourhood {
  /** Its machines, in order. */
  readonly here: readonly string[];
  /** Where messages to a machine are kept, as `placeOf` says; in the order of machines. */
  readonly places: Table<string>;
}
export function neighbourhoodOf(groups: Groups, group: string): Neighbourhood {
  const slots = Object.keys(groups.of).sort();
  const places: Record<string, string> = {};
  for (const slot of slots) {
    const place = placeOf(groups, group, slot);
    if (place !== undefined) places[slot] = place;
  }
  return { here: slots.filter((slot) => groups.of[slot] === group), places };
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
