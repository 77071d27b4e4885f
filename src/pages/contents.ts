/** The index: how to read the pages, and all of them in one list. */
import { creationPaths, machineNames, pathIds } from '../../machines/index.ts';
import { viewsOf } from '../render/index.ts';
import { viewFile } from './charts.ts';
import type { Book } from './gathered/book.ts';
import { bulletList, code, link, picture, prose } from './sheet/markdown.ts';
import {
  type File,
  machinePage,
  type PageFiles,
  pathPage,
  sheet,
  spokenName,
} from './sheet/sheet.ts';

const file = 'README.md';

/** The index; of pages that are written by hand it names those that are there. */
export function contents({ graphs }: Book, written: PageFiles = new Map()): File {
  const { recording } = graphs;
  const [overview] = viewsOf(recording);
  return sheet(
    file,
    'The life of a TeXML recording',
    'Five kinds of machines follow calls, dialled legs, conferences, recordings and what is ' +
      'written down of them. These pages are generated from the machines that run, so they say what the model does.',
    overview ? picture(overview.says, viewFile(recording, overview)) : '',
    'Never read a statechart? ' +
      `${link('How to read these charts', 'reading.md')} shows each sign in a small picture.`,
    '## The machines',
    bulletList(
      machineNames
        .toReversed()
        .sort((a, b) => Number(b === 'recording') - Number(a === 'recording'))
        .map((name) => `${link(spokenName(name), machinePage(name))}: ${prose(graphs[name].says)}`),
    ),
    ...listOf('Guides', 'guides/', written),
    '## The six ways a recording begins',
    bulletList(
      pathIds.map(
        (path) => `${link(code(path), pathPage(path))}: ${prose(creationPaths[path].says)}`,
      ),
    ),
    '## More',
    bulletList([
      `${link('Who tells whom', 'choreography.md')}: the signals between the machines.`,
      `${link('States and public statuses', 'statuses.md')}: what customers see.`,
      `${link('What can be known from outside', 'outside.md')}: what a recording can be in, given what was seen.`,
      `${link('Assumptions and policies', 'assumptions.md')}: what Telnyx does not document.`,
      `${link('Glossary', 'words.md')}: every event, reason and abbreviation.`,
      `${link('The model as one value', 'exports/model.json')}: by which two versions are compared.`,
    ]),
    ...listOf('Manual', 'manual/', written),
  );
}

/** What is written by hand in a folder, in the order of its index. */
function listOf(head: string, folder: string, written: PageFiles): string[] {
  const index = written.get(`${folder}README.md`) ?? '';
  const place = (name: string) => index.indexOf(`](${name.slice(folder.length)})`);
  const items = [...written]
    .filter(([name]) => name.startsWith(folder) && /(?<!README)\.md$/u.test(name))
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, text]) => link(/^# (.*)$/mu.exec(text)?.[1] ?? name, name));
  if (index !== '')
    items.unshift(link('All of them, and a folder to try them in', `${folder}README.md`));
  return items.length === 0 ? [] : [`## ${head}`, bulletList(items)];
}
