/** The room's door: the published pages, and the folder that they are written to. */
import { machineNames } from '../../machines/index.ts';
import { describedModel } from '../diff/index.ts';
import { version } from '../version.ts';
import { assumptionPage } from './assumptions.ts';
import { exportsOf, pictures } from './charts.ts';
import { choreography } from './choreography.ts';
import { contents } from './contents.ts';
import { asMdx } from './formats/mdx.ts';
import { type Book, graphs, stories } from './gathered/book.ts';
import { witnesses } from './gathered/witnesses.ts';
import { writtenMachine } from './machines.ts';
import { outsidePages } from './outside.ts';
import { pathPages } from './paths.ts';
import { readingPages } from './reading.ts';
import type { File, PageFiles } from './sheet/sheet.ts';
import { linkTerms } from './sheet/terms.ts';
import { asSite } from './site/site.ts';
import { statusPage } from './statuses.ts';
import { terms } from './terms.ts';
import { wordPage } from './words.ts';
import { writtenPages } from './written.ts';

export { FolderError, refuseFile, staleIn, writePages } from './sheet/folder.ts';
export type { PageFiles } from './sheet/sheet.ts';

/** Every page, picture and export out of the machines, by its path below the folder of the pages. */
export async function pages(
  book: Book = { graphs, stories: stories() },
  written: PageFiles = new Map(),
): Promise<PageFiles> {
  const seen = witnesses(book.stories);
  const files = [
    contents(book, written),
    ...machineNames.map((name) => writtenMachine(book.graphs[name], seen)),
    ...pathPages(book),
    ...(await choreography(book, seen)),
    statusPage(book.graphs),
    ...(await outsidePages()),
    ...(await readingPages(book.graphs)),
    assumptionPage(book.graphs),
    wordPage(),
    ...machineNames.flatMap((name) => exportsOf(book.graphs[name]).map(({ file }) => file)),
    modelFile(),
    ...(await Promise.all(machineNames.map((name) => pictures(book.graphs[name])))).flat(),
  ];
  return new Map(
    files
      .map(
        ([file, text]): File => [file, file.endsWith('.md') ? linkTerms(file, text, terms) : text],
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What pages can be written as. */
export type PageForm = 'md' | 'mdx' | 'html';

/** The pages in one of their forms, with their pictures and exports; and those written by hand, if asked. */
export async function pagesAs(form: PageForm, hasGuides = form === 'html'): Promise<PageFiles> {
  const written = hasGuides ? writtenPages() : new Map();
  const files: PageFiles = new Map([...(await pages(undefined, written)), ...written]);
  if (form === 'md') return files;
  return form === 'mdx' ? asMdx(files) : asSite(files);
}

/** The whole model as one value: what `diff` compares two versions by. */
const modelFile = (): File => [
  'exports/model.json',
  `${JSON.stringify(describedModel(version))}\n`,
];
