/**
 * What requests say of a line that they dial, alike for calls and participants: how it is recorded,
 * whom to tell, and what has no effect. Sources as in `../parameters.ts`.
 */
import { means, warnsOf } from '../../resources/uses.ts';
import { neededAddress, textOrNumber } from './addresses.ts';
import {
  anything,
  choice,
  events,
  flag,
  fraction,
  method,
  neededText,
  seconds,
  text,
  url,
  whole,
} from './parameter-kinds.ts';

export const track = choice('inbound', 'outbound', 'both');
export const trim = choice('trim-silence', 'do-not-trim');

/** How the callback of a recording is told, beside its URL. */
export const recordingTold = {
  RecordingStatusCallbackMethod: [method, means('row'), { needs: 'RecordingStatusCallback' }],
  RecordingStatusCallbackEvent: [
    events('in-progress', 'completed', 'absent'),
    means('row'),
    { needs: 'RecordingStatusCallback' },
  ],
} as const;

/** Recording of a line that is about to be dialled. */
export const recordedLine = {
  Record: [flag, means('command')],
  RecordingChannels: [choice('mono', 'dual'), means('command'), { needs: 'Record' }],
  RecordingTrack: [track, means('command'), { needs: 'Record' }],
  Trim: [trim, means('command'), { needs: 'Record' }],
  RecordingStatusCallback: [url, means('row'), { needs: 'Record' }],
  ...recordingTold,
} as const;

/** Who is shown as the caller: callbacks and requests for documents say it, too. */
export const shownCaller = { CallerId: [textOrNumber, means('row')] } as const;

/** What calls and participants share, and what changes nothing that anybody could notice here. */
export const unheard = {
  CancelPlaybackOnDetectMessageEnd: [flag, warnsOf('of-detection'), { byDefault: true }],
  CancelPlaybackOnMachineDetection: [flag, warnsOf('of-detection'), { byDefault: true }],
  CustomHeaders: [anything, warnsOf('carried')],
  MachineDetectionBeepMaxFrequency: [whole(0), warnsOf('of-detection')],
  MachineDetectionBeepMinFrequency: [whole(0), warnsOf('of-detection')],
  MachineDetectionBeepMinToneDuration: [whole(0), warnsOf('of-detection')],
  MachineDetectionBeepProfile: [choice('both', 'freq_only'), warnsOf('of-detection')],
  MachineDetectionBeepSpectralConfirmation: [flag, warnsOf('of-detection')],
  MachineDetectionBeepSpectralMinPurity: [fraction(0, 1), warnsOf('of-detection')],
  MachineDetectionBeepSpectralRejectFaxCng: [flag, warnsOf('of-detection')],
  MachineDetectionBeepSpectralWindow: [whole(0), warnsOf('of-detection')],
  MachineDetectionSilenceTimeout: [whole(0), warnsOf('of-detection'), { byDefault: 3_500 }],
  MachineDetectionSpeechEndThreshold: [whole(0), warnsOf('of-detection'), { byDefault: 800 }],
  MachineDetectionSpeechThreshold: [whole(0), warnsOf('of-detection'), { byDefault: 3_500 }],
  PreferredCodecs: [text, warnsOf('carried')],
  SipAuthPassword: [text, warnsOf('carried')],
  SipAuthUsername: [text, warnsOf('carried')],
} as const;

/** What the two requests that begin a call share. */
export const outbound = {
  To: [neededAddress, means('row')],
  From: [neededAddress, means('row')],
  FallbackUrl: [url, means('document')],
  Timeout: [seconds(5, 120), means('command')],
  TimeLimit: [seconds(30, 14_400), means('command')],
  StatusCallback: [url, means('row')],
  StatusCallbackMethod: [method, means('row'), { needs: 'StatusCallback' }],
  // The words of <Number statusCallbackEvent>, as OpenAPI lists none. Source: T-DIAL, K2.
  StatusCallbackEvent: [
    events(...['initiated', 'ringing', 'answered', 'amd', 'dtmf', 'deepfake', 'completed']),
    means('row'),
    { never: ['deepfake'], needs: 'StatusCallback' },
  ],
  SuperviseCallSid: [text, means('row')],
  ...shownCaller,
  ...recordedLine,
  RecordingTimeout: [seconds(0), means('command'), { needs: 'Record' }],
  SendRecordingUrl: [flag, means('row'), { needs: 'Record' }],
  ...unheard,
  AsyncAmd: [flag, means('row'), { byDefault: false, needs: 'MachineDetection' }],
  AsyncAmdStatusCallback: [url, means('row'), { needs: 'MachineDetection' }],
  AsyncAmdStatusCallbackMethod: [method, means('row'), { needs: 'AsyncAmdStatusCallback' }],
  DeepfakeDetection: [choice('Enable'), warnsOf('deepfake-detection')],
  DeepfakeDetectionCallbackUrl: [url, warnsOf('deepfake-detection')],
  DeepfakeDetectionCallbackMethod: [method, warnsOf('method-in-vain'), { byDefault: 'POST' }],
  DetectionMode: [
    choice('Premium', 'Regular', 'PremiumCallScreening'),
    warnsOf('of-detection'),
    { byDefault: 'Regular' },
  ],
  MachineDetection: [
    choice('Enable', 'Disable', 'DetectMessageEnd'),
    means('row'),
    { byDefault: 'Disable' },
  ],
  MachineDetectionPromptEndTimeout: [whole(1_000, 120_000), warnsOf('of-detection')],
  MachineDetectionTimeout: [whole(500, 60_000), means('row'), { needs: 'MachineDetection' }],
  MediaEncryption: [
    choice('disabled', 'SRTP', 'DTLS'),
    warnsOf('carried'),
    { byDefault: 'disabled' },
  ],
  SipRegion: [
    choice('US', 'Europe', 'Canada', 'Australia', 'Middle East'),
    warnsOf('carried'),
    { byDefault: 'US' },
  ],
  SupervisingRole: [
    choice('barge', 'whisper', 'monitor'),
    warnsOf('heard'),
    { byDefault: 'barge' },
  ],
} as const;

const {
  CancelPlaybackOnDetectMessageEnd: _,
  CancelPlaybackOnMachineDetection: __,
  ...heardByNobody
} = unheard;
/** What a request says that begins a call with an assistant. Source: SDK, TexmlInitiateAICallParams. */
export const withAssistant = {
  To: outbound.To,
  From: outbound.From,
  ...shownCaller,
  timeout_seconds: outbound.Timeout,
  TimeLimit: outbound.TimeLimit,
  StatusCallback: outbound.StatusCallback,
  StatusCallbackMethod: outbound.StatusCallbackMethod,
  // Whatever ends a call is told as its completion; nothing is analyzed.
  StatusCallbackEvent: [
    events(
      ...['initiated', 'ringing', 'answered', 'completed', 'no-answer', 'busy', 'canceled'],
      ...['failed', 'analyzed'],
    ),
    means('row'),
    { never: ['analyzed', 'no-answer', 'busy', 'canceled', 'failed'], needs: 'StatusCallback' },
  ],
  StatusCallbacks: [anything, warnsOf('more-callbacks')],
  ...recordedLine,
  RecordingTimeout: outbound.RecordingTimeout,
  SendRecordingUrl: outbound.SendRecordingUrl,
  // The document says that nobody speaks for it.
  AIAssistantId: [neededText, means('document')],
  AIAssistantVersion: [text, warnsOf('assistant')],
  AIAssistantDynamicVariables: [anything, warnsOf('assistant')],
  ConversationCallback: [url, warnsOf('assistant-callback')],
  ConversationCallbackMethod: [method, warnsOf('method-in-vain'), { byDefault: 'POST' }],
  ConversationCallbacks: [anything, warnsOf('assistant-callback')],
  ...heardByNobody,
  AsyncAmd: outbound.AsyncAmd,
  AsyncAmdStatusCallback: outbound.AsyncAmdStatusCallback,
  AsyncAmdStatusCallbackMethod: outbound.AsyncAmdStatusCallbackMethod,
  DetectionMode: outbound.DetectionMode,
  MachineDetection: outbound.MachineDetection,
  MachineDetectionPromptEndTimeout: outbound.MachineDetectionPromptEndTimeout,
  MachineDetectionTimeout: outbound.MachineDetectionTimeout,
  Passports: [text, warnsOf('carried')],
  SipRegion: outbound.SipRegion,
} as const;
