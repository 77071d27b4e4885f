/** How the body of a request is read, and the error that names every wrong parameter. */
import type { z } from 'zod';

/**
 * Missing, no address, of the wrong type or out of range, not beside another, or none of the words
 * there are. Source: T-ERR.
 */
export type ProblemCode = '10004' | '10016' | '10026' | '10027' | '10032';

/** What is wrong with one parameter; the parameter is '' where the body itself is wrong. */
export interface Problem {
  /** The code that the error has on the wire. */
  readonly code: ProblemCode;
  /** As the request spells it: `Status`. */
  readonly parameter: string;
  /** Its value; undefined: it is missing. */
  readonly found: unknown;
  /** What it may hold, in words. */
  readonly expected: string;
}

/** A request that says something wrong: each wrong parameter once. */
export class RequestError extends Error {
  /** `RequestError`. */
  override readonly name = 'RequestError';
  /** All that is wrong, in the order of the parameters. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(sentence).join(' '));
    this.problems = problems;
  }
}

/** What is said in vain: it has no meaning for this request. */
export interface ParameterWarning {
  /** As the request spells it: `Priority`. */
  readonly parameter: string;
  /** A sentence that names it and says why. */
  readonly says: string;
}

/** What the body of a request says, and the parameters that are none of this request's. */
export function read<T extends z.ZodObject>(
  table: T,
  body: unknown = {},
): { readonly said: z.output<T>; readonly warnings: readonly ParameterWarning[] } {
  const { success, data, error } = table.safeParse(body);
  if (!success) throw new RequestError(problemsIn(error.issues, body));
  const unknown = Object.keys(body as object).filter((name) => !Object.hasOwn(table.shape, name));
  return { said: data, warnings: unknown.map((name) => stranger(name, table.shape)) };
}

/** For a parameter that this request cannot do without, in its circumstances. */
export const missing = (parameter: string, found: string | undefined) =>
  new RequestError([{ code: '10004', parameter, found, expected: 'a string' }]);

/** All issues of a parameter say the same: what it may hold. */
function problemsIn(issues: readonly z.core.$ZodIssue[], body: unknown): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { path, message, ...issue } of issues) {
    const [name] = path;
    if (name === undefined) {
      return [{ code: '10026', parameter: '', found: body, expected: 'an object of parameters' }];
    }
    const parameter = String(name);
    const found = (body as Readonly<Record<string, unknown>>)[parameter];
    problems.set(parameter, { code: codeOf(issue, found), parameter, found, expected: message });
  }
  return [...problems.values()];
}

type Issue = Pick<z.core.$ZodIssue, 'code'> & Pick<z.core.$ZodIssueCustom, 'params'>;
function codeOf({ code, params }: Issue, found: unknown): ProblemCode {
  if (found === undefined || (found === '' && code === 'too_small')) return '10004';
  if (params?.code === '10016') return '10016';
  return code === 'invalid_value' ? '10032' : '10026';
}

function stranger(parameter: string, known: object): ParameterWarning {
  const same = Object.keys(known).find((one) => one.toLowerCase() === parameter.toLowerCase());
  const hint = same === undefined ? '' : ` (${same}?)`;
  return { parameter, says: `${parameter}${hint} is no parameter of this request: it is ignored.` };
}

function sentence({ parameter, found, expected }: Problem): string {
  const what = parameter === '' ? 'The body' : parameter;
  return `${what} is ${shown(found)}, expected ${expected}.`;
}
function shown(found: unknown): string {
  if (found === undefined) return 'missing';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'string') return JSON.stringify(found.slice(0, 60));
  if (typeof found === 'object' && found !== null) return 'an object';
  return typeof found === 'function' || typeof found === 'symbol' ? 'no data' : String(found);
}
