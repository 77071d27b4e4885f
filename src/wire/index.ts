/** The room's door: how TeXML and REST spell the model, in both directions. */
export {
  type ActionHost,
  actionParameters,
  callParameters,
  isNumberedRequest,
  unreachedParameters,
} from './callbacks/action-parameters.ts';
export {
  type Announced,
  type CallbackHost,
  type CallbackReader,
  callbackFor,
} from './callbacks/callbacks.ts';
export {
  type Callback,
  type Delivered,
  type DeliveryRule,
  deliveredBy,
  deliveryOf,
  encode,
  type HttpRequest,
  httpRequestFor,
  type Parameters,
} from './callbacks/delivery.ts';
export {
  type Answering,
  answering,
  type DetectionKnown,
  detectionOn,
  foundOut,
  usuallyAnswering,
} from './callbacks/detection.ts';
export {
  callIdsOf,
  type HeardOnLine,
  isNumberedNews,
  type LineNews,
  lineNewsCallback,
} from './callbacks/line-callbacks.ts';
export {
  type Announcing,
  type LatestCallback,
  type LatestCallbacks,
  type NumberedKind,
  numberedCallback,
  numberFor,
} from './callbacks/numbering.ts';
export { type RecordingFields, recordingFieldSets } from './callbacks/seen-fields.ts';
export {
  type SignatureCheck,
  type SignedRequest,
  signatureCheck,
  signatureGoodMs,
  signatureHeaders,
  signedBytes,
} from './callbacks/signature.ts';
export { isOfUnreached, textOptions, toldBeside } from './execution/fetching.ts';
export { instructionsAtOnce } from './execution/hurry.ts';
export * from './execution/instructions.ts';
export type * from './execution/news.ts';
export { readOn } from './execution/read-on.ts';
export type {
  DocumentSource,
  Fetching,
  Reading,
  ReadingIn,
  ReadingState,
} from './execution/reading.ts';
export { type ReadingAnswer, readingTable } from './execution/reading-table.ts';
export {
  type Directory,
  type DirectoryAtHand,
  type Known,
  knownOf,
  type ListPage,
} from './resources/directory.ts';
export { directoryOf, type Held } from './resources/held.ts';
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
} from './resources/line-resources.ts';
export {
  type AskedTimes,
  type AskedWords,
  type Card,
  type CardTime,
  type CardWord,
  cardOf,
  type Interval,
  isMeant,
  type ListName,
  type ListPart,
  type ListQuery,
  type MachineIn,
  type Page,
  type Position,
  pageOf,
} from './resources/listing.ts';
export {
  type KnownConference,
  knownLine,
  type Reader,
  readerOf,
  reading,
} from './resources/reader.ts';
export {
  type FetchedRecording,
  fetchedRecording,
  type ListedRecording,
  listedRecording,
  type MediaUrl,
  mediaLinkMs,
  type UpdatedRecording,
  updatedRecording,
} from './resources/recording-resource.ts';
export { rowOf } from './resources/row-of.ts';
export type * from './resources/rows.ts';
export { answerers, tapKinds, tapTracks } from './resources/rows.ts';
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
  type TranscriptionStatus,
  transcriptionStatus,
  transcriptionWords,
} from './resources/status.ts';
export {
  type TranscriptionResource,
  transcriptionResource,
} from './resources/transcription-resource.ts';
export {
  type Asked,
  accountPath,
  type HeardRequest,
  type Operation,
  type PathName,
  type Refused,
  type RoutedPath,
  type RoutedRequest,
} from './rest/operation.ts';
export * from './rest/operations.ts';
export { methodsAt, type Route, route, whyMissing } from './rest/route.ts';
export * from './rest/serve.ts';
export { broughtAddress } from './rest/spelling/addresses.ts';
export {
  type ErrorAnswer,
  notAllowedAnswer,
  problemAnswer,
  refusalAnswer,
  unroutedAnswer,
  type WireError,
} from './rest/spelling/errors.ts';
export {
  type ParameterWarning,
  type Problem,
  type ProblemCode,
  RequestError,
} from './rest/spelling/request-error.ts';
export { mayAnnounce, mayFollow, type OrderedMachine } from './said/order.ts';
export type { ArrivedRequest } from './said/parameters.ts';
export { readSaid, received } from './said/received.ts';
export type * from './said/shapes.ts';
export { EncodingError, textIn } from './texml/charset.ts';
export { keptInstruction } from './texml/kept-document.ts';
export * from './texml/texml.ts';
export { type XmlLimits, xmlLimits } from './texml/xml.ts';
