/**
 * Which parameter says what, for each kind of request: callbacks are read by these tables, and in
 * tests all that is written is held against them. Sources: C-RIP, C-RC, C-CALL, C-CONF, C-YML, T-FETCHI2, T-PAY; what was seen: facts 11.
 */
import { type Announcement, announcements, lineEnds } from '../../../machines/index.ts';
import { recordingSources } from '../../../machines/words/words.ts';
import { callWords } from '../resources/status.ts';
import type { SaidKind, SaidKinds, SaidOfCall, SaidOfRecording } from './shapes.ts';
import {
  microsecondOf,
  millisecondOf,
  oneOf,
  plainText,
  type Spelling,
  secondOf,
  shareOfOne,
  spelledAs,
  wholeFigure,
  wholeMilliseconds,
  wholeSeconds,
} from './spellings.ts';

/** A field: the parameter that says it, how, and others that are written, or else read, with it. */
export interface FieldRow<T = unknown> {
  readonly name: string;
  readonly spelling: Spelling<T>;
  /** Says the same, and is written too. */
  readonly also?: string;
  /** Says it where the other one is not said; nobody here writes it so. */
  readonly or?: string;
}
type Rows<T> = { readonly [F in keyof T]-?: FieldRow<NonNullable<T[F]>> };

type Names = Omit<FieldRow, 'name' | 'spelling'>;
const row = <T>(name: string, spelling: Spelling<T>, names: Names = {}): FieldRow<T> => ({
  name,
  spelling,
  ...names,
});

/** What any of them may say, but for how the call stands. */
const ofAny: Rows<Omit<SaidOfCall, 'callStatus'>> = {
  accountSid: row('AccountSid', plainText),
  callSid: row('CallSid', plainText, { also: 'CallSidLegacy' }),
  at: row('Timestamp', secondOf, { or: 'OccurredAt' }),
  sequenceNumber: row('SequenceNumber', wholeFigure),
  connectionId: row('ConnectionId', plainText),
  from: row('From', plainText, { or: 'Caller' }),
  to: row('To', plainText, { or: 'Called' }),
  fromSipUri: row('FromSipUri', plainText),
  toSipUri: row('ToSipUri', plainText),
  callerId: row('CallerId', plainText),
  callingPartyType: row('CallingPartyType', oneOf(['sip', 'pstn'])),
  direction: row('Direction', plainText),
  parentCallSid: row('ParentCallSid', plainText, { also: 'ParentCallSidLegacy' }),
  sessionId: row('CallSessionId', plainText),
  legId: row('CallLegId', plainText),
  initiatedAt: row('CallInitiatedAt', millisecondOf),
  callbackSource: row('CallbackSource', plainText),
  errorCode: row('ErrorCode', plainText),
  errorMessage: row('ErrorMessage', plainText),
};
const ofCall: Rows<SaidOfCall> = {
  ...ofAny,
  callStatus: row('CallStatus', oneOf([...new Set(Object.values(callWords))])),
};
const ofRecording: Rows<SaidOfRecording> = {
  recordingSid: row('RecordingSid', plainText),
  recordingUrl: row('RecordingUrl', plainText),
  recordingDurationMs: row('RecordingDuration', wholeSeconds),
};

const ofDetection = {
  answeredBy: row('AnsweredBy', plainText),
  detectionMs: row('MachineDetectionDuration', wholeMilliseconds),
};

/** What a conference announces, as it is told. Source: C-CONF. */
export const conferenceEvents: Readonly<Record<Announcement<'conference'>, string>> = {
  start: 'conference-start',
  // By analogy, as its page could not be read.
  end: 'conference-end',
  join: 'participant-join',
  leave: 'participant-leave',
};

/** Every field of every kind; a field that is missing does not compile. */
export const saidTables: { readonly [K in SaidKind]: Rows<Fields<K>> } = {
  recording: {
    ...ofCall,
    recordingSid: ofRecording.recordingSid,
    // Of a conference, `failed` is another word for it. Source: OpenAPI.
    status: row('RecordingStatus', oneOf(announcements.recording, { failed: 'absent' })),
    source: row('RecordingSource', oneOf(recordingSources)),
    channels: row('RecordingChannels', wholeFigure),
    track: row('RecordingTrack', plainText),
    durationMs: ofRecording.recordingDurationMs,
    url: ofRecording.recordingUrl,
    startedAt: row('RecordingStartTime', microsecondOf),
    endedAt: row('RecordingEndTime', microsecondOf),
    conferenceSid: row('ConferenceSid', plainText),
  },
  call: {
    ...ofAny,
    ...ofRecording,
    status: row('CallStatus', oneOf(announcements.call)),
    answeredAt: row('AnsweredTime', secondOf),
    startedAt: row('StartTime', secondOf),
    endedAt: row('EndTime', secondOf),
    durationMs: row('CallDuration', wholeSeconds),
    hangupCause: row('HangupCause', plainText),
    hangupSource: row('HangupSource', plainText),
    sipHangupCause: row('SipHangupCause', plainText),
  },
  conference: {
    ...ofCall,
    conferenceSid: row('ConferenceSid', plainText),
    event: row('StatusCallbackEvent', spelledAs(conferenceEvents)),
    friendlyName: row('FriendlyName', plainText),
    participantLabel: row('ParticipantLabel', plainText),
  },
  dtmf: { ...ofAny, digit: row('Digit', plainText) },
  amd: { ...ofCall, ...ofDetection },
  transcription: {
    ...ofCall,
    transcriptionSid: row('TranscriptionSid', plainText),
    status: row('TranscriptionStatus', oneOf(announcements.transcription)),
    recordingSid: ofRecording.recordingSid,
    recordingUrl: ofRecording.recordingUrl,
    text: row('TranscriptionText', plainText),
  },
  instructions: { ...ofCall, ...ofDetection },
  gather: {
    ...ofCall,
    digits: row('Digits', plainText),
    speech: row('SpeechResult', plainText),
    confidence: row('Confidence', shareOfOne),
  },
  action: {
    ...ofCall,
    ...ofRecording,
    digits: row('Digits', plainText),
    dialStatus: row('DialCallStatus', oneOf(lineEnds)),
    dialCallSid: row('DialCallSid', plainText, { also: 'DialCallSidLegacy' }),
    dialDurationMs: row('DialCallDuration', wholeSeconds),
    sipHangupCause: row('SipHangupCause', plainText),
    referStatus: row('ReferCallStatus', plainText),
    queueResult: row('QueueResult', plainText),
    queueMs: row('QueueTime', wholeSeconds),
    payResult: row('PayResult', plainText),
  },
  other: ofCall,
};
/** `because` is said by which parameters there are, and by none of its own. */
type Fields<K extends SaidKind> = Omit<SaidKinds[K], 'because'>;

/** Parameters that are known, and have no field: whoever wants them finds them in `said`. */
export const asides: ReadonlySet<string> = new Set(
  `ApiVersion BankAccountNumber BankAccountType BankRoutingNumber CallControlId CallQualityStats CallStatus CallerName ChargeId Codec ExpirationDate
  ForwardedFrom NotifySipResponseCode OccurredAt OrganizationId PayErrorCode PaymentCardNumber
  PaymentCardPostalCode PaymentCardType PaymentConfirmationCode PaymentConnector PaymentError
  PaymentMethod PaymentStep PaymentToken QueueSid ReferSipResponseCode Result SamplingRate SecurityCode
  ShakenStirAttestation ShakenStirValidated TokenId UserId`.split(/\s+/),
);

/** What a request cannot do without to be of its kind; without it, it is of none. */
export const needed: { readonly [K in SaidKind]: readonly (keyof Fields<K>)[] } = {
  recording: ['recordingSid', 'status'],
  call: ['callSid', 'status'],
  conference: ['conferenceSid', 'event'],
  dtmf: ['callSid', 'digit'],
  amd: ['callSid', 'answeredBy'],
  transcription: ['transcriptionSid', 'status'],
  instructions: ['callSid'],
  gather: ['callSid'],
  action: ['callSid'],
  other: [],
};
