/** The page: files that are read once, when the sandbox starts, so that no request names a file. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resourceNotFound } from './edge/errors.ts';
import { pathOf } from './edge/path.ts';

interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL('../page/', import.meta.url));
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const first = 'index.html';

/** Answers requests for the page's files, by name; `/` is the first. */
export function pageServer(): (request: Request) => Response {
  const files = filesOfPage();
  return (request) => {
    const path = pathOf(request);
    const file = files.get(path === '/' ? first : path.slice('/page/'.length));
    if (!file) throw resourceNotFound();
    const { bytes, headers } = file;
    const isKnown = request.headers.get('if-none-match') === headers.etag;
    return isKnown
      ? new Response(null, { status: 304, headers: { etag: headers.etag ?? '' } })
      : new Response(bytes, { headers });
  };
}

function filesOfPage(): ReadonlyMap<string, PageFile> {
  const names = readdirSync(folder).filter((name) => Object.hasOwn(mediaTypes, extname(name)));
  return new Map(
    names.map((name) => {
      const bytes = new Uint8Array(readFileSync(`${folder}${name}`));
      const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
      const headers = {
        'content-type': mediaTypes[extname(name)] ?? '',
        'cache-control': 'no-cache',
        etag: `"${hash}"`,
      };
      return [name, { bytes, headers }];
    }),
  );
}
