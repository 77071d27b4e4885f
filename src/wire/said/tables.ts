/**
 * Which parameter says what, for each kind of request: callbacks are written by these tables and
 * read by them. Sources: C-RIP, C-RC, C-CALL, C-CONF, C-YML, T-FETCHI2; what was seen: facts 11.
 */
import { announcements, lineEnds } from '../../../machines/index.ts';
import { recordingSources } from '../../../machines/words/words.ts';
import { callWords } from '../resources/status.ts';
import type { SaidKind, SaidKinds, SaidOfCall, SaidOfRecording } from './shapes.ts';
import {
  fraction,
  microsecondOf,
  millisecondOf,
  milliseconds,
  oneOf,
  type Spelling,
  secondOf,
  seconds,
  spelledAs,
  text,
  whole,
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
  accountSid: row('AccountSid', text),
  callSid: row('CallSid', text, { also: 'CallSidLegacy' }),
  at: row('Timestamp', secondOf, { or: 'OccurredAt' }),
  sequenceNumber: row('SequenceNumber', whole),
  connectionId: row('ConnectionId', text),
  from: row('From', text, { or: 'Caller' }),
  to: row('To', text, { or: 'Called' }),
  fromSipUri: row('FromSipUri', text),
  toSipUri: row('ToSipUri', text),
  callerId: row('CallerId', text),
  callingPartyType: row('CallingPartyType', oneOf(['sip', 'pstn'])),
  direction: row('Direction', text),
  parentCallSid: row('ParentCallSid', text, { also: 'ParentCallSidLegacy' }),
  sessionId: row('CallSessionId', text),
  legId: row('CallLegId', text),
  initiatedAt: row('CallInitiatedAt', millisecondOf),
  callbackSource: row('CallbackSource', text),
  errorCode: row('ErrorCode', text),
  errorMessage: row('ErrorMessage', text),
};
const ofCall: Rows<SaidOfCall> = {
  ...ofAny,
  callStatus: row('CallStatus', oneOf([...new Set(Object.values(callWords))])),
};
const ofRecording: Rows<SaidOfRecording> = {
  recordingSid: row('RecordingSid', text),
  recordingUrl: row('RecordingUrl', text),
  recordingDurationMs: row('RecordingDuration', seconds),
};

/** Every field of every kind; a field that is missing does not compile. */
export const saidTables: { readonly [K in SaidKind]: Rows<Fields<K>> } = {
  recording: {
    ...ofCall,
    recordingSid: ofRecording.recordingSid,
    // Of a conference, `failed` is another word for it. Source: OpenAPI.
    status: row('RecordingStatus', oneOf(announcements.recording, { failed: 'absent' })),
    source: row('RecordingSource', oneOf(recordingSources)),
    channels: row('RecordingChannels', whole),
    track: row('RecordingTrack', text),
    durationMs: ofRecording.recordingDurationMs,
    url: ofRecording.recordingUrl,
    startedAt: row('RecordingStartTime', microsecondOf),
    endedAt: row('RecordingEndTime', microsecondOf),
    conferenceSid: row('ConferenceSid', text),
  },
  call: {
    ...ofAny,
    ...ofRecording,
    status: row('CallStatus', oneOf(announcements.call)),
    answeredAt: row('AnsweredTime', secondOf),
    startedAt: row('StartTime', secondOf),
    endedAt: row('EndTime', secondOf),
    durationMs: row('CallDuration', seconds),
    hangupCause: row('HangupCause', text),
    hangupSource: row('HangupSource', text),
    sipHangupCause: row('SipHangupCause', text),
  },
  conference: {
    ...ofCall,
    conferenceSid: row('ConferenceSid', text),
    event: row(
      'StatusCallbackEvent',
      spelledAs({
        start: 'conference-start',
        // By analogy, as its page could not be read.
        end: 'conference-end',
        join: 'participant-join',
        leave: 'participant-leave',
      }),
    ),
    friendlyName: row('FriendlyName', text),
    participantLabel: row('ParticipantLabel', text),
  },
  dtmf: { ...ofAny, digit: row('Digit', text) },
  amd: {
    ...ofCall,
    answeredBy: row('AnsweredBy', text),
    detectionMs: row('MachineDetectionDuration', milliseconds),
  },
  transcription: {
    ...ofCall,
    transcriptionSid: row('TranscriptionSid', text),
    status: row('TranscriptionStatus', oneOf(announcements.transcription)),
    recordingSid: ofRecording.recordingSid,
    recordingUrl: ofRecording.recordingUrl,
    text: row('TranscriptionText', text),
  },
  instructions: ofCall,
  gather: {
    ...ofCall,
    digits: row('Digits', text),
    speech: row('SpeechResult', text),
    confidence: row('Confidence', fraction),
  },
  action: {
    ...ofCall,
    ...ofRecording,
    digits: row('Digits', text),
    dialStatus: row('DialCallStatus', oneOf(lineEnds)),
    dialCallSid: row('DialCallSid', text, { also: 'DialCallSidLegacy' }),
    dialDurationMs: row('DialCallDuration', seconds),
    sipHangupCause: row('SipHangupCause', text),
    referStatus: row('ReferCallStatus', text),
  },
  other: ofCall,
};
/** `because` is said by which parameters there are, and by none of its own. */
type Fields<K extends SaidKind> = Omit<SaidKinds[K], 'because'>;

/** Parameters that are known, and have no field: whoever wants them finds them in `said`. */
export const asides: ReadonlySet<string> = new Set(
  `ApiVersion CallControlId CallQualityStats CallStatus CallerName Codec ForwardedFrom NotifySipResponseCode
  OccurredAt OrganizationId ReferSipResponseCode SamplingRate ShakenStirAttestation
  ShakenStirValidated UserId`.split(/\s+/),
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
