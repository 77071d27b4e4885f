/** What a call remembers, and the words in which its deeds are written. */
import type { KindId, RecordingRequest } from '../creation-paths.ts';
import { type Deed, declaring, type Unborn } from '../declare.ts';
import type { Emitted, InstructionsRequested } from '../effects.ts';
import type { EventTo } from '../vocabulary.ts';
import type { InstructionCause } from '../words.ts';
import { type LineContext, recordLine, unbornLine } from './line.ts';

/** A `<Record>`, from its command until the document goes on. */
export interface RecordVerb {
  readonly recordingSid: string;
  readonly finishOnKey: string;
  readonly hasAction: boolean;
  readonly digit: string | null;
  readonly isOver: boolean;
}
/** A `<Dial>` to numbers: `legs` are those that still ring, then the one that won. */
export interface DialVerb {
  readonly firstLeg: string;
  readonly legs: readonly string[];
  readonly recordFrom: 'ringing' | 'answer';
  readonly recording: RecordingRequest | null;
  readonly hangupOnStar: boolean;
  readonly hasAction: boolean;
}
/** A `<Dial><Conference>`: one stay. */
export interface Stay {
  readonly conferenceSid: string;
  readonly stay: string;
  readonly isNamed: boolean;
  readonly hasAction: boolean;
  readonly isIn: boolean;
}
/** One call's memory. Of each verb it keeps the current one, or else the last. */
export interface CallContext extends LineContext {
  readonly direction: 'outbound' | 'inbound';
  readonly record: RecordVerb | null;
  readonly dial: DialVerb | null;
  readonly stay: Stay | null;
  readonly lastRedirection: string | null;
}
/** The context in state `none`, with every field: null is what `create` fills in. */
export const unbornCall = (sid: string) =>
  ({
    ...unbornLine,
    sid,
    direction: null,
    record: null,
    dial: null,
    stay: null,
    lastRedirection: null,
  }) satisfies Unborn<CallContext> as unknown as CallContext;

export const calls = declaring<CallContext, EventTo<'call'>>();
export type Doing = Deed<CallContext>;

export const own = (c: CallContext) => ({ machine: 'call', sid: c.sid }) as const;
export const request = (
  c: CallContext,
  because: InstructionCause,
  more: Partial<InstructionsRequested> = {},
): Emitted => ({ type: 'instructions.requested', ...own(c), because, execute: true, ...more });
export const resume = (c: CallContext, again = false): Emitted => ({
  type: 'instructions.resumed',
  ...own(c),
  again,
});
export const record = (c: CallContext, at: number, kind: KindId, of: RecordingRequest): Doing =>
  recordLine('call', c, at, kind, of);
/** A verb that is there whenever the state says so: the declaration asks only then. */
export const verb = <T>(of: T | null) => of as T;
