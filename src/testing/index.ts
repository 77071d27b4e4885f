/** The room's door: a kit for the tests of applications that are called by Telnyx. */

export type { SessionForm } from '../sandbox/http/exports/forms.ts';
export {
  type App,
  type AppAnswer,
  type AppTable,
  type AppTime,
  appUrl,
  type Handler,
  noAnswer,
} from './app.ts';
export type { AppRequest } from './around.ts';
export { kitFixture } from './fixture.ts';
export { fromNode } from './from-node.ts';
export type { Judgeable, JudgeableRun, RecordingLike } from './judged.ts';
export { createKit, type Kit, type KitOptions } from './kit.ts';
export type { Line } from './line.ts';
export { assertClaims, assertRecording, type KitMatchers, matchers } from './matchers.ts';
export type { RecordingSeen } from './seen.ts';
