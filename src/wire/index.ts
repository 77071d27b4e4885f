/** The room's door: how TeXML and REST spell the model, in both directions. */
export { actionParameters } from './action-parameters.ts';
export { answerTo, type Decided, type Done } from './answers.ts';
export { type Announced, type CallbackHost, callbackFor } from './callbacks.ts';
export {
  type Callback,
  encode,
  type HttpRequest,
  httpRequestFor,
  type Parameters,
} from './delivery.ts';
export { directoryOf, type Held } from './directory.ts';
export { type ErrorAnswer, problemAnswer, refusalAnswer, type WireError } from './errors.ts';
export * from './instructions.ts';
export { keptInstruction } from './kept-document.ts';
export {
  type CallResource,
  type ConferenceResource,
  callResource,
  conferenceResource,
  type InitiatedCall,
  initiatedCall,
  type NewParticipant,
  newParticipant,
  type ParticipantResource,
  participantResource,
} from './line-resources.ts';
export {
  type Found,
  type Known,
  type MediaLink,
  mediaLinkMs,
  type Reader,
  type Reading,
  type ReadRequest,
} from './read-request.ts';
export { type ReadName, reads } from './reads.ts';
export type {
  Asked,
  Directory,
  InstructionSource,
  KnownConference,
  Outcome,
  PathName,
  Refused,
  Request,
} from './request.ts';
export {
  type ParameterWarning,
  type Problem,
  type ProblemCode,
  RequestError,
} from './request-error.ts';
export type { ParticipantRow } from './request-rows.ts';
export * from './requests.ts';
export {
  type FetchedRecording,
  fetchedRecording,
  type ListedRecording,
  listedRecording,
  type MediaUrl,
  type UpdatedRecording,
  updatedRecording,
} from './resources.ts';
export { type Route, route } from './route.ts';
export type * from './rows.ts';
export {
  type CallStatus,
  type ConferenceStatus,
  callStatus,
  callWords,
  conferenceStatus,
  conferenceWords,
  type ListedStatus,
  legWords,
  type ParticipantStatus,
  participantStatus,
  type RecordingStatus,
  recordingStatus,
  recordingWords,
} from './status.ts';
export * from './texml.ts';
