/** Telnyx's API for recordings on a server of one's own: the model decides, somebody else performs. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { type Effect, Switchboard, type To, type Verdict } from 'texml-recordings';
import { directoryOf, type RestHost, type Row, serve } from 'texml-recordings/wire';

const accountSid = 'me';

/** What the telephone network and the media server report: the event of a machine, without its time. */
interface Report {
  readonly machine: 'call' | 'recording';
  readonly sid: string;
  readonly event: { readonly type: string };
}

/** `perform` is told every effect, in order: orders, words for callbacks, timers. */
export function recordingServer(perform: (effect: Effect) => void): Hono {
  const board = new Switchboard();
  const rows = new Map<string, Row>();

  const deliver = (to: object, event: object): Verdict => {
    const { verdict, effects } = board.deliver(to as To, { ...event, at: Date.now() } as never);
    for (const effect of effects) perform(effect);
    return verdict;
  };
  const host: RestHost<Verdict> = {
    directory: directoryOf({ machines: board, rows }, accountSid),
    mint: () => randomUUID(),
    mediaUrl: (sid) => `https://media.example.com/${sid}.mp3`,
    take: ({ to, command, rows: kept }) => {
      const verdict = command ? deliver(to, command) : ({ verdict: 'accepted' } as const);
      if (verdict.verdict === 'accepted') for (const { sid, row } of kept) rows.set(sid, row);
      return verdict;
    },
  };

  const app = new Hono();
  app.all('/v2/texml/*', async ({ req }) => {
    const { pathname, search } = new URL(req.url);
    const body = Object.fromEntries(new URLSearchParams(await req.text()));
    const request = { method: req.method, path: pathname.slice('/v2'.length), query: search, body };
    const reply = serve(request, host);
    return reply.status === 204
      ? new Response(null, { status: 204 })
      : Response.json(reply.body, { status: reply.status });
  });
  app.post('/reports', async (c) => {
    const { machine, sid, event } = await c.req.json<Report>();
    return c.json(deliver({ machine, sid }, event));
  });
  return app;
}
