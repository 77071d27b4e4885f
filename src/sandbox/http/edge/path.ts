/**
 * The path of a request, read once for all: whoever guards, routes, answers or notes a request reads
 * this and nothing else, so that none of them can be told another name than the others.
 */

/** What needs no escape in a path. Source: RFC 3986, section 2.3. */
const unreserved = /[\w.~-]/;

/**
 * The path that a request is for: dots are resolved, what needs no escape has none, and the escapes
 * that stay are in capitals. Two spellings of one path come out the same. Source: RFC 3986, section
 * 6.2.2.
 */
export function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  return pathname.includes('%') ? pathname.replace(/%[0-9a-f]{2}/gi, plain) : pathname;
}

function plain(escaped: string): string {
  const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return unreserved.test(character) ? character : escaped.toUpperCase();
}
