/** The TeXML API over HTTP: who asks, what is asked, what is answered. */
import { type Route, route } from '../../wire/index.ts';
import { limits } from '../stage/limits.ts';
import { UnusableAccount } from '../state/unusable.ts';
import { bodyOf, queryOf } from './edge/body.ts';
import {
  failure,
  foreseen,
  HttpError,
  notAllowed,
  replyTo,
  resourceNotFound,
} from './edge/errors.ts';
import type { Keys } from './edge/keys.ts';
import { pathOf } from './edge/path.ts';
import type { RateLimit } from './edge/rate.ts';
import { type Accounts, answer, type Reply } from './rest.ts';

/** Where the API begins, and the paths of its requests behind it. */
const base = '/v2';
const methods = ['GET', 'POST', 'DELETE'] as const;
const bodyTypes = ['application/x-www-form-urlencoded', 'application/json'] as const;

/** Account ids name worlds, and the files that those are kept in. */
export const isAccountSid = (text: string): boolean => /^[\w.-]{1,64}$/.test(text);

export interface ApiServed {
  readonly worlds: Accounts;
  readonly keys: Keys;
  readonly rate?: RateLimit;
}

/** Answers a request below /v2/texml. */
export async function answerApi(request: Request, served: ApiServed): Promise<Response> {
  const key = served.keys.keyIn(request.headers.get('authorization'));
  const { headers = {}, refusal } = (key !== undefined && served.rate?.count(key)) || {};
  const response = refusal ? replyTo(refusal) : await answered(request, served, key);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

async function answered(
  request: Request,
  { worlds: accounts, keys }: ApiServed,
  key: string | undefined,
): Promise<Response> {
  const pathname = pathOf(request);
  try {
    checkKey(key, keys);
    const found = routed(request.method, pathname.slice(base.length));
    const hasBody = request.method === 'POST' || request.method === 'DELETE';
    const body = hasBody ? await bodyOf(request, limits.bodyBytes, bodyTypes) : undefined;
    const said = { ...(body === undefined ? {} : { body }), query: queryOf(request) };
    const reply = await answer(accounts, found, said);
    note(accounts, request.method, pathname, reply);
    return succeeded(reply);
  } catch (error) {
    const expected = foreseen(error);
    if (!expected) throw error;
    if (!(error instanceof UnusableAccount)) note(accounts, request.method, pathname, expected);
    return replyTo(expected);
  }
}

function checkKey(key: string | undefined, keys: Keys) {
  if (key !== undefined && keys.isGood(key)) return;
  const why =
    'The required authentication headers were either invalid or not included in the request.';
  throw failure('unauthorized', why, { 'www-authenticate': 'Bearer' });
}

/** The request that is meant. HEAD is a GET whose body is left out. */
function routed(method: string, path: string): Route {
  const found = route(method === 'HEAD' ? 'GET' : method, path);
  if (found && isAccountSid(found.path.account_sid)) return found;
  const allowed = methods.filter((one) => route(one, path));
  if (found || allowed.length === 0) throw resourceNotFound();
  throw notAllowed(method, allowed);
}

function succeeded({ status, body, warnings }: Reply): Response {
  const headers = warnings.length === 0 ? {} : { 'x-ignored-parameters': ignoredIn(warnings) };
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}

/** The names of parameters that were said in vain; a header holds nothing but ASCII. */
const ignoredIn = (warnings: Reply['warnings']) =>
  warnings
    .map(({ parameter }) => encodeURIComponent(parameter.toWellFormed()))
    .join(', ')
    .slice(0, 1_000);

/** Shows a request on the timeline of its account, if there is such a world. */
function note(accounts: Accounts, method: string, path: string, came: Reply | HttpError) {
  const account = /^\/v2\/texml\/Accounts\/([^/]+)/.exec(path)?.[1] ?? '';
  const world = isAccountSid(account) ? accounts.find(account) : undefined;
  if (!world || came.status === 401) return;
  const says =
    came instanceof HttpError ? came.message : came.warnings.map((one) => one.says).join(' ');
  const sid = came instanceof HttpError ? sidIn(path) : came.sid;
  world.timeline.note({
    kind: 'request',
    ...(sid === undefined ? {} : { sid }),
    method,
    path,
    status: came.status,
    ...(says === '' ? {} : { says: says.slice(0, 500) }),
  });
}

/** The sid that a path ends with, or that is before its last word. */
function sidIn(path: string): string | undefined {
  const found = methods.map((method) => route(method, path.slice(base.length))).find(Boolean);
  const { recording_sid, call_sid, conference_sid } = (found?.path ?? {}) as Partial<Route['path']>;
  return recording_sid ?? call_sid ?? conference_sid;
}
