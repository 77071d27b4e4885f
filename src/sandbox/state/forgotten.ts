/** What a world forgets, so that one that runs for months does not grow; the clock has no say in it. */
import type { Forgetting } from '../../hosts/index.ts';
import { limits } from '../stage/limits.ts';

/** The words of the notes that go with a machine. Plans go by themselves, when they have come. */
const words = [
  ...['document', 'instructions', 'given', 'vain', 'sequence'],
  ...['voice', 'spoken', 'said', 'capture', 'heard'],
];
/** Lines are told of other things too, each with numbers of its own. */
const numbered = ['heard', 'requested'];

export const worldForgets = {
  afterMs: Number.POSITIVE_INFINITY,
  most: limits.over,
  notesOf: (sid: string) => [
    ...words.map((word) => `${word} ${sid}`),
    ...numbered.map((what) => `sequence ${sid} ${what}`),
  ],
} satisfies Forgetting;
