/** A listener of Node as a handler: Express, Koa, Fastify and Nest are asked without a socket. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { duplexPair, Readable } from 'node:stream';

/**
 * A handler of requests of what Node calls back: an app of Express is such a listener, and so is
 * `app.callback()` of Koa. Each request has a connection of its own, inside of this process.
 */
export function fromNode(listener: RequestListener): (asked: Request) => Promise<Response> {
  const server = createServer(listener);
  return async (asked) => {
    const [near, far] = duplexPair();
    server.emit('connection', far);
    const { method, url, headers } = asked;
    const body = Buffer.from(await asked.arrayBuffer());
    const { host, pathname, search } = new URL(url);
    const sent = request({
      method,
      path: pathname + search,
      headers: { ...Object.fromEntries(headers), host, 'content-length': body.length },
      createConnection: () => near,
    });
    sent.end(body);
    const [came] = (await once(sent, 'response')) as [IncomingMessage];
    return new Response(bodyOf(came), {
      status: came.statusCode ?? 200,
      headers: headersOf(came),
    });
  };
}

/** Only some answers have a body. Source: Fetch standard, null body status. */
const bodyOf = (came: IncomingMessage) =>
  [204, 205, 304].includes(came.statusCode ?? 0) ? null : Readable.toWeb(came);

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] as string, rawHeaders[i + 1] as string]);
  }
  return pairs.filter(([name]) => !/^(?:connection|keep-alive|transfer-encoding)$/i.test(name));
}
