/** The room's door: the machines, the words they are declared with, and how to read them. */

export {
  type CallContext,
  type DialVerb,
  type RecordVerb,
  redirectionsKnown,
  type Stay,
} from './call/context.ts';
export * from './catalogue.ts';
export type { Arriving, ConferenceContext, Participant } from './conference/context.ts';
export {
  type Action,
  type Begin,
  type Creation,
  type Deed,
  type Guard,
  isCreation,
  type Perhaps,
  type Question,
  type Unborn,
  unborn,
} from './declaring/declare.ts';
export { accepted, type Said, silence } from './declaring/said.ts';
export type { DialLegContext, Participation } from './dial-leg/context.ts';
export type { Hosted, LineContext } from './line/deeds.ts';
export * from './reading/cells.ts';
export { openOrders, type RecordingContext } from './recording/context.ts';
export { secondsBy } from './recording/lengths.ts';
export type { TranscriptionContext } from './transcription/context.ts';
export { type AssumptionId, assumptions, struckOut } from './words/assumptions.ts';
export * from './words/creation-paths.ts';
export * from './words/effects.ts';
export * from './words/outage.ts';
export * from './words/policy.ts';
export * from './words/vocabulary.ts';
export * from './words/words.ts';
