/** A request of the API, from its method and path to its answer. */
import type { Verdict } from '../../../machines/index.ts';
import type { Directory } from '../resources/directory.ts';
import { type Reader, reading } from '../resources/reader.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { Mint } from '../resources/rows.ts';
import type { Asked, HeardRequest, Operation } from './operation.ts';
import { operations } from './operations.ts';
import { methodsAt, type Route, route, whyMissing } from './route.ts';
import {
  type ErrorAnswer,
  problemAnswer,
  refusalAnswer,
  unroutedAnswer,
} from './spelling/errors.ts';
import { type ParameterWarning, RequestError } from './spelling/request-error.ts';

/** A request as HTTP brings it. */
export interface RestRequest {
  /** In capitals. */
  readonly method: string;
  /** That of the URL from behind /v2 on, not decoded: `/texml/Accounts/…`. */
  readonly path: string;
  /** What stands in the URL behind the question mark, as it stands there, with it or without. */
  readonly query?: string;
  /** An object: a decoded form, in which a repeated parameter is a list, or JSON. */
  readonly body?: unknown;
}
interface Success {
  /** What was said in vain: parameters that have no meaning here. */
  readonly warnings: readonly ParameterWarning[];
  /** The sid of the machine that it was for; left out of reads. */
  readonly sid?: string;
}
/** The answer to a request that succeeds: with an object, or without a body. */
export type RestSuccess =
  | (Success & { readonly status: 200; readonly body: object })
  | (Success & { readonly status: 204; readonly body?: never });
/** The answer to one that does not: errors as Telnyx spells them, and no warnings. */
export interface RestFailure extends ErrorAnswer {
  /** Always empty: the errors say all. */
  readonly warnings: readonly ParameterWarning[];
}
/** The answer to a request, for HTTP. */
export type Reply = RestSuccess | RestFailure;

/** What a request needs of its host to be understood. */
export interface RestSurroundings<D = Reader> {
  /** That of the account in the path (`directoryOf`); in another's nothing is found. */
  readonly directory: D;
  /** Makes a new sid. */
  readonly mint: Mint;
  /** Makes a link to a file, good from now on for `mediaLinkMs`. */
  readonly mediaUrl: MediaUrl;
  /** In milliseconds since the epoch; left out: no time is told of what has none of its own. */
  readonly now?: number;
}
/** What answers requests: the machines of an account, and what is kept beside them. */
export interface RestHost<Taken = Verdict | Promise<Verdict>, D = Reader>
  extends RestSurroundings<D> {
  /**
   * Delivers the command to the machine `to`, with the time (`at`, in milliseconds), and gives the
   * verdict. If that is `accepted`, it has kept the rows under their sids, and the instructions for
   * the call `to`. Without a command it keeps the rows and answers `accepted`.
   *
   * A host that waits before it delivers asks `isStill` then: if false, the path has come to mean
   * something else. It delivers and keeps nothing and answers `ignored`, and the request is
   * understood anew. Of a `Directory`, which is read and may have changed since, it is always true.
   */
  readonly take: (asked: Asked, isStill: () => boolean) => Taken;
}

/** A request that has been understood, and has to be taken to its machine. */
export interface PendingRequest {
  /** What the host is to take. */
  readonly asked: Asked;
  /** Whether its path still means what it meant: documents open conferences and leave them. */
  readonly isStill: () => boolean;
  /** The answer, once its machine has given this verdict; `now`: the directory, if it was read anew. */
  readonly answer: (verdict: Verdict, now?: Reader) => Reply;
}

/**
 * Answers a request: routes it, finds what its path names, reads what it says, has the host take
 * what it asks, and spells the answer. Who may ask is the host's business.
 *
 * Errors are answers too: 404 for what is not there, or is another account's; 405 for a method that
 * the path does not have; 422 for what is said wrong, and for what a machine refuses. Nothing
 * changes but by `take`, which no read calls and no error but a refusal. What `take` throws comes
 * out as it is.
 *
 * The answer is there at once if `take` gives a verdict, and for reads and errors; what is taken by
 * a `take` that gives a promise is answered with one. A `Directory` is read by need, and everything
 * is answered with a promise.
 */
export function serve(request: RestRequest, host: RestHost<Verdict>): Reply;
export function serve(request: RestRequest, host: RestHost): Reply | Promise<Reply>;
export function serve(request: RestRequest, host: RestHost<Taken, Directory>): Promise<Reply>;
export function serve(
  request: RestRequest,
  host: RestHost | RestHost<Taken, Directory>,
): Reply | Promise<Reply> {
  return isAtHand(host) ? serveAtHand(request, host) : serveFrom(request, host);
}
type Taken = Verdict | Promise<Verdict>;

/** More than two questions are answered by whoever has everything at hand. */
const isAtHand = (host: RestHost | RestHost<Taken, Directory>): host is RestHost =>
  'line' in host.directory;

function serveAtHand(request: RestRequest, host: RestHost): Reply | Promise<Reply> {
  const heard = prepare(request, host);
  if ('status' in heard) return heard;
  const { asked, isStill, answer } = heard;
  const answered = (verdict: Verdict) =>
    verdict.verdict === 'ignored' ? serveAtHand(request, host) : answer(verdict);
  const taken = host.take(asked, isStill);
  return 'verdict' in taken ? answered(taken) : taken.then(answered);
}

/** What the answer shows is read anew: it may have come to be by what was taken. */
async function serveFrom(request: RestRequest, host: RestHost<Taken, Directory>): Promise<Reply> {
  const { directory } = host;
  const heard = await reading(directory, (reader) =>
    prepare(request, { ...host, directory: reader }),
  );
  if ('status' in heard) return heard;
  const verdict = await host.take(heard.asked, () => true);
  if (verdict.verdict === 'ignored') return await serveFrom(request, host);
  return await reading(directory, (reader) => heard.answer(verdict, reader));
}

/** The first half of `serve`: the answer where nothing has to be taken, or what has to be. */
export function prepare(request: RestRequest, around: RestSurroundings): Reply | PendingRequest {
  const { method } = request;
  const routed = route(method, request.path);
  if (!routed)
    return failed(unroutedAnswer(method, methodsAt(request.path), whyMissing(request.path)));
  const operation: Operation = operations[routed.operation];
  try {
    const path = { account_sid: around.directory.accountSid, ...routed.path };
    const heard = operation.hear({ ...request, ...around, path });
    if ('refused' in heard) return failed(refusalAnswer(heard.refused));
    return heard.asked
      ? pending(operation, heard, heard.asked, routed, around)
      : succeeded(operation, heard);
  } catch (error) {
    if (error instanceof RequestError) return failed(problemAnswer(error));
    throw error;
  }
}

function pending(
  operation: Operation,
  heard: HeardRequest,
  asked: Asked,
  { path: { conference_sid: word } }: Route,
  { directory }: RestSurroundings,
): PendingRequest {
  const meant = () => (word === undefined ? undefined : directory.conference(word)?.sid);
  const before = meant();
  const { sid } = asked.to;
  return {
    asked,
    isStill: () => meant() === before,
    answer: (verdict, now = directory) =>
      verdict.verdict === 'refused'
        ? failed(refusalAnswer(verdict.reason, { isHostOver: now.isHostOver(sid) }))
        : succeeded(operation, heard, sid, now),
  };
}

const failed = (answer: ErrorAnswer): RestFailure => ({ ...answer, warnings: [] });

function succeeded(
  { status }: Operation,
  { reply, warnings }: HeardRequest,
  sid?: string,
  now?: Reader,
): Reply {
  const about = sid === undefined ? {} : { sid };
  if (status === 204) return { status, warnings, ...about };
  const body = reply(now);
  return body ? { status, body, warnings, ...about } : failed(refusalAnswer('not-found'));
}
