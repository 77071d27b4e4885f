/** The room's door: a host, its ports, and the stores that come with it. */
export { Activity } from './activity.ts';
export { SteadyClock, systemClock, type TimeSources } from './clock.ts';
export type { Pace } from './courier.ts';
export { BadFile, Closed, Conflict } from './errors.ts';
export { endedWithin, usualGraceMs } from './grace.ts';
export { type Ending, Host, type HostOptions, type Observer } from './host.ts';
export { tellObserver } from './observe.ts';
export type * from './ports.ts';
export { noChange } from './ports.ts';
export { Reminders } from './reminders.ts';
export { flawInEffect, flawInRow, flawInVerdict } from './stores/kept.ts';
export { MemoryStore } from './stores/memory.ts';
export { effectOfNow } from './stores/older.ts';
export { type SqliteOptions, SqliteStore } from './stores/sqlite.ts';
