/** The bodies and queries of the control API: JSON that is checked, and errors that name the field. */
import * as z from 'zod';
import type { InvalidInput } from '../../../engine/index.ts';
import { checkedBy, durationWords, fields } from '../../../scenarios/format/words.ts';
import {
  broughtAddress,
  type Problem,
  type ProblemCode,
  problemAnswer,
  RequestError,
} from '../../../wire/index.ts';
import { limits } from '../../stage/limits.ts';
import { bodyOf, queryOf } from './body.ts';
import { HttpError, spelled } from './errors.ts';

const text = (most = 256) => {
  const error = `expected text of 1 to ${most} characters`;
  return z.string({ error }).min(1, error).max(most, error);
};
/** Whom the network brings, and for whom. */
const address = text().pipe(broughtAddress);
const url = z
  .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
  .max(2_048, 'expected a URL of 2048 characters at most');
const method = z.enum(['GET', 'POST'], { error: 'expected GET or POST' });
const flag = z.boolean({ error: 'expected true or false' });
const whole = (least: number, most: number) => {
  const error = `expected a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, error).max(most, error);
};
const wholeText = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `expected a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(whole(least, most));

const dayMs = 86_400_000;
const anything = z.unknown();

/** What requests to the control API can say. */
export const sayings = {
  session: fields({ key: text(1_024) }),
  call: fields({
    From: address,
    To: address,
    ApplicationSid: text().optional(),
    Url: url.optional(),
    Method: method.optional(),
    FallbackUrl: url.optional(),
    FallbackMethod: method.optional(),
    Texml: text(limits.documentBytes).optional(),
  }),
  // What is in them is checked by the machine that they are for.
  event: fields({ machine: anything, sid: anything, event: anything }),
  keys: fields({
    sid: text(),
    digits: z
      .string({ error: 'expected keys' })
      .regex(/^[0-9*#]{1,64}$/, 'expected 1 to 64 keys of 0 to 9, *, #'),
  }),
  voice: fields({ sid: text(), speaking: flag, words: text(1_024).optional() }).refine(
    ({ speaking, words }) => speaking || words === undefined,
    { path: ['words'], error: 'expected left out where nobody speaks' },
  ),
  service: fields({
    sid: text(),
    parameters: z
      .record(text(), z.union([text(limits.documentBytes), z.number()]), {
        error: 'expected parameters by name',
      })
      .optional(),
  }),
  clock: fields({ frozen: flag }),
  advance: fields({ ms: whole(0, 365 * dayMs).optional(), by: durationWords.optional() }).refine(
    ({ ms, by }) => (ms === undefined) !== (by === undefined),
    'expected {"by": "10s"} or {"ms": 10000}',
  ),
  accounts: fields({ behind: text().optional(), most: wholeText(1, 1_000).optional() }),
  ended: fields({
    behind: wholeText(0, Number.MAX_SAFE_INTEGER).optional(),
    most: wholeText(1, 1_000).optional(),
    search: text().optional(),
  }),
  lanes: fields({ width: wholeText(320, 4_000).optional(), zoom: wholeText(1, 64).optional() }),
  timeline: fields({
    sid: text().optional(),
    behind: wholeText(0, Number.MAX_SAFE_INTEGER).optional(),
    most: wholeText(1, 5_000).optional(),
  }),
} as const;

/**
 * Reads the body of a request to the control API.
 * @throws HttpError that names every field that is wrong.
 */
export async function said<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  return checked(schema, await jsonIn(request));
}

/** The JSON that a request brings; an object without fields if it brings none. */
export async function jsonIn(request: Request, most: number = limits.bodyBytes): Promise<unknown> {
  const body = await bodyOf(request, most, ['application/json']);
  return body === undefined ? {} : body;
}

/** What the query of a request says. */
export function queried<T extends z.ZodType>(request: Request, schema: T): z.output<T> {
  return checked(schema, Object.fromEntries(new URLSearchParams(queryOf(request))));
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const { success, data, error } = checkedBy(schema, value);
  if (success) return data;
  // A field may be wrong in two ways at once: the first one says what it should be.
  const problems = new Map<string, Problem>();
  for (const issue of error.issues) {
    const { path, message } = issue;
    const [stranger] = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const names = stranger === undefined ? path : [...path, stranger];
    const found = names.reduce<unknown>(inside, value);
    const problem = problemOf(names, found, message, codeOf(issue));
    if (!problems.has(problem.parameter)) problems.set(problem.parameter, problem);
  }
  throw spelled(problemAnswer(new RequestError([...problems.values()])));
}

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;

function codeOf(issue: z.core.$ZodIssue): ProblemCode {
  if (issue.code === 'custom' && issue.params?.code === '10016') return '10016';
  return issue.code === 'invalid_value' ? '10032' : '10026';
}

function problemOf(
  path: readonly PropertyKey[],
  found: unknown,
  says: string,
  code: ProblemCode = '10026',
) {
  const parameter = path.map(String).join('/');
  const expected = says.replace(/^expected /, '');
  if (found === undefined && parameter !== '') {
    return { code: '10004', parameter, found, expected } as const;
  }
  return { code, parameter, found, expected } as const;
}

/** The answer to a field that is not what it should be. */
export const wrong = (path: readonly PropertyKey[], found: unknown, expected: string): HttpError =>
  spelled(problemAnswer(new RequestError([problemOf(path, found, expected)])));

/** The same, for whoever has a sentence about it already. */
export const flawed = (path: readonly PropertyKey[], detail: string): HttpError =>
  new HttpError({
    status: 422,
    errors: [
      {
        code: '10026',
        title: 'Invalid parameter type',
        detail,
        source: { pointer: `/${path.map(String).join('/')}` },
      },
    ],
  });

/** What the engine does not take, as a field of what was sent to it as an event. */
export function wrongEvent({ subject, field, found, expected }: InvalidInput): HttpError {
  const isOfAddress = subject === 'address' || field === 'machine' || field === 'event';
  return wrong(isOfAddress ? [field] : ['event', ...field.split('.')], found, expected);
}
