/** The pages that a person has written, guides and manual, beside those out of the machines. */
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { code, link } from './sheet/markdown.ts';
import { type File, type PageFiles, sheet, way } from './sheet/sheet.ts';
import { linkTerms } from './sheet/terms.ts';
import { termsOfGuides } from './terms.ts';

/** Where the package is, in a checkout and where it is installed. */
const root = fileURLToPath(new URL('./', import.meta.resolve('texml-recordings/package.json')));
const read = (file: string) => readFileSync(posix.join(root, file), 'utf8');

/** Where a file of the package stands among the pages; undefined: it is none of them. */
const places: readonly (readonly [from: RegExp, to: string])[] = [
  [/^docs\/guides\//u, 'guides/'],
  [/^docs\//u, 'manual/'],
  [/^diagrams\//u, ''],
  [/^schemas\//u, 'schemas/'],
];
function placeOf(file: string): string | undefined {
  const [from, to] = places.find(([start]) => start.test(file)) ?? [];
  return from && to !== undefined ? file.replace(from, to) : undefined;
}

/** Every guide and every chapter of the manual, and what their pictures and links need. */
export function writtenPages(): PageFiles {
  const named = (pattern: string) => globSync(pattern, { cwd: root }).sort().map(posix.normalize);
  const texts = named('docs/**/*.md');
  const others = [...named('docs/pictures/*.svg'), ...named('schemas/*.json')];
  return new Map([
    ...texts.map(writtenPage),
    ...others.map((file): File => [placeOf(file) as string, read(file)]),
  ]);
}

function writtenPage(source: string): File {
  const [, title, body = ''] = /^# (.*)\n([\s\S]*)$/u.exec(read(source)) ?? [];
  if (title === undefined) throw new Error(`${source} does not begin with a title.`);
  const file = placeOf(source) as string;
  const [path, text] = sheet(file, title, withPlaces(source, file, body).trim());
  return [path, linkTerms(file, text, termsOfGuides)];
}

/** Links lead to where things stand among the pages; what is none of them is named by its place in the package. */
const withPlaces = (source: string, file: string, body: string) =>
  body.replaceAll(
    /\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)/gu,
    (_, text: string, to: string, at = '') => {
      const target = posix.join(posix.dirname(source), to);
      const place = placeOf(target);
      return place === undefined
        ? `${text} (${code(target)} in the package)`
        : link(text, `${way(file, place)}${at}`);
    },
  );
