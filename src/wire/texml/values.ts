/** How the text of an attribute becomes a value: as it is allowed, or as far as its meaning is plain. */
import { longestSpanMs } from '../../../machines/words/shape.ts';
import type { Attribute } from './attributes.ts';

/** How a text was taken: the rule that is noticed, and the value that it counts as. */
export type TakenValue =
  | { readonly how: 'allowed'; readonly value: unknown }
  /** It is as if left out. */
  | { readonly how: 'value-not-allowed' }
  | Forgiven;
/** Assumption A29. */
interface Forgiven {
  readonly how: 'value-understood' | 'value-clamped' | 'words-left-out';
  readonly value: unknown;
}

export function takenValue(attribute: Attribute, raw: string): TakenValue {
  const value = valueIn(attribute, raw);
  if (value !== undefined) return { how: 'allowed', value };
  return forgiven(attribute, raw) ?? { how: 'value-not-allowed' };
}

/** The value that the text of an attribute stands for; undefined where it is not allowed. */
export function valueIn(attribute: Attribute, raw: string): unknown {
  switch (attribute.kind) {
    case 'url':
      return isUrl(raw.trim()) || (raw.trim() === '' && attribute.mayBeEmpty)
        ? raw.trim()
        : undefined;
    case 'text':
      return raw;
    case 'flag':
      return raw === 'true' || (raw === 'false' ? false : undefined);
    case 'seconds':
    case 'count':
      return /^\d+$/.test(raw) && isWithin(attribute, Number(raw)) ? Number(raw) : undefined;
    case 'method':
    case 'choice':
      return attribute.of.includes(raw) ? raw : undefined;
    case 'set':
    case 'events': {
      const words = raw.split(/\s+/).filter((word) => word !== '');
      return words.every((word) => attribute.of.includes(word))
        ? wordsOf(attribute, words)
        : undefined;
    }
    case 'keys': {
      const isEmpty = raw === '' && !attribute.mayBeEmpty;
      return !isEmpty && [...raw].every((key) => attribute.of.includes(key)) ? raw : undefined;
    }
  }
}

/** What a text that is not allowed means all the same, if that is plain. */
function forgiven(attribute: Attribute, raw: string): Forgiven | undefined {
  switch (attribute.kind) {
    case 'url':
    case 'text':
      return undefined;
    case 'flag':
      return understood(flagWords.get(bare(raw)));
    case 'seconds':
    case 'count':
      return nearest(attribute, bare(raw));
    case 'method':
    case 'choice':
      return understood(meantOf(attribute.of, raw));
    case 'set':
    case 'events': {
      const words = raw.split(/[\s,;|]+/).filter((word) => word !== '');
      const meant = words.flatMap((word) => meantOf(attribute.of, word) ?? []);
      return asFarAs(meant.length === words.length, wordsOf(attribute, meant));
    }
    case 'keys': {
      const keys = [...raw.replace(/[\s,]/g, '')];
      const known = keys.flatMap((key) => meantOf([...attribute.of], key) ?? []);
      return asFarAs(known.length === keys.length, known.join('') || undefined);
    }
  }
}

const bare = (raw: string) => raw.trim().toLowerCase();
/** A word that differs in case only. */
const meantOf = (of: readonly string[], raw: string) =>
  of.find((word) => word.toLowerCase() === bare(raw));
const flagWords: ReadonlyMap<string, boolean> = new Map(
  Object.entries({
    true: true,
    yes: true,
    on: true,
    1: true,
    false: false,
    no: false,
    off: false,
    0: false,
  }),
);

const understood = (value: unknown): Forgiven | undefined => asFarAs(true, value);
const asFarAs = (isWhole: boolean, value: unknown): Forgiven | undefined =>
  value === undefined ? undefined : { how: isWhole ? 'value-understood' : 'words-left-out', value };

interface WordList {
  readonly kind: string;
  readonly of: readonly string[];
}
/** The words that are there, once each: of a set as one text in the order of its table. */
function wordsOf({ kind, of }: WordList, there: readonly string[]) {
  if (there.length === 0) return undefined;
  return kind === 'set' ? of.filter((word) => there.includes(word)).join(' ') : [...new Set(there)];
}

interface Bounded {
  readonly kind: 'seconds' | 'count';
  readonly least: number;
  readonly most?: number;
}
/** So much that its milliseconds are a span that the model takes. */
const longest = Math.floor(longestSpanMs / 1000);
const isWithin = ({ least, most = longest }: Bounded, value: number) =>
  value >= least && value <= most;

const figures = {
  seconds: /^([+-]?\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?)?$/,
  count: /^([+-]?\d+(?:\.\d+)?)$/,
};
/** The whole number that is nearest to a figure, within the bounds. */
function nearest(bounded: Bounded, text: string): Forgiven | undefined {
  const [, figure] = figures[bounded.kind].exec(text) ?? [];
  if (figure === undefined) return undefined;
  const { least, most = longest } = bounded;
  const whole = Math.round(Number(figure));
  // Zero has no sign here.
  const value = Math.min(Math.max(whole, least), most) + 0;
  return { how: value === whole ? 'value-understood' : 'value-clamped', value };
}

/** Whether one letter of a word is another, missing, too many, or beside its place. */
export function isSlip(word: string, written: string): boolean {
  const [short, long] = word.length < written.length ? [word, written] : [written, word];
  if (short.length < 4 || long.length > short.length + 1) return false;
  const at = [...long].findIndex((letter, i) => letter !== short[i]);
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return (
    short.slice(at + 1) === long.slice(at + 1) ||
    (isSwapped && short.slice(at + 2) === long.slice(at + 2))
  );
}

const isUrl = (raw: string) =>
  raw !== '' && /^https?:/.test(URL.parse(raw, 'https://document.invalid')?.protocol ?? '');
