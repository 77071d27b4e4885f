/** All that the sandbox answers over HTTP, as one handler of requests. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Worlds } from '../world/worlds.ts';
import { type ApiServed, answerApi, answerLog, isAccountSid } from './api.ts';
import { controlApi } from './control.ts';
import { failure, foreseen, notAllowed, replyTo, resourceNotFound } from './edge/errors.ts';
import { type Guarded, guard, headersOfAll, headersOfPage } from './edge/guard.ts';
import { answerHealth } from './edge/health.ts';
import { pathOf } from './edge/path.ts';
import type { Streams } from './events.ts';
import { answerExplorer } from './explorer.ts';
import { inbox } from './inspector/inbox.ts';
import { answerMedia } from './media.ts';
import { pageServer } from './page.ts';
import { Pictures } from './pictures.ts';

export interface Served extends Guarded, ApiServed {
  readonly worlds: Worlds;
  readonly streams: Streams;
  readonly version: string;
  readonly inboxUrl: string;
  /** Hears of what should not have happened. */
  readonly failed: (error: unknown) => void;
}

const allHeaders = Object.entries(headersOfAll);
const pageHeaders = Object.entries(headersOfPage);

export function sandboxApp(served: Served): Hono {
  const { worlds, failed } = served;
  const app = new Hono({ getPath: pathOf });
  app.onError((error) => {
    const expected = foreseen(error);
    if (expected) return replyTo(expected);
    failed(error);
    return replyTo(failure('unexpected', 'An unexpected error occurred.'));
  });
  app.notFound(({ req }) => replyTo(notFound(pathOf(req.raw))));

  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('x-request-id', randomUUID());
    for (const [name, value] of allHeaders) headers.set(name, value);
  });
  app.use(async ({ req }, next) => {
    guard(req.raw, served);
    await next();
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: ({ req }, allowed) => refused(req.method, allowed),
    }),
  );

  app.all('/v2/texml/*', ({ req }) => answerApi(req.raw, served));
  for (const log of ['call_events', 'webhook_deliveries', 'webhook_deliveries/:id'])
    app.get(`/v2/${log}`, ({ req }) => answerLog(req.raw, served));
  app.get('/healthz', ({ req }) => answerHealth(req.raw, served));
  const toInbox = inbox(worlds.publicKey, served.keys.areLimited);
  for (const path of ['/inbox/:account', '/inbox/:account/*'])
    app.on(['GET', 'POST'], path, ({ req }) => {
      const account = req.param('account') ?? '';
      const world = isAccountSid(account) ? worlds.find(account) : undefined;
      if (!world) throw resourceNotFound();
      return toInbox(world, req.raw);
    });
  app.get('/media/*', ({ req }) => answerMedia(req.raw, worlds));

  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of pageHeaders) if (!headers.has(name)) headers.set(name, value);
  });
  const page = pageServer();
  app.get('/', ({ req }) => page(req.raw));
  app.get('/page/*', ({ req }) => page(req.raw));
  const pictures = new Pictures();
  app.get('/explorer', (c) => c.redirect('/explorer/'));
  app.get('/explorer/*', ({ req }) => answerExplorer(req.raw, pictures));
  app.route('/sandbox', controlApi(served, pictures));
  return app;
}

/** What Telnyx has, and the sandbox has not, says so. */
const notFound = (path: string) =>
  path.startsWith('/v2/')
    ? failure(
        'notFound',
        'Of the API of Telnyx there are /v2/texml, /v2/call_events and /v2/webhook_deliveries here.',
      )
    : resourceNotFound();
const refused = (method: string, allowed: readonly string[]) =>
  replyTo(notAllowed(method, allowed));
