/**
 * The parameters of every request: what each may hold, and what becomes of it. Source: OpenAPI, and
 * N for what only the SDK has, unless a line says otherwise. Defaults are elsewhere, once: those of a
 * recording in its creation path, those of callbacks in `rows.ts`.
 */
import type { z } from 'zod';
import { means, silent, warnsOf } from '../resources/uses.ts';
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
import { parameterTable } from './spelling/parameter-table.ts';

const recordingEvents = events('in-progress', 'completed', 'absent');
const track = choice('inbound', 'outbound', 'both');
const trim = choice('trim-silence', 'do-not-trim');

/** Recording of a line that is about to be dialled. */
const lineRecording = {
  Record: [flag, means('command')],
  RecordingChannels: [choice('mono', 'dual'), means('command')],
  RecordingTrack: [track, means('command')],
  Trim: [trim, means('command')],
  RecordingStatusCallback: [url, means('row')],
  RecordingStatusCallbackMethod: [method, means('row')],
  RecordingStatusCallbackEvent: [recordingEvents, means('row')],
} as const;

/** What calls and participants share, and what changes nothing that anybody could notice here. */
const unused = {
  CallerId: [text, silent('shown')],
  CancelPlaybackOnDetectMessageEnd: [flag, silent('of-detection')],
  CancelPlaybackOnMachineDetection: [flag, silent('of-detection')],
  CustomHeaders: [anything, silent('carried')],
  MachineDetectionBeepMaxFrequency: [whole(0), silent('of-detection')],
  MachineDetectionBeepMinFrequency: [whole(0), silent('of-detection')],
  MachineDetectionBeepMinToneDuration: [whole(0), silent('of-detection')],
  MachineDetectionBeepProfile: [choice('both', 'freq_only'), silent('of-detection')],
  MachineDetectionBeepSpectralConfirmation: [flag, silent('of-detection')],
  MachineDetectionBeepSpectralMinPurity: [fraction(0, 1), silent('of-detection')],
  MachineDetectionBeepSpectralRejectFaxCng: [flag, silent('of-detection')],
  MachineDetectionBeepSpectralWindow: [whole(0), silent('of-detection')],
  MachineDetectionSilenceTimeout: [whole(0), silent('of-detection')],
  MachineDetectionSpeechEndThreshold: [whole(0), silent('of-detection')],
  MachineDetectionSpeechThreshold: [whole(0), silent('of-detection')],
  PreferredCodecs: [text, silent('carried')],
  SipAuthPassword: [text, silent('carried')],
  SipAuthUsername: [text, silent('carried')],
} as const;

export const parameters = {
  initiateCall: parameterTable({
    To: [neededText, means('row')],
    From: [neededText, means('row')],
    ApplicationSid: [neededText, means('row')],
    Url: [url.nullable(), means('document')],
    UrlMethod: [method, means('document')],
    Texml: [text.nullable(), means('document')],
    FallbackUrl: [url, means('document')],
    Timeout: [seconds(5, 120), means('command')],
    TimeLimit: [seconds(30, 14_400), means('command')],
    StatusCallback: [url, means('row')],
    StatusCallbackMethod: [method, means('row')],
    // The words of <Number statusCallbackEvent>, as OpenAPI lists none. Source: T-DIAL, K2.
    StatusCallbackEvent: [
      events(...['initiated', 'ringing', 'answered', 'amd', 'dtmf', 'deepfake', 'completed']),
      means('row'),
      { never: ['amd', 'deepfake'] },
    ],
    SuperviseCallSid: [text, means('row')],
    ...lineRecording,
    RecordingTimeout: [seconds(0), means('command')],
    SendRecordingUrl: [flag, means('row')],
    ...unused,
    AsyncAmd: [flag, silent('of-detection')],
    AsyncAmdStatusCallback: [url, warnsOf('machine-detection')],
    AsyncAmdStatusCallbackMethod: [method, silent('method-in-vain')],
    DeepfakeDetection: [choice('Enable'), warnsOf('deepfake-detection')],
    DeepfakeDetectionCallbackUrl: [url, warnsOf('deepfake-detection')],
    DeepfakeDetectionCallbackMethod: [method, silent('method-in-vain')],
    DetectionMode: [choice('Premium', 'Regular', 'PremiumCallScreening'), silent('of-detection')],
    MachineDetection: [
      choice('Enable', 'Disable', 'DetectMessageEnd'),
      warnsOf('machine-detection'),
      { byDefault: 'Disable' },
    ],
    MachineDetectionPromptEndTimeout: [whole(1_000, 120_000), silent('of-detection')],
    MachineDetectionTimeout: [whole(500, 60_000), silent('of-detection')],
    MediaEncryption: [choice('disabled', 'SRTP', 'DTLS'), silent('carried')],
    SipRegion: [choice('US', 'Europe', 'Canada', 'Australia', 'Middle East'), silent('carried')],
    SupervisingRole: [choice('barge', 'whisper', 'monitor'), silent('heard')],
  }),

  updateCall: parameterTable({
    Status: [choice('completed'), means('command')],
    Url: [url, means('document')],
    Method: [method, means('document')],
    Texml: [text, means('document')],
    FallbackUrl: [url, means('document')],
    FallbackMethod: [method, means('document')],
    StatusCallback: [url, means('row')],
    StatusCallbackMethod: [method, means('row')],
  }),

  startRecording: parameterTable({
    PlayBeep: [flag, means('command')],
    RecordingChannels: [choice('single', 'dual'), means('command')],
    RecordingTrack: [track, means('command')],
    RecordingStatusCallback: [url, means('row')],
    RecordingStatusCallbackMethod: [method, means('row')],
    RecordingStatusCallbackEvent: [recordingEvents, means('row')],
    SendRecordingUrl: [flag, means('row')],
  }),
  // OpenAPI does not say that Status is required; there is nothing else to update: A16.
  updateRecording: parameterTable({
    Status: [choice('in-progress', 'paused', 'stopped').unwrap(), means('command')],
  }),
  deleteRecording: parameterTable({}),
  deleteTranscription: parameterTable({}),

  dialParticipant: parameterTable({
    // OpenAPI requires neither; nobody can be dialled without. Source: W-NPM.
    To: [neededText, means('row')],
    From: [neededText, means('row')],
    ApplicationSid: [text, means('row')],
    Label: [text, means('row')],
    Timeout: [seconds(5, 120), means('command')],
    TimeLimit: [seconds(1), means('command')],
    StatusCallback: [url, means('row')],
    StatusCallbackMethod: [method, means('row')],
    StatusCallbackEvent: [events('initiated', 'ringing', 'answered', 'completed'), means('row')],
    StartConferenceOnEnter: [flag, means('command')],
    EndConferenceOnExit: [flag, means('command')],
    MaxParticipants: [whole(2, 800), means('command')],
    Muted: [flag, means('row')],
    Coaching: [flag, means('row')],
    CallSidToCoach: [text, means('row')],
    ...lineRecording,
    ConferenceRecord: [
      choiceOrFlag('true', 'false', 'record-from-start', 'do-not-record'),
      means('command'),
    ],
    ConferenceRecordingTimeout: [seconds(0), means('command')],
    ConferenceTrim: [trim, means('command')],
    ConferenceRecordingStatusCallback: [url, means('row')],
    ConferenceRecordingStatusCallbackMethod: [method, means('row')],
    ConferenceRecordingStatusCallbackEvent: [
      events('in-progress', 'completed', 'absent', 'failed'),
      means('row'),
    ],
    ConferenceStatusCallback: [url, means('row')],
    ConferenceStatusCallbackMethod: [method, means('row')],
    ConferenceStatusCallbackEvent: [events('start', 'end', 'join', 'leave'), means('row')],
    ...unused,
    AmdStatusCallback: [url, warnsOf('machine-detection')],
    AmdStatusCallbackMethod: [method, silent('method-in-vain')],
    Beep: [choiceOrFlag('true', 'false', 'onEnter', 'onExit'), silent('heard')],
    EarlyMedia: [flag, warnsOf('early-media'), { byDefault: false }],
    MachineDetection: [choice('Enable', 'DetectMessageEnd'), warnsOf('machine-detection')],
    MachineDetectionTimeout: [whole(0), silent('of-detection')],
    WaitUrl: [url, warnsOf('wait-document')],
  }),
  updateParticipant: parameterTable({
    EndConferenceOnExit: [flag, means('command')],
    Muted: [flag, means('row')],
    Hold: [flag, means('row')],
    Coaching: [flag, means('row')],
    CallSidToCoach: [text, means('row')],
    HoldUrl: [url, warnsOf('wait-document')],
    HoldMethod: [method, silent('method-in-vain')],
    AnnounceUrl: [url, warnsOf('announcement')],
    AnnounceMethod: [method, silent('method-in-vain')],
    BeepOnExit: [flag, silent('heard')],
    WaitUrl: [url, warnsOf('wait-document')],
  }),
  removeParticipant: parameterTable({}),
  updateConference: parameterTable({
    Status: [choice('completed'), means('command')],
    AnnounceUrl: [url, warnsOf('announcement')],
    AnnounceMethod: [method, silent('method-in-vain')],
  }),
} as const;

/** What the body of a request says, once it is read: what it leaves out is undefined. */
export type BodyOf<O extends keyof typeof parameters> = z.output<(typeof parameters)[O]>;
