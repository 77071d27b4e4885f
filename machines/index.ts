/** The room's door: the machines, the words they are declared with, and how to read them. */
export { type AssumptionId, assumptions, struckOut } from './assumptions.ts';
export { callMachine } from './call.ts';
export * from './catalogue.ts';
export * from './cells.ts';
export { conferenceMachine } from './conference.ts';
export * from './creation-paths.ts';
export type { Action, Deed, Guard, Question } from './declare.ts';
export {
  type CallContext,
  type DialVerb,
  type RecordVerb,
  redirectionsKnown,
  type Stay,
} from './deeds/call-context.ts';
export type { Arriving, ConferenceContext, Participant } from './deeds/conference-context.ts';
export type { DialLegContext, Participation } from './deeds/dial-leg.ts';
export type { Hosted, LineContext } from './deeds/line.ts';
export type { MediaOrder, RecordingContext } from './deeds/recording.ts';
export { dialLegMachine } from './dial-leg.ts';
export * from './effects.ts';
export * from './policy.ts';
export { recordingMachine } from './recording.ts';
export { accepted, type Said, silence } from './said.ts';
export * from './vocabulary.ts';
export * from './words.ts';
