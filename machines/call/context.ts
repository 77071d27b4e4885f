/** What a call remembers, and the words in which its deeds are written. */

import { type Draft, declaring } from '../declaring/declare.ts';
import { type Said, send, tell } from '../declaring/said.ts';
import { type LineContext, newLine, recordLine } from '../line/deeds.ts';
import type { KindId, RecordingRequest } from '../words/creation-paths.ts';
import type { InstructionsRequested } from '../words/effects.ts';
import type { EventOf } from '../words/vocabulary.ts';
import type { InstructionCause } from '../words/words.ts';

/** A `<Record>`, from its command until the document goes on. */
export interface RecordVerb {
  /** The sid of the recording that it makes, as its command gave it. */
  readonly recordingSid: string;
  /** The keys that end it, one character each; empty: none does. */
  readonly finishOnKey: string;
  /** Whether its action is asked for when it is over; else the document goes on. */
  readonly hasAction: boolean;
  /** The key that ended it; null: none has. */
  readonly digit: string | null;
  /** Whether nothing waits for its recording any more. */
  readonly isOver: boolean;
}
/**
 * A `<Dial>` to numbers: `legs` are those that still ring, then the one that won; none once it is
 * over. Those that the end of the call has released are in it until they say that they are over.
 */
export interface DialVerb {
  /** The sid of the first leg that its command named: a repeat is known by it. */
  readonly firstLeg: string;
  /** The sids of those that still ring, then of the one that won. */
  readonly legs: readonly string[];
  /** What begins its recording: that its legs are created, or the first answer. */
  readonly recordFrom: 'ringing' | 'answer';
  /** The recording to make; null: none was asked for. */
  readonly recording: RecordingRequest | null;
  /** Whether the key * of the caller hangs up the leg that won. */
  readonly hangupOnStar: boolean;
  /** Whether its action is asked for when it is over; else the document goes on. */
  readonly hasAction: boolean;
}
/** A `<Dial><Conference>`: one stay. */
export interface Stay {
  /** The conference that it is in, or is to join. */
  readonly conferenceSid: string;
  /** The id of this stay, as its command gave it; a later one has another. */
  readonly stay: string;
  /** Whether the document named the conference: if that is over, it is joined anew (A26). */
  readonly isNamed: boolean;
  /** Whether its action is asked for when it is over; else the document goes on. */
  readonly hasAction: boolean;
  /** Whether the conference has let it in. */
  readonly isIn: boolean;
}
/** So many redirections are remembered by their ids: one that comes later than that is new. */
export const redirectionsKnown = 16;
/** One call's memory. Of each verb it keeps the current one, or else the last. */
export interface CallContext extends LineContext {
  /** `inbound`: it was received; `outbound`: it is dialled. */
  readonly direction: 'outbound' | 'inbound';
  /** Its `<Record>`; null: it has run none. */
  readonly record: RecordVerb | null;
  /** Its `<Dial>` to numbers; null: it has run none. */
  readonly dial: DialVerb | null;
  /** Its `<Dial><Conference>`; null: it has run none. */
  readonly stay: Stay | null;
  /** The ids of the newest redirections that had one, `redirectionsKnown` at most, newest last. */
  readonly redirections: readonly string[];
  /** When the line became a call that was a dialled leg before; `null`: it has always been one. */
  readonly takenOverAt: number | null;
}
const idle = { record: null, dial: null, stay: null, redirections: [], takenOverAt: null };
export const newCall = (
  sid: string,
  event: EventOf<'call.dialOut' | 'call.receive'>,
): CallContext => ({
  ...newLine(sid, event),
  ...idle,
  direction: event.type === 'call.receive' ? 'inbound' : 'outbound',
});
/** What was a dialled leg: it keeps when it was answered, how long it may last, its recordings. */
export const takenOver = (sid: string, event: EventOf<'line.handedOver'>): CallContext => ({
  ...newLine(sid, event),
  ...idle,
  direction: 'outbound',
  recordings: event.recordings.map((one) => ({ ...one, ofLeg: true })),
  lastRequest: event.lastRequest ?? null,
  redirections: event.redirection === undefined ? [] : [event.redirection],
  createdAt: event.createdAt,
  answeredAt: event.answeredAt,
  takenOverAt: event.at,
});

export const declaringCalls = declaring<CallContext, 'call'>();
export type CallDraft = Draft<CallContext>;

export const callAddress = (c: CallContext) => ({ machine: 'call', sid: c.sid }) as const;
export const request = (
  { sid }: CallContext,
  said: Said,
  because: InstructionCause,
  more: Partial<InstructionsRequested> = {},
) =>
  tell(said, {
    type: 'instructions.requested',
    machine: 'call',
    sid,
    because,
    execute: true,
    ...more,
  });
export const resume = ({ sid }: CallContext, said: Said, again = false) =>
  tell(said, { type: 'instructions.resumed', machine: 'call', sid, again });
export const recordCall = (
  c: CallDraft,
  at: number,
  said: Said,
  kind: KindId,
  of: RecordingRequest,
): void => recordLine('call', c, at, said, kind, of);
type Stop = EventOf<'recording.stopRequested'>;
/** Asks the recording of a verb to end. */
export const stopRecording = (
  c: CallContext,
  sid: string,
  asking: Pick<Stop, 'at' | 'path' | 'reason'>,
  said: Said,
) =>
  send(
    said,
    { machine: 'recording', sid },
    { type: 'recording.stopRequested', host: callAddress(c), ...asking },
  );
/**
 * The verb that a call is at, or was at last: whether there is one says its state.
 * @throws Error where there is none: whoever asks is declared in a state of another verb.
 */
export function verbOf<T>(of: T | null): T {
  if (of === null) throw new Error('The call has run no such verb; its state must not ask for it.');
  return of;
}
