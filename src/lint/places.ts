/** Where documents come from: files, folders, addresses and standard input, as somebody names them. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a document comes from, and what it is called. */
export type DocumentPlace = {
  /** As it was named, without what is secret in a URL. */
  readonly name: string;
} & (
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'url'; readonly url: string }
  /** The path is that of the file that an editor has open, if it says so. */
  | { readonly from: 'stdin'; readonly path?: string }
);

/** What was named and cannot be read. */
export interface UnreadPlace {
  readonly name: string;
  /** What is in the way: a sentence without its subject. */
  readonly says: string;
}

export interface PlaceNaming {
  /** What paths are relative to. */
  readonly folder: string;
  /** What a document from standard input is called; left out: `<stdin>`. */
  readonly stdinName?: string | undefined;
}

/** What stands for standard input. */
const standardInput = '-';

/** The places that are named, each once and in their order; nothing at all is standard input. */
export function placesNamed(
  named: readonly string[],
  surroundings: PlaceNaming,
): readonly (DocumentPlace | UnreadPlace)[] {
  const all = named.length === 0 ? [standardInput] : named;
  const places = all.flatMap((name) => placesOf(name, surroundings));
  const keys = places.map(keyOf);
  return places.filter((place, i) => keys.indexOf(keyOf(place)) === i);
}

export const isUnread = <T extends object>(one: T | UnreadPlace): one is UnreadPlace =>
  'says' in one;

function keyOf(place: DocumentPlace | UnreadPlace): string {
  if (isUnread(place)) return place.name;
  if (place.from === 'stdin') return standardInput;
  return place.from === 'file' ? place.path : place.url;
}

function placesOf(name: string, surroundings: PlaceNaming): (DocumentPlace | UnreadPlace)[] {
  const { folder, stdinName } = surroundings;
  if (name === standardInput) {
    const path = stdinName === undefined ? {} : { path: resolve(folder, stdinName) };
    return [{ from: 'stdin', name: stdinName ?? '<stdin>', ...path }];
  }
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//i.exec(name) ?? [];
  if (scheme === undefined) return filesAt(name, resolve(folder, name));
  return /^file$/i.test(scheme) ? filesBehind(name) : [placeAt(name, scheme)];
}

/** The files that are named by a URL are called by their paths. */
function filesBehind(name: string): (DocumentPlace | UnreadPlace)[] {
  try {
    const path = fileURLToPath(name);
    return filesAt(path, path);
  } catch (error) {
    return [{ name, says: whyUnread(error) }];
  }
}

function placeAt(name: string, scheme: string): DocumentPlace | UnreadPlace {
  const url = URL.parse(name);
  if (!url || !/^https?$/i.test(scheme)) return { name, says: 'is no URL of http or https' };
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return { from: 'url', name: shown.href, url: url.href };
}

function filesAt(name: string, path: string): (DocumentPlace | UnreadPlace)[] {
  try {
    if (!statSync(path).isDirectory()) return [{ from: 'file', name, path }];
    const files = documentsIn(path);
    if (files.length === 0) return [{ name, says: 'is a folder without .xml files' }];
    return files.map((file) => ({
      from: 'file',
      name: join(name, file),
      path: join(path, file),
    }));
  } catch (error) {
    return [{ name, says: whyUnread(error) }];
  }
}

/** What the system says of a file that it does not give. */
export function whyUnread(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? message})`;
}

/** The paths of the .xml files in a folder and its folders, without what is hidden or installed. */
function documentsIn(folder: string, way = ''): string[] {
  const entries = readdirSync(join(folder, way), { withFileTypes: true });
  return entries.sort(byName).flatMap((entry) => {
    const path = join(way, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return documentsIn(folder, path);
    const isFile = entry.isFile() || entry.isSymbolicLink();
    return isFile && /\.xml$/i.test(entry.name) ? [path] : [];
  });
}
const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);
