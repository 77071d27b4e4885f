/** The TeXML API over HTTP: who asks, what is asked, what is answered. */
import {
  methodsAt,
  type Reply,
  type Route,
  route,
  unroutedAnswer,
  whyMissing,
} from '../../wire/index.ts';
import { limits } from '../stage/limits.ts';
import { UnusableAccount } from '../state/unusable.ts';
import type { AccountsOfKeys } from './account-meant.ts';
import { bodyOf, queryOf } from './edge/body.ts';
import { failure, foreseen, replyTo, resourceNotFound, spelled } from './edge/errors.ts';
import type { Keys } from './edge/keys.ts';
import { pathOf } from './edge/path.ts';
import type { RateLimit } from './edge/rate.ts';
import { callEvents, webhookDeliveries, webhookDelivery } from './logs/logs.ts';
import { type AnswerSent, noteRequest } from './logs/requests.ts';
import { type Accounts, answer } from './rest.ts';
import { headersOf, toldByReply } from './told.ts';

/** Where the API begins, and the paths of its requests behind it. */
const base = '/v2';
const bodyTypes = ['application/x-www-form-urlencoded', 'application/json'] as const;

/** Account ids name worlds, and the files that those are kept in. */
export const isAccountSid = (text: string): boolean => /^[\w.-]{1,64}$/.test(text);

export interface ApiServed {
  readonly worlds: Accounts;
  readonly accountsOfKeys: AccountsOfKeys;
  readonly keys: Keys;
  readonly rate?: RateLimit;
}

/** Answers a request below /v2/texml. */
export const answerApi = (request: Request, served: ApiServed): Promise<Response> =>
  counted(request, served, async (key) => (await answered(request, served, key)).response);

/** The same of a request that was asked before; gives the number of its line in the timeline. */
export const answerAgain = async (request: Request, served: ApiServed, again: number) =>
  (await answered(request, served, served.keys.keyIn(request.headers.get('authorization')), again))
    .number;

/** Answers a request for one of the logs, which name no account: it is that of the key. */
export const answerLog = (request: Request, served: ApiServed): Promise<Response> =>
  counted(request, served, (key) => Promise.resolve(logFor(request, served, key)));

async function counted(
  request: Request,
  served: ApiServed,
  answer: (key: string | undefined) => Promise<Response>,
): Promise<Response> {
  const key = served.keys.keyIn(request.headers.get('authorization'));
  const { headers = {}, refusal } = (key !== undefined && served.rate?.count(key)) || {};
  const response = refusal ? replyTo(refusal) : await answer(key);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function logFor(request: Request, served: ApiServed, key: string | undefined): Response {
  const { worlds, keys, accountsOfKeys } = served;
  checkKey(key, keys);
  const world = worldIn(worlds, accountsOfKeys.meantBy('', key, worlds));
  const query = queryOf(request);
  const [log = '', id] = pathOf(request)
    .slice(base.length + 1)
    .split('/');
  if (log === 'call_events') return Response.json(callEvents(world, query));
  return Response.json(
    id === undefined ? webhookDeliveries(world, query) : webhookDelivery(world, id),
  );
}

async function answered(
  request: Request,
  served: ApiServed,
  key: string | undefined,
  again?: number,
): Promise<{ readonly response: Response; readonly number?: number | undefined }> {
  const { worlds: accounts, keys } = served;
  const { method } = request;
  const pathname = pathOf(request);
  const path = pathname.slice(base.length);
  const began = performance.now();
  let text: string | undefined;
  let account = accountIn(path);
  let found: Route | undefined;
  /** Shows it on the timeline of its account, if there is such a world. */
  const note = (answer: AnswerSent, sid: string | undefined, says: string) => {
    const world = worldIn(accounts, account);
    if (!world || answer.status === 401) return { response: responseOf(answer) };
    const query = new URL(request.url).search;
    const asked = { request, path: pathname, query, body: text, began, again };
    const number = noteRequest(world, asked, answer, { sid, routed: found, says });
    return { response: responseOf(answer), number };
  };
  try {
    checkKey(key, keys);
    found = routed(method, path);
    account = meantBy(found, served, key);
    const hasBody = method === 'POST' || method === 'DELETE';
    const heard = (body: string) => {
      text = body;
    };
    const body = hasBody ? await bodyOf(request, limits.bodyBytes, bodyTypes, heard) : undefined;
    const reply = await answer(accounts, account, { method, path, query: queryOf(request), body });
    const sid = sidOf(reply, pathname);
    const told = toldByReply(reply, { body, sid, world: worldIn(accounts, account) });
    const says = told.map((one) => one.says).join(' ');
    return note(answerOf(reply, told, account), sid, says);
  } catch (error) {
    const expected = foreseen(error);
    if (!expected) throw error;
    const { status, headers = {}, errors } = expected;
    const answer = { status, headers, body: { errors } };
    return error instanceof UnusableAccount
      ? { response: responseOf(answer) }
      : note(answer, sidIn(pathname), expected.message);
  }
}

/** The account in a path, before anybody knows what the path means. */
const accountIn = (path: string) => /^\/texml\/Accounts\/([^/]+)/.exec(path)?.[1] ?? '';

function checkKey(key: string | undefined, keys: Keys): asserts key is string {
  if (key !== undefined && keys.isGood(key)) return;
  const why =
    'The required authentication headers were either invalid or not included in the request.';
  throw failure('unauthorized', why, { 'www-authenticate': 'Bearer' });
}

/** The request that is meant. */
function routed(method: string, path: string): Route {
  const found = route(method, path);
  if (found) return found;
  throw spelled(unroutedAnswer(method, methodsAt(path), whyMissing(path)));
}

/** The account that a request is about. */
function meantBy({ path }: Route, { worlds, accountsOfKeys }: ApiServed, key: string): string {
  const { account_sid: named, connection_id: connectionId = '' } = path;
  const account = named ?? accountsOfKeys.meantBy(connectionId, key, worlds);
  if (!isAccountSid(account)) throw resourceNotFound();
  if (named !== undefined) accountsOfKeys.saw(key, named);
  return account;
}

function answerOf(reply: Reply, told: ReturnType<typeof toldByReply>, account: string): AnswerSent {
  const { status, body } = reply;
  const isFine = status === 200 || status === 204;
  const headers = { 'x-account-sid': account, ...(isFine ? headersOf(told) : {}) };
  return { status, headers, body };
}
const responseOf = ({ status, headers, body }: AnswerSent) =>
  body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });

const worldIn = (accounts: Accounts, account: string) =>
  isAccountSid(account) ? accounts.find(account) : undefined;
/** What a request was about. */
const sidOf = (reply: Reply, path: string): string | undefined =>
  ('sid' in reply ? reply.sid : undefined) ?? sidIn(path);

/** The sid that a path ends with, or that is before its last word. */
function sidIn(pathname: string): string | undefined {
  const path = pathname.slice(base.length);
  const [method = ''] = methodsAt(path);
  const found = route(method, path)?.path;
  const { recording_transcription_sid: transcriptionSid } = found ?? {};
  return transcriptionSid ?? found?.recording_sid ?? found?.call_sid ?? found?.conference_sid;
}
