/** A TeXML document once it is read: what is to be done, in order, and what it says in vain. */
import type { Noticed } from './noticed.ts';
import type { SourcePosition } from './place.ts';
import type { AttributesOf, VerbName } from './verbs.ts';

/** A verb or noun with what the document says explicitly; what is left out has its default. */
export type Verb<V extends VerbName> = V extends VerbName
  ? SourcePosition & { readonly verb: V; readonly attributes: AttributesOf<V> }
  : never;

/** A number or SIP address to dial. */
export type Target = Verb<'Number' | 'Sip'> & { readonly address: string };
/** A `<Dial>` to numbers and SIP addresses. */
export type Dial = Verb<'Dial'> & { readonly targets: readonly [Target, ...Target[]] };
/** A `<Dial>` that reaches nobody: it is over at once, as failed (A30). */
export type DialNobody = Verb<'Dial'> & { readonly targets: readonly [] };
/** A `<Dial>` to a `<Conference>`, of which only the action is of use. */
export type JoinConference = Verb<'Conference'> & {
  readonly friendlyName: string;
  readonly dial: Pick<AttributesOf<'Dial'>, 'action' | 'method'>;
};
/** What a caller hears. */
export type Prompt = (Verb<'Say' | 'Play'> & { readonly text: string }) | Verb<'Pause'>;
/** A `<Gather>`, with what it says and plays meanwhile. */
export type Gather = Verb<'Gather'> & { readonly prompts: readonly Prompt[] };
/** A `<Redirect>` to another document. */
export type Redirect = Verb<'Redirect'> & { readonly url: string };

/** Where the far end is sent; left out: the document names nobody. */
export type Refer = Verb<'Refer'> & { readonly address?: string };
/** A queue by its name; left out: the document names none. */
export type Enqueue = Verb<'Enqueue'> & { readonly queue?: string };
/** What holds the call until the service behind it is over. */
export type Service = Verb<'Connect' | 'AIGather' | 'AIAssistant' | 'Pay'> | Enqueue | Refer;

/** What takes its time without the call. */
export type TimedInstruction = Prompt | Gather | Verb<'Leave'> | Service;
/** What a host performs by itself: it is no command to the call. */
export type HostInstruction = TimedInstruction | DialNobody;
/** What is to be done; `Recording` is a `<Start><Recording>`. */
export type Instruction =
  | Verb<'Record' | 'Recording' | 'Hangup' | 'Reject'>
  | Dial
  | JoinConference
  | Redirect
  | HostInstruction;

/** What a document says, and what was noticed while it was read. */
export interface TexmlDocument {
  /** None where the document is refused. */
  readonly instructions: readonly Instruction[];
  /** In the order of the text. */
  readonly noticed: readonly Noticed[];
  /** Whether an error is among what was noticed: then nothing of it may be executed. */
  readonly isRefused: boolean;
}

/** Whether a `<Dial>` reaches nobody. */
export const isNobody = (instruction: Instruction): instruction is DialNobody =>
  instruction.verb === 'Dial' && instruction.targets.length === 0;
