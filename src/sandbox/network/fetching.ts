/** The requests that the sandbox makes: within limits, and with errors that say what went wrong. */
import { type Clock, SteadyClock } from '../../hosts/index.ts';
import { EncodingError, type HttpRequest, textIn } from '../../wire/index.ts';
import { type Arrived, everywhere, Forbidden, type Outside } from './network.ts';
import type { Signer } from './signature.ts';

/** How far a request may go. */
export interface Reach {
  /** From the first byte out to the last byte in, redirects included. */
  readonly limitMs: number;
  /** Of the answer. */
  readonly bytes: number;
  /** Whether a longer answer is cut off instead of refused: its status is all that counts. */
  readonly isCut?: boolean;
  /** How many redirects are followed; 0: a redirect is the answer. */
  readonly redirects: number;
  /** Gives it up. */
  readonly signal?: AbortSignal;
  /** Who is asked; left out: every server. */
  readonly network?: Outside;
  /** What the limit goes by; left out: a clock that goes evenly. */
  readonly clock?: Clock;
  /** Hears of each request as it is sent, with its signature. */
  readonly sent?: (request: HttpRequest) => void;
}
export interface Came {
  readonly status: number;
  readonly text: string;
  /** By name, in small letters; what was said more than once stands in one line. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from in the end. */
  readonly url: string;
}

/** A request that was not answered as it should be; what happened, without a subject. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

const steady = new SteadyClock();

/**
 * Sends a request, signed if anybody signs; a signature is of its moment, and of the body that is
 * sent.
 * @throws FetchError when no answer comes within the limits.
 */
export async function sendHttp(
  request: HttpRequest,
  signer: Signer | undefined,
  reach: Reach,
): Promise<Came> {
  const { network = everywhere, clock = steady, limitMs } = reach;
  const late = new AbortController();
  const callOff = clock.wake(clock.now() + limitMs, () => late.abort());
  const signal = reach.signal ? AbortSignal.any([late.signal, reach.signal]) : late.signal;
  const ask = (one: HttpRequest) => {
    const signature = signer?.headersFor(one.body, Date.now());
    const signed = { ...one, headers: { ...one.headers, ...signature } };
    reach.sent?.(signed);
    return network.ask(signed, signal);
  };
  try {
    return await followed(request, reach, ask);
  } catch (error) {
    throw explained(error, late.signal, reach);
  } finally {
    callOff();
  }
}

async function followed(
  request: HttpRequest,
  reach: Reach,
  ask: (request: HttpRequest) => Promise<Arrived>,
): Promise<Came> {
  let next = request;
  for (let left = reach.redirects; ; left -= 1) {
    const response = await ask(addressed(next));
    const { statusCode: status = 0, headers } = response;
    const to = status >= 300 && status < 400 && headers.location;
    if (!to || reach.redirects === 0) {
      const text = await textOf(response, reach);
      return { status, text, headers: asLines(headers), url: next.url };
    }
    response.destroy();
    if (left === 0) throw new FetchError(`redirects more than ${reach.redirects} times`);
    next = redirected(next, status, to);
  }
}

const asLines = (headers: Arrived['headers']): Came['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, said = '']) => [name, [said].flat().join(', ')]),
  );

/** Only 307 and 308 carry the method and the body along. Source: Fetch standard. */
function redirected(request: HttpRequest, status: number, location: string): HttpRequest {
  const target = URL.parse(location, request.url);
  if (!target) throw new FetchError('redirects to what is not a URL');
  const { url: _url, body, ...rest } = request;
  if (status === 307 || status === 308) {
    return { ...rest, url: target.href, ...(body === undefined ? {} : { body }) };
  }
  const { 'content-type': _type, ...headers } = rest.headers;
  return { url: target.href, method: 'GET', headers };
}

/** A name and password in a URL are sent as Basic authentication, and what is behind a # is not. */
function addressed(request: HttpRequest): HttpRequest {
  const url = URL.parse(request.url);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new FetchError('is no URL of http or https');
  }
  url.hash = '';
  if (url.username === '' && url.password === '') return { ...request, url: url.href };
  const secret = [url.username, url.password].map(decodeURIComponent).join(':');
  url.username = '';
  url.password = '';
  const authorization = `Basic ${Buffer.from(secret).toString('base64')}`;
  return { ...request, url: url.href, headers: { ...request.headers, authorization } };
}

async function textOf(response: Arrived, { bytes, isCut }: Reach): Promise<string> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (!isCut && !/^identity$/i.test(encoding)) {
    response.destroy();
    throw new FetchError(`answers packed with ${encoding}, which nobody asked for`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.byteLength;
    if (size > bytes) {
      if (isCut) break;
      throw new FetchError(`answers with more than ${bytes / 1_024} kB`);
    }
    chunks.push(chunk);
  }
  const all = Buffer.concat(chunks);
  const { statusCode = 0, headers } = response;
  // Nobody reads any other answer, whatever it is written in.
  const isRead = !isCut && statusCode >= 200 && statusCode < 300;
  return isRead ? textIn(all, headers['content-type']) : all.toString('utf8');
}

function explained(error: unknown, timeout: AbortSignal, { limitMs }: Reach): Error {
  if (error instanceof FetchError) return error;
  if (error instanceof EncodingError) return new FetchError(error.message);
  if (error instanceof Forbidden) return new FetchError(error.message);
  const cause = { cause: error };
  if (timeout.aborted) return new FetchError(`did not answer within ${limitMs / 1_000} s`, cause);
  const { code, message } = error as NodeJS.ErrnoException;
  return new FetchError(`could not be reached (${code ?? message})`, cause);
}
