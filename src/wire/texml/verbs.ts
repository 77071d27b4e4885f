/**
 * The attributes of every verb and noun: kind, allowed values, default and source, once. Defaults
 * are what the documentation says; what a recording defaults to is decided by its creation path.
 */

import { eventsByDefault } from '../resources/rows.ts';
import { means, silent, warnsOf } from '../resources/uses.ts';
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
import { hostVerbs, telephoneTones } from './host-verbs.ts';

const longestSeconds = 14_400;

const recordingCallback = (source: string, more: { readonly needs?: string } = {}) => ({
  recordingStatusCallback: url(source, means('row'), more),
  recordingStatusCallbackMethod: method(source, means('row'), { needs: 'recordingStatusCallback' }),
  recordingStatusCallbackEvent: events(
    source,
    means('row'),
    ['in-progress', 'completed', 'absent'],
    { default: eventsByDefault, needs: 'recordingStatusCallback' },
  ),
});
/** What is of use only where the verb records. */
const ifRecorded = { needs: 'record' } as const;
const ifTranscribed = { needs: 'transcription' } as const;

const trim = (source: string, more: { readonly needs?: string } = {}) =>
  choice(source, means('command'), ['trim-silence', 'do-not-trim'], {
    default: 'do-not-trim',
    ...more,
  });

/** What <Number> and <Sip> share. */
const target = {
  statusCallback: url('T-DIAL', means('row')),
  statusCallbackMethod: method('T-DIAL', means('row'), { needs: 'statusCallback' }),
  statusCallbackEvent: events(
    'T-DIAL; K2: deepfake',
    means('row'),
    ['initiated', 'ringing', 'answered', 'amd', 'dtmf', 'deepfake', 'completed'],
    { default: eventsByDefault, never: ['deepfake'], needs: 'statusCallback' },
  ),
  url: url('T-DIAL', warnsOf('callee-document')),
  method: method('T-DIAL', silent('method-in-vain'), { needs: 'url' }),
  machineDetection: choice('T-DIAL', means('row'), ['Enable', 'DetectMessageEnd', 'Disable'], {
    default: 'Disable',
  }),
  detectionMode: choice(
    'T-DIAL; K2: PremiumCallScreening',
    warnsOf('of-detection'),
    ['Regular', 'Premium', 'PremiumCallScreening'],
    { default: 'Regular' },
  ),
  machineDetectionTimeout: count('T-DIAL', means('row'), {
    least: 500,
    most: 60_000,
    default: 3_500,
    needs: 'machineDetection',
  }),
  machineDetectionPromptEndTimeout: count('K2', warnsOf('of-detection'), {
    least: 1_000,
    most: 120_000,
  }),
  machineDetectionBeepProfile: choice('K2', warnsOf('of-detection'), ['both', 'freq_only']),
  amdStatusCallback: url('K2', means('row'), { needs: 'machineDetection' }),
  sipRegion: text('K2', silent('carried')),
} as const;

export const verbs = {
  Record: {
    action: url('T-REC', means('command')),
    method: method('T-REC', means('document'), { needs: 'action' }),
    // Empty: no key ends it. Telnyx is silent; Twilio documents it.
    finishOnKey: keys('T-REC; empty: W-VERB', means('command'), {
      default: '1234567890*#',
      mayBeEmpty: true,
    }),
    timeout: seconds('T-REC', means('command'), { least: 0, default: 0 }),
    maxLength: seconds('T-REC', means('command'), {
      least: 0,
      most: longestSeconds,
      default: 3_600,
    }),
    playBeep: flag('T-REC', means('command'), { default: true }),
    trim: trim('T-REC'),
    channels: choice('T-REC', means('command'), ['single', 'dual'], { default: 'dual' }),
    format: choice('T-REC', means('command'), ['mp3', 'wav'], { default: 'mp3' }),
    // T-REC lists no `absent`; documents made with the vendor's client say it. Source: SDK.
    ...recordingCallback('T-REC'),
    transcription: flag('T-REC', means('command'), { default: false }),
    transcriptionCallback: url('T-REC', means('row'), ifTranscribed),
    transcriptionEngine: choice(
      'T-REC; K2: Deepgram',
      means('command'),
      ['A', 'B', 'Deepgram', 'deepgram'],
      { default: 'A', ...ifTranscribed },
    ),
    transcriptionLanguage: text('T-REC', means('command'), { default: 'en-US', ...ifTranscribed }),
    transcriptionModel: text('K2', means('command'), ifTranscribed),
  },
  Recording: {
    ...recordingCallback('T-RECNG'),
    channels: choice('T-RECNG', means('command'), ['mono', 'single', 'dual'], { default: 'dual' }),
    track: choice('T-RECNG', means('command'), ['inbound', 'outbound', 'both'], {
      default: 'both',
    }),
    trim: trim('T-RECNG'),
    format: choice('T-RECNG', means('command'), ['mp3', 'wav'], { default: 'mp3' }),
  },
  Dial: {
    action: url('T-DIAL', means('command')),
    method: method('T-DIAL', means('document'), { needs: 'action' }),
    callerId: text('T-DIAL', means('row')),
    fromDisplayName: text('T-DIAL', means('row')),
    hangupOnStar: flag('T-DIAL', means('command'), { default: false }),
    timeout: seconds('T-DIAL', means('command'), { least: 5, most: 120, default: 30 }),
    timeLimit: seconds('T-DIAL', means('command'), {
      least: 60,
      most: longestSeconds,
      default: longestSeconds,
    }),
    record: choice(
      'T-DIAL',
      means('command'),
      [
        'do-not-record',
        'record-from-answer',
        'record-from-ringing',
        'record-from-answer-dual',
        'record-from-ringing-dual',
      ],
      { default: 'do-not-record' },
    ),
    recordingChannels: choice('T-DIAL', means('command'), ['single', 'dual'], {
      default: 'single',
      ...ifRecorded,
    }),
    recordMaxLength: seconds('T-DIAL', means('command'), {
      least: 0,
      most: longestSeconds,
      default: 0,
      ...ifRecorded,
    }),
    ...recordingCallback('T-DIAL', ifRecorded),
    sendRecordingUrl: flag('T-DIAL', means('row'), { default: true, ...ifRecorded }),
    answerOnBridge: flag('T-DIAL', warnsOf('answer-on-bridge'), { default: false }),
    sequential: flag('K2', warnsOf('sequential'), { default: false }),
    ringTone: text('T-DIAL', silent('heard'), { default: 'us' }),
    audioUrl: url('T-DIAL', warnsOf('audio-file')),
    passDiversionHeader: flag('T-DIAL', silent('carried'), { default: false }),
    machineDetectionSpeechThreshold: count('T-DIAL', warnsOf('of-detection'), { least: 0 }),
    machineDetectionSpeechEndThreshold: count('T-DIAL', warnsOf('of-detection'), { least: 0 }),
    machineDetectionSilenceTimeout: count('T-DIAL', warnsOf('of-detection'), { least: 0 }),
  },
  Number: {
    ...target,
    sendDigits: keys('T-DIAL', silent('heard'), { of: telephoneTones }),
    deepfakeDetection: text('K2', warnsOf('deepfake-detection')),
    deepfakeDetectionCallbackUrl: url('K2', warnsOf('deepfake-detection')),
  },
  Sip: {
    ...target,
    username: text('T-DIAL', silent('carried')),
    password: text('T-DIAL', silent('carried')),
  },
  Conference: {
    startConferenceOnEnter: flag('T-CONF', means('command'), { default: true }),
    endConferenceOnExit: flag('T-CONF', means('command'), { default: false }),
    maxParticipants: count('T-CONF', means('command'), { least: 2, most: 250, default: 250 }),
    muted: flag('T-CONF', means('row'), { default: false }),
    beep: choice('T-CONF', silent('heard'), ['true', 'false', 'onEnter', 'onExit'], {
      default: 'true',
    }),
    participantLabel: text('T-CONF', means('row')),
    record: choice('T-CONF', means('command'), ['do-not-record', 'record-from-start'], {
      default: 'do-not-record',
    }),
    recordBeep: flag('T-CONF', means('command'), { default: true, ...ifRecorded }),
    recordingTimeout: seconds('T-CONF', means('command'), {
      least: 0,
      most: longestSeconds,
      default: 0,
      ...ifRecorded,
    }),
    trim: trim('T-CONF', ifRecorded),
    ...recordingCallback('T-CONF', ifRecorded),
    sendRecordingUrl: flag('T-CONF', means('row'), { default: true, ...ifRecorded }),
    statusCallback: url('T-CONF', means('row')),
    statusCallbackMethod: method('T-CONF', means('row'), { needs: 'statusCallback' }),
    statusCallbackEvent: events(
      'T-CONF',
      means('row'),
      ['start', 'end', 'join', 'leave', 'speaker'],
      { never: ['speaker'], needs: 'statusCallback' },
    ),
    // An empty one is no music. Source: W-CONF.
    waitUrl: url('T-CONF', warnsOf('wait-document'), { mayBeEmpty: true }),
    waitMethod: method('T-CONF', silent('method-in-vain'), { needs: 'waitUrl' }),
  },
  Redirect: { method: method('T-REDIR', means('document')) },
  Reject: {
    reason: choice('T-REJ', warnsOf('reject-reason'), ['rejected', 'busy'], {
      default: 'rejected',
    }),
  },
  Start: {},
  Stop: {},
  Hangup: {},
  Leave: {},
  ...hostVerbs,
} as const satisfies Record<string, Readonly<Record<string, Attribute>>>;

export type VerbName = keyof typeof verbs;
/** What a document says explicitly about a verb or noun: seconds as numbers, words as TeXML has them. */
export type AttributesOf<V extends VerbName> = {
  readonly [A in keyof (typeof verbs)[V]]?: (typeof verbs)[V][A] extends Attribute<infer T>
    ? T
    : never;
};

/** How an attribute of a verb or noun is declared; undefined where it is none. */
export const declaredOf = (verb: VerbName, name: string): Attribute | undefined => {
  const attributes: Readonly<Record<string, Attribute>> = verbs[verb];
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
};
