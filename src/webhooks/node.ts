/** The handler behind a server of Node: `node:http`, Express, or Fastify. */
import { NotTaken } from './not-taken.ts';
import type { WebhookProblem } from './shapes.ts';

/** What is needed of a request of `node:http`, whatever a framework has put to it. */
export interface NodeRequest {
  /** As it stands in the request. */
  readonly method?: string | undefined;
  /** Its path and query; behind a router of Express, the rest of them. */
  readonly url?: string | undefined;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  /** By name, in small letters. */
  readonly headers: { readonly host?: string | undefined };
  /** Whether anybody has begun to read the body. */
  readonly readableDidRead: boolean;
  /** Reads the body. */
  iterator(options: { readonly destroyOnReturn: boolean }): AsyncIterable<unknown>;
}
/** What is needed of a response of `node:http`. */
export interface NodeResponse {
  /** The status that is answered. */
  statusCode: number;
  /** Whether the answer has begun. */
  readonly headersSent: boolean;
  /** Says a header. */
  setHeader(name: string, value: string): unknown;
  /** Says a part of the body. */
  write(chunk: Uint8Array): unknown;
  /** Says that this was all. */
  end(): unknown;
  /** Breaks off. */
  destroy(): unknown;
}
/** What is needed of a request of Fastify. */
export interface FastifyRequestLike {
  /** That of Node. */
  readonly raw: NodeRequest;
  /** What a parser has made of the body, if one has run. */
  readonly body?: unknown;
}
/** What is needed of a reply of Fastify. */
export interface FastifyReplyLike {
  /** That of Node. */
  readonly raw: NodeResponse;
  /** Says that nobody else answers. */
  hijack(): unknown;
}
/** Takes requests of `node:http` and Express, or of Fastify; it answers them, and never rejects. */
export type NodeListener = (
  request: NodeRequest | FastifyRequestLike,
  response: NodeResponse | FastifyReplyLike,
) => Promise<void>;

/** What Express and body parsers put to a request. */
type Dressed = NodeRequest & {
  readonly originalUrl?: string;
  readonly body?: unknown;
  readonly rawBody?: unknown;
};

const eaten =
  'A body parser has read the body, and it is not there as it was sent: without that no ' +
  'signature can be verified. Put this handler before express.json() and express.urlencoded(), ' +
  'use express.raw({ type: () => true }) for its path, or keep the bytes as `rawBody`; of ' +
  'Fastify, make it the onRequest of the route.';

export function nodeListener(
  handle: (request: Request) => Promise<Response>,
  problem: (problem: WebhookProblem) => void,
): NodeListener {
  return async (request, response) => {
    const raw: Dressed = 'raw' in request ? request.raw : request;
    if ('hijack' in response) response.hijack();
    const to = 'raw' in response ? response.raw : response;
    try {
      const { body = raw.body } = 'raw' in request ? request : raw;
      await send(await handle(asked(raw, body)), to);
    } catch (error) {
      const status = 500;
      const isForeseen = error instanceof NotTaken;
      const says = isForeseen ? error.message : 'The request could not be answered.';
      problem({ status, says, ...(isForeseen ? {} : { error }) });
      if (to.headersSent) to.destroy();
      else await send(new Response(`${says}\n`, { status }), to);
    }
  };
}

function asked(raw: Dressed, parsed: unknown): Request {
  const { method = 'GET', rawHeaders } = raw;
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    headers.append(rawHeaders[i] as string, rawHeaders[i + 1] as string);
  const url = urlOf(raw);
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  const body = bodyOf(raw, parsed);
  // Node asks for `duplex` where a body is a stream.
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);
}

/** Behind Express, `url` begins where a router does. */
function urlOf({ originalUrl, url = '/', headers: { host = 'localhost' } }: Dressed): string {
  const path = originalUrl ?? url;
  const whole = /^https?:\/\//i.test(path) ? path : `http://${host}${path}`;
  return (URL.parse(whole) ?? new URL(`http://localhost/`)).href;
}

/**
 * The body as it was sent: kept beside what a parser made of it, or not read yet.
 * @throws NotTaken if it was read, and nobody has kept it.
 */
function bodyOf(raw: Dressed, parsed: unknown): RequestInit['body'] {
  const kept = [raw.rawBody, parsed].find((one) => typeof one === 'string' || isBytes(one));
  if (kept !== undefined) return kept as string | Uint8Array<ArrayBuffer>;
  if (raw.readableDidRead) throw new NotTaken(500, eaten);
  // Whoever sends too much still hears so: the connection stays open for the answer.
  const chunks = raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  return ReadableStream.from(chunks) as RequestInit['body'];
}
const isBytes = (value: unknown) => value instanceof Uint8Array;

async function send({ status, headers, body }: Response, to: NodeResponse) {
  to.statusCode = status;
  for (const [name, value] of headers) to.setHeader(name, value);
  for await (const chunk of body ?? []) to.write(chunk);
  to.end();
}
