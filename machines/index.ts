/** The room's door: the machines, the words they are declared with, and how to read them. */
export { type AssumptionId, assumptions } from './assumptions.ts';
export { callMachine } from './call.ts';
export * from './catalogue.ts';
export * from './cells.ts';
export { conferenceMachine } from './conference.ts';
export * from './creation-paths.ts';
export type { Action, Deed } from './declare.ts';
export type { CallContext, DialVerb, RecordVerb, Stay } from './deeds/call-context.ts';
export type { Arriving, ConferenceContext, Participant } from './deeds/conference-context.ts';
export type { DialLegContext, Participation } from './deeds/dial-leg.ts';
export type { Hosted, LineContext } from './deeds/line.ts';
export type { MediaOrder, RecordingContext } from './deeds/recording.ts';
export { dialLegMachine } from './dial-leg.ts';
export * from './effects.ts';
export * from './policy.ts';
export { recordingMachine } from './recording.ts';
export * from './vocabulary.ts';
export * from './words.ts';
