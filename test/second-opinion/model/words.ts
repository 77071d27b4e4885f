/** The numbers by which SPIN speaks of words: each vocabulary counts from 1, and 0 is none of it. */
import { facts, orderAnswers, timerNames } from '../../../machines/index.ts';
import type { Capture, LineStage } from '../../../properties/generators/world.ts';

const stages = [
  'dialled',
  'initiated',
  'ringing',
  'crossing',
  'open',
  'down',
] as const satisfies readonly LineStage[];
const captures = [
  'idle',
  'capturing',
  'paused',
  'over',
] as const satisfies readonly Capture['is'][];

/** All that is spoken of, by vocabulary. */
export const spoken = {
  /** What a machine is told, or what is asked of the exporter: whether an offer may be made. */
  question: ['may', 'offer', 'fact', 'media', 'timer', 'message'],
  /** What a machine asks to be done. */
  errand: ['send', 'dial', 'hang-up', 'order', 'set', 'cancel'],
  stage: stages,
  capture: captures,
  verb: Object.keys(orderAnswers),
  /** What the network reports. */
  fact: Object.keys(facts).filter((type) => type.startsWith('call.')),
  /** What the media server reports: the type of the fact, and what tells two of one type apart. */
  media: [
    ...Object.values(orderAnswers),
    'media.refused',
    'media.stopped by itself',
    'media.saved',
    'media.saved empty',
    'media.failed',
    'speech.started',
    'speech.ended',
    'transcription.completed',
    'transcription.failed',
  ],
  timer: timerNames,
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Vocabulary = keyof typeof spoken;

/** The number of a word. @throws Error if the vocabulary has no such word */
export function numberOf(vocabulary: Vocabulary, word: string): number {
  const words: readonly string[] = spoken[vocabulary];
  const at = words.indexOf(word);
  if (at < 0) throw new Error(`${vocabulary} has no word ${word}`);
  return at + 1;
}
/** The word of a number. @throws Error if the vocabulary has no such number */
export function wordOf(vocabulary: Vocabulary, number: number): string {
  const word = spoken[vocabulary][number - 1];
  if (word === undefined) throw new Error(`${vocabulary} has no word number ${number}`);
  return word;
}
/** How a word is written in Promela. */
export const constantOf = (word: string) => word.replaceAll(/[^a-zA-Z0-9]+/gu, '_').toUpperCase();
