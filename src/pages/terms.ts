/** Which words lead to where they are explained, and how each is said there. */
import {
  assumptions,
  effectTypes,
  endReasons,
  eventTypes,
  instructionCauses,
  policies,
  refusalReasons,
} from '../../machines/index.ts';
import { abbreviations, ideas } from './gathered/explained.ts';
import { eventAnchor, wordAnchor } from './sheet/sheet.ts';
import type { Term } from './sheet/terms.ts';

type Idea = keyof typeof ideas;

/** Words that mean something else as well, each where it means this. */
const otherwiseSaid: Readonly<Partial<Record<Idea, string>>> = {
  condition: String.raw`\b[Cc]onditions?\b(?! that)`,
  effect: String.raw`(?<!\b(?:takes?|took|in|no|into) )\b[Ee]ffects?\b`,
  host: String.raw`\b[Hh]ost\b|(?<!\b(?:[Ii]t|that) )\bhosts\b`,
  machine: String.raw`(?<!\b(?:is a|this|busy) )\b[Mm]achines?\b`,
  order: String.raw`\b[Oo]rders\b|(?<=\b(?:[Aa]n|older|newest) )order\b`,
  stay: String.raw`(?<=\b(?:[Aa]|the|later|one|its|a) )stay\b`,
  leg: String.raw`\b(?:[Dd]ialled )?[Ll]egs?\b`,
};
/** Said as code alone: in prose these are ordinary words. */
const onlyCode: ReadonlySet<Idea> = new Set(['live', 'capturing', 'answered', 'ended', 'none']);
/** What a text about programs says of other things too: no link in it where a person wrote it. */
const everyday: ReadonlySet<Idea> = new Set(['command', 'fact', 'condition', 'machine', 'action']);

const explainedAt = (anchor: string) => `words.md#${anchor}`;
const firstEither = (word: string) =>
  `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`;

const ideaTerms = Object.keys(ideas).map((word): Term & { readonly idea: Idea } => {
  const idea = word as Idea;
  const to = explainedAt(wordAnchor(word));
  if (onlyCode.has(idea)) return { idea, to, code: word };
  return { idea, to, said: otherwiseSaid[idea] ?? String.raw`\b${firstEither(word)}s?\b` };
});
const codeTerms = (words: readonly string[], to: (word: string) => string): Term[] =>
  words.map((word) => ({ code: word, to: to(word) }));

/** A call that is over refuses, and it also ends its recordings: such a word alone does not say which. */
const isOneThing = (word: string) =>
  ![endReasons, instructionCauses].some((words) => word in words);

const always: readonly Term[] = [
  ...Object.keys(abbreviations).map((word) => ({
    to: explainedAt(wordAnchor(word)),
    said: String.raw`\b${word}s?\b`,
  })),
  ...Object.keys(assumptions).map((id) => ({
    to: `assumptions.md#${id.toLowerCase()}`,
    said: String.raw`\b${id}\b`,
  })),
  ...codeTerms(Object.keys(policies), (id) => `assumptions.md#${id}`),
  ...eventTypes.map((type) => ({ code: type, to: explainedAt(eventAnchor(type)) })),
  ...codeTerms(Object.keys(refusalReasons).filter(isOneThing), explainedAt),
  ...codeTerms(effectTypes, (type) => explainedAt(wordAnchor(type, 'effect'))),
];

/** The words of generated pages. */
export const terms: readonly Term[] = [...ideaTerms, ...always];
/** The words of pages that a person has written. */
export const termsOfGuides: readonly Term[] = [
  ...ideaTerms.filter(({ idea }) => !everyday.has(idea)),
  ...always,
];
