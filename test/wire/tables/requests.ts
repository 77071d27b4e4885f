/**
 * Every parameter of every request: what it may hold, what leaving it out means, what has to be
 * said beside it, and what it means. Nothing at the end: what becomes of it stands in the column of
 * `parameters.ts`. A `-`: it means something for another path, and nothing for this one.
 *
 * Copied by hand from OpenAPI (16 July 2026), from N (what only the client has: the parameters of
 * MachineDetectionBeep, and that Url and Texml may be null) and from facts 2.1, 2.5, 2.6, 3.1, 5.1
 * and 5.3. Where Telnyx gives no bound it is 0; where a default is the application's, there is none.
 */
import type { PathName, RequestName } from '../../../src/wire/index.ts';
import { type Line, linesOf } from './rows.ts';

/** How a call that a request begins is recorded. */
const recorded = `
  Record                         | flag                           | false     | -              | <recorded>
  RecordingChannels              | one of mono, dual              | mono      | Record         | command.recording.channels channels
  RecordingTrack                 | one of inbound, outbound, both | both      | Record         | command.recording.track
  RecordingTimeout               | seconds 0-                     | 0         | Record         | command.recording.silenceMs ms
  Trim                           | one of trim-silence, do-not-trim | trim-silence | Record    | command.recording.trim
  RecordingStatusCallback        | url                            | -         | Record         | rows.recording-1.subscription told completed
  RecordingStatusCallbackMethod  | one of GET, POST               | POST      | Record, RecordingStatusCallback | rows.recording-1.subscription.method
  RecordingStatusCallbackEvent   | some of in-progress, completed, absent | completed | Record, RecordingStatusCallback | rows.recording-1.subscription.events
  SendRecordingUrl               | flag                           | true      | Record         | rows.recording-1.sendsUrl
`;

/** What the two requests that begin a call share. */
const outbound = `${recorded}
  To                             | needed address                 | -         | -              | rows.call-1.to
  From                           | needed address                 | -         | -              | rows.call-1.from
  FallbackUrl                    | url                            | -         | -              | instructions.fallbackUrl
  Timeout                        | seconds 5-120                  | 30        | -              | command.ringTimeoutMs ms
  TimeLimit                      | seconds 30-14400               | 14400     | -              | command.timeLimitMs ms
  StatusCallback                 | url                            | -         | -              | rows.call-1.subscription told completed
  StatusCallbackMethod           | one of GET, POST               | POST      | StatusCallback | rows.call-1.subscription.method
  StatusCallbackEvent            | some of initiated, ringing, answered, amd, dtmf, deepfake, completed | completed | StatusCallback | rows.call-1.subscription.events
  CallerId                       | dialled                        | -         | -              | rows.call-1.callerName
  SuperviseCallSid               | text                           | -         | StatusCallback | rows.call-1.subscription gone
  AsyncAmd                       | flag                           | false     | MachineDetection | rows.call-1.isDetectionAsync unless false
  AsyncAmdStatusCallback         | url                            | -         | MachineDetection             | rows.call-1.detectionSubscription told amd
  AsyncAmdStatusCallbackMethod   | one of GET, POST               | POST      | MachineDetection, AsyncAmdStatusCallback | rows.call-1.detectionSubscription.method
  DeepfakeDetection              | one of Enable                  | -         | -
  DeepfakeDetectionCallbackUrl   | url                            | -         | -
  DeepfakeDetectionCallbackMethod | one of GET, POST              | POST      | -
  DetectionMode                  | one of Premium, Regular, PremiumCallScreening | Regular | -
  MachineDetection               | one of Enable, Disable, DetectMessageEnd | Disable | -      | rows.call-1.detection unless Disable
  MachineDetectionPromptEndTimeout | number 1000-120000           | -         | -
  MachineDetectionTimeout        | number 500-60000               | 30000     | MachineDetection | rows.call-1.detectionLimitMs unless 30000
  MediaEncryption                | one of disabled, SRTP, DTLS    | disabled  | -
  SipRegion                      | one of US, Europe, Canada, Australia, Middle East | US | -
  SupervisingRole                | one of barge, whisper, monitor | barge     | -
`;

const initiateCall = `
  ApplicationSid                 | needed text                    | -         | -              | rows.call-1.connectionId
  Url                            | url or null                    | -         | -              | instructions.url
  UrlMethod                      | one of GET, POST               | -         | Url            | instructions.method
  Texml                          | text or null                   | -         | -              | instructions.texml
`;

/** From N and facts 11; that it takes all that the other does is A50. */
const createCall = `
  Url                            | url                            | -         | -              | instructions.url
  Method                         | one of GET, POST               | -         | Url            | instructions.method
  Texml                          | text                           | -         | -              | instructions.texml
`;

/** From the SDK, TexmlInitiateAICallParams. */
const initiateAICall = `${recorded}
  To                             | needed address                 | -         | -              | rows.call-1.to
  From                           | needed address                 | -         | -              | rows.call-1.from
  CallerId                       | dialled                        | -         | -              | rows.call-1.callerName
  timeout_seconds                | seconds 5-120                  | 30        | -              | command.ringTimeoutMs ms
  TimeLimit                      | seconds 30-14400               | 14400     | -              | command.timeLimitMs ms
  StatusCallback                 | url                            | -         | -              | rows.call-1.subscription told completed
  StatusCallbackMethod           | one of GET, POST               | POST      | StatusCallback | rows.call-1.subscription.method
  StatusCallbackEvent            | some of initiated, ringing, answered, completed, no-answer, busy, canceled, failed, analyzed | completed | StatusCallback | rows.call-1.subscription.events
  StatusCallbacks                | anything                       | -         | -
  AIAssistantId                  | needed text                    | -         | -              | <assistant>
  AIAssistantVersion             | text                           | -         | -
  AIAssistantDynamicVariables    | anything                       | -         | -
  ConversationCallback           | url                            | -         | -
  ConversationCallbackMethod     | one of GET, POST               | POST      | -
  ConversationCallbacks          | anything                       | -         | -
  AsyncAmd                       | flag                           | false     | MachineDetection | rows.call-1.isDetectionAsync unless false
  AsyncAmdStatusCallback         | url                            | -         | MachineDetection             | rows.call-1.detectionSubscription told amd
  AsyncAmdStatusCallbackMethod   | one of GET, POST               | POST      | MachineDetection, AsyncAmdStatusCallback | rows.call-1.detectionSubscription.method
  DetectionMode                  | one of Premium, Regular, PremiumCallScreening | Regular | -
  MachineDetection               | one of Enable, Disable, DetectMessageEnd | Disable | -      | rows.call-1.detection unless Disable
  MachineDetectionPromptEndTimeout | number 1000-120000           | -         | -
  MachineDetectionTimeout        | number 500-60000               | 30000     | MachineDetection | rows.call-1.detectionLimitMs unless 30000
  Passports                      | text                           | -         | -
  SipRegion                      | one of US, Europe, Canada, Australia, Middle East | US | -
`;

/** What calls and participants share, and what has no effect on either. */
const unheard = `
  CancelPlaybackOnDetectMessageEnd | flag                         | true      | -
  CancelPlaybackOnMachineDetection | flag                         | true      | -
  CustomHeaders                  | anything                       | -         | -
  MachineDetectionBeepMaxFrequency | number 0-                    | -         | -
  MachineDetectionBeepMinFrequency | number 0-                    | -         | -
  MachineDetectionBeepMinToneDuration | number 0-                 | -         | -
  MachineDetectionBeepProfile    | one of both, freq_only         | -         | -
  MachineDetectionBeepSpectralConfirmation | flag                 | -         | -
  MachineDetectionBeepSpectralMinPurity | fraction 0-1            | -         | -
  MachineDetectionBeepSpectralRejectFaxCng | flag                 | -         | -
  MachineDetectionBeepSpectralWindow | number 0-                  | -         | -
  MachineDetectionSilenceTimeout | number 0-                      | 3500      | -
  MachineDetectionSpeechEndThreshold | number 0-                  | 800       | -
  MachineDetectionSpeechThreshold | number 0-                     | 3500      | -
  PreferredCodecs                | text                           | -         | -
  SipAuthPassword                | text                           | -         | -
  SipAuthUsername                | text                           | -         | -
`;

/** The callback of a call is there already: a GET about its ringing. */
const updateCall = `
  Status                         | one of completed               | -         | -              | command.type=call.hangUp
  Url                            | url                            | -         | -              | command.type=call.redirect; instructions.url
  Method                         | one of GET, POST               | -         | Url            | instructions.method
  Texml                          | text                           | -         | -              | command.type=call.redirect; instructions.texml
  FallbackUrl                    | url                            | -         | Url            | instructions.fallbackUrl
  FallbackMethod                 | one of GET, POST               | -         | Url, FallbackUrl | instructions.fallbackMethod
  StatusCallback                 | url                            | -         | -              | rows.call-0.subscription.url
  StatusCallbackMethod           | one of GET, POST               | -         | -              | rows.call-0.subscription.method
`;

const startRecording = `
  PlayBeep                       | flag                           | true      | -              | command.recording.beep
  RecordingChannels              | one of single, dual            | dual      | -              | command.recording.channels channels
  RecordingTrack                 | one of inbound, outbound, both | both      | -              | command.recording.track
  RecordingStatusCallback        | url                            | -         | -              | rows.recording-1.subscription told completed
  RecordingStatusCallbackMethod  | one of GET, POST               | POST      | RecordingStatusCallback | rows.recording-1.subscription.method
  RecordingStatusCallbackEvent   | some of in-progress, completed, absent | completed | RecordingStatusCallback | rows.recording-1.subscription.events
  SendRecordingUrl               | flag                           | true      | -              | rows.recording-1.sendsUrl
`;

/** Nothing else can be updated: A16. */
const updateRecording = `
  Status                         | needed one of in-progress, paused, stopped | - | -          | <status>
`;

/** Into a conference that there is; nobody can be dialled without To and From (W-NPM). */
const dialParticipant = `
  To                             | needed address                 | -         | -              | rows.dialLeg-1.to
  From                           | needed address                 | -         | -              | rows.dialLeg-1.from
  ApplicationSid                 | text                           | -         | -              | <application>
  Label                          | text                           | -         | -              | rows.dialLeg-1.label
  CallerId                       | dialled                        | -         | -              | rows.dialLeg-1.callerName
  Timeout                        | seconds 5-120                  | 30        | -              | command.ringTimeoutMs ms
  TimeLimit                      | seconds 1-                     | 14400     | -              | command.timeLimitMs ms
  StatusCallback                 | url                            | -         | -              | rows.dialLeg-1.subscription told completed
  StatusCallbackMethod           | one of GET, POST               | POST      | StatusCallback | rows.dialLeg-1.subscription.method
  StatusCallbackEvent            | some of initiated, ringing, answered, completed | completed | StatusCallback | rows.dialLeg-1.subscription.events
  StartConferenceOnEnter         | flag                           | true      | -              | command.startOnEnter
  EndConferenceOnExit            | flag                           | false     | -              | command.endOnExit
  MaxParticipants                | number 2-800                   | 250       | -              | command.maxParticipants
  Muted                          | flag                           | -         | -              | rows.dialLeg-1.muted
  Coaching                       | flag                           | -         | CallSidToCoach! | rows.dialLeg-1.coaching
  CallSidToCoach                 | text                           | -         | -              | rows.dialLeg-1.coachingCallSid
  Record                         | flag                           | false     | -              | <recorded>
  RecordingChannels              | one of mono, dual              | mono      | Record         | command.recording.channels channels
  RecordingTrack                 | one of inbound, outbound, both | both      | Record         | command.recording.track
  Trim                           | one of trim-silence, do-not-trim | trim-silence | Record    | command.recording.trim
  RecordingStatusCallback        | url                            | -         | Record         | rows.recording-1.subscription told completed
  RecordingStatusCallbackMethod  | one of GET, POST               | POST      | Record, RecordingStatusCallback | rows.recording-1.subscription.method
  RecordingStatusCallbackEvent   | some of in-progress, completed, absent | completed | Record, RecordingStatusCallback | rows.recording-1.subscription.events
  ConferenceRecord               | flag or one of true, false, record-from-start, do-not-record | do-not-record | - | <conference recorded>
  ConferenceTrim                 | one of trim-silence, do-not-trim | trim-silence | ConferenceRecord | command.conferenceRecording.trim
  ConferenceRecordingTimeout     | seconds 0-                     | 0         | ConferenceRecord | command.conferenceRecording.silenceMs ms
  ConferenceRecordingStatusCallback | url                         | -         | ConferenceRecord | rows.recording-1.subscription told completed
  ConferenceRecordingStatusCallbackMethod | one of GET, POST      | POST      | ConferenceRecord, ConferenceRecordingStatusCallback | rows.recording-1.subscription.method
  ConferenceRecordingStatusCallbackEvent | some of in-progress, completed, absent, failed | completed | ConferenceRecord, ConferenceRecordingStatusCallback | rows.recording-1.subscription.events failed
  ConferenceStatusCallback       | url                            | -         | -              | -
  ConferenceStatusCallbackMethod | one of GET, POST               | POST      | ConferenceStatusCallback | -
  ConferenceStatusCallbackEvent  | some of start, end, join, leave | -        | ConferenceStatusCallback | -
  AmdStatusCallback              | url                            | -         | MachineDetection             | rows.dialLeg-1.detectionSubscription told amd
  AmdStatusCallbackMethod        | one of GET, POST               | POST      | MachineDetection, AmdStatusCallback | rows.dialLeg-1.detectionSubscription.method
  Beep                           | flag or one of true, false, onEnter, onExit | - | -
  EarlyMedia                     | flag                           | false     | -
  MachineDetection               | one of Enable, DetectMessageEnd | -        | -              | rows.dialLeg-1.detection
  MachineDetectionTimeout        | number 0-                      | -         | MachineDetection | rows.dialLeg-1.detectionLimitMs unless 3500
  WaitUrl                        | url                            | -         | -
`;
/** Into a conference that this request makes: whoever comes later changes nothing of these. */
const dialIntoNew = `
  ApplicationSid                 | needed text                    | -         | -              | rows.dialLeg-1.connectionId; rows.conference-1.connectionId
  ConferenceStatusCallback       | url                            | -         | -              | rows.conference-1.subscription told nothing
  ConferenceStatusCallbackMethod | one of GET, POST               | POST      | ConferenceStatusCallback | rows.conference-1.subscription.method
  ConferenceStatusCallbackEvent  | some of start, end, join, leave | -        | ConferenceStatusCallback | rows.conference-1.subscription.events
`;

const updateParticipant = `
  EndConferenceOnExit            | flag                           | -         | -              | command.endOnExit
  Muted                          | flag                           | -         | -              | rows.leg-0.muted
  Hold                           | flag                           | -         | -              | rows.leg-0.hold
  Coaching                       | flag                           | -         | CallSidToCoach! | rows.leg-0.coaching
  CallSidToCoach                 | text                           | -         | -              | rows.leg-0.coachingCallSid
  HoldUrl                        | url                            | -         | -
  HoldMethod                     | one of GET, POST               | -         | -
  AnnounceUrl                    | url                            | -         | -
  AnnounceMethod                 | one of GET, POST               | -         | -
  BeepOnExit                     | flag                           | -         | -
  WaitUrl                        | url                            | -         | -
`;

const updateConference = `
  Status                         | one of completed               | -         | -              | command.type=conference.end
  AnnounceUrl                    | url                            | -         | -
  AnnounceMethod                 | one of GET, POST               | POST      | -
`;

/** A request with its parameters; the path says for which one the table holds. */
export interface RequestTable {
  readonly operation: RequestName;
  readonly path?: Partial<Record<PathName, string>>;
  readonly lines: readonly Line[];
}
export const requestTables: readonly RequestTable[] = [
  { operation: 'initiateCall', lines: linesOf(outbound + initiateCall + unheard) },
  { operation: 'createCall', lines: linesOf(outbound + createCall + unheard) },
  {
    operation: 'initiateAICall',
    lines: linesOf(initiateAICall + unheard).filter(({ name }) => !/^CancelPlayback/.test(name)),
  },
  { operation: 'updateCall', lines: linesOf(updateCall) },
  { operation: 'startRecording', lines: linesOf(startRecording) },
  { operation: 'updateRecording', lines: linesOf(updateRecording) },
  { operation: 'deleteRecording', lines: [] },
  { operation: 'dialParticipant', lines: linesOf(dialParticipant + unheard) },
  { operation: 'dialParticipant', path: { conference_sid: 'hall' }, lines: linesOf(dialIntoNew) },
  { operation: 'updateParticipant', lines: linesOf(updateParticipant) },
  { operation: 'removeParticipant', lines: [] },
  { operation: 'updateConference', lines: linesOf(updateConference) },
];
