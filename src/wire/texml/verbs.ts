/**
 * The attributes of every verb and noun: kind, allowed values, default and source, once. Defaults
 * are what the documentation says; what a recording defaults to is decided by its creation path.
 */

import { eventsByDefault } from '../resources/rows.ts';
import {
  type Attribute,
  choice,
  count,
  events,
  flag,
  keys,
  method,
  seconds,
  text,
  url,
} from './attributes.ts';

const longestSeconds = 14_400;
const recordingEvents = ['in-progress', 'completed', 'absent'] as const;
const tones = '1234567890*#w';

const recordingCallback = <const T extends string>(source: string, of: readonly T[]) => ({
  recordingStatusCallback: url(source),
  recordingStatusCallbackMethod: method(source),
  recordingStatusCallbackEvent: events<T | 'completed'>(source, [...of], {
    default: eventsByDefault,
  }),
});

/** What <Number> and <Sip> share. */
const target = {
  statusCallback: url('T-DIAL'),
  statusCallbackMethod: method('T-DIAL'),
  statusCallbackEvent: events(
    'T-DIAL; K2: deepfake',
    ['initiated', 'ringing', 'answered', 'amd', 'dtmf', 'deepfake', 'completed'],
    { default: eventsByDefault },
  ),
  url: url('T-DIAL', { warns: 'callee-document' }),
  method: method('T-DIAL'),
  machineDetection: choice('T-DIAL', ['Enable', 'DetectMessageEnd', 'Disable'], {
    default: 'Disable',
  }),
  detectionMode: choice(
    'T-DIAL; K2: PremiumCallScreening',
    ['Regular', 'Premium', 'PremiumCallScreening'],
    { default: 'Regular' },
  ),
  machineDetectionTimeout: count('T-DIAL', { least: 500, most: 60_000, default: 3_500 }),
  machineDetectionPromptEndTimeout: count('K2', { least: 1_000, most: 120_000 }),
  machineDetectionBeepProfile: choice('K2', ['both', 'freq_only']),
  amdStatusCallback: url('K2'),
  sipRegion: text('K2'),
} as const;

export const verbs = {
  Record: {
    action: url('T-REC'),
    method: method('T-REC'),
    // Empty: no key ends it. Telnyx is silent; Twilio documents it.
    finishOnKey: keys('T-REC; empty: W-VERB', { default: '1234567890*#', mayBeEmpty: true }),
    timeout: seconds('T-REC', { least: 0, default: 0 }),
    maxLength: seconds('T-REC', { least: 0, most: longestSeconds, default: 3_600 }),
    playBeep: flag('T-REC', { default: true }),
    trim: choice('T-REC', ['trim-silence']),
    channels: choice('T-REC', ['single', 'dual'], { default: 'dual' }),
    format: choice('T-REC', ['mp3', 'wav'], { default: 'mp3' }),
    ...recordingCallback('T-REC', ['in-progress', 'completed']),
    transcription: flag('T-REC', { default: false, warns: 'transcription' }),
    transcriptionCallback: url('T-REC'),
    transcriptionEngine: choice('T-REC; K2: Deepgram', ['A', 'B', 'Deepgram', 'deepgram'], {
      default: 'A',
    }),
    transcriptionLanguage: text('T-REC', { default: 'en-US' }),
    transcriptionModel: text('K2'),
  },
  Recording: {
    ...recordingCallback('T-RECNG', recordingEvents),
    channels: choice('T-RECNG', ['mono', 'single', 'dual'], { default: 'dual' }),
    track: choice('T-RECNG', ['inbound', 'outbound', 'both'], { default: 'both' }),
    trim: choice('T-RECNG', ['trim-silence']),
    format: choice('T-RECNG', ['mp3', 'wav'], { default: 'mp3' }),
  },
  Dial: {
    action: url('T-DIAL'),
    method: method('T-DIAL'),
    callerId: text('T-DIAL'),
    fromDisplayName: text('T-DIAL'),
    hangupOnStar: flag('T-DIAL', { default: false }),
    timeout: seconds('T-DIAL', { least: 5, most: 120, default: 30 }),
    timeLimit: seconds('T-DIAL', { least: 60, most: longestSeconds, default: longestSeconds }),
    record: choice(
      'T-DIAL',
      [
        'do-not-record',
        'record-from-answer',
        'record-from-ringing',
        'record-from-answer-dual',
        'record-from-ringing-dual',
      ],
      { default: 'do-not-record' },
    ),
    recordingChannels: choice('T-DIAL', ['single', 'dual'], { default: 'single' }),
    recordMaxLength: seconds('T-DIAL', { least: 0, most: longestSeconds, default: 0 }),
    ...recordingCallback('T-DIAL', recordingEvents),
    sendRecordingUrl: flag('T-DIAL', { default: true }),
    answerOnBridge: flag('T-DIAL', { default: false, warns: 'answer-on-bridge' }),
    sequential: flag('K2', { default: false, warns: 'sequential' }),
    ringTone: text('T-DIAL', { default: 'us' }),
    audioUrl: url('T-DIAL'),
    passDiversionHeader: flag('T-DIAL', { default: false }),
    machineDetectionSpeechThreshold: count('T-DIAL', { least: 0 }),
    machineDetectionSpeechEndThreshold: count('T-DIAL', { least: 0 }),
    machineDetectionSilenceTimeout: count('T-DIAL', { least: 0 }),
  },
  Number: {
    ...target,
    sendDigits: keys('T-DIAL', { of: tones }),
    deepfakeDetection: text('K2'),
    deepfakeDetectionCallbackUrl: url('K2'),
  },
  Sip: { ...target, username: text('T-DIAL'), password: text('T-DIAL') },
  Conference: {
    startConferenceOnEnter: flag('T-CONF', { default: true }),
    endConferenceOnExit: flag('T-CONF', { default: false }),
    maxParticipants: count('T-CONF', { least: 2, most: 250, default: 250 }),
    muted: flag('T-CONF', { default: false }),
    beep: choice('T-CONF', ['true', 'false', 'onEnter', 'onExit'], { default: 'true' }),
    participantLabel: text('T-CONF'),
    record: choice('T-CONF', ['do-not-record', 'record-from-start'], { default: 'do-not-record' }),
    recordBeep: flag('T-CONF', { default: true }),
    recordingTimeout: seconds('T-CONF', { least: 0, most: longestSeconds, default: 0 }),
    trim: choice('T-CONF', ['trim-silence', 'do-not-trim'], { default: 'do-not-trim' }),
    ...recordingCallback('T-CONF', recordingEvents),
    sendRecordingUrl: flag('T-CONF', { default: true }),
    statusCallback: url('T-CONF'),
    statusCallbackMethod: method('T-CONF'),
    statusCallbackEvent: events('T-CONF', ['start', 'end', 'join', 'leave', 'speaker']),
    waitUrl: url('T-CONF'),
    waitMethod: method('T-CONF'),
  },
  Redirect: { method: method('T-REDIR') },
  Reject: { reason: choice('T-REJ', ['rejected', 'busy'], { default: 'rejected' }) },
  Start: {},
  Stop: {},
  Hangup: {},
  Leave: {},
  Pause: { length: seconds('K2', { least: 1, most: 180, default: 1 }) },
  Say: {
    voice: text('K2', { default: 'man' }),
    language: text('K2'),
    loop: count('K2', { least: 0, most: 10, default: 1 }),
    gender: choice('K2', ['Male', 'Female']),
    effect: choice('K2', ['eq_telecomhp8k', 'eq_car']),
    voiceSpeed: text('K2'),
    api_key_ref: text('K2'),
    region: text('K2'),
    pronunciationDictId: text('K2'),
    languageBoost: text('K2'),
  },
  Play: {
    loop: count('K2', { least: 0, default: 1 }),
    mediaStorage: flag('K2', { default: false }),
    digits: keys('K2', { of: tones }),
    failoverUrl: url('K2'),
    continueOnError: flag('K2'),
    ringTone: text('K2'),
  },
  Gather: {
    action: url('K2'),
    timeout: seconds('K2', { least: 1, most: 120, default: 5 }),
    input: choice('K2', ['dtmf', 'speech', 'dtmf speech'], { default: 'dtmf' }),
    finishOnKey: keys('K2', { default: '#', mayBeEmpty: true }),
    numDigits: count('K2', { least: 1, most: 128 }),
    minDigits: count('K2', { least: 1, most: 128, default: 1 }),
    maxDigits: count('K2', { least: 1, most: 128, default: 128 }),
    validDigits: keys('K2'),
    invalidDigitsAction: url('K2'),
    speechTimeout: text('K2'),
    language: text('K2', { default: 'en-US' }),
    hints: text('K2'),
    keyterms: text('K2'),
    profanityFilter: flag('K2'),
    useEnhanced: flag('K2'),
    smartFormat: flag('K2'),
    transcriptionEngine: text('K2'),
    model: text('K2'),
    apiKeyRef: text('K2'),
    region: text('K2'),
    partialResultCallback: url('K2'),
    partialResultCallbackMethod: method('K2'),
  },
} as const satisfies Record<string, Readonly<Record<string, Attribute>>>;

export type VerbName = keyof typeof verbs;
/** What a document says explicitly about a verb or noun: seconds as numbers, words as TeXML has them. */
export type AttributesOf<V extends VerbName> = {
  readonly [A in keyof (typeof verbs)[V]]?: (typeof verbs)[V][A] extends Attribute<infer T>
    ? T
    : never;
};
