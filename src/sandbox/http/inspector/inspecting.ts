/** The part of the control API that shows what went to and fro, and has it go once more. */
import type { Context, Hono } from 'hono';
import type { KeptExchange } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';
import { HttpError, resourceNotFound } from '../edge/errors.ts';
import { exchangeShown, whyNotAgain } from './shown.ts';

/** Asks a request of the API once more; gives the number of its line in the timeline. */
type AskAgain = (request: Request, again: number) => Promise<number | undefined>;

/** Adds the paths; `there` finds the world that a request is about. */
export function inspecting(app: Hono, there: (c: Context) => World, askAgain: AskAgain) {
  const found = (c: Context): KeptExchange => {
    const exchange = there(c).traffic.find(Number(c.req.param('number')));
    if (exchange) return exchange;
    throw resourceNotFound();
  };
  app.get('/exchanges/:number{[0-9]{1,15}}', (c) =>
    c.json(exchangeShown(there(c), found(c), originOf(c))),
  );
  app.post('/exchanges/:number{[0-9]{1,15}}/again', async (c) => {
    const exchange = found(c);
    const { onlyOnce } = whyNotAgain(exchange);
    if (onlyOnce !== undefined) throw conflict(onlyOnce);
    const number =
      exchange.kind === 'request'
        ? await askAgain(requestAgain(exchange, c), exchange.number)
        : await there(c).sendAgain(exchange);
    if (number === undefined) throw resourceNotFound();
    return c.json({ number }, 201);
  });
}

const originOf = (c: Context) => new URL(c.req.url).origin;

/** Whoever wants it once more asks it with a key of their own. */
function requestAgain({ request }: KeptExchange, c: Context): Request {
  const { method, url, headers, body } = request;
  const type = headers['content-type'];
  return new Request(originOf(c) + url, {
    method,
    headers: {
      authorization: c.req.header('authorization') ?? 'Bearer again',
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body }),
  });
}

const conflict = (detail: string) =>
  new HttpError({ status: 409, errors: [{ code: '10015', title: 'Bad Request', detail }] });
