/** What an application says of the requests that it takes, and what it is told of each. */
import type { Received, SaidKind } from '../wire/index.ts';
import type { WritesLog } from './log.ts';
import type { SeenStore } from './seen.ts';
import type { Verification } from './verifying.ts';

/** What is told beside what a request says. */
export interface Arrival {
  /** Whether something was handed over before that comes after this. */
  readonly isLate: boolean;
  /** When it arrived, in milliseconds since the epoch. */
  readonly arrivedAt: number;
  /** Where it arrived, without the token: whose query tells what the application wrote into it. */
  readonly url: URL;
}
/** Takes a callback. What it rejects with is answered 500: Telnyx sends the callback again. */
export type TakesCallback<K extends SaidKind> = (
  said: Received<K>,
  around: Arrival,
) => Promise<unknown> | unknown;

/** A document as TeXML, or a whole answer; left out: a document in which nothing stands. */
export type DocumentAnswer = string | Response | undefined;
/** Answers a request for a document, each time that it comes. */
export type AnswersRequest<K extends SaidKind> = (
  said: Received<K>,
  around: Arrival,
) => Promise<DocumentAnswer> | DocumentAnswer;

/** What went wrong with a request. */
export interface WebhookProblem {
  /** What was answered. */
  readonly status: number;
  /** A sentence that says what was wrong, and what was expected. */
  readonly says: string;
  /** What was thrown, if anything. */
  readonly error?: unknown;
  /** What the request said, if it was read. */
  readonly said?: Received;
}

/** How far a request may go. */
export interface WebhookLimits {
  /** Of a body, in bytes; 262,144 unless it is said. */
  readonly bodyBytes?: number;
  /** Requests that are under way at a time; 1,000 unless it is said. One more is answered 503. */
  readonly atOnce?: number;
}

/** What becomes of requests from Telnyx. What has no function is acknowledged, and dropped. */
export interface WebhookOptions {
  /** How requests are known to be from Telnyx. */
  readonly verify: Verification;
  /** A recording goes on, or has ended. */
  readonly onRecording?: TakesCallback<'recording'>;
  /** A call or dialled leg goes on, or has ended. */
  readonly onCall?: TakesCallback<'call'>;
  /** A conference began or ended, or somebody came or went. */
  readonly onConference?: TakesCallback<'conference'>;
  /** A key was pressed. */
  readonly onDtmf?: TakesCallback<'dtmf'>;
  /** Who has answered was found out. */
  readonly onAmd?: TakesCallback<'amd'>;
  /** A transcription is there, or has failed. */
  readonly onTranscription?: TakesCallback<'transcription'>;
  /** Something else is told; left out: it is acknowledged, and a problem. */
  readonly onOther?: TakesCallback<'other'>;
  /** A document is asked for; left out: it is answered 404. */
  readonly onInstructions?: AnswersRequest<'instructions'>;
  /** A `<Gather>` is over, and a document asked for; left out: it is answered 404. */
  readonly onGather?: AnswersRequest<'gather'>;
  /** Another verb is over, and a document asked for; left out: it is answered 404. */
  readonly onAction?: AnswersRequest<'action'>;
  /** Hears of each request that is refused or fails; left out: it is written to the console. */
  readonly onProblem?: (problem: WebhookProblem) => void;
  /**
   * Takes a line for each request that is from Telnyx, with its answer, once it is answered:
   * `texml-recordings check` reads them. What may be secret in it is left out.
   */
  readonly log?: WritesLog;
  /** Where it is remembered what was handed over; left out: in this process, of 10,000 subjects. */
  readonly seen?: SeenStore;
  /** How far a request may go. */
  readonly limits?: WebhookLimits;
  /** The time, in milliseconds since the epoch; left out: that of this machine. */
  readonly now?: () => number;
}
