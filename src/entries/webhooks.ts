/** `texml-recordings/webhooks`: takes callbacks and requests for documents, each once and in order. */

export * from '../webhooks/index.ts';
export type {
  ActionSaid,
  AmdSaid,
  AsItCame,
  CallSaid,
  ConferenceSaid,
  DtmfSaid,
  GatherSaid,
  InstructionsSaid,
  OtherSaid,
  Received,
  RecordingSaid,
  SaidKind,
  SaidKinds,
  SaidOfCall,
  SaidOfRecording,
  SaidWarning,
  TranscriptionSaid,
} from '../wire/index.ts';
