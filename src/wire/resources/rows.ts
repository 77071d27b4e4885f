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
  readonly url: string;
  readonly method: Method;
  readonly events: readonly string[];
}

interface Owned {
  readonly accountSid: string;
}
/** What is kept of a recording beside its machine. */
export interface RecordingRow extends Owned {
  readonly machine: 'recording';
  readonly subscription?: Subscription;
  /** Whether callbacks carry RecordingUrl. */
  readonly sendsUrl: boolean;
}
/** What is kept of a transcription beside its machine. */
export interface TranscriptionRow extends Owned {
  readonly machine: 'transcription';
  readonly subscription?: Subscription;
}
/** A call, or a dialled leg (which has a parent). */
export interface LineRow extends Owned {
  readonly machine: 'call' | 'dialLeg';
  readonly to: string;
  readonly from: string;
  readonly connectionId: string;
  /** What is displayed of whoever calls; left out: the user of its address. */
  readonly callerName?: string;
  readonly parentCallSid?: string;
  /** The recording of the `<Dial>` that dialled it. */
  readonly dialRecordingSid?: string;
  readonly label?: string;
  readonly subscription?: Subscription;
  /** It is found out who answers. */
  readonly detection?: Detection;
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
  readonly sid: string;
  readonly kind: TapKind;
  readonly name?: string;
  readonly track?: (typeof tapTracks)[number];
  readonly isStopped?: boolean;
}
/** At once, or at the end of a machine's greeting. Source: OpenAPI, MachineDetection. */
export type Detection = 'Enable' | 'DetectMessageEnd';
/** How a participant is in its conference, as requests say it: nothing else depends on it. */
export interface ParticipantRow extends LineRow {
  readonly muted?: boolean;
  readonly hold?: boolean;
  readonly coaching?: boolean;
  readonly coachingCallSid?: string;
}
/** What is kept of a conference beside its machine. */
export interface ConferenceRow extends Owned {
  readonly machine: 'conference';
  readonly friendlyName: string;
  readonly connectionId: string;
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
  readonly url?: string;
  readonly method?: Method;
  readonly fallbackUrl?: string;
  readonly fallbackMethod?: Method;
}

type Untimed<C> = C extends { readonly type: CommandType } ? Omit<C, 'at'> : never;
/** What each machine can be asked, without its time, which the host adds when it delivers. */
export type CommandsTo = { readonly [M in MachineName]: Untimed<EventTo<M>> };
/** A command without its time. */
export type TimelessCommand = CommandsTo[MachineName];

/** What a request or an instruction comes to: whom it is for, what it asks, what the host keeps. */
export interface Translated {
  readonly to: Address;
  readonly command: TimelessCommand;
  readonly rows: readonly NewRow[];
}

/** Makes a new sid; the host decides how. Conference, leg, call and stay sids may look different. */
export type Mint = (what: MachineName | 'stay') => string;
