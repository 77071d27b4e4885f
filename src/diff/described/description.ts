/** A version of the model as one value of plain JSON: what two versions are compared by. */

/** What a field holds. Fields in records and lists have a path: `recording.beep`, `legs[]`. */
export interface DescribedField {
  /** What it means; empty where it is kept and told to nobody. */
  readonly says: string;
  /** What may stand there, in words. */
  readonly holds: string;
  /** The words or numbers that may stand there, where it is one of a few. */
  readonly words?: readonly (string | number)[];
  /** Whether it may be left out. */
  readonly optional: boolean;
}
/** Fields by path. */
export type DescribedFields = Readonly<Record<string, DescribedField>>;
/** A guard: its name with what it is given, and the clause that it reads as. */
export interface DescribedGuard {
  /** Such as `isAnswerTo start`. */
  readonly name: string;
  /** Such as `it is the answer to the order to start`. */
  readonly says: string;
}

/** One way in which a state answers an event; of several, the first whose guard holds. */
export interface DescribedWay {
  /** `accepted`, `unchanged`, `refused` or `ignored`. */
  readonly verdict: string;
  /** Why it refuses. */
  readonly reason?: string;
  /** What has to hold; left out: it always applies. */
  readonly guard?: DescribedGuard;
  /** The state that it leads to; left out: it stays. */
  readonly to?: string;
  /** What the transition does beside answering, in order, such as `announce in-progress`. */
  readonly does: readonly string[];
  /** Who says so: `telnyx`, `twilio`, the id of an assumption, or `model`. */
  readonly authority: string;
}
/** A state that a snapshot can be in. */
export interface DescribedState {
  /** What it means, in a sentence. */
  readonly says: string;
  /** Its own tags, and those of the states around it. */
  readonly tags: readonly string[];
  /** What is done when it is entered, states around it first. */
  readonly entry: readonly string[];
  /** What is done when it is left, states around it last. */
  readonly exit: readonly string[];
  /** The words that the public sees while it lasts, by where; null: it is hidden there. */
  readonly status: Readonly<Record<string, string | null>>;
  /** By event, how the state answers it. */
  readonly answers: Readonly<Record<string, readonly DescribedWay[]>>;
}
/** A machine: its states, and what it remembers. */
export interface DescribedMachine {
  /** What it follows, from birth to end. */
  readonly says: string;
  /** States by path. */
  readonly states: Readonly<Record<string, DescribedState>>;
  /** What a snapshot of it keeps. */
  readonly keeps: DescribedFields;
}
/** An event: who hears it, and what it carries beside `at`. */
export interface DescribedEvent {
  /** `command`, `fact` or `signal`. */
  readonly kind: string;
  /** The machines that hear it. */
  readonly to: readonly string[];
  /** What it says or asks. */
  readonly says: string;
  /** What it carries. */
  readonly fields: DescribedFields;
}
/** An effect: who performs it, and what it carries. */
export interface DescribedEffect {
  /** The port that performs it; `clock`: the host itself. */
  readonly port: string;
  /** What it asks. */
  readonly says: string;
  /** What it carries, by the machine that it comes from. */
  readonly from: Readonly<Record<string, DescribedFields>>;
}
/** A choice that platforms answer differently, or that nobody documents. */
export interface DescribedPolicy {
  /** The question. */
  readonly says: string;
  /** What may be answered, in words. */
  readonly holds: string;
  /** What each named set answers. */
  readonly answers: Readonly<Record<string, string | number>>;
}
/** A kind of recording: where it comes from, and what it is made with unless its request says. */
export interface DescribedKind {
  /** Its word of RecordingSource, or the policy that says it. */
  readonly source: string;
  /** The machines that can be recorded so. */
  readonly hosts: readonly string[];
  /** Its settings by default. */
  readonly defaults: Readonly<Record<string, string | number | boolean>>;
}

/** A version of the model. */
export interface ModelDescription {
  /** That of this form. */
  readonly format: 1;
  /** The version of the package; empty if it is not known. */
  readonly version: string;
  /** The version of the stored form. */
  readonly snapshotVersion: number;
  /** Machines by name. */
  readonly machines: Readonly<Record<string, DescribedMachine>>;
  /** Events by type. */
  readonly events: Readonly<Record<string, DescribedEvent>>;
  /** Effects by type. */
  readonly effects: Readonly<Record<string, DescribedEffect>>;
  /** Policies by id. */
  readonly policies: Readonly<Record<string, DescribedPolicy>>;
  /** Settings of recordings by name. */
  readonly settings: DescribedFields;
  /** Kinds of recordings, as `path/kind`. */
  readonly kinds: Readonly<Record<string, DescribedKind>>;
  /** The words that the model speaks in, by what they are about; each with what it means. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What nobody documents, by id. */
  readonly assumptions: Readonly<Record<string, string>>;
}
