/** What HTTP answers to a request that was refused, or that says something wrong. */
import { type RefusalReason, refusalReasons } from '../../../../machines/index.ts';
import type { Problem, ProblemCode, RequestError } from './request-error.ts';

/** One error as Telnyx spells it. Source: OpenAPI, ErrorResponse. */
export interface WireError {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Which parameter it is about. */
  readonly source?: { readonly pointer: string };
}
export interface ErrorAnswer {
  readonly http: 404 | 422;
  readonly body: { readonly errors: WireError[] };
}

interface Refusal extends WireError {
  readonly http: 404 | 422;
}
const refusal = (http: 404 | 422, code: string, title: string, reason: RefusalReason): Refusal => ({
  http,
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
    http: 404,
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
  '10026': 'Invalid parameter type',
  '10032': 'Invalid enumerated value',
} as const satisfies Readonly<Record<ProblemCode, string>>;

/** The answer to a refused request; `isHostOver`: what the recording records is over. */
export function refusalAnswer(
  reason: RefusalReason,
  { isHostOver = false }: { readonly isHostOver?: boolean } = {},
): ErrorAnswer {
  const { http, ...error } = refusals[reason];
  const told = reason === 'recording-ended' && isHostOver ? { ...error, ...callOver } : error;
  return { http, body: { errors: [told] } };
}

/** The answer to a request that says something wrong: every wrong parameter. */
export const problemAnswer = ({ problems }: RequestError): ErrorAnswer => ({
  http: 422,
  body: {
    errors: problems.map((problem) => ({
      code: problem.code,
      title: problemTitles[problem.code],
      detail: detailOf(problem),
      source: { pointer: `/${problem.parameter}` },
    })),
  },
});

function detailOf({ code, parameter, expected }: Problem): string {
  if (code === '10004') return `Can't be blank: ${parameter}`;
  if (code === '10032') return `${parameter} must be ${expected}`;
  const what = parameter === '' ? 'body' : `'${parameter}' parameter`;
  return `The ${what} must be ${expected}`;
}
