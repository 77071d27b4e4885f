/** The sandbox's own receiver of callbacks, for whoever has none yet: verified, and shown. */
import { received, signatureCheck } from '../../../wire/index.ts';
import { limits } from '../../stage/limits.ts';
import { bodyKept, headersKept } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';
import { bodyText } from '../edge/body.ts';
import { failure } from '../edge/errors.ts';
import { pathOf } from '../edge/path.ts';

/** Takes callbacks; `publicKey` is what they are verified with. */
export function inbox(publicKey: string, areKeysLimited: boolean) {
  const check = signatureCheck(publicKey);
  const now = () => Date.now();
  return async (world: World, request: Request): Promise<Response> => {
    const began = performance.now();
    const { method, headers, url } = request;
    const text = (await bodyText(request, limits.bodyBytes)) ?? '';
    const { search } = new URL(url);
    const pathname = pathOf(request);
    const header = (name: string) => headers.get(name);
    const flaw = await check({ header, body: new TextEncoder().encode(text), now: now() });
    const isVerified = flaw === undefined;
    // Where not everybody is let in, nobody else fills the timeline either.
    if (!isVerified && areKeysLimited) throw failure('unauthorized', flaw);
    const said = received(method === 'GET' ? { method, url } : { method, url, body: text });
    const about = aboutOf(said);
    const sid = sidOf(said);
    const ms = Math.round(performance.now() - began);
    // The query may hold what is secret.
    const path = search === '' ? pathname : `${pathname}?…`;
    const whose = { ...(sid === undefined ? {} : { sid }), ms };
    const says = isVerified ? {} : { says: flaw };
    const line = { kind: 'inbox', ...whose, method, path, about, isVerified, ...says } as const;
    const { number } = world.timeline.note(line);
    const at = world.clock.now();
    world.traffic.note({
      ...{ number, kind: 'inbox', ...whose, at, finishedAt: at, isFine: isVerified, ...says },
      request: { method, url: pathname + search, headers: headersKept(headers), ...bodyKept(text) },
      response: { status: 200, headers: {} },
      told: about,
    });
    return new Response(null, { status: 200 });
  };
}

type Heard = ReturnType<typeof received>;
/** Anybody may send anything: no line of the timeline grows by it. */
const mostLetters = 128;
const aboutOf = (said: Heard): string =>
  (('status' in said && said.status) || ('event' in said && said.event) || said.kind).slice(
    0,
    mostLetters,
  );
function sidOf(said: Heard): string | undefined {
  const sid = said.kind === 'recording' ? said.recordingSid : said.callSid;
  return sid !== undefined && sid.length <= mostLetters ? sid : undefined;
}
