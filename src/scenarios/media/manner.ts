/**
 * What a media server that captures nothing does, as data: which order it answers, when and how, and
 * which files come. Whoever plays it keeps what is due and what is captured, and tells the facts.
 */
import {
  type Address,
  type EffectFor,
  type EffectOf,
  type EventOf,
  type FactType,
  orderAnswers,
  vocabulary,
} from '../../../machines/index.ts';
import type { MediaManner } from '../format/words.ts';

type Answerable = keyof typeof orderAnswers;
/** What an order asks, but for an erasure, which is not answered. */
const verbs = {
  'media.start': 'start',
  'media.pause': 'pause',
  'media.resume': 'resume',
  'media.stop': 'stop',
} as const satisfies {
  readonly [V in Answerable as `media.${V}` & EffectFor<'media'>['type']]: V;
};

/** An order that will be answered. */
export interface AnswerDue {
  readonly kind: 'media answer';
  readonly at: number;
  readonly sid: string;
  readonly verb: Answerable;
  readonly order: number;
  readonly isRefused: boolean;
  /** What becomes of the file, if the order ends capture. */
  readonly file: MediaManner['file'];
}
/** A file that will be ready, or be lost. */
export interface FileDue {
  readonly kind: 'media file';
  readonly at: number;
  readonly sid: string;
  readonly becomes: 'saved' | 'empty' | 'lost';
}
/** A text that will be ready, or be none. */
export interface TextDue {
  readonly kind: 'media text';
  readonly at: number;
  readonly sid: string;
  readonly isFailed: boolean;
}
export type MediaDue = AnswerDue | FileDue | TextDue;

type Fact = EventOf<Extract<FactType, `media.${string}` | `transcription.${string}`>>;
/** What the media server tells of a recording or a transcription, but for when. */
export type MediaFact = Fact extends infer F ? (F extends Fact ? Omit<F, 'at'> : never) : never;
/** Whom it tells. */
export const hearerOf = ({ type }: Pick<MediaFact, 'type'>, sid: string): Address => ({
  machine: vocabulary[type].to[0],
  sid,
});

/** What comes of an order, or of what was due, in this order. */
export interface MediaTurn {
  /** Whether the recording is being captured from now on; left out: as before. */
  readonly isCaptured?: boolean;
  /** What will happen, to be kept in one piece with that: there is one file, whatever crashes. */
  readonly due?: MediaDue;
  readonly fact?: MediaFact;
}

/** How long a refusal takes, and a file that is lost or empty. */
const refusalMs = 100;
const fileMs = 2_000;

/** An order is taken: its answer repeats its number. */
export function orderTaken(order: EffectFor<'media'>, manner: MediaManner, now: number): MediaTurn {
  // A file that is still being made comes all the same: whoever gave it up has it erased then.
  if (order.type === 'media.erase') return { isCaptured: false };
  if (order.type === 'media.transcribe') return textOrdered(order, manner, now);
  const verb = verbs[order.type];
  const { [verb]: answer, file } = manner;
  if (answer === 'never') return {};
  const isRefused = answer === 'refused';
  const at = now + (isRefused ? refusalMs : answer);
  const { sid, order: number } = order;
  return { due: { kind: 'media answer', at, sid, verb, order: number, isRefused, file } };
}

/** An order is answered: its first part ends or begins capture, of which the file comes. */
export function orderAnswered(answer: AnswerDue, isCaptured: boolean, now: number): MediaTurn {
  const { verb, order, isRefused } = answer;
  if (isRefused) return { fact: { type: 'media.refused', order } };
  const fact = { type: orderAnswers[verb], order } as const;
  if (verb === 'start') return { isCaptured: true, fact };
  if (verb === 'stop' && isCaptured) return { isCaptured: false, ...fileOf(answer, now), fact };
  return { fact };
}

function fileOf({ sid, file }: AnswerDue, now: number): { readonly due?: FileDue } {
  if (file === 'never') return {};
  const [becomes, afterMs] = typeof file === 'number' ? (['saved', file] as const) : [file, fileMs];
  return { due: { kind: 'media file', at: now + afterMs, sid, becomes } };
}

/** A file is there, where it says; or it is lost. */
export function fileCame({ becomes }: FileDue, location: string): MediaFact {
  if (becomes === 'lost') return { type: 'media.failed' };
  return { type: 'media.saved', location, ...(becomes === 'empty' ? { isEmpty: true } : {}) };
}

function textOrdered(
  { sid }: EffectOf<'media.transcribe'>,
  { text }: MediaManner,
  now: number,
): MediaTurn {
  if (text === 'never') return {};
  const isFailed = text === 'failed';
  const at = now + (isFailed ? fileMs : text);
  return { due: { kind: 'media text', at, sid, isFailed } };
}

/** A text is there, or there will be none. */
export const textCame = ({ isFailed }: TextDue, text: string): MediaFact =>
  isFailed ? { type: 'transcription.failed' } : { type: 'transcription.completed', text };
