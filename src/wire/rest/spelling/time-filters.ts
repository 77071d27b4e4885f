/**
 * Filters by time, as queries spell them. A date stands for its day, in UTC, and a time for its
 * second, as answers show times to the second: `=` is within it, `>` after it, `>=` from its
 * beginning on, `<` before it, `<=` up to its end.
 */
import * as z from 'zod';
import { type Interval, intersection } from '../../resources/listing.ts';

const dayMs = 86_400_000;
const secondMs = 1_000;

/** What a date or a time stands for; one with a fraction stands for its millisecond. */
function spanOf(text: string): Interval {
  const from = Date.parse(text);
  const lengthMs = text.includes('.') ? 1 : secondMs;
  return { from, until: from + (text.includes('T') ? lengthMs : dayMs) };
}
const after = ({ until }: Interval): Interval => ({ from: until, until: Infinity });
const before = ({ from }: Interval): Interval => ({ from: -Infinity, until: from });

const comparisons: Readonly<Record<string, (span: Interval) => Interval>> = {
  '': (span) => span,
  '>': after,
  '>=': ({ from }) => ({ from, until: Infinity }),
  '<': before,
  '<=': ({ until }) => ({ from: -Infinity, until }),
};
const date = z.iso.date();
const time = z.iso.datetime({ offset: true });

/** Operators stand before the time, and a query may say several: `>=2023-05-22`. */
function compared(operand: z.ZodType<string>, what: string) {
  const error = `${what}, perhaps after <, <=, > or >=`;
  const intervalOf = (said: string): Interval | undefined => {
    const [operator = ''] = /^[<>]=?|/.exec(said) ?? [];
    const text = said.slice(operator.length);
    return operand.safeParse(text).success ? comparisons[operator]?.(spanOf(text)) : undefined;
  };
  return z
    .union([z.string().transform((one) => [one]), z.array(z.string())], { error })
    .transform((said, context) => {
      const intervals = said.map(intervalOf).filter((one) => one !== undefined);
      if (intervals.length === said.length) return intersection(...intervals) as Interval;
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    })
    .optional();
}
/** Days, with operators. */
export const days = compared(date, 'a date such as 2023-05-22');
/** Days or times, with operators. */
export const times = compared(
  z.union([date, time]),
  'a date or time such as 2023-05-22 or 2023-05-22T00:00:00Z',
);

const day = (meaning: (span: Interval) => Interval) =>
  z.iso
    .date({ error: 'a date such as 2023-05-22' })
    .transform((text) => meaning(spanOf(text)))
    .optional();
export const onDay = day((span) => span);
export const afterDay = day(after);
export const beforeDay = day(before);
