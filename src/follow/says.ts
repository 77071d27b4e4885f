/** What follows from what is believed: what machines can be, and of recordings what one may ask. */
import {
  type AnyEvent,
  addressIn,
  announcements,
  type CommandType,
  commands,
  hasTag,
  lineEnds,
  type MachineName,
} from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import { advance } from '../engine/step.ts';
import { recordingWords } from '../wire/index.ts';
import type { Belief } from './belief.ts';
import { overdueFrom, type Sighted } from './overdue.ts';
import { publicStatus } from './sight.ts';
import type { Believed } from './ways/believed.ts';
import type { Session, Ways } from './ways/groups.ts';
import type { Outlook } from './ways/outlook.ts';

/** Whether a command would be taken: surely, perhaps (it depends on what is not known), or not. */
export type Acceptance = 'surely' | 'perhaps' | 'not';
/** What can be said of one machine. */
export interface MachineSays {
  /** Which machine. */
  readonly machine: MachineName;
  /** Its own. */
  readonly sid: string;
  /** The states that it can be in, as dotted paths; `none`: perhaps there is nothing of this sid. */
  readonly states: readonly string[];
  /** What a read could answer, one if it is certain; null: not found. */
  readonly statuses: readonly (string | null)[];
  /** Whether a read would tell more than is known. */
  readonly isReadTelling: boolean;
  /** Which of the commands that need no more than a sid would be taken. */
  readonly commands: Readonly<Partial<Record<CommandType, Acceptance>>>;
  /** What was not told: words that may still come, or were lost. */
  readonly mayCome: readonly string[];
  /** Whether its end was not told, though it ends or has ended surely. */
  readonly owesEnd: boolean;
  /** From when on its end is overdue, in milliseconds since the epoch; null: nobody can say. */
  readonly overdueFrom: number | null;
}
/** What an observation is, and what it means. */
export interface Says {
  /**
   * `news`; `repeat`: it was seen before; `late`: it was known already that this was told;
   * `unexplained`: nothing of the kind can have been seen.
   */
  readonly is: 'news' | 'repeat' | 'late' | 'unexplained';
  /** What explains it nearly, in words; only of what is unexplained. */
  readonly nearest?: string;
  /** What can be so now, by machine. */
  readonly machines: readonly MachineSays[];
  /**
   * Machines that are not followed any longer, such as `call c`: more could be so than is told apart.
   * Whatever is seen of them is news. Left out where there are none.
   */
  readonly beyond?: readonly string[];
}

const bare = (machine: MachineName): CommandType[] =>
  (Object.keys(commands) as CommandType[]).filter(
    (type) =>
      (commands[type].to as readonly MachineName[]).includes(machine) &&
      Object.keys(commands[type].fields).length === 0,
  );
const ending: ReadonlySet<string> = new Set([
  ...lineEnds,
  ...announcements.transcription,
  'end',
  ...Object.entries(recordingWords).flatMap(([state, { callback }]) =>
    hasTag('recording', state, 'ended') && callback ? [callback] : [],
  ),
]);
/** Whether a word says that the machine is over. */
export const tellsEnd = (machine: MachineName, word: string) =>
  ending.has(word) && (announcements[machine] as readonly string[]).includes(word);

/** The ways that can be so, by group. */
function sightedIn({ roots }: Session, outlook: Outlook): Map<string, Sighted[]> {
  const found = new Map<string, Sighted[]>();
  const looked = new Map<Ways, Set<Believed | undefined>>();
  const look = (ways: Ways, group: string, over: Believed | undefined) => {
    const known = looked.get(ways);
    if (known) {
      known.add(over);
      return;
    }
    const above = new Set([over]);
    looked.set(ways, above);
    const sighted = found.get(group) ?? [];
    found.set(group, sighted);
    for (const { own, below } of outlook.closed(ways, group).alive(outlook.until)) {
      sighted.push({ own, below, above });
      for (const name in below) look(below[name] as Ways, name, own);
    }
  };
  for (const top in roots) look(roots[top] as Ways, top, undefined);
  return found;
}

/** What can be said of every machine, of the ways that can be so. */
export function saidOfMachines(
  session: Session,
  outlook: Outlook,
  seen: Belief['seen'],
): MachineSays[] {
  const { manner } = outlook;
  const sighted = sightedIn(session, outlook);
  const ofSlots = Object.keys(session.groups.of)
    .sort()
    .map((slot) => [slot, sighted.get(session.groups.of[slot] as string) ?? []] as const);
  return ofSlots
    .filter(([slot, ways]) => ways.some(({ own }) => slot in own.parts))
    .map(([slot, ways]) => {
      const { machine, sid } = addressIn(slot);
      const snapshots = [...new Set(ways.map(({ own }) => own.parts[slot]?.snapshot))];
      const statuses = [...new Set(snapshots.map(publicStatus))];
      const isSeen = Object.keys(seen).some(
        (key) => key.startsWith(`${slot} `) && tellsEnd(machine, key.slice(slot.length + 1).trim()),
      );
      const isTold = manner.tells[machine]?.some((word) => tellsEnd(machine, word)) === true;
      const overdue = isSeen || !isTold ? null : overdueFrom(slot, ways, session.groups, outlook);
      return {
        machine,
        sid,
        states: [...new Set(snapshots.map((one) => one?.state ?? 'none'))],
        statuses,
        isReadTelling: statuses.length > 1,
        commands: Object.fromEntries(
          bare(machine).map((type) => [type, takenBy(snapshots, machine, sid, type)]),
        ),
        mayCome: mayCome(ways, machine, sid),
        owesEnd: overdue !== null,
        overdueFrom: overdue,
      };
    });
}

function takenBy(
  snapshots: readonly (Snapshot | undefined)[],
  machine: MachineName,
  sid: string,
  type: CommandType,
): Acceptance {
  const taken = snapshots.filter((one) => !isRefused(one, machine, sid, type));
  if (taken.length === 0) return 'not';
  return taken.length === snapshots.length ? 'surely' : 'perhaps';
}

const refusals = new WeakMap<Snapshot, Map<CommandType, boolean>>();
/** Worked out once for a snapshot: there are few, and many ways. */
function isRefused(
  snapshot: Snapshot | undefined,
  machine: MachineName,
  sid: string,
  type: CommandType,
): boolean {
  const known = snapshot && refusals.get(snapshot)?.get(type);
  if (known !== undefined) return known;
  const event = { type, at: 0 } as AnyEvent;
  const is = advance({ machine, sid }, snapshot, event).verdict.verdict === 'refused';
  if (!snapshot) return is;
  refusals.set(snapshot, (refusals.get(snapshot) ?? new Map<CommandType, boolean>()).set(type, is));
  return is;
}

const mayCome = (ways: readonly Sighted[], machine: MachineName, sid: string) => [
  ...new Set(
    ways.flatMap(({ own }) =>
      own.told
        .filter(({ of }) => of.machine === machine && of.sid === sid)
        .map(({ status }) => status),
    ),
  ),
];
