/** What an observation leaves of what is believed: of the group that it is of, and so of those above. */

import { seenIn } from './sight.ts';
import type { Believed } from './ways/believed.ts';
import type { Closure } from './ways/closure.ts';
import { ByGroup, groupsTo, noneYet, type Way, type Ways } from './ways/groups.ts';
import type { Observation } from './ways/observation.ts';
import type { Outlook } from './ways/outlook.ts';
import { over } from './ways/shapes/shape.ts';

/** The ways of the uppermost group that are left; none: it cannot have been seen. */
export function narrowed(outlook: Outlook, top: Ways, group: string, seen: Observation): Ways {
  const known = new ByGroup<Ways>();
  const from = (closed: Closure) =>
    seen.kind === 'read' ? closed.alive(seen.sentAt ?? seen.at) : [...closed.all.values()];
  const left = (ways: Ways, [here = '', ...path]: readonly string[]): Ways => {
    const before = known.get(here, ways);
    if (before) return before;
    const all = from(outlook.closed(ways, here));
    const [next] = path;
    const found =
      next === undefined
        ? all.flatMap((way) => seenIn(way, seen, outlook) ?? [])
        : all.flatMap((way) => withBelow(way, next, left(way.below[next] ?? noneYet, path)));
    return known.set(here, ways, outlook.seedsOf(found, here));
  };
  return left(top, groupsTo(outlook.groups, group));
}
const withBelow = (way: Way, name: string, ways: Ways): Ways =>
  ways.length === 0 ? [] : [over(way, { ...way.below, [name]: ways })];

/** Whether on every way that is alive something holds of a group. */
export function isSure(
  outlook: Outlook,
  top: Ways,
  group: string,
  holds: (way: Way) => boolean,
): boolean {
  const known = new ByGroup<boolean>();
  const sure = (ways: Ways, [here = '', ...path]: readonly string[]): boolean => {
    const before = known.get(here, ways);
    if (before !== undefined) return before;
    const alive = outlook.closed(ways, here).alive(outlook.until);
    const [next] = path;
    const is = alive.every((way) =>
      next === undefined ? holds(way) : sure(way.below[next] ?? noneYet, path),
    );
    return known.set(here, ways, is);
  };
  return sure(top, groupsTo(outlook.groups, group));
}

/** The ways of a group, those of `from` on the path to it. */
export function waysOfGroup(
  outlook: Outlook,
  top: Ways,
  group: string,
  from: (closed: Closure) => Iterable<Way>,
): Believed[] {
  const looked = new ByGroup<true>();
  const found: Believed[] = [];
  const look = (ways: Ways, [here = '', ...path]: readonly string[]) => {
    if (looked.get(here, ways)) return;
    looked.set(here, ways, true);
    const [next] = path;
    for (const way of from(outlook.closed(ways, here))) {
      if (next === undefined) found.push(way.own);
      else look(way.below[next] ?? noneYet, path);
    }
  };
  look(top, groupsTo(outlook.groups, group));
  return found;
}
