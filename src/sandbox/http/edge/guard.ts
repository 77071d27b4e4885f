/** What keeps other people's pages away from a sandbox on somebody's own machine. */
import { isIP } from 'node:net';
import { failure } from './errors.ts';
import { pathOf } from './path.ts';

export interface Guarded {
  /** Names under which the sandbox may be asked for, besides addresses; undefined: any. */
  readonly hosts: ReadonlySet<string> | undefined;
}

/** Its own name, that of its public URL, and those that it was given. */
export function hostNames(
  publicUrl: string | undefined,
  given: readonly string[],
): ReadonlySet<string> {
  const name = publicUrl === undefined ? undefined : URL.parse(publicUrl)?.hostname;
  return new Set(['localhost', ...(name ? [name] : []), ...given.map((one) => one.toLowerCase())]);
}
export const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127\.\d+\.\d+\.\d+$/.test(host);

/**
 * What any page may have a browser send: it changes nothing, and tells nothing without a key or a
 * signed link. Whatever is not here is guarded.
 */
const publicReads: readonly RegExp[] = [/^\/$/, /^\/page\//, /^\/media\//, /^\/v2\/texml\//];
const isPublic = (request: Request) =>
  /^(GET|HEAD)$/.test(request.method) && publicReads.some((one) => one.test(pathOf(request)));

/**
 * Refuses a request that a page of another site had a browser send.
 * @throws HttpError
 */
export function guard(request: Request, { hosts }: Guarded) {
  const { host: meant } = new URL(request.url);
  // A request line can name a host of its own, beside the header.
  const host = request.headers.get('host') ?? meant;
  if (hosts) for (const one of new Set([host, meant])) checkName(one, hosts);
  if (!isPublic(request) && isFromElsewhere(request, host)) {
    throw failure('forbidden', 'The request comes from a page of another site.');
  }
}

/**
 * A site can give this machine a name of its own, and its pages were of the same origin then; an
 * address it cannot.
 */
function checkName(host: string, hosts: ReadonlySet<string>) {
  const name = URL.parse(`http://${host}`)?.hostname;
  if (name !== undefined && (hosts.has(name) || isIP(name.replace(/^\[|\]$/g, '')) > 0)) return;
  const expected = `an IP address or ${[...hosts].join(', ')}`;
  const help = name ? ` To allow the name, start the sandbox with --allow-host ${name}.` : '';
  throw failure('misdirected', `This sandbox is not called ${host}; expected ${expected}.${help}`);
}

function isFromElsewhere({ headers }: Request, host: string): boolean {
  const origin = headers.get('origin');
  if (origin !== null) return URL.parse(origin)?.host !== host;
  return /^(cross-site|same-site)$/.test(headers.get('sec-fetch-site') ?? '');
}

/** Of every answer. */
export const headersOfAll = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
/** Of the page and what it asks for: it loads nothing from elsewhere, and stands in no frame. */
export const headersOfPage = {
  'content-security-policy': [
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; '),
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};
