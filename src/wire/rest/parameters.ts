/**
 * The parameters of every request, with what each may hold. Source: OpenAPI, and N for what only
 * the SDK has, unless a line says otherwise. Defaults are elsewhere, once: those of a recording in
 * its creation path, those of callbacks in `subscriptions.ts`.
 */
import { z } from 'zod';
import {
  anything,
  choice,
  choiceOrFlag,
  events,
  flag,
  fraction,
  method,
  neededText,
  seconds,
  text,
  url,
  whole,
} from './spelling/parameter-kinds.ts';

const recordingEvents = events('in-progress', 'completed', 'absent');
const track = choice('inbound', 'outbound', 'both');
const trim = choice('trim-silence', 'do-not-trim');

/** Recording of a line that is about to be dialled. */
const lineRecording = {
  Record: flag,
  RecordingChannels: choice('mono', 'dual'),
  RecordingTrack: track,
  Trim: trim,
  RecordingStatusCallback: url,
  RecordingStatusCallbackMethod: method,
  RecordingStatusCallbackEvent: recordingEvents,
};

/** What has no effect on a recording, its call or its callbacks: checked, then ignored. */
const unused = {
  CallerId: text,
  CancelPlaybackOnDetectMessageEnd: flag,
  CancelPlaybackOnMachineDetection: flag,
  CustomHeaders: anything,
  MachineDetectionBeepMaxFrequency: whole(0),
  MachineDetectionBeepMinFrequency: whole(0),
  MachineDetectionBeepMinToneDuration: whole(0),
  MachineDetectionBeepProfile: choice('both', 'freq_only'),
  MachineDetectionBeepSpectralConfirmation: flag,
  MachineDetectionBeepSpectralMinPurity: fraction(0, 1),
  MachineDetectionBeepSpectralRejectFaxCng: flag,
  MachineDetectionBeepSpectralWindow: whole(0),
  MachineDetectionSilenceTimeout: whole(0),
  MachineDetectionSpeechEndThreshold: whole(0),
  MachineDetectionSpeechThreshold: whole(0),
  PreferredCodecs: text,
  SipAuthPassword: text,
  SipAuthUsername: text,
};

export const parameters = {
  initiateCall: z.object({
    To: neededText,
    From: neededText,
    ApplicationSid: neededText,
    Url: url.nullable(),
    UrlMethod: method,
    Texml: text.nullable(),
    FallbackUrl: url,
    Timeout: seconds(5, 120),
    TimeLimit: seconds(30, 14_400),
    StatusCallback: url,
    StatusCallbackMethod: method,
    // The words of <Number statusCallbackEvent>, as OpenAPI lists none. Source: T-DIAL, K2.
    StatusCallbackEvent: events(
      ...['initiated', 'ringing', 'answered', 'amd', 'dtmf', 'deepfake', 'completed'],
    ),
    SuperviseCallSid: text,
    ...lineRecording,
    RecordingTimeout: seconds(0),
    SendRecordingUrl: flag,
    ...unused,
    AsyncAmd: flag,
    AsyncAmdStatusCallback: url,
    AsyncAmdStatusCallbackMethod: method,
    DeepfakeDetection: choice('Enable'),
    DeepfakeDetectionCallbackUrl: url,
    DeepfakeDetectionCallbackMethod: method,
    DetectionMode: choice('Premium', 'Regular', 'PremiumCallScreening'),
    MachineDetection: choice('Enable', 'Disable', 'DetectMessageEnd'),
    MachineDetectionPromptEndTimeout: whole(1_000, 120_000),
    MachineDetectionTimeout: whole(500, 60_000),
    MediaEncryption: choice('disabled', 'SRTP', 'DTLS'),
    SipRegion: choice('US', 'Europe', 'Canada', 'Australia', 'Middle East'),
    SupervisingRole: choice('barge', 'whisper', 'monitor'),
  }),

  updateCall: z.object({
    Status: choice('completed'),
    Url: url,
    Method: method,
    Texml: text,
    FallbackUrl: url,
    FallbackMethod: method,
    StatusCallback: url,
    StatusCallbackMethod: method,
  }),

  startRecording: z.object({
    PlayBeep: flag,
    RecordingChannels: choice('single', 'dual'),
    RecordingTrack: track,
    RecordingStatusCallback: url,
    RecordingStatusCallbackMethod: method,
    RecordingStatusCallbackEvent: recordingEvents,
    SendRecordingUrl: flag,
  }),
  // OpenAPI does not say that Status is required; there is nothing else to update: A16.
  updateRecording: z.object({ Status: choice('in-progress', 'paused', 'stopped').unwrap() }),
  deleteRecording: z.object({}),

  dialParticipant: z.object({
    // OpenAPI requires neither; nobody can be dialled without. Source: W-NPM.
    To: neededText,
    From: neededText,
    ApplicationSid: text,
    Label: text,
    Timeout: seconds(5, 120),
    TimeLimit: seconds(1),
    StatusCallback: url,
    StatusCallbackMethod: method,
    StatusCallbackEvent: events('initiated', 'ringing', 'answered', 'completed'),
    StartConferenceOnEnter: flag,
    EndConferenceOnExit: flag,
    MaxParticipants: whole(2, 800),
    Muted: flag,
    Coaching: flag,
    CallSidToCoach: text,
    ...lineRecording,
    ConferenceRecord: choiceOrFlag('true', 'false', 'record-from-start', 'do-not-record'),
    ConferenceRecordingTimeout: seconds(0),
    ConferenceTrim: trim,
    ConferenceRecordingStatusCallback: url,
    ConferenceRecordingStatusCallbackMethod: method,
    ConferenceRecordingStatusCallbackEvent: events('in-progress', 'completed', 'absent', 'failed'),
    ConferenceStatusCallback: url,
    ConferenceStatusCallbackMethod: method,
    ConferenceStatusCallbackEvent: events('start', 'end', 'join', 'leave'),
    ...unused,
    AmdStatusCallback: url,
    AmdStatusCallbackMethod: method,
    Beep: choiceOrFlag('true', 'false', 'onEnter', 'onExit'),
    EarlyMedia: flag,
    MachineDetection: choice('Enable', 'DetectMessageEnd'),
    MachineDetectionTimeout: whole(0),
    WaitUrl: url,
  }),
  updateParticipant: z.object({
    EndConferenceOnExit: flag,
    Muted: flag,
    Hold: flag,
    Coaching: flag,
    CallSidToCoach: text,
    HoldUrl: url,
    HoldMethod: method,
    AnnounceUrl: url,
    AnnounceMethod: method,
    BeepOnExit: flag,
    WaitUrl: url,
  }),
  removeParticipant: z.object({}),
  updateConference: z.object({
    Status: choice('completed'),
    AnnounceUrl: url,
    AnnounceMethod: method,
  }),
} as const;

/** What the body of a request says, once it is read: what it leaves out is undefined. */
export type BodyOf<O extends keyof typeof parameters> = z.output<(typeof parameters)[O]>;
