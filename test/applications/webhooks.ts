/** What the applications here share: they believe only what is signed, and answer with TeXML. */
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';

/** What a request or a callback says: its form. */
export type Said = Readonly<Record<string, string>>;
type Answer = Response | Promise<Response>;

/** An application whose handlers are given the form of each request, once its signature is verified. */
export function application(publicKey: string) {
  const app = new Hono();
  const webhook = new TelnyxWebhook(publicKey);
  const on = (path: string, answer: (said: Said, c: Context) => Answer) =>
    app.post(path, async (c) => {
      const body = await c.req.text();
      try {
        await webhook.verify(body, c.req.header());
      } catch {
        return c.text('This is not signed by whom I know.', 401);
      }
      return answer(Object.fromEntries(new URLSearchParams(body)), c);
    });
  return { app, on };
}

/** An answer in TeXML, given what is inside its <Response>. */
export const texml = (inside: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Response>${inside}</Response>`, {
    headers: { 'content-type': 'application/xml' },
  });

/** Makes a text one that can stand in a document. */
export const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** Serves an application on a free port of this machine. */
export async function serving(app: Hono) {
  const { promise: port, resolve } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info) =>
    resolve(info.port),
  );
  return {
    url: `http://127.0.0.1:${await port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
