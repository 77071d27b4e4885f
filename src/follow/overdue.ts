/** From when on the end of a machine is overdue, whatever of all that can be is so. */
import { slotOf } from '../../machines/index.ts';
import { hasEnded, type Snapshot } from '../engine/index.ts';
import { endOf } from './due.ts';
import { type Believed, together } from './ways/believed.ts';
import type { Groups, Way } from './ways/groups.ts';
import type { Outlook } from './ways/outlook.ts';

/** A way of a group that can be so, and those above it with which it can; undefined: nothing is above. */
export interface Sighted extends Way {
  readonly above: ReadonlySet<Believed | undefined>;
}

/** The latest end that any way leaves, if every way is on its way to it or past it. */
export function overdueFrom(
  slot: string,
  ways: readonly Sighted[],
  groups: Groups,
  outlook: Outlook,
): number | null {
  const { manner, until } = outlook;
  const all = ways.map((way) => ({ way, hosts: hostsOf(way, slot, groups, outlook) }));
  if (!all.every(({ way, hosts }) => isEnding(way, slot, hosts))) return null;
  let latest = 0;
  for (const { way, hosts } of all) {
    const worlds = hosts.length > 0 ? hosts.map((host) => together(host, way.own)) : [way.own];
    for (const world of worlds) {
      const end = endOf(world, slot, until, manner);
      if (end === undefined) return null;
      latest = Math.max(latest, end);
    }
  }
  return latest + manner.lagMs;
}

const recordingIn = ({ own }: Way, slot: string): Snapshot<'recording'> | undefined => {
  const snapshot = own.parts[slot]?.snapshot;
  return snapshot?.machine === 'recording' ? (snapshot as Snapshot<'recording'>) : undefined;
};
/** How what a recording is of can be, where that is believed apart from it: below it, or above. */
function hostsOf(
  way: Sighted,
  slot: string,
  groups: Groups,
  outlook: Outlook,
): readonly Believed[] {
  const recording = recordingIn(way, slot);
  if (!recording) return [];
  const host = slotOf(recording.context.host);
  if (host in way.own.parts) return [];
  const group = groups.of[host];
  const below = group === undefined ? undefined : way.below[group];
  if (group === undefined || !below) return [...way.above].filter((one) => one !== undefined);
  return outlook
    .closed(below, group)
    .alive(outlook.until)
    .map(({ own }) => own);
}

/** It has ended, its end is decided, or what it is of is over. */
function isEnding(way: Way, slot: string, hosts: readonly Believed[]): boolean {
  const snapshot = way.own.parts[slot]?.snapshot;
  if (!snapshot) return false;
  if (hasEnded(snapshot)) return true;
  const recording = recordingIn(way, slot);
  if (!recording) return false;
  const { endReason, host } = recording.context;
  if (endReason !== null) return true;
  const around = hosts.length > 0 ? hosts : [way.own];
  return around.every(({ parts }) => {
    const hosting = parts[slotOf(host)];
    return hosting !== undefined && hasEnded(hosting.snapshot);
  });
}
