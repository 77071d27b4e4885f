/** What an observer sees of a call session: callbacks, its own requests, documents, reads, time. */
import type { Address, AnyEvent, RefusalReason } from '../../../machines/index.ts';

/** An event without its time: the observation says when. */
export type Untimed<E = AnyEvent> = E extends AnyEvent ? Omit<E, 'at'> : never;

/** What all sightings have. */
export interface Sighting<Kind extends string> {
  /** What was seen. */
  readonly kind: Kind;
  /** When it came or set out, in milliseconds since the epoch, by the observer's clock. */
  readonly at: number;
}
/** A callback has come: a machine has announced a status, now or long ago. */
export interface CallbackSeen extends Sighting<'callback'> {
  /** Whom it is about. */
  readonly of: Address;
  /** The word that was announced, such as `in-progress`. */
  readonly status: string;
  /** Of a conference: whom a join or leave is about. */
  readonly callSid?: string;
  /** When it was so, by the platform's clock, if the callback says it. */
  readonly saidAt?: number;
  /** Of a recording: the length of its file in whole seconds. */
  readonly durationSeconds?: number;
}
/** The platform has asked for a document, or for an action. */
export interface DocumentAsked extends Sighting<'documentAsked'> {
  /** The call that asks. */
  readonly of: Address;
  /** The recording that a `<Record>` has made, if the request names one. */
  readonly recordingSid?: string;
}
/** A document was given to a call; what it asks of the model, in order. */
export interface DocumentGiven extends Sighting<'document'> {
  /** Whom it is about. */
  readonly of: Address;
  /** The commands of its verbs; with `call.hangUp` last where the call ends with it. */
  readonly commands: readonly Untimed[];
}
/** A request of ours has set out. */
export interface RequestMade extends Sighting<'asked'> {
  /** Names the request, so that its answer can be told from others. */
  readonly id: string;
  /** The machine that it is for. */
  readonly to: Address;
  /** What it asks of the model. */
  readonly event: Untimed;
}
/** Its answer has come, or is given up. */
export interface AnsweredSeen extends Sighting<'answered'> {
  /** That of the request. */
  readonly id: string;
  /** `lost`: no answer came, so nobody knows whether it was done. */
  readonly is: 'done' | 'refused' | 'lost';
  /** Why it was refused, if the answer says it. */
  readonly reason?: RefusalReason;
}
/** A call has come in: the platform has told of it. */
export interface CameIn extends Sighting<'cameIn'> {
  /** Whom it is about. */
  readonly of: Address;
  /** What the model is told: `call.receive`, with its fields. */
  readonly event: Untimed;
}
/** A resource was fetched or listed. */
export interface Read extends Sighting<'read'> {
  /** When it was asked for; at once when left out. */
  readonly sentAt?: number;
  /** Whom it is about. */
  readonly of: Address;
  /** The public status; null: it was not found. */
  readonly status: string | null;
}
/** Time has passed, and nothing else was seen. */
export type TimePassed = Sighting<'time'>;
/** Something that an observer has seen. */
export type Observation =
  | CallbackSeen
  | DocumentAsked
  | DocumentGiven
  | RequestMade
  | AnsweredSeen
  | CameIn
  | Read
  | TimePassed;
