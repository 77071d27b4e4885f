/** The room's door: a Telnyx-compatible server for recordings, listening or as a handler. */
export type { Destination, Egress } from './egress.ts';
export { printEntry } from './print.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { type Listening, type ListenOptions, listen } from './server.ts';
export { readSettingsText, SettingsError, type SettingsSaid } from './settings.ts';
export type { Summary } from './summary.ts';
export type { Entry } from './timeline.ts';
export type { Inbound, World } from './world.ts';
export { TooManyWorlds, type Worlds } from './worlds.ts';
