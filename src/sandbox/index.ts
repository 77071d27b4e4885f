/** The room's door: a Telnyx-compatible server for recordings, listening or as a handler. */

export type { Summary } from '../wire/resources/summary.ts';
export type { Destination, Egress } from './network/egress.ts';
export type { Answers, AskersTime, InProcess } from './network/function-network.ts';
export { isNotice, printEntry } from './print.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { type Listening, type ListenOptions, listen } from './server.ts';
export type { SharedState } from './shared-sandbox.ts';
export { readSettingsText, SettingsError, type SettingsSaid } from './stage/settings.ts';
export type { TimelineEntry } from './stage/timeline.ts';
export { TooManyWorlds } from './state/unusable.ts';
export type { Inbound } from './world/options.ts';
export type { World } from './world/world.ts';
export type { Worlds } from './world/worlds.ts';
