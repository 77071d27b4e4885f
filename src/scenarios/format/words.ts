/** What scenario files and the sandbox's settings say alike: lengths of time, manners, a policy. */
import * as z from 'zod';
import { type Policy, policy } from '../../../machines/index.ts';
import { flawIn } from '../../../machines/words/shape.ts';

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const lengthText = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const longestMs = 8_760 * units.h;

/** A length of time such as `250ms`, `2s`, `1.5m`, in milliseconds; undefined for any other text. */
export function lengthOf(text: string): number | undefined {
  const [, figure, unit] = lengthText.exec(text) ?? [];
  if (figure === undefined) return undefined;
  const ms = Math.round(Number(figure) * units[unit as keyof typeof units]);
  return ms <= longestMs ? ms : undefined;
}

const aLength = 'a length of time such as 250ms, 2s, 1.5m or 4h';

/** A length of time; or one of some words, if they are given. */
const lengthOr = <W extends string>(...words: readonly W[]) => {
  const error = `expected ${[aLength, ...words].join(', or ')}`;
  const pattern = `^(${[String.raw`\d+(\.\d+)?(ms|s|m|h)`, ...words].join('|')})$`;
  return z
    .string({ error })
    .transform((text, context): number | W => {
      const word = words.find((one) => one === text) ?? lengthOf(text);
      if (word !== undefined) return word;
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    })
    .meta({ pattern });
};
export const durationWords = lengthOr<never>();

/** An object with these fields and no others. */
export function fields<const S extends z.ZodRawShape>(shape: S) {
  const names = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `expected one of the fields ${names}`
        : `expected an object with some of the fields ${names}`,
  });
}

/** What is expected of a value, by the name that its kind has in a schema. */
const kindWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  record: 'an object',
  object: 'an object',
};
/** What is wrong, where a schema has no sentence of its own for it. */
const plainly: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kindWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
    case 'invalid_key':
      return `expected a key that is ${wantedIn(issue.issues)}`;
    case 'invalid_union':
      return issue.errors.length === 0
        ? 'expected one that is known'
        : `expected ${[...new Set(issue.errors.map(wantedIn))].join(' or ')}`;
    case 'unrecognized_keys':
      return 'expected no such field';
    case 'too_small':
      return `expected ${issue.minimum}${unitOf(issue)} or more`;
    case 'too_big':
      return `expected ${issue.maximum}${unitOf(issue)} or less`;
    default:
      return undefined;
  }
};
const unitOf = ({ origin }: { readonly origin: string }) =>
  origin === 'string' ? ' characters' : '';
const wantedIn = ([first]: readonly z.core.$ZodIssue[]) => first?.message.replace(/^expected /, '');
/** Checks a value by a schema, and says what is wrong as these files say it. */
export const checkedBy = <T extends z.ZodType>(schema: T, value: unknown) =>
  schema.safeParse(value, { error: plainly });

/** What a schema dislikes: where, and what was expected. */
interface Disliked {
  readonly path: readonly PropertyKey[];
  readonly says: string;
}
export const flawsOf = ({ issues }: z.core.$ZodError): Disliked[] =>
  issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { path: [...issue.path, ...unknown], says: issue.message };
  });
/** What it dislikes first. */
export const firstFlaw = (error: z.core.$ZodError) => flawsOf(error)[0] as Disliked;

/** How the media server answers an order: after a while, never, or with a refusal. */
const answering = lengthOr('never', 'refused').default(100);
/** How the media server behaves; prompt where nothing is said. */
export const mediaManner = fields({
  start: answering,
  pause: answering,
  resume: answering,
  stop: answering,
  file: lengthOr('never', 'lost', 'empty').default(2_000),
  text: lengthOr('never', 'failed').default(3_000),
});
export type MediaManner = z.output<typeof mediaManner>;

/** A policy: the name of a set, or what differs. */
export const policyWords = z.unknown().transform((value, context): Policy => {
  const flaw = flawIn({ policy }, { policy: value });
  if (!flaw) return value as Policy;
  const path = flaw.path.split('.').slice(1);
  context.addIssue({ code: 'custom', path, message: `expected ${flaw.expected}` });
  return z.NEVER;
});

/** Whether documents are forgiven nothing: a value that may not be there refuses them (A29). */
export const strictness = z.boolean({ error: 'expected true or false' }).default(false);
