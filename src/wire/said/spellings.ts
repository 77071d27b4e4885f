/** How one value is spelled as a parameter, and read again. */
import { isoDate, isoDateMicros, isoDateMs, secondsOf } from '../resources/dates.ts';

/** A way to spell values of one kind. */
export interface Spelling<T> {
  /** What is expected, for whoever said something else. */
  readonly is: string;
  /** The value; undefined if it is not spelled like that. */
  reads(text: string): T | undefined;
  says(value: T): string | number;
}

export const plainText: Spelling<string> = {
  is: 'a text',
  reads: (said) => said,
  says: (value) => value,
};

/** A number, and what it is said of; a little more than what is documented is understood. */
const numeral = (said: string, times = 1): number | undefined =>
  /^\d+(\.\d+)?$/.test(said) ? Math.round(Number(said) * times) : undefined;

/** A length in milliseconds, told in whole seconds. */
export const wholeSeconds: Spelling<number> = {
  is: 'a number of seconds',
  reads: (said) => numeral(said, 1_000),
  says: (ms) => String(secondsOf(ms)),
};
export const wholeMilliseconds: Spelling<number> = {
  is: 'a number of milliseconds',
  reads: (said) => numeral(said),
  says: String,
};
export const wholeFigure: Spelling<number> = {
  is: 'a whole number',
  reads: (said) => (/^\d+$/.test(said) ? Number(said) : undefined),
  says: (value) => value,
};
export const shareOfOne: Spelling<number> = {
  is: 'a number from 0 to 1',
  reads: (said) => (/^(0(\.\d+)?|1(\.0+)?|\.\d+)$/.test(said) ? Number(said) : undefined),
  says: String,
};

/** A date as ISO 8601 or RFC 2822 has it, or in seconds or milliseconds since the epoch. */
function timeIn(said: string): number | undefined {
  if (/^\d{10}$/.test(said)) return Number(said) * 1_000;
  if (/^\d{13}$/.test(said)) return Number(said);
  if (!/\d{2}:\d{2}/.test(said)) return undefined;
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : at;
}
const time = (says: (at: number) => string): Spelling<number> => ({
  is: 'a time',
  reads: timeIn,
  says,
});
export const secondOf = time(isoDate);
export const millisecondOf = time(isoDateMs);
export const microsecondOf = time(isoDateMicros);

/** One of some words; others may be understood as one of them. */
export const oneOf = <const W extends string>(
  words: readonly W[],
  synonyms: Readonly<Record<string, NoInfer<W>>> = {},
): Spelling<W> => ({
  is: `one of ${words.join(', ')}`,
  reads: (said) =>
    words.find((word) => word === said) ??
    (Object.hasOwn(synonyms, said) ? synonyms[said] : undefined),
  says: (word) => word,
});
/** One of some words, each of which is spelled in another way. */
export function spelledAs<const W extends string>(
  spelled: Readonly<Record<W, string>>,
): Spelling<W> {
  const words = Object.keys(spelled) as W[];
  return {
    is: `one of ${Object.values(spelled).join(', ')}`,
    reads: (said) => words.find((word) => spelled[word] === said),
    says: (word) => spelled[word],
  };
}
