/**
 * Every attribute of every verb and noun: what it may hold, what leaving it out means, what has to
 * stand beside it, and what it means. Copied by hand from facts 2.2 to 2.4, 2.7, 5.2 and 5.3 (T-REC, T-DIAL, T-CONF, T-RECNG,
 * T-REDIR, T-REJ) and from K2, which alone has prompts and gathering.
 *
 * Nothing at the end: what becomes of it stands in the column of `verbs.ts`, and it means nothing to
 * a machine. `-` and a warning: what means something elsewhere, and nothing in this document.
 */
import type { VerbName } from '../../../src/wire/texml/verbs.ts';
import { type Line, linesOf } from './rows.ts';

const record = `
  action                        | url                               | -            | -      | command.hasAction=true; nextDocument resolved
  method                        | one of GET, POST                  | POST         | action | nextDocument.method
  finishOnKey                   | keys of 1234567890*# or none      | 1234567890*# | -      | command.finishOnKey
  timeout                       | seconds 0-                        | 0            | -      | command.recording.silenceMs ms
  maxLength                     | seconds 0-14400                   | 3600         | -      | command.recording.maxLengthMs ms
  playBeep                      | flag                              | true         | -      | command.recording.beep
  trim                          | one of trim-silence, do-not-trim  | do-not-trim  | -      | command.recording.trim
  channels                      | one of single, dual               | dual         | -      | command.recording.channels channels
  format                        | one of mp3, wav                   | mp3          | -      | command.recording.format
  recordingStatusCallback       | url                               | -            | -      | rows.recording-1.subscription told completed
  recordingStatusCallbackMethod | one of GET, POST                  | POST         | recordingStatusCallback | rows.recording-1.subscription.method
  recordingStatusCallbackEvent  | some of in-progress, completed, absent | completed    | recordingStatusCallback | rows.recording-1.subscription.events
  transcription                 | flag                              | false        | -      | <transcribed>
  transcriptionCallback         | url                               | -            | transcription | rows.transcription-1.subscription told completed failed
  transcriptionEngine           | one of A, B, Deepgram, deepgram   | A            | transcription | command.recording.transcription.engine spelled
  transcriptionLanguage         | text                              | en-US        | transcription | command.recording.transcription.language or en-US
  transcriptionModel            | text                              | -            | transcription | command.recording.transcription.model or
`;

const recording = `
  recordingStatusCallback       | url                               | -            | -      | rows.recording-1.subscription told completed
  recordingStatusCallbackMethod | one of GET, POST                  | POST         | recordingStatusCallback | rows.recording-1.subscription.method
  recordingStatusCallbackEvent  | some of in-progress, completed, absent | completed | recordingStatusCallback | rows.recording-1.subscription.events
  channels                      | one of mono, single, dual         | dual         | -      | command.recording.channels channels
  track                         | one of inbound, outbound, both    | both         | -      | command.recording.track
  trim                          | one of trim-silence, do-not-trim  | do-not-trim  | -      | command.recording.trim
  format                        | one of mp3, wav                   | mp3          | -      | command.recording.format
`;

const dial = `
  action                        | url                               | -            | -      | command.hasAction=true; nextDocument resolved
  method                        | one of GET, POST                  | POST         | action | nextDocument.method
  callerId                      | text                              | -            | -      | <caller>
  fromDisplayName               | text                              | -            | -      | <display name>
  hangupOnStar                  | flag                              | false        | -      | command.hangupOnStar
  timeout                       | seconds 5-120                     | 30           | -      | command.ringTimeoutMs ms
  timeLimit                     | seconds 60-14400                  | 14400        | -      | command.timeLimitMs ms
  record                        | one of do-not-record, record-from-answer, record-from-ringing, record-from-answer-dual, record-from-ringing-dual | do-not-record | - | <recorded>
  recordingChannels             | one of single, dual               | single       | record | command.recording.channels channels
  recordMaxLength               | seconds 0-14400                   | 0            | record | command.recording.maxLengthMs ms
  recordingStatusCallback       | url                               | -            | record | rows.recording-1.subscription told completed
  recordingStatusCallbackMethod | one of GET, POST                  | POST         | record, recordingStatusCallback | rows.recording-1.subscription.method
  recordingStatusCallbackEvent  | some of in-progress, completed, absent | completed | record, recordingStatusCallback | rows.recording-1.subscription.events
  sendRecordingUrl              | flag                              | true         | record | rows.recording-1.sendsUrl
  answerOnBridge                | flag                              | false        | -
  sequential                    | flag                              | false        | -
  ringTone                      | text                              | us           | -
  audioUrl                      | url                               | -            | -
  passDiversionHeader           | flag                              | false        | -
  machineDetectionSpeechThreshold | number 0-                       | -            | -
  machineDetectionSpeechEndThreshold | number 0-                    | -            | -
  machineDetectionSilenceTimeout | number 0-                        | -            | -
`;

/** A <Dial> to a <Conference>: only its action counts. T-CONF. */
const dialConference = `
  action                        | url                               | -            | -      | command.hasAction=true; nextDocument resolved
  method                        | one of GET, POST                  | POST         | action | nextDocument.method
  callerId                      | text                              | -            | -      | - | no-effect-on-conference
  fromDisplayName               | text                              | -            | -      | - | no-effect-on-conference
  hangupOnStar                  | flag                              | -            | -      | - | no-effect-on-conference
  timeout                       | seconds 5-120                     | -            | -      | - | no-effect-on-conference
  timeLimit                     | seconds 60-14400                  | -            | -      | - | no-effect-on-conference
  record                        | one of do-not-record, record-from-answer, record-from-ringing, record-from-answer-dual, record-from-ringing-dual | - | - | - | dial-record-on-conference
  recordingChannels             | one of single, dual               | -            | -      | - | dial-record-on-conference
  recordMaxLength               | seconds 0-14400                   | -            | -      | - | dial-record-on-conference
  recordingStatusCallback       | url                               | -            | -      | - | dial-record-on-conference
  recordingStatusCallbackMethod | one of GET, POST                  | -            | -      | - | dial-record-on-conference
  recordingStatusCallbackEvent  | some of in-progress, completed, absent | -       | -      | - | dial-record-on-conference
  sendRecordingUrl              | flag                              | -            | -      | - | dial-record-on-conference
  answerOnBridge                | flag                              | false        | -
  sequential                    | flag                              | false        | -
`;

/** <Number> and <Sip>. */
const target = `
  statusCallback                | url                               | -            | -      | rows.dialLeg-1.subscription told completed
  statusCallbackMethod          | one of GET, POST                  | POST         | statusCallback | rows.dialLeg-1.subscription.method
  statusCallbackEvent           | some of initiated, ringing, answered, amd, dtmf, deepfake, completed | completed | statusCallback | rows.dialLeg-1.subscription.events
  url                           | url                               | -            | -
  method                        | one of GET, POST                  | POST         | url
  machineDetection              | one of Enable, DetectMessageEnd, Disable | Disable | - | rows.dialLeg-1.detection unless Disable
  detectionMode                 | one of Regular, Premium, PremiumCallScreening | Regular | -
  machineDetectionTimeout       | number 500-60000                  | 3500         | machineDetection | rows.dialLeg-1.detectionLimitMs unless 3500
  machineDetectionPromptEndTimeout | number 1000-120000             | -            | -
  machineDetectionBeepProfile   | one of both, freq_only            | -            | -
  amdStatusCallback             | url                               | -            | machineDetection | rows.dialLeg-1.detectionSubscription told amd
  sipRegion                     | text                              | -            | -
`;
const number = `
  sendDigits                    | keys of 1234567890*#w             | -            | -
  deepfakeDetection             | text                              | -            | -
  deepfakeDetectionCallbackUrl  | url                               | -            | -
`;
const sip = `
  username                      | text                              | -            | -
  password                      | text                              | -            | -
`;

const conference = `
  startConferenceOnEnter        | flag                              | true         | -      | command.startOnEnter
  endConferenceOnExit           | flag                              | false        | -      | command.endOnExit
  maxParticipants               | number 2-250                      | 250          | -      | command.maxParticipants
  muted                         | flag                              | false        | -      | <muted>
  beep                          | one of true, false, onEnter, onExit | true       | -
  participantLabel              | text                              | -            | -      | <label>
  record                        | one of do-not-record, record-from-start | do-not-record | - | <conference recorded>
  recordBeep                    | flag                              | true         | record | command.recording.beep
  recordingTimeout              | seconds 0-14400                   | 0            | record | command.recording.silenceMs ms
  trim                          | one of trim-silence, do-not-trim  | do-not-trim  | record | command.recording.trim
  recordingStatusCallback       | url                               | -            | record | rows.recording-1.subscription told completed
  recordingStatusCallbackMethod | one of GET, POST                  | POST         | record, recordingStatusCallback | rows.recording-1.subscription.method
  recordingStatusCallbackEvent  | some of in-progress, completed, absent | completed | record, recordingStatusCallback | rows.recording-1.subscription.events
  sendRecordingUrl              | flag                              | true         | record | rows.recording-1.sendsUrl
  statusCallback                | url                               | -            | -      | rows.conference-1.subscription told nothing
  statusCallbackMethod          | one of GET, POST                  | POST         | statusCallback | rows.conference-1.subscription.method
  statusCallbackEvent           | some of start, end, join, leave, speaker | -     | statusCallback | rows.conference-1.subscription.events
  waitUrl                       | url or none                       | -            | -
  waitMethod                    | one of GET, POST                  | POST         | waitUrl
`;

const redirect = `
  method                        | one of GET, POST                  | POST         | -      | nextDocument.method
`;
const reject = `
  reason                        | one of rejected, busy             | rejected     | -
`;
const pause = `
  length                        | seconds 1-180                     | 1            | -
`;
const say = `
  voice                         | text                              | man          | -
  language                      | text                              | -            | -
  loop                          | number 0-10                       | 1            | -
  gender                        | one of Male, Female               | -            | -
  effect                        | one of eq_telecomhp8k, eq_car     | -            | -
  voiceSpeed                    | text                              | -            | -
  api_key_ref                   | text                              | -            | -
  region                        | text                              | -            | -
  pronunciationDictId           | text                              | -            | -
  languageBoost                 | text                              | -            | -
`;
const play = `
  loop                          | number 0-                         | 1            | -
  mediaStorage                  | flag                              | false        | -
  digits                        | keys of 1234567890*#w             | -            | -
  failoverUrl                   | url                               | -            | -
  continueOnError               | flag                              | -            | -
  ringTone                      | text                              | -            | -
`;
const gather = `
  action                        | url                               | -            | -
  timeout                       | seconds 1-120                     | 5            | -
  input                         | set of dtmf, speech               | dtmf         | -
  finishOnKey                   | keys of 1234567890*# or none      | #            | -
  numDigits                     | number 1-128                      | -            | -
  minDigits                     | number 1-128                      | 1            | -
  maxDigits                     | number 1-128                      | 128          | -
  validDigits                   | keys of 1234567890*#              | -            | action
  invalidDigitsAction           | url                               | -            | validDigits
  speechTimeout                 | text                              | -            | -
  language                      | text                              | en-US        | -
  hints                         | text                              | -            | -
  keyterms                      | text                              | -            | -
  profanityFilter               | flag                              | -            | -
  useEnhanced                   | flag                              | -            | -
  smartFormat                   | flag                              | -            | -
  transcriptionEngine           | text                              | -            | -
  model                         | text                              | -            | -
  apiKeyRef                     | text                              | -            | -
  region                        | text                              | -            | -
  partialResultCallback         | url                               | -            | -
  partialResultCallbackMethod   | one of GET, POST                  | POST         | partialResultCallback
`;

/** Where a service leads once it is over. */
const goesOn = `
  action                        | url                               | -            | -
  method                        | one of GET, POST                  | POST         | action
`;
const enqueue = `
  waitUrl                       | url                               | -            | -
  waitUrlMethod                 | one of GET, POST                  | POST         | waitUrl
  maxWaitTimeSecs               | seconds 1-                        | 14400        | -
`;
const assistant = `
  id                            | text                              | -            | -
  join                          | text                              | -            | -
  participantName               | text                              | -            | -
  participantRole               | one of user, assistant            | user         | -
`;
const payment = [
  'chargeAmount',
  'currency',
  'description',
  'interDigitTimeout',
  'language',
  'maxAttempts',
  'metadata',
  'minPostalCodeLength',
  'parameters',
  'paymentToken',
  'postalCode',
  'prompts',
  'serviceLevel',
  'timeout',
  'transactionType',
  'validCardTypes',
  'voice',
];
const pay = `
  statusCallback                | url                               | -            | -
  statusCallbackMethod          | one of GET, POST                  | POST         | statusCallback
  paymentConnector              | text                              | Default      | -
  paymentMethod                 | one of credit-card, ach-debit     | credit-card  | -
${payment.map((name) => `  ${name} | text | - | -`).join('\n')}
`;

/** An element with its attributes; `%` in the document is where they stand. */
export interface AttributeTable {
  readonly element: VerbName;
  readonly document: string;
  readonly lines: readonly Line[];
  /** Whether these are all attributes of the element. */
  readonly isAll: boolean;
}
const table = (element: VerbName, document: string, lines: string, isAll = true) => ({
  element,
  document,
  lines: linesOf(lines),
  isAll,
});
export const attributeTables: readonly AttributeTable[] = [
  table('Record', '<Record%/>', record),
  table('Recording', '<Start><Recording%/></Start>', recording),
  table('Dial', '<Dial%>+15550001</Dial>', dial),
  table('Dial', '<Dial%><Conference>room</Conference></Dial>', dialConference, false),
  table('Number', '<Dial><Number%>+15550001</Number></Dial>', target + number),
  table('Sip', '<Dial><Sip%>sip:a@b</Sip></Dial>', target + sip),
  table('Conference', '<Dial><Conference%>room</Conference></Dial>', conference),
  table('Redirect', '<Redirect%>https://example.com/</Redirect>', redirect),
  table('Reject', '<Reject%/>', reject),
  table('Start', '<Start%><Recording/></Start>', ''),
  table('Stop', '<Stop%/>', ''),
  table('Hangup', '<Hangup%/>', ''),
  table('Leave', '<Leave%/>', ''),
  table('Pause', '<Pause%/>', pause),
  table('Say', '<Say%>hello</Say>', say),
  table('Play', '<Play%>https://example.com/a.mp3</Play>', play),
  table('Gather', '<Gather%/>', gather),
  table('Connect', '<Connect%><Stream url="wss://a"/></Connect>', goesOn),
  table('Enqueue', '<Enqueue%>support</Enqueue>', goesOn + enqueue),
  table('Refer', '<Refer%><Sip>sip:a@b</Sip></Refer>', goesOn),
  table('AIGather', '<AIGather%/>', goesOn),
  table('AIAssistant', '<AIAssistant%/>', assistant),
  table('Pay', '<Pay%/>', goesOn + pay),
];
