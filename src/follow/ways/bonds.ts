/** How the tree of groups changes when two turn out to speak with each other (D-26). */
import { slotOf } from '../../../machines/index.ts';
import { senderIn } from '../../../properties/generators/world.ts';
import { atFirst, type Believed, mapped, type Table, together } from './believed.ts';
import {
  changedIn,
  type Groups,
  groupsTo,
  noneYet,
  placeOf,
  rootOf,
  type Session,
  type Way,
  type Ways,
  withGroupOf,
} from './groups.ts';

/** The session in which the one machine, which is known, can talk to the other. */
export function bonded(session: Session, from: string, to: string): Session {
  const { groups } = session;
  const [one, other] = [groups.of[from] as string, groups.of[to]];
  if (placeOf(groups, one, to) !== undefined) return session;
  if (other === undefined) return bonded(withGroupOf(session, to), from, to);
  const [oneTop, otherTop] = [rootOf(groups, one), rootOf(groups, other)];
  if (oneTop === otherTop) return bonded(folded(session, one, other), from, to);
  // A conference is above those who come to it, so that one does not hang on the other.
  if (one === oneTop && to.startsWith('conference ')) return hung(session, one, other);
  if (other === otherTop) return hung(session, other, one);
  if (one === oneTop) return hung(session, one, other);
  return hung(turnedTo(session, other), other, one);
}

/** The session in which a group is above all that hung together with it. */
function turnedTo(session: Session, group: string): Session {
  const [, ...path] = groupsTo(session.groups, group);
  return path.reduce((next, name) => turned(next, name), session);
}
/**
 * An uppermost group hangs on one that hung on it, and so does whatever is on its way between the two. Who is
 * above is a matter of how ways are kept: of either, the same goes with the same of the other.
 */
function turned({ groups, roots }: Session, group: string): Session {
  const above = groups.under[group] as string;
  const { [group]: _, ...under } = groups.under;
  const { [above]: ways = noneYet, ...left } = roots;
  const found = [...byBelow(ways, group)].flatMap(([ones, uppers]) =>
    ones.map(({ own, below }): Way => {
      const { kept, passed } = parted(own.mail, (slot) => groups.of[slot] === group);
      const hanging = isSome(passed) ? uppers.map((way) => withMail(way, passed)) : uppers;
      return { own: { ...own, mail: kept }, below: { ...below, [above]: hanging } };
    }),
  );
  return {
    groups: { ...groups, under: { ...under, [above]: group } },
    roots: { ...left, [group]: found },
  };
}
/** The ways without what is below them in a group, by that: many have the same below. */
function byBelow(ways: Ways, group: string): Map<Ways, Way[]> {
  const found = new Map<Ways, Way[]>();
  for (const { own, below } of ways) {
    const { [group]: ones = noneYet, ...rest } = below;
    // How much was taken from below says nothing of what is above.
    const { [group]: _, ...took } = own.took;
    found.set(ones, [...(found.get(ones) ?? []), { own: { ...own, took }, below: rest }]);
  }
  return found;
}
const isSome = (table: Table<unknown>) => Object.keys(table).length > 0;
/** What is on its way among machines of a group, and between them and others. */
function parted(mail: Believed['mail'], isHere: (slot: string) => boolean) {
  const kept: Record<string, Believed['mail'][string]> = {};
  const passed: Record<string, Believed['mail'][string]> = {};
  for (const [channel, letters] of Object.entries(mail)) {
    const isInside =
      isHere(senderIn(channel)) && letters.every(({ signal }) => isHere(slotOf(signal.to)));
    (isInside ? kept : passed)[channel] = letters;
  }
  return { kept, passed };
}
const withMail = ({ own, below }: Way, mail: Believed['mail']): Way => ({
  own: together(own, { ...atFirst, mail }),
  below,
});

/** An uppermost group is below another from now on: they had nothing to do with each other. */
function hung({ groups, roots }: Session, top: string, above: string): Session {
  const { [top]: ways = noneYet, ...left } = roots;
  const under = { ...groups.under, [top]: above };
  return changedIn({ groups: { ...groups, under }, roots: left }, above, ({ own, below }) => [
    { own, below: { ...below, [top]: ways } },
  ]);
}

/**
 * Machines talk in a circle from now on. It is folded in the middle of the way from one to the other: those on
 * either side that are as far from there are one group, so that a group speaks only to those next to it.
 */
function folded(session: Session, one: string, other: string): Session {
  const path = pathBetween(session.groups, one, other);
  const middle = (path.length - 1) >> 1;
  let next = turnedTo(session, path[middle] as string);
  for (let away = 1; away <= middle; away += 1)
    next = paired(next, path[middle - away] as string, path[middle + away] as string);
  return next;
}
function pathBetween(groups: Groups, one: string, other: string): string[] {
  const [a, b] = [groupsTo(groups, one), groupsTo(groups, other)];
  const shared = a.filter((group) => b.includes(group)).length;
  return [...a.slice(shared - 1).reverse(), ...b.slice(shared)];
}

/** Two groups that hang on the same one are one group, by the name of the first. */
function paired(session: Session, group: string, other: string): Session {
  const above = session.groups.under[group] as string;
  const { roots } = changedIn(session, above, ({ own, below }) => {
    const { [group]: ones = noneYet, [other]: others = noneYet, ...rest } = below;
    const both = ones.flatMap((a) =>
      others.map((b) => ({ own: together(a.own, b.own), below: { ...a.below, ...b.below } })),
    );
    return [{ own, below: { ...rest, [group]: both } }];
  });
  const named = (name: string) => (name === other ? group : name);
  const { [other]: _, ...under } = session.groups.under;
  return { groups: { of: mapped(session.groups.of, named), under: mapped(under, named) }, roots };
}
