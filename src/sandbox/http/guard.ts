/** What keeps other people's pages away from a sandbox on somebody's own machine. */
import { failure } from './errors.ts';

export interface Guarded {
  /** Names under which the sandbox may be asked for; undefined: any. */
  readonly hosts: ReadonlySet<string> | undefined;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];
/** The names of a sandbox that only its own machine reaches, and its public one. */
export function ownHosts(publicUrl: string | undefined): ReadonlySet<string> {
  const name = publicUrl === undefined ? undefined : URL.parse(publicUrl)?.hostname;
  return new Set(name ? [...loopback, name] : loopback);
}
export const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127\.\d+\.\d+\.\d+$/.test(host);

/** The host that a request is for, with its port. */
const hostOf = (request: Request, url: URL) => request.headers.get('host') ?? url.host;

/**
 * Refuses a request that a page of another site had a browser send.
 * @throws HttpError
 */
export function guard(request: Request, { hosts }: Guarded) {
  const url = new URL(request.url);
  const host = hostOf(request, url);
  // A site can name this machine by a name of its own, and its pages were of the same origin then.
  const name = URL.parse(`http://${host}`)?.hostname;
  if (hosts && (name === undefined || !hosts.has(name))) {
    const expected = [...hosts].join(', ');
    throw failure('misdirected', `This sandbox is not called ${host}; expected ${expected}.`);
  }
  if (isFromElsewhere(request, host) && isPrivate(request.method, url.pathname)) {
    throw failure('forbidden', 'The request comes from a page of another site.');
  }
}

/** Files have signed links, and the page tells nothing by itself. */
const isPrivate = (method: string, path: string) =>
  /^\/sandbox(\/|$)/.test(path) || (path.startsWith('/v2/') && !/^(GET|HEAD)$/.test(method));

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
