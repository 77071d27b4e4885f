/** A session as an HTTP Archive, as the network tools of browsers open it. Source: HAR 1.2. */
import { STATUS_CODES } from 'node:http';
import type { KeptExchange, OneWay } from '../../traffic/exchange.ts';
import { dateOf, notesOnLog, type ToldSession } from './told-session.ts';

/** Who tells it: where the API is reached, and the version of the package. */
export interface ToldBy {
  readonly origin: string;
  readonly version: string;
}

export function harOf(session: ToldSession, { origin, version }: ToldBy): string {
  const log = {
    version: '1.2',
    creator: { name: 'texml-recordings', version },
    pages: [],
    entries: session.exchanges.map((one) => entryOf(one, origin)),
    comment: notesOnLog(session).join(' '),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

/** What nobody has measured. Source: HAR 1.2. */
const unknown = -1;

function entryOf(exchange: KeptExchange, origin: string) {
  const { number, kind, told, at, finishedAt, request, response, says } = exchange;
  const time = finishedAt - at;
  const what = [`no. ${number}`, kind, told, says].filter((one) => one !== undefined).join(', ');
  return {
    startedDateTime: dateOf(at),
    time,
    request: requestOf(request, origin),
    response: response ? responseOf(response) : noResponse(says),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: what,
  };
}

function requestOf({ method, url, headers, body }: KeptExchange['request'], origin: string) {
  const whole = url.startsWith('/') ? origin + url : url;
  const mimeType = headers['content-type'] ?? 'application/octet-stream';
  const query = [...(URL.parse(whole)?.searchParams ?? [])];
  return {
    method,
    url: whole,
    ...common(headers),
    queryString: query.map(([name, value]) => ({ name, value })),
    bodySize: sizeOf(body),
    ...(body === undefined ? {} : { postData: { mimeType, params: [], text: body } }),
  };
}

const responseOf = ({ status, headers, body }: OneWay & { readonly status: number }) => ({
  status,
  statusText: STATUS_CODES[status] ?? '',
  ...common(headers),
  content: {
    size: sizeOf(body),
    mimeType: headers['content-type'] ?? 'application/octet-stream',
    ...(body === undefined ? {} : { text: body }),
  },
  redirectURL: headers.location ?? '',
  bodySize: sizeOf(body),
});
/** Browsers write 0 where no answer came. */
const noResponse = (says = '') => ({ ...responseOf({ status: 0, headers: {} }), statusText: says });

const common = (headers: OneWay['headers']) => ({
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  headersSize: unknown,
});
const sizeOf = (body = '') => Buffer.byteLength(body);
