/** The control API: whatever a test, or the page, wants to see of worlds and have happen in them. */
import { type Context, Hono } from 'hono';
import { magicNumbers } from '../lines/numbers.ts';
import { limits } from '../stage/limits.ts';
import { readSettings, SettingsError } from '../stage/settings.ts';
import { DumpError } from '../state/dump.ts';
import type { World } from '../world/world.ts';
import type { Worlds } from '../world/worlds.ts';
import { type ApiServed, answerAgain, isAccountSid } from './api.ts';
import { failure, notAllowed, resourceNotFound } from './edge/errors.ts';
import { flawed, jsonIn, queried, said, sayings } from './edge/said.ts';
import { lastEventId, type Streams } from './events.ts';
import { exporting } from './exports/exporting.ts';
import { happenings } from './happenings.ts';
import { inspecting } from './inspector/inspecting.ts';
import { lanesIn } from './inspector/lanes.ts';
import type { Pictures } from './pictures.ts';
import {
  accountOf,
  accountsFrom,
  clockIn,
  detailOf,
  endedIn,
  isMachineName,
  machinesIn,
} from './views.ts';
import { modelWords } from './words.ts';

export interface Controlled extends ApiServed {
  readonly worlds: Worlds;
  readonly streams: Streams;
  readonly version: string;
  /** Where callbacks to the accounts of this sandbox are taken; the account comes behind it. */
  readonly inboxUrl: string;
}

/** Everything below /sandbox. */
export function controlApi(served: Controlled, pictures: Pictures): Hono {
  const { worlds, keys, version } = served;
  const app = new Hono();

  app.post('/session', async (c) => {
    const { key } = await said(c.req.raw, sayings.session);
    if (!keys.isGood(key)) throw failure('unauthorized', 'The sandbox does not know this key.');
    keys.giveCookie(c, key);
    return c.body(null, 204);
  });
  app.use(async (c, next) => {
    const key = keys.keyIn(c.req.header('authorization'));
    const isKnown = key !== undefined && keys.isGood(key);
    if (keys.areLimited && !isKnown && !keys.hasCookie(c)) {
      throw failure('unauthorized', 'Expected a key of this sandbox.', {
        'www-authenticate': 'Bearer',
      });
    }
    await next();
  });
  app.get('/', ({ json }) =>
    json({
      version,
      publicKey: worlds.publicKey,
      inbox: served.inboxUrl,
      accounts: worlds.accounts,
      unusable: worlds.unusable,
      numbers: magicNumbers,
    }),
  );
  app.get('/words', ({ json }) => json(modelWords));
  app.get('/pictures/:machine/:state', ({ req }) =>
    pictures.answer(req.param('machine'), req.param('state'), req.query('open') ?? ''),
  );
  app.get('/accounts', ({ req, json }) =>
    json(accountsFrom(worlds, queried(req.raw, sayings.accounts))),
  );
  app.route('/accounts/:account', accountApi(served));
  return app;
}

/** Everything about one account. */
function accountApi(served: Controlled): Hono {
  const { worlds, streams } = served;
  const app = new Hono();
  const sidIn = ({ req }: Context) => {
    const sid = req.param('account') ?? '';
    if (!isAccountSid(sid)) throw resourceNotFound();
    return sid;
  };
  /** What only looks makes no world. */
  const there = (c: Context): World => {
    const world = worlds.find(sidIn(c));
    if (world) return world;
    throw resourceNotFound();
  };
  const made = (c: Context): Promise<World> => worlds.open(sidIn(c));

  app.get('/', (c) => c.json(accountOf(there(c))));
  app.delete('/', async (c) => {
    if (!(await worlds.end(sidIn(c)))) throw resourceNotFound();
    return c.body(null, 204);
  });
  app.get('/machines', (c) => c.json(machinesIn(there(c))));
  app.get('/machines/ended', (c) => c.json(endedIn(there(c), queried(c.req.raw, sayings.ended))));
  app.get('/machines/:machine/:sid', (c) => {
    const { machine, sid } = c.req.param();
    const detail = isMachineName(machine) ? detailOf(there(c), machine, sid) : undefined;
    if (!detail) throw resourceNotFound();
    return c.json(detail);
  });
  app.get('/timeline', (c) => {
    const asked = queried(c.req.raw, sayings.timeline);
    return c.json({ entries: there(c).timeline.latest(asked as Latest) });
  });
  app.get('/lanes/:sid', (c) =>
    lanesIn(there(c), c.req.param('sid'), queried(c.req.raw, sayings.lanes)),
  );
  app.get('/events', (c) => {
    // Hono takes HEAD for a GET and leaves out the body: this one would never be read, nor end.
    if (c.req.raw.method === 'HEAD') throw notAllowed('HEAD', ['GET']);
    return streams.begin(worlds, sidIn(c), lastEventId(c.req.header('last-event-id')));
  });

  app.post('/calls', async (c) => {
    const asked = await said(c.req.raw, sayings.call);
    return c.json({ call_sid: await received(await made(c), asked) }, 201);
  });
  happenings(app, there);
  exporting(app, there, served.version);
  inspecting(app, there, (request, again) => answerAgain(request, served, again));

  app.get('/clock', (c) => c.json(clockIn(there(c))));
  app.put('/clock', async (c) => {
    const { frozen } = await said(c.req.raw, sayings.clock);
    const world = await made(c);
    await (frozen ? world.freeze() : world.run());
    return c.json(clockIn(world));
  });
  app.post('/clock/advance', async (c) => {
    const { ms, by } = await said(c.req.raw, sayings.advance);
    const world = await made(c);
    await world.advance(ms ?? by ?? 0);
    return c.json(clockIn(world));
  });

  app.get('/settings', (c) => c.json(there(c).said));
  app.put('/settings', async (c) => {
    const asked = await jsonIn(c.req.raw);
    // Nothing is made for settings that cannot be.
    await naming(() => readSettings(asked));
    const world = await made(c);
    await world.change(asked);
    return c.json(world.said);
  });
  app.post('/reset', async (c) => {
    await worlds.reset(sidIn(c));
    return c.body(null, 204);
  });
  app.get('/dump', async (c) => c.json(await worlds.dump(there(c).accountSid)));
  app.put('/dump', async (c) => {
    const dump = await jsonIn(c.req.raw, limits.dumpBytes);
    await naming(() => worlds.load(sidIn(c), dump));
    return c.json(accountOf(there(c)));
  });
  return app;
}

type Latest = NonNullable<Parameters<World['timeline']['latest']>[0]>;

function received(world: World, asked: ReturnType<(typeof sayings.call)['parse']>) {
  const { From, To, ApplicationSid, Url, Method, FallbackUrl, FallbackMethod, Texml } = asked;
  const source = {
    ...(Texml === undefined ? {} : { texml: Texml }),
    ...(Url === undefined ? {} : { url: Url }),
    ...(Method === undefined ? {} : { method: Method }),
    ...(FallbackUrl === undefined ? {} : { fallbackUrl: FallbackUrl }),
    ...(FallbackMethod === undefined ? {} : { fallbackMethod: FallbackMethod }),
  };
  return world.receive({
    from: From,
    to: To,
    ...(ApplicationSid === undefined ? {} : { connectionId: ApplicationSid }),
    ...(Object.keys(source).length === 0 ? {} : { instructions: source }),
  });
}

/** Errors that name a field are told as such. */
async function naming(work: () => unknown) {
  try {
    await work();
  } catch (error) {
    if (error instanceof SettingsError) throw flawed(error.path, error.message);
    if (error instanceof DumpError) throw flawed(error.field.split('.'), error.message);
    throw error;
  }
}
