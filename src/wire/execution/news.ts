/** What a reading hears, what it asks its host to do, and what it is told of the world around. */
import type { InstructionCause } from '../../../machines/index.ts';
import type { Callback, Parameters } from '../callbacks/delivery.ts';
import type { DetectionKnown } from '../callbacks/detection.ts';
import type { InstructionSource } from '../resources/rows.ts';
import type { HostInstruction, Instruction } from '../texml/document.ts';
import type { Noticed } from '../texml/noticed.ts';
import type { Fetching, Reading } from './reading.ts';

/** What came about. */
export type ReadingNews =
  /** The call is given a document: with `call.receive` or `call.dialOut`, or with `call.redirect`. */
  | {
      readonly type: 'pointed';
      readonly because: 'answered' | 'redirected';
      /** Left out: the application says where it is. */
      readonly source?: InstructionSource;
    }
  /**
   * The call asks for a document: its effect `instructions.requested`, with what the request says
   * (`actionParameters`). An effect that may come twice has a key.
   */
  | {
      readonly type: 'requested';
      readonly because: InstructionCause;
      readonly execute: boolean;
      readonly parameters: Parameters;
      readonly key?: string;
    }
  /** A verb is over, and none follows from it: the effect `instructions.resumed`. */
  | { readonly type: 'resumed'; readonly again: boolean; readonly key?: string }
  /** A server answered with 2xx: the text, and the URL that it came from in the end. */
  | {
      readonly type: 'fetched';
      readonly text: string;
      readonly url?: string;
      /** What warnings call it; left out: its URL. */
      readonly file?: string;
    }
  /** There was no such answer; `says` is a sentence that names the URL. */
  | { readonly type: 'failed'; readonly says: string }
  /** A key, once the call has heard of it. The same id again is the same news. */
  | { readonly type: 'pressed'; readonly digit: string; readonly id: string }
  /**
   * The service that a verb waits for is over; its action is told so, and the parameters beside. The
   * same id again is the same news.
   */
  | { readonly type: 'served'; readonly id: string; readonly parameters?: Parameters }
  /** Time has passed, be it none at all: what is to be done now? */
  | { readonly type: 'time' }
  /** What nobody foresaw: the call does not take its command, or its host came upon a bug. */
  | { readonly type: 'broken'; readonly says: string }
  /** The call is over. */
  | { readonly type: 'ended' };
/** What a reading can be told, by type. */
export type ReadingNewsType = ReadingNews['type'];
/** The news of one type. */
export type NewsOf<T extends ReadingNewsType> = Extract<ReadingNews, { readonly type: T }>;

/** A request of the customer's application. */
interface Asking extends Callback {
  readonly about: Fetching['about'];
}
/** What the host is to do. */
export type ReadingAsk =
  /** Ask for this, and tell what came: `fetched` or `failed`. `attempt` counts from 1. */
  | ({ readonly type: 'fetch'; readonly attempt: number } & Asking)
  /** Ask for this, at most so many times until there is an answer, which nobody executes. */
  | ({ readonly type: 'tell'; readonly attempts: number } & Asking)
  /** Give the call the command of this instruction: see `commandOf`. */
  | {
      readonly type: 'run';
      readonly instruction: CallInstruction;
      readonly documentUrl?: string;
    }
  /** Give the call `call.hangUp`: see `commandOf`. */
  | { readonly type: 'hangUp' }
  /** Tell `time` once it is so late, in milliseconds since the epoch. */
  | { readonly type: 'wait'; readonly until: number }
  /** Say this to whoever runs the call; `noticed`: it was noticed in a document. */
  | { readonly type: 'warn'; readonly says: string; readonly noticed?: Noticed };

/** An instruction that is a command to the call. */
export type CallInstruction = Exclude<Instruction, HostInstruction>;

/** The application that a call belongs to, by the names that its fields have at Telnyx. */
export interface VoiceApplication {
  /** Where the document of a call is that names none; left out: nowhere. */
  readonly voice_url?: string;
  /** POST when left out. Source: OpenAPI, voice_method. */
  readonly voice_method?: 'GET' | 'POST';
  /** Where a document is asked for instead, if the first fails; left out: nowhere. */
  readonly voice_fallback_url?: string;
}
/** What is so when news come. */
export interface ReadingContext extends DetectionKnown {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What each request says of the call: `callParameters`. */
  readonly call: Parameters;
  /** Left out: none is known. */
  readonly application?: VoiceApplication;
  /** Nothing is forgiven in documents: what may not be there refuses them (A29). */
  readonly strict?: boolean;
}

/** What comes of news. */
export interface ReadingStep {
  /** The same object where nothing changed; undefined where nothing is to be known any more. */
  readonly reading: Reading | undefined;
  /** What the host is to do, in order. */
  readonly asks: readonly ReadingAsk[];
}
