/**
 * What a machine asks of the world, as data: the host performs it. Orders to the telephone network
 * and the media server, words for callbacks, timers, and instructions; nothing else.
 */
import type { RecordingSettings } from './creation-paths.ts';
import type { AnyEvent } from './vocabulary.ts';
import type {
  Address,
  Announcement,
  InstructionCause,
  LineEnd,
  MachineName,
  RefusalReason,
  TimerName,
} from './words.ts';

/** Who orders: every effect names the machine that it comes from. */
type From<M extends MachineName> = { readonly machine: M; readonly sid: string };
type Line = From<'call' | 'dialLeg'>;

/**
 * An order to the media server, which answers it once, with what is then so: what is so already is
 * confirmed, and a refused stop means that nothing is captured.
 */
type Order = From<'recording'> & {
  /** The running number that the answer repeats. */
  readonly order: number;
};

export type Effect =
  | (Line & { readonly type: 'network.dial' | 'network.answer' | 'network.hangUp' })
  | (From<'call'> & { readonly type: 'network.bridge'; readonly legSid: string })
  | (Line & { readonly type: 'network.join' | 'network.leave'; readonly conferenceSid: string })
  | (Order & {
      readonly type: 'media.start';
      readonly callSid: string;
      readonly settings: RecordingSettings;
    })
  | (Order & { readonly type: 'media.pause' | 'media.resume' | 'media.stop' | 'media.erase' })
  | (From<MachineName> & {
      readonly type: 'announced';
      readonly status: Announcement;
      readonly at: number;
      /** Whom a conference's join or leave is about. */
      readonly callSid?: string;
    })
  | (From<MachineName> & {
      readonly type: 'timer.set';
      readonly timer: TimerName;
      /** Milliseconds since the epoch. */
      readonly dueAt: number;
    })
  | (From<MachineName> & { readonly type: 'timer.cancel'; readonly timer: TimerName })
  | InstructionsRequested
  | (From<'call'> & {
      readonly type: 'instructions.resumed';
      /** True: run the same verb once more, with fresh sids. */
      readonly again: boolean;
    })
  | (From<'recording'> & { readonly type: 'recording.orphaned'; readonly location: string });

/** Fetch the next document: from the call's URL, or from the action of the verb that is over. */
export type InstructionsRequested = From<'call'> & {
  readonly type: 'instructions.requested';
  readonly because: InstructionCause;
  /** Of a <Record>: its recording, how long it is, and the key that ended it (or `hangup`). */
  readonly recordingSid?: string;
  readonly durationMs?: number;
  readonly digit?: string;
  /** Of a <Dial>: how it ended, and its leg. */
  readonly dialStatus?: LineEnd;
  readonly legSid?: string;
  /** False: the call is over; the answer is not executed. */
  readonly execute: boolean;
};

export type EffectType = Effect['type'];
export const effectTypes = {
  'network.dial': 'Call the far end.',
  'network.answer': 'Answer the inbound call.',
  'network.hangUp': 'Hang up the line.',
  'network.bridge': 'Connect the call with the leg.',
  'network.join': 'Put the line into the conference.',
  'network.leave': 'Take the line out of the conference.',
  'media.start': 'Start capturing.',
  'media.pause': 'Suspend capture.',
  'media.resume': 'Go on capturing.',
  'media.stop': 'End capture.',
  'media.erase': 'Erase the file.',
  announced: 'Tell the customer, if subscribed.',
  'timer.set': 'Send timer.fired when it is due; a timer of the same name is replaced.',
  'timer.cancel': 'Forget the timer.',
  'instructions.requested': 'Fetch the next document and execute it.',
  'instructions.resumed': 'Go on with the next verb of the document.',
  'recording.orphaned': 'A file came for a recording that was given up: keep it, tell somebody.',
} as const satisfies Record<EffectType, string>;

/** The fact with which the media server answers each order that it obeys. */
export const orderAnswers = {
  start: 'media.started',
  pause: 'media.paused',
  resume: 'media.resumed',
  stop: 'media.stopped',
} as const satisfies Readonly<Record<string, AnyEvent['type']>>;

/** One machine tells another. */
export interface Signal {
  readonly to: Address;
  readonly event: AnyEvent;
}

/** How a state answers an event: it acts, or it says why it does not. */
export type Verdict =
  | { readonly verdict: 'accepted' }
  | { readonly verdict: 'unchanged' }
  | { readonly verdict: 'refused'; readonly reason: RefusalReason }
  | { readonly verdict: 'ignored' };

/** What a machine emits: an effect, a signal, or that it does not act. */
export type Emitted =
  | Effect
  | ({ readonly type: 'signal' } & Signal)
  | { readonly type: 'refused'; readonly reason: RefusalReason }
  | { readonly type: 'unchanged' }
  | { readonly type: 'ignored' };
