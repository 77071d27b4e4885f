/** What is believed group by group, as whole worlds: every choice of ways that go together. */

import { type Believed, together } from '../../src/follow/ways/believed.ts';
import type { Session, Ways } from '../../src/follow/ways/groups.ts';
import type { Manner } from '../../src/follow/ways/manner.ts';
import { Outlook } from '../../src/follow/ways/outlook.ts';

export function worldsOf({ groups, roots }: Session, until: number, manner: Manner): Believed[] {
  const outlook = new Outlook(until, manner, groups);
  const allOf = (ways: Ways, group: string): Believed[] =>
    [...outlook.closed(ways, group).all.values()].flatMap(({ own, below }) =>
      product([own], below),
    );
  const product = (ones: Believed[], below: Readonly<Record<string, Ways>>) =>
    Object.entries(below).reduce(
      (worlds, [name, ways]) =>
        allOf(ways, name).flatMap((under) => worlds.map((world) => together(world, under))),
      ones,
    );
  const [top, ...more] = Object.keys(roots) as [string, ...string[]];
  return product(
    allOf(roots[top] as Ways, top),
    Object.fromEntries(more.map((name) => [name, roots[name] as Ways])),
  );
}
