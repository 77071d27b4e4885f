/** Changes of words, and of what is assumed. */
import type { ModelDescription } from '../described/description.ts';
import { type Audience, changesIn, type ModelChange, quoted, withFullStop } from './change.ts';

/** Whom a word breaks that came or went: those who read words of its list; else followers. */
const readers: Readonly<Record<string, Audience>> = {
  'reason of a refusal': 'callers',
  timer: 'embedders',
};

/** Words that came, went, or mean something else. */
export const wordChanges = (before: ModelDescription, after: ModelDescription): ModelChange[] =>
  Object.keys({ ...before.words, ...after.words }).flatMap((list) => {
    const reader = readers[list] ?? 'followers';
    return changesIn(
      'word',
      before.words[list] ?? {},
      after.words[list] ?? {},
      {
        added: (meaning, word) => ({
          says: withFullStop(
            `The ${list} ${quoted(word)} is new${meaning === '' ? '' : `: ${meaning}`}`,
          ),
          breaks: { [reader]: 'whoever knows all the others does not know it' },
        }),
        removed: (_, word) => ({
          says: `The ${list} ${quoted(word)} is gone.`,
          breaks: { [reader]: 'whoever waits for it waits in vain' },
        }),
        kept: (word, was, is) =>
          was === is
            ? []
            : [changed('word', `${list}: ${word}`, `The ${list} ${quoted(word)} means`, was, is)],
      },
      (word) => `${list}: ${word}`,
    );
  });

/** Assumptions that came, went, or say something else: what rests on them is told as verdicts are. */
export const assumptionChanges = (
  before: ModelDescription,
  after: ModelDescription,
): ModelChange[] =>
  changesIn('assumption', before.assumptions, after.assumptions, {
    added: (says, id) => ({ says: `${id} is new: ${says}`, breaks: {} }),
    removed: (says, id) => ({ says: `${id} is assumed no more: ${says}`, breaks: {} }),
    kept: (id, was, is) => (was === is ? [] : [changed('assumption', id, `${id} says`, was, is)]),
  });

const changed = (
  about: 'word' | 'assumption',
  what: string,
  lead: string,
  was: string,
  is: string,
): ModelChange => ({
  about,
  how: 'changed',
  what,
  says: `${lead}: ${is} Before: ${was}`,
  breaks: {},
});
