/** The room's door: a host, its ports, and the stores that come with it. */
export { Activity, type Ending, endedWithin, usualGraceMs } from './activity.ts';
export { longestTimerMs, SteadyClock, systemClock, type TimeSources } from './clock.ts';
export type { Pace } from './courier.ts';
export {
  type Alarm,
  alarmOf,
  type Considered,
  considered,
  consideredAlone,
  firedBy,
  type ReadMachine,
  type ReadMachines,
  type WakeUp,
  wakeUpOf,
} from './delivery.ts';
export { BadFile, Closed, Conflict } from './errors.ts';
export type { Forgetting } from './forgetting.ts';
export { Host, type HostOptions } from './in-process/host.ts';
export {
  type Health,
  type HowTaken,
  type Observer,
  tellObserver,
  type WatchedHost,
} from './observe.ts';
export { combinedHealth } from './operating/combined.ts';
export { untilStopped } from './operating/until-stopped.ts';
export { watchedBy } from './operating/watched-by.ts';
export type * from './ports.ts';
export { noChange } from './ports.ts';
export { Reminders } from './reminders.ts';
export type { HostSettings } from './settings.ts';
export { flawInEffect, flawInRow, flawInVerdict } from './stores/kept.ts';
export { MemoryStore } from './stores/memory.ts';
export { effectOfNow, keyOfOlder } from './stores/older.ts';
export { type SqliteOptions, SqliteStore } from './stores/sqlite.ts';
