/** The room's door: one's own receiver or platform, tried by checks that have an authority. */
export {
  CheckFailed,
  type ConformCheck,
  type ConformPriority,
  type ConformSubject,
  conformPriorities,
  NotTestable,
} from './checks/check.ts';
export {
  type AuthorityShown,
  authorityPages,
  authorityShown,
  type ConformAuthority,
  type PageId,
} from './checks/pages.ts';
export {
  Trace,
  type TracedAnswer,
  type TracedExchange,
  type TracedRequest,
} from './checks/trace.ts';
export {
  type ConformPlatformOptions,
  conformPlatform,
  type OwnPlans,
  type PlatformTests,
  platformChecks,
} from './conform-platform.ts';
export {
  type ConformReceiverOptions,
  conformReceiver,
  publicKeyOf,
  type ReceiverPart,
  receiverChecks,
  receiverParts,
} from './conform-receiver.ts';
export { farEndByHttp, farEndByLines } from './far-end/elsewhere.ts';
export {
  type ConformFarEnd,
  type FarEndClock,
  type FarEndDeed,
  FarEndFailed,
  type FarEndManner,
  farEndDeeds,
  farEndManners,
} from './far-end/far-end.ts';
export { farEndMessageSchema } from './far-end/messages.ts';
export { type FarEndNumbers, farEndOfNumbers } from './far-end/numbers.ts';
export { type SandboxFarEndOptions, sandboxFarEnd } from './far-end/of-sandbox.ts';
export type { PlatformApp } from './platform/api.ts';
export type { InboxPlace } from './platform/inbox.ts';
export {
  type PlatformBeginning,
  type PlatformMove,
  type PlatformPlan,
  planWords,
  platformBeginnings,
} from './platform/plan.ts';
export {
  type PlatformPart,
  platformPartNames,
  platformParts,
  readProfile,
} from './platform/profile.ts';
export type { PlatformLimits } from './platform/tested.ts';
export type { PlatformPlans } from './platform/tried/sequences.ts';
export type { OwnStory } from './receiver/own.ts';
export { httpProbe, type ReceiverProbe } from './receiver/probe.ts';
export type { ReceiverApp } from './receiver/sending.ts';
export type { ConformArbitrary } from './running/drawing.ts';
export { ExpectedFailuresError, ProfileError, readExpectedFailures } from './running/expected.ts';
export {
  type AnyCheck,
  type CheckOutcome,
  type CheckResult,
  type ConformResult,
  checkOutcomes,
  conformExitCode,
  conformExitCodes,
  failsRun,
  outcomeCounts,
} from './running/result.ts';
export { CheckRunner, type RunOf } from './running/runner.ts';
export { type ConformReport, checkJson, conformReport, conformReportSchema } from './shown/json.ts';
export { junitOf } from './shown/junit.ts';
export { conformPage } from './shown/page.ts';
export { checkListText, resultText, summaryText } from './shown/text.ts';
export { type ConformTest, type ConformTests, testsOf } from './tests.ts';
