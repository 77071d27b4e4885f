/** The kinds of parameters that requests have: zod schemas whose messages say what may be there. */
import * as z from 'zod';
import { longestSpanMs } from '../../../../machines/words/shape.ts';

/** Forms hold text where JSON holds values of every type: both are taken. */
const digits = z.string().regex(/^\d+$/).transform(Number);
const decimals = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number);
const words = z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' });

export const text = z.string({ error: 'a string' }).optional();
/** What a request cannot do without. */
export const neededText = z.string({ error: 'a string' }).min(1, { error: 'a string' });
export const flag = z.union([z.boolean(), words], { error: 'true or false' }).optional();
/** An absolute http or https URL. */
export const url = z.url({ protocol: /^https?$/, error: 'an http or https URL' }).optional();
export const socketUrl = z.url({ protocol: /^wss?$/, error: 'a ws or wss URL' }).optional();
/** Documented, without effect here, and taken whatever it holds. */
export const anything = z.unknown().optional();

/** So much that its milliseconds are a span that the model takes. */
const longest = Math.floor(longestSpanMs / 1000);
const wholeNumber = (what: string, least: number, most: number) => {
  const error = `${what} from ${least} ${most === longest ? 'on' : `to ${most}`}`;
  const either = z.union([z.int(), digits], { error });
  return either.pipe(z.int({ error }).min(least, { error }).max(most, { error })).optional();
};
export const whole = (least: number, most = longest) => wholeNumber('a whole number', least, most);
export const seconds = (least: number, most = longest) => wholeNumber('whole seconds', least, most);

export function fraction(least: number, most: number) {
  const error = `a number from ${least} to ${most}`;
  const either = z.union([z.number(), decimals], { error });
  return either.pipe(z.number().min(least, { error }).max(most, { error })).optional();
}

export function choice<const W extends string>(...of: readonly W[]) {
  const error = `one of ${of.join(', ')}`;
  return z.string({ error }).pipe(z.enum(of, { error })).optional();
}
/** A choice in which some words look like a flag: JSON may hold the flag itself. */
export function choiceOrFlag<const W extends string>(...of: readonly W[]) {
  const error = `one of ${of.join(', ')}`;
  const word = z.union([z.boolean().transform(String), z.string()], { error });
  return word.pipe(z.enum(of, { error })).optional();
}
/** Words with white space between them. */
export function events<const W extends string>(...of: readonly W[]) {
  const error = `one or more of ${of.join(', ')}, with a space between them`;
  const list = z.string({ error }).transform((one) => [...new Set(one.trim().split(/\s+/))]);
  return list.pipe(z.array(z.enum(of, { error }))).optional();
}
export const method = choice('GET', 'POST');
