/**
 * What only the wire needs to know of a call, leg, conference, recording or transcription: names, numbers and
 * callback settings. A host keeps one row a sid beside the machine's snapshot; behaviour never
 * reads it.
 */
import type { CommandType, EventTo } from '../../../machines/words/vocabulary.ts';
import type { Address, MachineName } from '../../../machines/words/words.ts';

/** How a URL of the customer is requested. */
export type Method = 'GET' | 'POST';

/** How a URL is requested, and which events of a call or recording are told, unless said otherwise. */
export const methodByDefault: Method = 'POST';
/** The events that are told of a call or recording, unless said otherwise. */
export const eventsByDefault = ['completed'] as const;

/** Where callbacks of one resource go, and which events were subscribed to. */
export interface Subscription {
  /** Where they are sent: absolute, unless there was nothing for it to start from. */
  readonly url: string;
  /** How they are sent; POST unless it was said otherwise. */
  readonly method: Method;
  /** Those that are told, as parameters spell them: `completed`, `answered`, `join`. */
  readonly events: readonly string[];
}

interface Owned {
  /** Whose it is: nobody else finds it. */
  readonly accountSid: string;
}
/** What is kept of a recording beside its machine. */
export interface RecordingRow extends Owned {
  /** What the row is about. */
  readonly machine: 'recording';
  /** Who is told; left out: nobody. */
  readonly subscription?: Subscription;
  /** Whether callbacks carry RecordingUrl. */
  readonly sendsUrl: boolean;
}
/** What is kept of a transcription beside its machine. */
export interface TranscriptionRow extends Owned {
  /** What the row is about. */
  readonly machine: 'transcription';
  /** Who is told; left out: nobody. */
  readonly subscription?: Subscription;
}
/** A call, or a dialled leg (which has a parent): as such it began, and may have become a call. */
export interface LineRow extends Owned {
  /** What the line began as. */
  readonly machine: 'call' | 'dialLeg';
  /** Whom it calls: a number in E.164 format, a SIP address or a client, as it was said. */
  readonly to: string;
  /** Who calls: a number in E.164 format, a SIP address or a client, as it was said. */
  readonly from: string;
  /** The id of the application that it belongs to: ApplicationSid, ConnectionId. */
  readonly connectionId: string;
  /** What is displayed of whoever calls; left out: the user of its address. */
  readonly callerName?: string;
  /** The call whose `<Dial>` called it; left out: no other call did. */
  readonly parentCallSid?: string;
  /** The recording of the `<Dial>` that dialled it. */
  readonly dialRecordingSid?: string;
  /** What paths may call it beside its sid, in its conference: ParticipantLabel. */
  readonly label?: string;
  /** Who is told; left out: nobody. */
  readonly subscription?: Subscription;
  /** It is found out who answers. */
  readonly detection?: Detection;
  /** Its document does not wait until then, as it does if this is left out. */
  readonly isDetectionAsync?: boolean;
  /** It is given up after so long; left out: as usual. */
  readonly detectionLimitMs?: number;
  /** What was found out; left out: nothing yet. */
  readonly found?: FoundOut;
  /** Who is told of that, if it is not whoever is told of the line. */
  readonly detectionSubscription?: Subscription;
  /** What listens in on it. */
  readonly taps?: readonly Tap[];
}
/** What can listen in on a line by request: a stream of its media, or a server that records. */
export const tapKinds = ['stream', 'siprec'] as const;
/** One kind of what listens in. */
export type TapKind = (typeof tapKinds)[number];
/** Whose media it hears, in the words of `Track`. Source: SDK, `streamsJson`. */
export const tapTracks = ['inbound_track', 'outbound_track', 'both_tracks'] as const;
/** A stream of a line's media, or a SIPREC session: a name for it, as nothing is sent. */
export interface Tap {
  /** Unique on its line; the SDK's streaming_sid, or siprec_sid. */
  readonly sid: string;
  /** Which operations it is found by. */
  readonly kind: TapKind;
  /** What its request called it: Name; left out: nothing. */
  readonly name?: string;
  /** Whose media, by its request: Track; left out: it did not say. */
  readonly track?: (typeof tapTracks)[number];
  /** Whether a request has stopped it; left out: none has. */
  readonly isStopped?: boolean;
}
/** Who has answered, as callbacks say it. Source: C-YML. */
export const answerers = [
  'human',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
  'fax',
  'unknown',
] as const;
/** One of them. */
export type AnsweredBy = (typeof answerers)[number];
/** What was found out, and how long that took. */
export interface FoundOut {
  /** Who it is. */
  readonly answeredBy: AnsweredBy;
  /** From the answer on, in milliseconds. */
  readonly durationMs: number;
}
/** At once, or at the end of a machine's greeting. Source: OpenAPI, MachineDetection. */
export type Detection = 'Enable' | 'DetectMessageEnd';
/**
 * How long that takes at most, unless it is said. Sources: OpenAPI, MachineDetectionTimeout; T-DIAL.
 */
export const usualDetectionMs = { call: 30_000, dialLeg: 3_500 } as const;
/** How a participant is in its conference, as requests say it: nothing else depends on it. */
export interface ParticipantRow extends LineRow {
  /** Whether they are muted; left out: false. */
  readonly muted?: boolean;
  /** Whether they are on hold; left out: false. */
  readonly hold?: boolean;
  /** Whether they coach another call; left out: false. */
  readonly coaching?: boolean;
  /** The call that they coach: CallSidToCoach; left out: none was named. */
  readonly coachingCallSid?: string;
}
/** What is kept of a conference beside its machine. */
export interface ConferenceRow extends Owned {
  /** What the row is about. */
  readonly machine: 'conference';
  /** What documents and requests call it while it is not over. */
  readonly friendlyName: string;
  /** The application of whoever opened it; ConnectionId in its callbacks. */
  readonly connectionId: string;
  /** Who is told; left out: nobody. */
  readonly subscription?: Subscription;
}
/** What is kept of a machine beside its snapshot: whose it is, and where its callbacks go. */
export type Row = RecordingRow | TranscriptionRow | LineRow | ConferenceRow;

/** A row with the sid that it is kept under. */
export type NewRow = { readonly sid: string; readonly row: Row };

/** Where a call gets its document from; what is left out is the application's business. */
export interface InstructionSource {
  /** The document itself; then there is no URL. */
  readonly texml?: string;
  /** Where the document is. */
  readonly url?: string;
  /** How `url` is requested; if the application does not say either, by POST. */
  readonly method?: Method;
  /** Where a document is asked for instead, if `url` fails. */
  readonly fallbackUrl?: string;
  /** How `fallbackUrl` is requested; if the application does not say either, by POST. */
  readonly fallbackMethod?: Method;
}

type Untimed<C> = C extends { readonly type: CommandType } ? Omit<C, 'at'> : never;
/** What each machine can be asked, without its time, which the host adds when it delivers. */
export type CommandsTo = { readonly [M in MachineName]: Untimed<EventTo<M>> };
/** A command without its time. */
export type TimelessCommand = CommandsTo[MachineName];

/** What a request or an instruction comes to: whom it is for, what it asks, what the host keeps. */
export interface Translated {
  /** The machine that is asked. */
  readonly to: Address;
  /** What it is asked, without its time. */
  readonly command: TimelessCommand;
  /** What the host keeps once the command is accepted, each under its sid. */
  readonly rows: readonly NewRow[];
}

/** Makes a new sid; the host decides how. Conference, leg, call and stay sids may look different. */
export type Mint = (what: MachineName | 'stay') => string;
