/** An exchange as whoever looks is shown it: without secrets, with what its bodies say. */
import { hidden, isSecretName, withoutPassword } from '../../../wire/said/secrets.ts';
import type { KeptExchange, OneWay } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';
import { copiesOf } from './copies.ts';
import { noticedIn } from './manner.ts';

/** Before a path, it makes a URL of it. */
const nowhere = 'http://nowhere.invalid';
/** A URL, or a path, without name, password, and the values of parameters that are secrets by their names. */
function urlWithoutSecrets(text: string): string {
  const isPath = text.startsWith('/');
  const url = isPath ? new URL(nowhere + text) : URL.parse(withoutPassword(text));
  const secret = [...(url?.searchParams.keys() ?? [])].filter(isSecretName);
  if (!url || (isPath && secret.length === 0)) return text;
  for (const name of secret) url.searchParams.set(name, hidden);
  return isPath ? url.href.slice(nowhere.length) : url.href;
}

/** An attempt at the same thing. */
interface AttemptShown {
  readonly number: number;
  readonly at: number;
  readonly came: number | string;
  readonly isFine: boolean;
}

/** Everything about an exchange; `origin` is where the API is reached. */
export function exchangeShown(world: World, exchange: KeptExchange, origin: string) {
  const { request, response, key, delivery: _, name: __, about: ___, ...rest } = exchange;
  const asked = { ...request, url: urlWithoutSecrets(request.url) };
  const all =
    key === undefined ? [exchange] : [...world.traffic.all].filter((one) => one.key === key);
  return {
    ...rest,
    request: { ...asked, ...parametersOf(asked) },
    ...(response ? { response } : {}),
    warnings: warningsOf(world, exchange),
    attempts: all.map(attemptShown),
    ...whyNotAgain(exchange),
    as: copiesOf(world, { ...exchange, request: asked }, origin),
  };
}

const attemptShown = ({ number, at, response, says = '', isFine }: KeptExchange): AttemptShown => ({
  ...{ number, at, isFine },
  came: response?.status ?? says,
});

/** A form, or the query of a GET, name by name. */
function parametersOf({ method, url, headers, body }: OneWay & { method: string; url: string }) {
  const isForm = /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
  const text = method === 'GET' ? url.replace(/^[^?]*\??/, '') : body;
  if (text === undefined || text === '' || !(isForm || method === 'GET')) return {};
  return { parameters: [...new URLSearchParams(text)] };
}

/** What there is to say of the document that was fetched, or that a request brought along. */
function warningsOf(world: World, { kind, sid, request, response }: KeptExchange) {
  const said = kind === 'request' ? texmlIn(request) : undefined;
  const came = kind === 'instructions' && response?.status === 200 ? response.body : undefined;
  const text = said ?? came;
  return text === undefined ? [] : noticedIn(world, sid, text);
}

/** The document that a request brought along. */
function texmlIn({ headers, body = '' }: OneWay): string | undefined {
  if (!/json/.test(headers['content-type'] ?? ''))
    return new URLSearchParams(body).get('Texml') ?? undefined;
  try {
    const { Texml } = JSON.parse(body) as { readonly Texml?: unknown };
    return typeof Texml === 'string' ? Texml : undefined;
  } catch {
    return undefined;
  }
}

/** Why it cannot be sent once more; empty: it can. */
export function whyNotAgain({ kind, request }: KeptExchange): { readonly onlyOnce?: string } {
  if (kind === 'inbox') return { onlyOnce: 'It came here; send the callback once more instead.' };
  if (request.isMasked) return { onlyOnce: 'A password stood in it, which is not kept.' };
  return request.isCut ? { onlyOnce: 'It is longer than what is kept of it.' } : {};
}
