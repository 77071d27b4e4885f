/** The TeXML API over HTTP: who asks, what is asked, what is answered. */
import {
  methodsAt,
  type Reply,
  type Route,
  route,
  unroutedAnswer,
  type WireError,
} from '../../wire/index.ts';
import { limits } from '../stage/limits.ts';
import { UnusableAccount } from '../state/unusable.ts';
import { bodyOf, queryOf } from './edge/body.ts';
import { failure, foreseen, HttpError, replyTo, resourceNotFound, spelled } from './edge/errors.ts';
import type { Keys } from './edge/keys.ts';
import { pathOf } from './edge/path.ts';
import type { RateLimit } from './edge/rate.ts';
import { type Accounts, answer } from './rest.ts';

/** Where the API begins, and the paths of its requests behind it. */
const base = '/v2';
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
  const { method } = request;
  const pathname = pathOf(request);
  const path = pathname.slice(base.length);
  try {
    checkKey(key, keys);
    const { account_sid } = routed(method, path).path;
    const hasBody = method === 'POST' || method === 'DELETE';
    const body = hasBody ? await bodyOf(request, limits.bodyBytes, bodyTypes) : undefined;
    const said = { method, path, query: queryOf(request), body };
    const reply = await answer(accounts, account_sid, said);
    note(accounts, method, pathname, reply);
    return responseTo(reply);
  } catch (error) {
    const expected = foreseen(error);
    if (!expected) throw error;
    if (!(error instanceof UnusableAccount)) note(accounts, method, pathname, expected);
    return replyTo(expected);
  }
}

function checkKey(key: string | undefined, keys: Keys) {
  if (key !== undefined && keys.isGood(key)) return;
  const why =
    'The required authentication headers were either invalid or not included in the request.';
  throw failure('unauthorized', why, { 'www-authenticate': 'Bearer' });
}

/** The request that is meant. */
function routed(method: string, path: string): Route {
  const found = route(method, path);
  if (!found) throw spelled(unroutedAnswer(method, methodsAt(path)));
  if (isAccountSid(found.path.account_sid)) return found;
  throw resourceNotFound();
}

function responseTo({ status, body, warnings }: Reply): Response {
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
  const sid = ('sid' in came ? came.sid : undefined) ?? sidIn(path);
  const says = saidIn(came);
  world.timeline.note({
    kind: 'request',
    ...(sid === undefined ? {} : { sid }),
    method,
    path,
    status: came.status,
    ...(says === '' ? {} : { says: says.slice(0, 500) }),
  });
}

/** What is wrong, or was said in vain. */
function saidIn(came: Reply | HttpError): string {
  if (came instanceof HttpError) return came.message;
  const isDone = came.status === 200 || came.status === 204;
  const says = isDone ? came.warnings.map((one) => one.says) : came.body.errors.map(detailOf);
  return says.join(' ');
}

const detailOf = ({ detail }: WireError) => detail;

/** The sid that a path ends with, or that is before its last word. */
function sidIn(pathname: string): string | undefined {
  const path = pathname.slice(base.length);
  const [method = ''] = methodsAt(path);
  const found = route(method, path)?.path;
  return found?.recording_sid ?? found?.call_sid ?? found?.conference_sid;
}
