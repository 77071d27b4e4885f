/** The room's door: a host, its ports, and the stores that come with it. */
export { noChange } from './change.ts';
export { systemClock } from './clock.ts';
export type { Pace } from './courier.ts';
export { BadFile, Closed, Conflict } from './errors.ts';
export {
  Host,
  type HostOptions,
  type Kept,
  type Message,
  type Timeless,
  type Watch,
} from './host.ts';
export { flawInEffect, flawInRow, flawInVerdict } from './kept.ts';
export { MemoryStore } from './memory.ts';
export type * from './ports.ts';
export { type SqliteOptions, SqliteStore } from './sqlite.ts';
