/** What a customer is told and asked, as data: one shape for each kind of request that arrives. */
import type { Announcement, InstructionCause, LineEnd } from '../../../machines/index.ts';
import type { RecordingSource } from '../../../machines/words/words.ts';
import type { CallStatus } from '../resources/status.ts';

/** What was noticed while a request was read: nothing is refused because of it. */
export interface SaidWarning {
  /** The parameter that it is about, as it is spelled; empty: the request as a whole. */
  readonly parameter: string;
  /** A sentence that names the parameter, its value, and what is expected. */
  readonly says: string;
}

/** What any of these requests may say: everything is left out where it is not said. */
export interface SaidOfCall {
  /** Whose call it is: AccountSid. */
  readonly accountSid?: string;
  /** The call or leg that it is about: CallSid, or else CallSidLegacy. */
  readonly callSid?: string;
  /** How the call stands, in the words of its status: CallStatus. */
  readonly callStatus?: CallStatus;
  /** When it came about, by the clock of whoever tells it, in milliseconds since the epoch. */
  readonly at?: number;
  /** Its number among those of its call or conference, from 0: SequenceNumber. */
  readonly sequenceNumber?: number;
  /** The connection or application that the call belongs to: ConnectionId. */
  readonly connectionId?: string;
  /** Who calls: From. */
  readonly from?: string;
  /** Who is called: To. */
  readonly to?: string;
  /** The same as a SIP address: FromSipUri. */
  readonly fromSipUri?: string;
  /** The same as a SIP address: ToSipUri. */
  readonly toSipUri?: string;
  /** The name that is displayed: CallerId. */
  readonly callerId?: string;
  /** Where the caller calls from: CallingPartyType. */
  readonly callingPartyType?: 'sip' | 'pstn';
  /** Inbound or outbound, in the words of whoever tells it: Direction. */
  readonly direction?: string;
  /** The call that dialled this leg: ParentCallSid. */
  readonly parentCallSid?: string;
  /** All the calls that belong together: CallSessionId. */
  readonly sessionId?: string;
  /** The leg, where it is named apart from the call: CallLegId. */
  readonly legId?: string;
  /** When the call was begun, in milliseconds since the epoch: CallInitiatedAt. */
  readonly initiatedAt?: number;
  /** What the callback comes from: CallbackSource. */
  readonly callbackSource?: string;
  /** What went wrong, if anything: ErrorCode. */
  readonly errorCode?: string;
  /** The same as a sentence: ErrorMessage. */
  readonly errorMessage?: string;
}

/** A recording that is named with the end of what it records. */
export interface SaidOfRecording {
  /** RecordingSid. */
  readonly recordingSid?: string;
  /** Where its file is, or will be: RecordingUrl. */
  readonly recordingUrl?: string;
  /** How long it is by then, in milliseconds; whole seconds are told: RecordingDuration. */
  readonly recordingDurationMs?: number;
}

/** A recording goes on, or has ended. Sources: C-RIP, C-RC, and what was seen beside them. */
export interface RecordingSaid extends SaidOfCall {
  /** RecordingSid. */
  readonly recordingSid: string;
  /** What is announced: RecordingStatus. */
  readonly status: Announcement<'recording'>;
  /** What began it: RecordingSource. */
  readonly source?: RecordingSource;
  /** RecordingChannels. */
  readonly channels?: number;
  /** Which side is recorded: RecordingTrack. */
  readonly track?: string;
  /** How long it is, in milliseconds; whole seconds are told: RecordingDuration. */
  readonly durationMs?: number;
  /** Where its file is: RecordingUrl. */
  readonly url?: string;
  /** When capture began, in milliseconds since the epoch: RecordingStartTime. */
  readonly startedAt?: number;
  /** When capture ended, in milliseconds since the epoch: RecordingEndTime. */
  readonly endedAt?: number;
  /** The conference that it is of: ConferenceSid. */
  readonly conferenceSid?: string;
}

/** A call or dialled leg: how it goes on, and how it ended. Sources: C-CALL, C-YML. */
export interface CallSaid extends Omit<SaidOfCall, 'callStatus'>, SaidOfRecording {
  /** The call or leg: CallSid, or else CallSidLegacy. */
  readonly callSid: string;
  /** What is announced: CallStatus. */
  readonly status: Announcement<'call'>;
  /** When it was answered, in milliseconds since the epoch: AnsweredTime. */
  readonly answeredAt?: number;
  /** When it began, in milliseconds since the epoch: StartTime. */
  readonly startedAt?: number;
  /** When it ended, in milliseconds since the epoch: EndTime. */
  readonly endedAt?: number;
  /** From answer to end, in milliseconds; whole seconds are told: CallDuration. */
  readonly durationMs?: number;
  /** Why it is over: HangupCause. */
  readonly hangupCause?: string;
  /** Who hung up: HangupSource. */
  readonly hangupSource?: string;
  /** The code of SIP that says the same: SipHangupCause. */
  readonly sipHangupCause?: string;
}

/** A conference began or ended, or somebody came or went. Source: C-CONF. */
export interface ConferenceSaid extends SaidOfCall {
  /** ConferenceSid. */
  readonly conferenceSid: string;
  /** What is announced: StatusCallbackEvent, without the noun before it. */
  readonly event: Announcement<'conference'>;
  /** Its name: FriendlyName. */
  readonly friendlyName?: string;
  /** What the participant is called: ParticipantLabel. */
  readonly participantLabel?: string;
}

/** A key was pressed on a call. Source: C-YML. */
export interface DtmfSaid extends Omit<SaidOfCall, 'callStatus'> {
  /** The call or leg: CallSid, or else CallSidLegacy. */
  readonly callSid: string;
  /** The key: Digit. */
  readonly digit: string;
}

/** Who has answered was found out. Source: C-YML. */
export interface AmdSaid extends SaidOfCall {
  /** The call or leg: CallSid, or else CallSidLegacy. */
  readonly callSid: string;
  /** AnsweredBy. */
  readonly answeredBy: string;
  /** How long it took to find out, in milliseconds: MachineDetectionDuration. */
  readonly detectionMs?: number;
}

/** A transcription is there, or has failed. Source: the callback page texml-transcription. */
export interface TranscriptionSaid extends SaidOfCall {
  /** TranscriptionSid. */
  readonly transcriptionSid: string;
  /** What is announced: TranscriptionStatus. */
  readonly status: Announcement<'transcription'>;
  /** The recording that it is of: RecordingSid. */
  readonly recordingSid?: string;
  /** Where the file of that is: RecordingUrl. */
  readonly recordingUrl?: string;
  /** TranscriptionText. */
  readonly text?: string;
}

/** A document is asked for: the first of a call, or one that it was sent to. Source: T-FETCHI2. */
export interface InstructionsSaid extends SaidOfCall {
  /** The call or leg: CallSid, or else CallSidLegacy. */
  readonly callSid: string;
  /** Who has answered, where the document has waited for that: AnsweredBy (A58). */
  readonly answeredBy?: string;
  /** How long it took to find out, in milliseconds: MachineDetectionDuration. */
  readonly detectionMs?: number;
}

/** A `<Gather>` is over, and its action is asked. Source: C-YML. */
export interface GatherSaid extends SaidOfCall {
  /** The call or leg: CallSid, or else CallSidLegacy. */
  readonly callSid: string;
  /** The keys: Digits. */
  readonly digits?: string;
  /** What was said: SpeechResult. */
  readonly speech?: string;
  /** How sure that is, from 0 to 1: Confidence. */
  readonly confidence?: number;
}

/** Another verb is over, and its action is asked. Sources: W-VERB, C-YML. */
export interface ActionSaid extends SaidOfCall, SaidOfRecording {
  /** The call or leg: CallSid, or else CallSidLegacy. */
  readonly callSid: string;
  /** Which: `served` is that of a service, as `<Refer>` or `<AIGather>` are. */
  readonly because:
    | Extract<InstructionCause, 'record-ended' | 'dial-ended' | 'conference-left'>
    | 'served';
  /** The key that ended a `<Record>`, or the word `hangup`: Digits. */
  readonly digits?: string;
  /** How a `<Dial>` ended: DialCallStatus. */
  readonly dialStatus?: LineEnd;
  /** The leg that it was connected with: DialCallSid. */
  readonly dialCallSid?: string;
  /** How long they were connected, in milliseconds; whole seconds are told: DialCallDuration. */
  readonly dialDurationMs?: number;
  /** The code of SIP with which the leg ended: SipHangupCause. */
  readonly sipHangupCause?: string;
  /** What became of a call that was sent elsewhere: ReferCallStatus. */
  readonly referStatus?: string;
  /** How a wait in a queue ended: QueueResult (A67). */
  readonly queueResult?: string;
  /** How long it was, in milliseconds; whole seconds are told: QueueTime. */
  readonly queueMs?: number;
  /** What became of a payment, `success` or `failed`: PayResult. Source: T-PAY. */
  readonly payResult?: string;
}

/** What is none of these, or does not say what it is about. */
export type OtherSaid = SaidOfCall;

/** The kinds, by name. */
export interface SaidKinds {
  /** A recording. */
  readonly recording: RecordingSaid;
  /** A call or dialled leg. */
  readonly call: CallSaid;
  /** A conference. */
  readonly conference: ConferenceSaid;
  /** A key. */
  readonly dtmf: DtmfSaid;
  /** Who has answered. */
  readonly amd: AmdSaid;
  /** A transcription. */
  readonly transcription: TranscriptionSaid;
  /** A document that is asked for. */
  readonly instructions: InstructionsSaid;
  /** The action of a `<Gather>`. */
  readonly gather: GatherSaid;
  /** The action of another verb. */
  readonly action: ActionSaid;
  /** What is none of these. */
  readonly other: OtherSaid;
}
/** The name of a kind of request. */
export type SaidKind = keyof SaidKinds;

/** What comes with it, whatever it is. */
export interface AsItCame<K extends SaidKind> {
  /** What it is. */
  readonly kind: K;
  /** All that was said, known or not, as it was spelled. */
  readonly said: Readonly<Record<string, string>>;
  /** What is unknown, missing, or not as expected. */
  readonly warnings: readonly SaidWarning[];
}
/** A request that was read: what it is, what it says, and what was odd about it. */
export type Received<K extends SaidKind = SaidKind> = {
  [Kind in K]: SaidKinds[Kind] & AsItCame<Kind>;
}[K];
