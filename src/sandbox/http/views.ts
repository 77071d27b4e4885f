/** What the control API shows of a world. */
import {
  type CommandType,
  commands,
  type EventTo,
  type MachineName,
  machineNames,
} from '../../../machines/index.ts';
import { hasEnded, openCommands, type Snapshot, step, type To } from '../../engine/index.ts';
import { fetchedRecording, type Row, type Subscription } from '../../wire/index.ts';
import { type Summary, summaryOf } from '../../wire/resources/summary.ts';
import { shownUrl } from '../stage/timeline.ts';
import type { World } from '../world/world.ts';
import type { Worlds } from '../world/worlds.ts';
import { peopleOf } from './inspector/people.ts';

const lists = {
  call: 'calls',
  dialLeg: 'legs',
  conference: 'conferences',
  recording: 'recordings',
  transcription: 'transcriptions',
} as const satisfies Readonly<Record<MachineName, string>>;

type Lists<T> = Readonly<Record<(typeof lists)[MachineName], T>>;
const listsOf = <T>(of: (machine: MachineName) => T) =>
  Object.fromEntries(machineNames.map((machine) => [lists[machine], of(machine)])) as Lists<T>;

export const isMachineName = (text: unknown): text is MachineName =>
  (machineNames as readonly unknown[]).includes(text);

/** All machines, ended ones too, oldest first. */
export const machinesIn = ({ host }: World): Lists<Summary[]> =>
  listsOf((machine) => Array.from(host.machines.all(machine), (one) => summaryOf(host, one)));

/** How many of those that have ended a reader is told of at first, of each kind. */
export const endedAtFirst = 1_000;
/** Whoever begins to look: all that live, and of the ended ones the newest; oldest first. */
export function machinesAtFirst(world: World): Lists<Summary[]> {
  const { host } = world;
  const live = liveIn(world);
  return listsOf((machine) => {
    const living = live.get(machine) ?? [];
    const ended = endedSids(world, machine, living).slice(0, endedAtFirst).reverse();
    const told = [...ended.flatMap((sid) => host.machines.find(machine, sid) ?? []), ...living];
    return told
      .toSorted((a, b) => a.context.createdAt - b.context.createdAt)
      .map((one) => summaryOf(host, one));
  });
}
/** Those that have not ended. */
function liveIn({ host }: World): ReadonlyMap<MachineName, readonly Snapshot[]> {
  const live = [...host.machines.live()].filter((one) => !hasEnded(one));
  return Map.groupBy(live, ({ machine }) => machine);
}
/** Of those that have ended, newest first: none of them is read. */
function endedSids({ host }: World, machine: MachineName, living: readonly Snapshot[]) {
  const live = new Set(living.map(({ sid }) => sid));
  return host.machines.sids(machine).filter((sid) => !live.has(sid));
}

/** A part of what has ended: behind so many of each kind, so many of them; those that are searched. */
interface EndedAsked {
  readonly behind?: number | undefined;
  readonly most?: number | undefined;
  readonly search?: string | undefined;
}
/** What has ended, newest first: how many of each kind there are in all, and a part of them. */
export function endedIn(world: World, { behind = 0, most = 1_000, search = '' }: EndedAsked) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const live = liveIn(world);
  const searched = Map.groupBy(
    words.length === 0 ? [] : world.host.machines.searched(words),
    ({ machine }) => machine,
  );
  return listsOf((machine) => {
    const found =
      words.length === 0
        ? endedSids(world, machine, live.get(machine) ?? [])
        : (searched.get(machine) ?? []).map(({ sid }) => sid);
    const part = found.slice(behind, behind + most);
    const machines = part.flatMap((sid) => world.host.machines.find(machine, sid) ?? []);
    return { all: found.length, machines: machines.map((one) => summaryOf(world.host, one)) };
  });
}

/** How many there are, and how many of them have not ended. */
function countsIn(world: World) {
  const live = liveIn(world);
  return listsOf((machine) => ({
    all: world.host.machines.count(machine),
    live: live.get(machine)?.length ?? 0,
  }));
}

export const clockIn = ({ clock }: World) => ({ now: clock.now(), isFrozen: clock.isFrozen });

export const accountOf = (world: World) => ({
  accountSid: world.accountSid,
  clock: clockIn(world),
  settings: world.said,
  counts: countsIn(world),
});

/** As a list of accounts shows it. */
const accountListed = (world: World) => ({
  accountSid: world.accountSid,
  counts: countsIn(world),
});

/** A part of a list: those that come behind one, if it is there, and so many of them. */
interface Part {
  readonly behind?: string | undefined;
  readonly most?: number | undefined;
}
/** Accounts, oldest first; `next` is what the next part comes behind, null at the end. */
export function accountsFrom({ all }: Pick<Worlds, 'all'>, { behind, most = 1_000 }: Part) {
  const from = all.findIndex(({ accountSid }) => accountSid === behind) + 1;
  const part = all.slice(from, from + most);
  const isEnd = from + part.length === all.length;
  return {
    accounts: part.map(accountListed),
    all: all.length,
    next: isEnd ? null : (part.at(-1)?.accountSid ?? null),
  };
}

/** An account that nobody has used, as its world would be: nothing is in it, and its time runs. */
export const unusedAccount = (accountSid: string, settings: World['said']) => ({
  accountSid,
  isUnused: true,
  clock: { now: Date.now(), isFrozen: false },
  settings,
  counts: listsOf(() => ({ all: 0, live: 0 })),
  endedTold: endedAtFirst,
  machines: listsOf((): Summary[] => []),
});

/** Everything about one machine; undefined if it is not there. */
export function detailOf(world: World, machine: MachineName, sid: string) {
  const { host, directory, mediaUrl } = world;
  const snapshot: Snapshot | undefined = host.machines.find(machine, sid);
  if (!snapshot) return undefined;
  const row = host.rows.get(sid);
  const recording = machine === 'recording' ? directory.known(machine, sid) : undefined;
  const shownAs = recording && fetchedRecording(recording.snapshot, recording.row, mediaUrl);
  const to = { machine, sid } as To;
  const open = openCommands(to, snapshot);
  return {
    summary: summaryOf(host, snapshot),
    snapshot,
    row: row ? shown(row) : null,
    open,
    idle: open.filter((type) => changesNothing(to, snapshot, type)),
    ...(isConference(snapshot) ? { people: peopleOf(world, snapshot) } : {}),
    ...(shownAs?.media_url === undefined ? {} : { mediaUrl: shownAs.media_url }),
  };
}

/** Of a command that says no more than its name: whether all is already as it asks. */
function changesNothing(to: To, snapshot: Snapshot, type: CommandType): boolean {
  if (Object.keys(commands[type].fields).length > 0) return false;
  const event = { type, at: snapshot.context.updatedAt } as EventTo<MachineName>;
  return step(to, snapshot, event).verdict.verdict === 'unchanged';
}

const isConference = (one: Snapshot): one is Snapshot<'conference'> => one.machine === 'conference';

/** A row whose callback URLs have lost what may be secret. */
const shown = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isSubscription(value) ? told(value) : value]),
  );
const isSubscription = (value: unknown): value is Subscription =>
  typeof value === 'object' && value !== null && 'url' in value;
const told = (to: Subscription) => ({ ...to, url: shownUrl(to.url) });
