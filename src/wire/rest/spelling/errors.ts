/** What HTTP answers to a request that was refused, or that says something wrong. */
import { type RefusalReason, refusalReasons } from '../../../../machines/index.ts';
import type { Problem, ProblemCode, RequestError } from './request-error.ts';

/** One error as Telnyx spells it. Source: OpenAPI, ErrorResponse. */
export interface WireError {
  /** Five digits, by Telnyx's catalogue: 10005. */
  readonly code: string;
  /** What the code says of all errors that have it. */
  readonly title: string;
  /** What is wrong in this case, in a sentence. */
  readonly detail: string;
  /** Which parameter it is about. */
  readonly source?: { readonly pointer: string };
}
/** An error as the answer to a request. */
export interface ErrorAnswer {
  /** The HTTP status. */
  readonly status: 404 | 405 | 422;
  /** What HTTP carries as JSON; one error, or one for each wrong parameter. */
  readonly body: { readonly errors: readonly WireError[] };
  /** The methods that there are, for the header of this name; only with 405. */
  readonly allow?: readonly string[];
}

interface Refusal extends WireError {
  readonly status: 404 | 422;
}
const refusal = (
  status: 404 | 422,
  code: string,
  title: string,
  reason: RefusalReason,
): Refusal => ({
  status,
  code,
  title,
  detail: refusalReasons[reason],
});
const callOver = { code: '90018', title: 'Call has already ended' } as const;
const impossible = ['10027', 'Unprocessable request'] as const;

/**
 * Every refusal. Sources: OpenAPI for 404; T-ERR for the codes, which it lists for the Voice API:
 * that TeXML uses them too is assumption A3.
 */
export const refusals = {
  'not-found': {
    status: 404,
    code: '10005',
    title: 'Resource not found',
    detail: 'Resource not found',
  },
  'call-not-answered': refusal(422, '90034', 'Call not answered', 'call-not-answered'),
  'call-ended': refusal(422, callOver.code, callOver.title, 'call-ended'),
  'conference-ended': refusal(422, '90019', 'Conference has already ended', 'conference-ended'),
  'conference-full': refusal(422, '90032', 'Too many participants', 'conference-full'),
  'recording-not-started': refusal(422, '90020', 'Audio not started', 'recording-not-started'),
  // While its call or conference goes on; 90018 once that is over.
  'recording-ended': refusal(422, ...impossible, 'recording-ended'),
  'call-busy': refusal(422, ...impossible, 'call-busy'),
  'recording-busy': refusal(422, ...impossible, 'recording-busy'),
  'recording-not-completed': refusal(422, ...impossible, 'recording-not-completed'),
  'conference-recording': refusal(422, ...impossible, 'conference-recording'),
} as const satisfies Readonly<Record<RefusalReason, Refusal>>;

/** What is wrong with a parameter. Source: OpenAPI, the examples of 422. */
const problemTitles = {
  '10004': 'Missing required parameter',
  '10016': 'Phone number must be in +E164 format',
  '10026': 'Invalid parameter type',
  '10027': 'Unprocessable request',
  '10032': 'Invalid enumerated value',
} as const satisfies Readonly<Record<ProblemCode, string>>;

/** The answer to a refused request; `isHostOver`: what the recording records is over. */
export function refusalAnswer(
  reason: RefusalReason,
  { isHostOver = false }: { readonly isHostOver?: boolean } = {},
): ErrorAnswer {
  const { status, ...error } = refusals[reason];
  const told = reason === 'recording-ended' && isHostOver ? { ...error, ...callOver } : error;
  return { status, body: { errors: [told] } };
}

/** The answer to a method that a path does not have. Source: T-ERR, which has no code of its own. */
export function notAllowedAnswer(method: string, allow: readonly string[]): ErrorAnswer {
  const detail = `${method} is not allowed here; expected ${allow.join(' or ')}.`;
  return {
    status: 405,
    body: { errors: [{ code: '10015', title: 'Bad Request', detail }] },
    allow,
  };
}
/**
 * The answer to a request that no operation is meant by; `allow`: the methods that there are;
 * `says`: what there is at Telnyx, and why not here.
 */
export function unroutedAnswer(
  method: string,
  allow: readonly string[],
  says?: string,
): ErrorAnswer {
  if (allow.length > 0) return notAllowedAnswer(method, allow);
  const { status, ...error } = refusals['not-found'];
  return { status, body: { errors: [{ ...error, detail: says ?? error.detail }] } };
}

/** The answer to a request that says something wrong: every wrong parameter. */
export const problemAnswer = ({ problems }: RequestError): ErrorAnswer => ({
  status: 422,
  body: {
    errors: problems.map((problem) => ({
      code: problem.code,
      title: problemTitles[problem.code],
      detail: detailOf(problem),
      source: { pointer: `/${problem.parameter}` },
    })),
  },
});

function detailOf({ code, parameter, found, expected }: Problem): string {
  if (code === '10004') return `Can't be blank: ${parameter}`;
  if (code === '10032') return `${parameter} must be ${expected}`;
  const what = parameter === '' ? 'body' : `'${parameter}' parameter`;
  // A form that says a parameter again makes a list of it.
  const once = Array.isArray(found) && parameter !== '' ? ', said once' : '';
  return `The ${what} must be ${expected}${once}`;
}
