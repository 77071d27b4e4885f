/** The six ways a recording comes to life: one row each, with its defaults. */
import { chosen, type Policy, type PolicyId } from './policy.ts';
import { allOptional, choice, flag, type Holds, optional, record, span, text } from './shape.ts';
import type { EndReason, MachineName, RecordingSource } from './words.ts';

/** What the media server has to know, and what ends a recording by itself. */
export const recordingSettings = {
  channels: choice('1 = all voices mixed, 2 = one side a channel', [1, 2]),
  track: choice('whose voice is captured', ['inbound', 'outbound', 'both']),
  trim: choice('whether silence at the ends is cut off', ['trim-silence', 'do-not-trim']),
  format: choice('the format of the file', ['mp3', 'wav']),
  beep: flag('whether a beep is played before capture'),
  maxLengthMs: span('the longest that the file may be; 0 = unlimited'),
  silenceMs: span('the silence after speech that ends the recording; 0 = none does'),
} as const;
/** How a recording captures; lengths in milliseconds. */
export type RecordingSettings = Holds<typeof recordingSettings>;
/** What a recording is transcribed with. Source: T-REC. */
export const transcriptionSettings = {
  language: text('the language that is spoken, such as en-US'),
  engine: choice('who transcribes', ['A', 'B', 'Deepgram']),
  model: optional(text('the model of the engine; its usual one when left out')),
} as const;
/** What a request for a recording says if its file is to be transcribed. */
export const transcriptionRequest = record('the transcription to make of its file', {
  sid: text('the sid of the transcription to make'),
  ...transcriptionSettings,
});
/** The transcription to make of a recording's file, once there is one. */
export type TranscriptionRequest = NonNullable<(typeof transcriptionRequest)['holds']>;
export type SettingName = keyof RecordingSettings;
export const settingNames = Object.keys(recordingSettings) as SettingName[];
/** What each is called, and what 0 of it means, for whoever reads of it. */
export const settingWords: Readonly<
  Record<SettingName, { readonly called: string; readonly zero?: string }>
> = {
  channels: { called: 'channels' },
  track: { called: 'track' },
  trim: { called: 'trim' },
  format: { called: 'format' },
  beep: { called: 'beep' },
  maxLengthMs: { called: 'maximum length', zero: 'unlimited' },
  silenceMs: { called: 'silence timeout', zero: 'none' },
};

/** What a request for a recording says; a setting that it leaves out is its path's default. */
export const recordingRequest = record('the recording to make', {
  sid: text('the sid of the recording to make'),
  ...allOptional(recordingSettings),
  transcription: optional(transcriptionRequest),
});
/** The recording to make, as the command that asks for one says it. */
export type RecordingRequest = NonNullable<(typeof recordingRequest)['holds']>;

/** One kind of recording that a path makes: whose it is, what it is called, what it defaults to. */
interface Kind {
  readonly hosts: readonly MachineName[];
  readonly source: RecordingSource | { readonly policy: PolicyId };
  readonly defaults: RecordingSettings;
}
interface CreationPath {
  readonly says: string;
  readonly starts: string;
  readonly ends: readonly EndReason[];
  readonly kinds: Readonly<Record<string, Kind>>;
}

/** What no parameter of a path can change (OpenAPI has no format parameter; assumption A22: trim, beep). */
const plain: RecordingSettings = {
  channels: 1,
  track: 'both',
  trim: 'do-not-trim',
  format: 'mp3',
  beep: false,
  maxLengthMs: 0,
  silenceMs: 0,
};
/** What can end any recording, whatever made it. */
const always = ['requested', 'media-stopped', 'media-failed', 'deadline'] as const;

/** The six ways in which a recording comes to life, and what each has its recording capture. */
export const creationPaths = {
  'outbound-call': {
    says: 'REST: initiate an outbound call with Record=true.',
    starts: 'when the call is answered',
    ends: ['call-ended', 'silence', ...always],
    kinds: {
      call: {
        hosts: ['call'],
        source: 'OutboundAPI',
        defaults: { ...plain, trim: 'trim-silence' },
      },
    },
  },
  'record-verb': {
    says: 'TeXML: <Record>.',
    starts: 'when the verb runs, after the beep',
    ends: [
      ...['finish-key', 'silence', 'max-length', 'longest-pause', 'call-ended', 'redirected'],
      ...always,
    ] as const,
    kinds: {
      call: {
        hosts: ['call'],
        source: 'RecordVerb',
        defaults: { ...plain, channels: 2, beep: true, maxLengthMs: 3_600_000 },
      },
    },
  },
  'dial-verb': {
    says: 'TeXML: <Dial record> to a <Number> or <Sip>.',
    starts: 'from-ringing: when the legs are created; from-answer: at the first answer',
    ends: ['dial-ended', 'redirected', 'max-length', 'call-ended', ...always],
    kinds: { call: { hosts: ['call'], source: 'DialVerb', defaults: plain } },
  },
  'conference-verb': {
    says: 'TeXML: <Dial><Conference record>.',
    starts: 'when the conference starts; at once if it runs unrecorded',
    ends: ['conference-ended', 'silence', ...always],
    kinds: {
      conference: {
        hosts: ['conference'],
        source: 'Conference',
        defaults: { ...plain, beep: true },
      },
    },
  },
  'call-request': {
    says: 'REST: request recording for a call; TeXML: <Start><Recording>.',
    starts: 'at once',
    ends: ['call-ended', 'leg-ended', ...always],
    kinds: {
      request: {
        hosts: ['call', 'dialLeg'],
        source: 'StartCallRecordingAPI',
        defaults: { ...plain, channels: 2, beep: true },
      },
      background: {
        hosts: ['call'],
        source: { policy: 'background-source' },
        defaults: { ...plain, channels: 2 },
      },
    },
  },
  'participant-request': {
    says: 'REST: dial a conference participant with Record or ConferenceRecord.',
    starts: 'leg: when the participant answers; conference: as <Conference record>',
    ends: ['leg-ended', 'conference-ended', 'silence', ...always],
    kinds: {
      leg: {
        hosts: ['dialLeg'],
        source: { policy: 'participant-leg-source' },
        defaults: { ...plain, trim: 'trim-silence' },
      },
      conference: {
        hosts: ['conference'],
        source: { policy: 'participant-conference-source' },
        defaults: { ...plain, trim: 'trim-silence' },
      },
    },
  },
} as const satisfies Record<string, CreationPath>;

/** One of the six ways in which a recording comes to life, such as `record-verb`. */
export type PathId = keyof typeof creationPaths;
export const pathIds = Object.keys(creationPaths) as PathId[];
/** Every kind of recording, as `path/kind`: `call-request/background`. */
export type KindId = {
  [P in PathId]: `${P}/${keyof (typeof creationPaths)[P]['kinds'] & string}`;
}[PathId];

type KindRow = { readonly path: PathId } & Kind;
const kindRows = Object.fromEntries(
  pathIds.flatMap((path) =>
    Object.entries<Kind>(creationPaths[path].kinds).map(([kind, row]) => [
      `${path}/${kind}`,
      { path, ...row },
    ]),
  ),
) as Readonly<Record<KindId, KindRow>>;
/** The row's kind by its id. */
export const kindOf = (id: KindId): KindRow => kindRows[id];

/** The source word of a kind of recording, under a policy. */
export function sourceOf(id: KindId, policy: Policy): RecordingSource {
  const { source } = kindOf(id);
  return typeof source === 'string' ? source : (chosen(policy, source.policy) as RecordingSource);
}

/**
 * The settings that a request for a kind of recording comes to. A single track is one voice, so it
 * is one channel whatever was asked. Source: OpenAPI, StartRecordingRequest.
 */
export function settingsOf(id: KindId, request: RecordingRequest): RecordingSettings {
  const { sid: _, transcription: __, ...asked } = request;
  const settings = { ...kindOf(id).defaults, ...asked };
  return settings.track === 'both' ? settings : { ...settings, channels: 1 };
}

/** The longest `<Record>` and `<Dial record>`: 14,400 seconds. Sources: T-REC, T-DIAL. */
export const longestRecordingMs = 14_400_000;
/** Keys that end a `<Record>` unless finishOnKey says otherwise. Source: T-REC. */
export const anyKey = '1234567890*#';
/** How many participants a conference holds unless maxParticipants says otherwise. Source: T-CONF. */
export const participantsByDefault = 250;
/** How long a line rings unless Timeout says otherwise: 30 s. Sources: OpenAPI, T-DIAL. */
export const ringTimeoutByDefaultMs = 30_000;
/** How long a line lasts unless TimeLimit says otherwise: 14,400 s. Sources: OpenAPI, T-DIAL. */
export const timeLimitByDefaultMs = 14_400_000;
