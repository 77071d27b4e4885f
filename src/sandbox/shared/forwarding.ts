/** Requests that another process answers: sent on as they came, and the answer as it comes. */
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { limits } from '../stage/limits.ts';
import type { Leader } from './leading.ts';

/** Says that a request comes from another process of the sandbox: it is not sent on again. */
export const forwardedBy = 'x-sandbox-forwarded';
/** Says that the process does not run the sandbox: it has done nothing. */
export const notLeading = 'x-sandbox-not-leading';

/** Of a connection and not of what is said through it. Source: RFC 9110, section 7.6.1. */
const ofConnection = [
  ...['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect'],
  ...['proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
];

/** Those of a message, with whatever else its own `connection` names. */
const hops = (connection: string | null = ''): ReadonlySet<string> =>
  new Set([...ofConnection, ...(connection ?? '').toLowerCase().split(/[\s,]+/)]);

/** A request that can be sent on: several times, unless it is long. */
export interface Forwarded {
  readonly request: Request;
  /** Undefined: it has none, or it is too long to be kept. */
  readonly body: Uint8Array | undefined;
  readonly isRepeatable: boolean;
}

/** Reads what is short enough to be said again. */
export async function forwardable(request: Request): Promise<Forwarded> {
  if (!request.body) return { request, body: undefined, isRepeatable: true };
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= limits.bodyBytes)) return { request, body: undefined, isRepeatable: false };
  return { request, body: new Uint8Array(await request.arrayBuffer()), isRepeatable: true };
}

/** It was not answered; `isUntouched`: it never came there. */
export class NotForwarded extends Error {
  readonly isUntouched: boolean;

  constructor(isUntouched: boolean, cause: unknown) {
    super('The process that runs the sandbox could not be asked.', { cause });
    this.name = 'NotForwarded';
    this.isUntouched = isUntouched;
  }
}

/**
 * Sends a request on to the process that leads, and waits for its answer for as long as it does: one
 * that is stopped, or cannot be reached, soon leads no longer. What of an answer has not come by then
 * does not come.
 * @throws NotForwarded
 */
export async function forward(
  { request, body }: Forwarded,
  { address, over }: Leader,
): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const target = new URL(address);
  const ofThat = hops(request.headers.get('connection'));
  const passed = [...request.headers].filter(([name]) => !ofThat.has(name));
  const headers = Object.fromEntries([['host', host], ...passed, [forwardedBy, '1']]);
  const secure = target.protocol === 'https:';
  const sent = (secure ? https : http).request(target, {
    method: request.method,
    path: pathname + search,
    headers,
    agent: secure ? https.globalAgent : agent,
  });
  let isConnected = false;
  sent.once('socket', (socket) => {
    if (!socket.connecting) isConnected = true;
    else
      socket.once('connect', () => {
        isConnected = true;
      });
  });
  const giveUp = () => sent.destroy();
  const ends = [request.signal, over];
  for (const one of ends) one.addEventListener('abort', giveUp, { once: true });
  sent.once('close', () => {
    for (const one of ends) one.removeEventListener('abort', giveUp);
  });
  // Who leads may be elsewhere than it says: no lease runs out of that.
  const late = setTimeout(() => !isConnected && giveUp(), limits.requestMs);
  try {
    const answered = once(sent, 'response') as Promise<[http.IncomingMessage]>;
    // What goes wrong once the answer has begun, whoever reads the answer is told.
    sent.on('error', () => undefined);
    if (over.aborted) giveUp();
    if (body !== undefined || !request.body) sent.end(body);
    else Readable.fromWeb(request.body as WebStream).pipe(sent);
    const [response] = await answered;
    return asResponse(response);
  } catch (error) {
    throw new NotForwarded(!isConnected, error);
  } finally {
    clearTimeout(late);
  }
}

const agent = new http.Agent();

function asResponse(response: http.IncomingMessage): Response {
  const { statusCode: status = 502 } = response;
  const headers = new Headers();
  const ofThis = hops(response.headers.connection);
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    if (ofThis.has(name)) continue;
    for (const value of values) headers.append(name, value);
  }
  const isEmpty = status === 204 || status === 304;
  if (isEmpty) response.resume();
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  const told = isStream ? Readable.from(untilBroken(response)) : response;
  const body = isEmpty ? null : (Readable.toWeb(told) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}

/** A stream of events may end at any time: whoever reads it comes back. */
async function* untilBroken(events: http.IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* events;
  } catch {
    events.destroy();
  }
}
